"""What a screen with tasks does when one is opened, added, or asked for its menu."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.background import Job
from desktop.models.tasks import TaskDraft, later_days
from desktop.views.notices import Notices
from desktop.views.tasks.deeds import TaskDeeds
from desktop.views.tasks.dialog import TaskDialog
from desktop.views.tasks.menu import TaskMenu
from desktop.wording import _
from desktop.workspace import Workspace
from domain.queries.tasks import TaskRow


class TaskHandling(QObject):
    """Opens forms and menus over a screen and does what was chosen there.

    Signals: `navigate(str, object)` to another screen, `assigned(TaskRow, str, str)` a person's id and name chosen
    in a menu. `dialog` and `menu` are what is open now.
    """

    navigate = Signal(str, object)
    assigned = Signal(object, str, str)

    def __init__(self, screen: QWidget, workspace: Workspace, notices: Notices) -> None:
        super().__init__(screen)
        self._screen, self._workspace, self._notices = screen, workspace, notices
        self.deeds = TaskDeeds(workspace, notices, self)
        self.dialog: TaskDialog | None = None
        self.menu: QMenu | None = None

    def add(self, assignee_id: str, title: str = "", origin: str = "own") -> None:
        """Open the form of a new task."""
        draft = TaskDraft(title=title, due=self._workspace.today(), assignee_id=assignee_id)
        dialog = TaskDialog(self._screen, self._workspace, draft=draft, origin=origin)
        self._open(dialog, _("任务已新建"))

    def edit(self, task: TaskRow) -> None:
        """Open the form of a task."""
        self._open(TaskDialog(self._screen, self._workspace, task=task), _("任务已保存"))

    def _open(self, dialog: TaskDialog, said: str) -> None:
        self.dialog = dialog
        dialog.saved.connect(lambda _task_id: self._notices.say(said))
        dialog.open()

    def open_menu(self, task: TaskRow, place: QPoint, people: Sequence[tuple[str, str]] = ()) -> None:
        """Open the menu of a task; `people` are the ones it can be handed to."""
        menu = TaskMenu(task, self._workspace.today(), people, parent=self._screen)
        menu.toggled.connect(partial(self.deeds.toggle, task))
        menu.edited.connect(partial(self.edit, task))
        menu.moved.connect(partial(self.deeds.reschedule, task))
        menu.assigned.connect(partial(self.assigned.emit, task))
        menu.navigate.connect(self.navigate)
        self.pop_up(menu, place)

    def open_days(self, task: TaskRow, place: QPoint) -> None:
        """Open the days a task can be put off to."""
        menu = QMenu(self._screen)
        for words, day in later_days(self._workspace.today()):
            if day != task.due:
                menu.addAction(words).triggered.connect(partial(self.deeds.reschedule, task, day))
        menu.addSeparator()
        menu.addAction(_("其他日期")).triggered.connect(partial(self.edit, task))
        self.pop_up(menu, place)

    def pop_up(self, menu: QMenu, place: QPoint) -> None:
        """Show a menu that is gone once closed."""
        self.menu = menu
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def note(self, words: str, customer_id: str) -> Job:
        """Make a task for today out of a note; gives the job."""
        actor, today = self._workspace.actor, self._workspace.today()
        draft = TaskDraft(title=words, customer_id=customer_id, assignee_id=actor.id, due=today)
        task_id = self._workspace.new_id()
        command = draft.add(dict(self._workspace.stamp()), task_id, "note")
        return self.deeds.run(command, _("已记为今天的任务：{title}").format(title=words), task_id)
