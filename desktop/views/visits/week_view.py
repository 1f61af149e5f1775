"""The week moved by mouse and keyboard: it tells what the person wants and changes nothing itself."""

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
)
from typing_extensions import override

from desktop.models.due_customers import dragged_customer
from desktop.views.visits.slot_words import make_ghost
from desktop.views.visits.week_canvas import WeekCanvas
from desktop.views.visits.week_geometry import Laid, moment
from desktop.views.visits.words import local
from desktop.wording import _
from domain.queries.visits import VisitBlock
from domain.rules.visit_slots import STEP, USUAL_LENGTH, snap

EDGE: Final = 7
DRAG_FROM: Final = 5
_ARROWS: Final = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}


class Drag:
    """A block under the mouse: where it was taken, and whether its end is pulled."""

    def __init__(self, block: VisitBlock, start: QPoint, held: datetime, *, stretch: bool) -> None:
        self.block, self.start, self.held, self.stretch = block, start, held, stretch
        self.moving = False

    def span(self, at: datetime) -> tuple[datetime, datetime]:
        """Give the time the block would take with the mouse at a moment."""
        if self.stretch:
            return self.block.starts_at, max(at, self.block.starts_at + STEP)
        starts = snap(self.block.starts_at + (at - self.held))
        return starts, starts + (self.block.ends_at - self.block.starts_at)


