"""The menu of a task: the same in every list, by mouse and by keyboard."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.models.tasks import later_days
from desktop.views.targets import CustomerTarget, VisitTarget
from desktop.views.theme import icon
from desktop.wording import _
from domain.queries.tasks import TaskRow


class TaskMenu(QMenu):
    """Signals: `toggled()`, `edited()`, `moved(date)`, `assigned(str, str)` id and name, `navigate(str, object)`."""

    toggled = Signal()
    edited = Signal()
    moved = Signal(object)
    assigned = Signal(str, str)
    navigate = Signal(str, object)

    def __init__(
        self,
        task: TaskRow,
        today: date,
        people: Sequence[tuple[str, str]] = (),
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("task-menu")
        self._add("complete", _("完成任务") if task.is_open else _("重新打开"), "check", self.toggled.emit)
        if task.is_open:
            self._add("edit", _("编辑任务"), "pencil", self.edited.emit)
            put_off = self.addMenu(icon("calendar"), _("改期到"))
            put_off.setObjectName("task-menu-move")
            for words, day in later_days(today):
                if day != task.due:
                    put_off.addAction(words).triggered.connect(partial(self._move, day))
            if people:
                give = self.addMenu(icon("user-plus"), _("分派给"))
                give.setObjectName("task-menu-assign")
                for person_id, name in people:
                    if person_id != (task.assignee_id or ""):
                        give.addAction(name).triggered.connect(partial(self._assign, person_id, name))
        if task.customer_id or task.visit_id:
            self.addSeparator()
        if task.customer_id:
            target = CustomerTarget(task.customer_id)
            self._add("customer", _("打开客户档案"), "building-2", partial(self.navigate.emit, "customers", target))
        if task.visit_id:
            visit = VisitTarget(task.visit_id)
            self._add("visit", _("打开走访日志"), "notebook-pen", partial(self.navigate.emit, "visits", visit))

    def _add(self, name: str, words: str, sign: str, act: Callable[[], object]) -> QAction:
        made = self.addAction(icon(sign), words)
        made.setObjectName(f"task-menu-{name}")
        made.triggered.connect(lambda _checked: act())
        return made

    def _move(self, day: date) -> None:
        self.moved.emit(day)

    def _assign(self, person_id: str, name: str) -> None:
        self.assigned.emit(person_id, name)
