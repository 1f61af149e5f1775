"""The board: what is nobody's and the visits to review stand still at the left, the members' columns scroll."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from desktop.models.team import NOBODY, BoardColumn, BoardFilter, board_columns
from desktop.views.team.column import TeamColumn
from desktop.views.team.reviews import Reviews
from desktop.views.theme import px
from desktop.views.widgets import HairLine, Plane
from desktop.views.widgets.layouts import column
from desktop.workspace import Workspace
from domain.queries.team import ReviewRow, TeamBoard

NARROWEST = 196


class TeamBoardView(QWidget):
    """Columns of cards; `load_words` says how a member's day looks: a function of the member's and the task's id.

    Signals: `opened(TaskRow)`, `menu_asked(TaskRow, QPoint)`, `adding(str)` a member's id ("" for nobody),
    `assigned(str, str)` a dropped task and the member, `visit_opened(str)`.
    """

    opened = Signal(object)
    menu_asked = Signal(object, QPoint)
    adding = Signal(str)
    assigned = Signal(str, str)
    visit_opened = Signal(str)

    def __init__(self, workspace: Workspace, load_words: Callable[[str, str], str]) -> None:
        super().__init__()
        self._workspace, self._load_words = workspace, load_words
        self.waiting = self._made(BoardColumn(id=NOBODY, name="", tasks=()))
        self.reviews = Reviews(workspace)
        self.reviews.opened.connect(self.visit_opened)
        self.columns: dict[str, TeamColumn] = {}
        self._first = Plane("board-first", name="team.first")
        column(self.waiting, HairLine(), self.reviews, spacing=0, parent=self._first)
        self._inside = QWidget()
        self._inside.setProperty("plane", "subtle")
        self._row = QHBoxLayout(self._inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("team.scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._first)
        line.addWidget(self._scroll, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _made(self, shown: BoardColumn) -> TeamColumn:
        made = TeamColumn(self._workspace, shown.id, shown.name)
        made.cards.opened.connect(self.opened)
        made.cards.menu_asked.connect(self.menu_asked)
        made.dropped.connect(self.assigned)
        made.adding.connect(self.adding)
        if shown.id:
            made.set_load_words(partial(self._load_words, shown.id))
        return made

    def show_board(self, board: TeamBoard, chosen: BoardFilter, today: date) -> None:
        """Show the tasks and visits a filter leaves."""
        first, *others = board_columns(board, chosen)
        self.waiting.show_column(first, today)
        self.reviews.show_visits(self._chosen_visits(board.visits, chosen))
        ids = [shown.id for shown in others]
        if ids != list(self.columns):
            self._build(others)
        for shown in others:
            self.columns[shown.id].show_column(shown, today)
        self._fit()

    @staticmethod
    def _chosen_visits(visits: Sequence[ReviewRow], chosen: BoardFilter) -> tuple[ReviewRow, ...]:
        return tuple(visit for visit in visits if chosen.keeps_visit(visit))

    def _build(self, wanted: Sequence[BoardColumn]) -> None:
        for made in self.columns.values():
            self._row.removeWidget(made)
            made.hide()
            made.deleteLater()
        self.columns = {}
        for shown in wanted:
            made = self._made(shown)
            self._row.addWidget(made, 1)
            self.columns[shown.id] = made

    def _fit(self) -> None:
        count = len(self.columns) + 1
        wide = max(px(NARROWEST), self.width() // count)
        self._first.setFixedWidth(min(wide, px(260)))
        for made in self.columns.values():
            made.setMinimumWidth(px(NARROWEST))

    def show_member(self, member_id: str) -> None:
        """Scroll to a member's column and go to its first card."""
        made = self.columns.get(member_id)
        if made is not None:
            self._scroll.ensureWidgetVisible(made)
            made.cards.setFocus(Qt.FocusReason.TabFocusReason)

    def choose(self, task_id: str) -> bool:
        """Go to a task; tells whether it is on the board."""
        for made in (self.waiting, *self.columns.values()):
            if made.cards.choose(task_id):
                self._scroll.ensureWidgetVisible(made)
                return True
        return False

    def set_waiting(self, ids: frozenset[str]) -> None:
        """Say which tasks wait for the server."""
        for made in (self.waiting, *self.columns.values()):
            made.cards.tasks.set_waiting(ids)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(400), px(200))