class WeekView(WeekCanvas):
    """The calendar that can be moved.

    Signals: `opened(VisitBlock)`, `plan_wanted(datetime)` at an empty time,
    `dropped(DraggedCustomer, datetime)`, `moved(VisitBlock, datetime, datetime)`, `cancel_wanted(VisitBlock)`,
    `menu_wanted(VisitBlock, QPoint)`, `week_wanted(int)` weeks on, `today_wanted()`, `day_wanted(date)`,
    `refused(str)` why something cannot be.
    """

    opened = Signal(object)
    plan_wanted = Signal(object)
    dropped = Signal(object, object)
    moved = Signal(object, object, object)
    cancel_wanted = Signal(object)
    menu_wanted = Signal(object, object)
    week_wanted = Signal(int)
    today_wanted = Signal()
    day_wanted = Signal(object)
    refused = Signal(str)

    _drag: Drag | None = None

    # -- mouse --------------------------------------------------------------------------------------------------

    def _on_edge(self, laid: Laid, place: QPoint) -> bool:
        rect = self.geometry_.laid_rect(laid)
        return rect is not None and laid.block.is_open and rect.bottom() - place.y() < EDGE

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        laid, at = self.laid_at(place), self.geometry_.moment_at(place)
        self.cursor_.choose(laid.block if laid is not None else None, at)
        self.viewport().update()
        if event.button() != Qt.MouseButton.LeftButton or laid is None or at is None:
            return
        if laid.more > 1:
            self.day_wanted.emit(local(laid.block.starts_at).date())
        elif laid.block.is_open:
            self._drag = Drag(laid.block, place, at, stretch=self._on_edge(laid, place))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        drag = self._drag
        if drag is None:
            laid = self.laid_at(place)
            edge = laid is not None and self._on_edge(laid, place)
            self.viewport().setCursor(Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.ArrowCursor)
            return
        if not drag.moving and (place - drag.start).manhattanLength() < DRAG_FROM:
            return
        drag.moving = True
        at = self.geometry_.moment_at(place)
        if at is not None:
            self._show_ghost(drag.block, *drag.span(at))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is None or not drag.moving:
            return
        at = self.geometry_.moment_at(event.position().toPoint())
        if at is not None:
            self._propose_move(drag.block, *drag.span(at))
        self.ghost = None
        self.viewport().update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        laid, at = self.laid_at(place), self.geometry_.moment_at(place)
        self._drag = None
        if laid is not None:
            self.opened.emit(laid.block)
        elif at is not None:
            self.plan_wanted.emit(at)

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        laid = self.laid_at(arg__1.pos())
        if laid is not None and laid.more <= 1:
            self.cursor_.choose(laid.block)
            self.menu_wanted.emit(laid.block, arg__1.globalPos())

    # -- drag from the list -------------------------------------------------------------------------------------

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged_customer(event.mimeData()) is not None:
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        carried = dragged_customer(event.mimeData())
        at = self.geometry_.moment_at(event.position().toPoint())
        if carried is None or at is None:
            self.ghost = None
            event.ignore()
        else:
            span = (at, at + USUAL_LENGTH)
            self.ghost = make_ghost(carried.name, carried.value_class, span, self.blocks, self.now(), due=carried.due)
            event.setAccepted(self.ghost.is_possible)
        self.viewport().update()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.ghost = None
        self.viewport().update()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        carried = dragged_customer(event.mimeData())
        at = self.geometry_.moment_at(event.position().toPoint())
        self.ghost = None
        self.viewport().update()
        if carried is None or at is None:
            return
        span = (at, at + USUAL_LENGTH)
        judged = make_ghost(carried.name, carried.value_class, span, self.blocks, self.now(), due=carried.due)
        if judged.is_possible:
            event.acceptProposedAction()
            self.dropped.emit(carried, at)
        else:
            self.refused.emit(judged.sentence)

    # -- keyboard -----------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        key, held = arg__1.key(), arg__1.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        handled = self._arrow(*_ARROWS[Qt.Key(key)], held) if key in _ARROWS else self._letter(key, held)
        if handled:
            self.viewport().update()
        else:
            super().keyPressEvent(arg__1)

    def _arrow(self, days: int, step: int, held: Qt.KeyboardModifier) -> bool:
        shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        block = self.cursor_.block
        if held == shift | control and step and block is not None:
            ends = max(block.ends_at + STEP * step, block.starts_at + STEP)
            self._move_by_key(block, block.starts_at, ends)
        elif held == shift and block is not None:
            apart = STEP * step + timedelta(days=days)
            self._move_by_key(block, block.starts_at + apart, block.ends_at + apart)
        elif held == control:
            self.cursor_.nudge(30 * step, days)
        elif held:
            return False
        elif step:
            self.cursor_.up_down(step)
        elif not self.cursor_.left_right(days):
            self.week_wanted.emit(days)
        self.reveal(self.cursor_.place())
        return True

    def _letter(self, key: int, held: Qt.KeyboardModifier) -> bool:
        block = self.cursor_.block
        control = held == Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            if block is not None:
                self.opened.emit(block)
            else:
                self.plan_wanted.emit(self.cursor_.place())
        elif key == Qt.Key.Key_X and control and block is not None:
            self._cut(block)
        elif key == Qt.Key.Key_V and control and self.cursor_.cut is not None:
            self._paste(self.cursor_.cut)
        elif key == Qt.Key.Key_T and not held:
            self.today_wanted.emit()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not held:
            self.week_wanted.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Delete and block is not None and block.is_open:
            self.cancel_wanted.emit(block)
        elif key == Qt.Key.Key_Escape and self.cursor_.cut is not None:
            self.cursor_.take(None)
        else:
            return False
        return True

    def _cut(self, block: VisitBlock) -> None:
        if block.is_open:
            self.cursor_.take(block)
        else:
            self.refused.emit(_("只有未登记的计划可以调整"))

    def _paste(self, block: VisitBlock) -> None:
        """Put the cut block at the empty time, or at its weekday and hour in the week shown."""
        starts = self.cursor_.slot
        if starts is None:
            old = local(block.starts_at)
            same_day = self.first + timedelta(days=old.weekday() if self.days > 1 else 0)
            starts = moment(same_day, old.time())
        self.cursor_.take(None)
        self._propose_move(block, starts, starts + (block.ends_at - block.starts_at))

    def _move_by_key(self, block: VisitBlock, starts: datetime, ends: datetime) -> None:
        if block.is_open:
            self._propose_move(block, starts, ends)
        else:
            self.refused.emit(_("只有未登记的计划可以调整"))

    # -- both ---------------------------------------------------------------------------------------------------

    def _show_ghost(self, block: VisitBlock, starts: datetime, ends: datetime) -> None:
        self.ghost = make_ghost(
            block.name, block.value_class, (starts, ends), self.blocks, self.now(), own_id=block.id, due=block.due
        )
        self.viewport().update()

    def _propose_move(self, block: VisitBlock, starts: datetime, ends: datetime) -> None:
        if (starts, ends) == (block.starts_at, block.ends_at):
            return
        judged = make_ghost(
            block.name, block.value_class, (starts, ends), self.blocks, self.now(), own_id=block.id, due=block.due
        )
        if judged.is_possible:
            self.moved.emit(block, starts, ends)
        else:
            self.refused.emit(judged.sentence)

    @override
    def focusInEvent(self, arg__1: QFocusEvent) -> None:
        super().focusInEvent(arg__1)
        if self.cursor_.block is None and self.cursor_.slot is None:
            coming = [one for one in self.blocks if one.ends_at >= self.now()] or list(self.blocks)
            self.cursor_.choose(coming[0] if coming else None, self.cursor_.place())
        self.viewport().update()

    @override
    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        super().focusOutEvent(arg__1)
        self.viewport().update()
