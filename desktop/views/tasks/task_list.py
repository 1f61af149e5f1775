"""A list of tasks under headings: tick with Space or the box, open with Enter, more with the menu key."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget
from typing_extensions import override

from desktop.models.tasks import TaskModel
from desktop.views.tasks.line_delegate import LineDelegate
from desktop.views.theme import theme
from desktop.wording import _
from desktop.workspace import Workspace
from domain.queries.tasks import TaskRow


class TaskList(QListView):
    """Signals: `toggled(TaskRow)`, `opened(TaskRow)`, and with a place on the screen `menu_asked` and `move_asked`."""

    toggled = Signal(object)
    opened = Signal(object)
    menu_asked = Signal(object, QPoint)
    move_asked = Signal(object, QPoint)

    def __init__(
        self, workspace: Workspace, *, name: str, with_people: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(_("任务"))
        self.setProperty("rows", "painted")
        self.tasks = TaskModel(self)
        self.setModel(self.tasks)
        self.delegate = LineDelegate(self, workspace, with_people=with_people)
        self.setItemDelegate(self.delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme().changed.connect(self.doItemsLayout)

    def set_low(self, low: bool) -> None:  # noqa: FBT001 -- a setter with one value
        """Choose the lower lines for laptops."""
        self.delegate.low = low
        self.doItemsLayout()

    def choose(self, task_id: str) -> bool:
        """Go to a task; tells whether it is here."""
        place = self.tasks.row_of(task_id)
        if place >= 0:
            self.setCurrentIndex(self.tasks.index(place))
            self.scrollTo(self.currentIndex())
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        return place >= 0

    def _button(self, index: QModelIndex, task: TaskRow, point: QPoint) -> str:
        return self.delegate.button_at(self.visualRect(index), task, point)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        task = self.tasks.task(index.row())
        if task is None or event.button() != Qt.MouseButton.LeftButton:
            return
        match self._button(index, task, point):
            case "tick":
                self.toggled.emit(task)
            case "move":
                self.move_asked.emit(task, event.globalPosition().toPoint())
            case "menu":
                self.menu_asked.emit(task, event.globalPosition().toPoint())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        task = self.tasks.task(index.row())
        if task is not None and task.is_open and not self._button(index, task, point):
            self.opened.emit(task)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        task = self.tasks.task(self.currentIndex().row())
        if task is not None and event.key() == Qt.Key.Key_Space:
            self.toggled.emit(task)
        elif task is not None and task.is_open and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(task)
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        task = self.tasks.task(index.row())
        if task is not None:
            corner = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft() + QPoint(40, 0))
            self.menu_asked.emit(task, event.globalPos() if by_mouse else corner)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_keyboard and self.tasks.task(self.currentIndex().row()) is None:
            first = next((n for n in range(self.tasks.rowCount()) if self.tasks.task(n) is not None), -1)
            if first >= 0:
                self.setCurrentIndex(self.tasks.index(first))
