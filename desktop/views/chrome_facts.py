"""What the frame tells about the work behind every screen: overdue tasks on the rail, new remarks on the bell."""

from datetime import date, datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Slot

from desktop.views.main_window import MainWindow
from desktop.views.notices import Remark
from desktop.views.sync_words import moment
from desktop.views.targets import VisitTarget
from desktop.wording import _
from desktop.workspace import Workspace
from domain.queries.people import unit_path
from domain.queries.tasks import overdue_count
from domain.queries.today import CommentRow, recent_comments

TASKS: Final = frozenset({"tasks"})
REMARKS: Final = frozenset({"visit_comments", "visit_logs"})
PLACES: Final = frozenset({"org_units", "people"})


class ChromeFacts(QObject):
    """Reads the facts again whenever their kinds change, and gives them to a window."""

    def __init__(self, workspace: Workspace, window: MainWindow) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window
        self._newest: datetime | None = None
        workspace.changed.connect(self._changed)
        self._changed(TASKS | REMARKS | PLACES)

    @Slot(object)
    def _changed(self, kinds: frozenset[str]) -> None:
        today = self._workspace.today()
        if kinds & TASKS:
            self._workspace.read(overdue_count, today).done.connect(self._take_overdue)
        if kinds & REMARKS:
            self._workspace.read(recent_comments, today).done.connect(self._take_remarks)
        if kinds & PLACES:
            self._workspace.read(unit_path, self._workspace.actor.org_id).done.connect(self._take_unit)

    @Slot(object)
    def _take_overdue(self, count: int) -> None:
        self._window.rail.set_badge("today", count)

    @Slot(object)
    def _take_unit(self, path: tuple[str, ...]) -> None:
        self._window.status.set_organisation(" · ".join(path))

    @Slot(object)
    def _take_remarks(self, remarks: tuple[CommentRow, ...]) -> None:
        """Tell remarks that came while the window is open; those from before only stand in the list."""
        newest = max((remark.at for remark in remarks), default=None)
        told, self._newest = self._newest, newest
        today = self._workspace.today()
        fresh = newest is not None and told is not None and newest > told
        self._window.bell.set_remarks([self._remark(row, today) for row in remarks], unread=fresh)

    def _remark(self, row: CommentRow, today: date) -> Remark:
        said = _("{who} 评价了 {customer} 的走访：{text}")
        return Remark(
            said.format(who=row.by, customer=row.customer_name, text=row.text),
            moment(row.at, today),
            partial(self._window.go, "visits", VisitTarget(row.visit_id)),
        )
