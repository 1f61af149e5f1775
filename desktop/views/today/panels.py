"""The three panels of the day: visits, tasks, and what is about to hurt; side by side, or in two columns."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.views.tasks.task_list import TaskList
from desktop.views.today.brief_card import BriefCard
from desktop.views.today.quick_note import QuickNote
from desktop.views.today.side import SideList
from desktop.views.today.timeline import DayTimeline
from desktop.views.widgets import Button, EmptyState, HairLine, SectionHeading
from desktop.views.widgets.layouts import column
from desktop.wording import _
from desktop.workspace import Workspace

SHARES = (9, 11, 8)
EDGE = 20


class Panels(QWidget):
    """The body of the screen; `set_narrow` puts tasks under visits and the card over the alerts."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.timeline = DayTimeline(workspace.now)
        self.calendar = Button(_("打开周历"), kind="link", size="small", name="today.calendar")
        self.no_visits = EmptyState(
            "calendar-days", "", "", _("安排走访"), action_icon="calendar-plus", name="today.no-visits"
        )
        self.visits = SectionHeading(_("今天的走访"))
        self.visits.add_action(self.calendar)
        self.brief = BriefCard()
        self.heading = SectionHeading(_("任务"))
        self.list = TaskList(workspace, name="today.tasks")
        self.no_tasks = EmptyState("list-checks", _("没有未完成的任务"), name="today.no-tasks")
        self.note = QuickNote(workspace)
        self.alerts = SideList(_("预警"), "today.alerts")
        self.all_alerts = Button(_("全部预警"), kind="link", size="small", name="today.all-alerts")
        self.alerts.heading.add_action(self.all_alerts)
        self.comments = SideList(_("走访评语"), "today.comments")
        self._rule = HairLine()
        self._lay_out()
        self.set_narrow(narrow=False)

    def _lay_out(self) -> None:
        self.first, self.second, self.third = QWidget(), QWidget(), QWidget()
        self.visits.setContentsMargins(24, 0, EDGE, 0)
        self.heading.setContentsMargins(EDGE, 0, EDGE, 0)
        self._tasks = QWidget()
        column(self.heading, self.list, self.no_tasks, spacing=8, parent=self._tasks).setStretch(1, 1)
        column(
            self.visits, self.timeline, self.no_visits, spacing=4, margins=(0, 10, 0, 0), parent=self.first
        ).setStretch(1, 1)
        self._card = QWidget()
        column(self.brief, spacing=0, margins=(EDGE, 0, EDGE, 0), parent=self._card)
        note = QWidget()
        column(self.note, spacing=0, margins=(EDGE, 4, EDGE, 0), parent=note)
        self._second = column(self._card, self._tasks, note, spacing=14, margins=(0, 12, 0, 16), parent=self.second)
        self._second.setStretch(1, 1)
        rule = QWidget()
        column(self._rule, spacing=0, margins=(EDGE, 0, EDGE, 0), parent=rule)
        self._divider = rule
        self._third = column(
            self.alerts, rule, self.comments, None, spacing=12, margins=(0, 10, 0, 12), parent=self.third
        )
        self._lines = [HairLine(vertical=True), HairLine(vertical=True), HairLine()]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)

    def set_narrow(self, *, narrow: bool) -> None:
        """Arrange for windows under 1366: visits over tasks at the left, card and alerts at the right."""
        for part in (self.first, self.second, self.third, *self._lines):
            self._grid.removeWidget(part)
        for place in range(5):
            self._grid.setColumnStretch(place, 0)
            self._grid.setRowStretch(place, 0)
        left, right, across = self._lines
        right.setVisible(not narrow)
        across.setVisible(narrow)
        if narrow:
            self._grid.addWidget(self.first, 0, 0)
            self._grid.addWidget(across, 1, 0)
            self._grid.addWidget(self.second, 2, 0)
            self._grid.addWidget(left, 0, 1, 3, 1)
            self._grid.addWidget(self.third, 0, 2, 3, 1)
            self._grid.setRowStretch(0, 1)
            self._grid.setRowStretch(2, 1)
            shares: tuple[int, ...] = (6, 0, 5)
            self._move_card(self._third)
        else:
            for place, part in enumerate((self.first, left, self.second, right, self.third)):
                self._grid.addWidget(part, 0, place)
            self._grid.setRowStretch(0, 1)
            shares = (SHARES[0], 0, SHARES[1], 0, SHARES[2])
            self._move_card(self._second)
        for place, share in enumerate(shares):
            self._grid.setColumnStretch(place, share)

    def _move_card(self, layout: QVBoxLayout) -> None:
        for box in (self._second, self._third):
            box.removeWidget(self._card)
        layout.insertWidget(0, self._card)

    def set_low(self, *, low: bool) -> None:
        """Choose tighter lines for low windows."""
        self.timeline.set_low(low)
        self.list.set_low(low)

    def show_card(self, *, shown: bool) -> None:
        """Show or hide the card of the next visit."""
        self._card.setVisible(shown)

    def show_empty(self, *, visits: bool, tasks: bool, words: str) -> None:
        """Show the days without visits or tasks as such."""
        self.timeline.setVisible(visits)
        self.no_visits.setVisible(not visits)
        self.no_visits.say("calendar-days", words, "", _("安排走访"))
        self.list.setVisible(tasks)
        self.no_tasks.setVisible(not tasks)

    def show_divider(self, *, shown: bool) -> None:
        """Show the line between alerts and remarks where there are remarks."""
        self._divider.setVisible(shown)
        self.comments.setVisible(shown)

    def walk(self) -> list[QWidget]:
        """Give the panels F6 walks through."""
        return [self.timeline, self.list, self.note.edit, self.alerts.list, self.comments.list]
