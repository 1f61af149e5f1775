"""One column of the board: whose it is, and the cards, which can be dragged out and dropped in."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QListView, QWidget
from typing_extensions import override

from desktop.models.tasks import LINE, TASK_MIME, More, TaskModel, in_order, lines
from desktop.models.team import CARDS, NOBODY, BoardColumn
from desktop.views.team.card_delegate import CardDelegate
from desktop.views.theme import color, px
from desktop.views.widgets import Avatar, EmptyState, IconButton, Label, Plane
from desktop.views.widgets.layouts import column, row
from desktop.wording import _
from desktop.workspace import Workspace
from domain.queries.tasks import TaskRow

ROOMY = 260


class CardList(QListView):
    """The cards of one column.

    Signals: `opened(TaskRow)` by Enter or double click, `menu_asked(TaskRow, QPoint)` with the place on the screen,
    `more_asked()`, `hovering(str)` the task held over the list ("" after it left), `dropped(str)` a task's id.
    """

    opened = Signal(object)
    menu_asked = Signal(object, QPoint)
    more_asked = Signal()
    hovering = Signal(str)
    dropped = Signal(str)

    def __init__(self, workspace: Workspace, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("rows", "painted")
        self.setProperty("plane", "subtle")
        self.tasks = TaskModel(self)
        self.setModel(self.tasks)
        self.setItemDelegate(CardDelegate(self, workspace))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._over = False
        self.activated.connect(self._activated)
        self.clicked.connect(self._clicked)

    def current_task(self) -> TaskRow | None:
        """Give the task under the keyboard."""
        return self.tasks.task(self.currentIndex().row())

    def choose(self, task_id: str) -> bool:
        """Go to a task; tells whether it is here."""
        place = self.tasks.row_of(task_id)
        if place >= 0:
            self.setCurrentIndex(self.tasks.index(place))
            self.scrollTo(self.currentIndex())
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        return place >= 0

    def _activated(self) -> None:
        task = self.current_task()
        if task is not None:
            self.opened.emit(task)

    def _clicked(self) -> None:
        if isinstance(self.currentIndex().data(LINE), More):
            self.more_asked.emit()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        task = self.current_task()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            task = self.tasks.task(self.indexAt(event.pos()).row())
        if task is not None:
            corner = self.visualRect(self.tasks.index(self.tasks.row_of(task.id))).bottomLeft()
            by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(corner)
            self.menu_asked.emit(task, place)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            if isinstance(self.currentIndex().data(LINE), More):
                self.more_asked.emit()
            else:
                self._activated()
            return
        super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_keyboard and self.current_task() is None:
            first = next((n for n in range(self.tasks.rowCount()) if self.tasks.task(n) is not None), -1)
            if first >= 0:
                self.setCurrentIndex(self.tasks.index(first))

    # -- dropping -----------------------------------------------------------------------------------------------

    def _held(self, event: QDropEvent) -> str:
        return bytes(event.mimeData().data(TASK_MIME).data()).decode()

    def _mark(self, *, over: bool) -> None:
        self._over = over
        self.viewport().update()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(TASK_MIME):
            self._mark(over=True)
            self.hovering.emit(self._held(event))
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(TASK_MIME):
            event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(over=False)
        self.hovering.emit("")

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(over=False)
        self.hovering.emit("")
        if event.mimeData().hasFormat(TASK_MIME):
            event.acceptProposedAction()
            self.dropped.emit(self._held(event))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._over:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(color("accent"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.viewport().rect().adjusted(4, 2, -5, -3), 7, 7)
            painter.end()


class TeamColumn(Plane):
    """A member's column, or what is nobody's. Signals: `dropped(str, str)` task and member, `adding(str)` a member."""

    dropped = Signal(str, str)
    adding = Signal(str)

    def __init__(self, workspace: Workspace, member_id: str, name: str, parent: QWidget | None = None) -> None:
        waiting = member_id == NOBODY
        super().__init__(
            "board-first" if waiting else "board", name=f"team.column-{member_id or 'nobody'}", parent=parent
        )
        self.member_id = member_id
        self._workspace = workspace
        self._column = BoardColumn(id=member_id, name=name, tasks=())
        self._most: int | None = CARDS
        self._load: Callable[[str], str] | None = None
        self.title = Label(name, "strong" if not waiting else "section")
        self.count = Label("", "meta", "tertiary")
        self.add = IconButton("plus", _("给 {name} 新建任务").format(name=name), name=f"{self.objectName()}-add")
        if waiting:
            self.add.setToolTip(_("新建待分派任务"))
        self.cards = CardList(workspace, f"{self.objectName()}-cards")
        self.cards.setAccessibleName(name)
        self.empty = EmptyState(
            "list-checks", _("待分派为空") if waiting else _("本周没有任务"), name="team.column-empty"
        )
        self.hint = Label(_("拖到右侧某人列即分派，落下前显示当天负荷"), "meta", "tertiary", wrap=True)
        self.hint.setContentsMargins(12, 4, 12, 8)
        self.hint.setVisible(waiting)
        head: list[QWidget | None] = [self.title, self.count, None, self.add]
        if not waiting:
            head.insert(0, Avatar(name, 24))
        column(
            row(*head, spacing=8, margins=(12, 8, 8, 4)),
            self.cards,
            self.hint,
            spacing=0,
            parent=self,
        ).setStretch(1, 1)
        self.empty.setParent(self.cards)
        self.add.clicked.connect(self._add)
        self.cards.more_asked.connect(self._show_all)
        self.cards.dropped.connect(self._dropped)
        self.cards.hovering.connect(self._hovering)

    def set_load_words(self, words: Callable[[str], str]) -> None:
        """Say how a held task would load this member: a function from the task's id to words."""
        self._load = words

    def show_column(self, shown: BoardColumn, today: date) -> None:
        """Show other tasks."""
        self._column = shown
        self.title.setText(shown.name)
        self.count.setText(str(len(shown.tasks)))
        waiting = self.member_id == NOBODY
        listed = in_order(shown.tasks, self._most) if waiting else lines(shown.tasks, today, self._most)
        self.cards.tasks.set_lines(listed)
        self.empty.setVisible(not shown.tasks)
        self._show_hint()
        self._place_empty()

    def _show_hint(self) -> None:
        roomy = self.height() > px(ROOMY)
        self.hint.setVisible(self.member_id == NOBODY and bool(self._column.tasks) and roomy)

    def _place_empty(self) -> None:
        self.empty.setGeometry(0, 0, self.cards.width(), min(px(150), self.cards.height()))

    @override
    def resizeEvent(self, event: object) -> None:
        self._place_empty()
        self._show_hint()

    def _add(self) -> None:
        self.adding.emit(self.member_id)

    def _show_all(self) -> None:
        self._most = None
        self.show_column(self._column, self._workspace.today())

    def _dropped(self, task_id: str) -> None:
        self.dropped.emit(task_id, self.member_id)

    def _hovering(self, task_id: str) -> None:
        count = str(len(self._column.tasks))
        words = self._load(task_id) if task_id and self._load is not None else ""
        self.count.say(words or count, "accent" if words else "tertiary")
