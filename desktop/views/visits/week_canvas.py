"""The picture of the week: blocks on an hour grid under the heads of days and the row of deadlines."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget
from typing_extensions import override

from desktop.models.tips import plain_tip
from desktop.views.theme import px, theme
from desktop.views.visits import week_paint
from desktop.views.visits.week_cursor import WeekCursor
from desktop.views.visits.week_geometry import Laid, WeekGeometry, lay_out
from desktop.views.visits.words import local, span_words
from desktop.wording import _
from domain.queries.visits import DueCustomer, VisitBlock
from domain.rules.visit_slots import USUAL_LENGTH

HEAD: Final = 52
DUE_ROW: Final = 44
HOURS: Final = 54
HOUR: Final = 60
LOW_HOUR: Final = 52
FIRST_SHOWN: Final = 8
MINUTE_MS: Final = 60_000


class WeekCanvas(QAbstractScrollArea):
    """Shows days, blocks, deadlines and the ghost of a drag; `WeekView` adds mouse and keyboard."""

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visits.week")
        self.setAccessibleName(_("走访周历"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self._clock = clock
        self.first = local(clock()).date() - timedelta(days=local(clock()).weekday())
        self.days = 7
        self.blocks: tuple[VisitBlock, ...] = ()
        self.due: tuple[DueCustomer, ...] = ()
        self.waiting: frozenset[str] = frozenset()
        self.ghost: week_paint.Ghost | None = None
        self.hour = HOUR
        self._laid: tuple[Laid, ...] = ()
        self._chips: list[tuple[QRect, date]] = []
        self.cursor_ = WeekCursor(self)
        self._timer = QTimer(self, interval=MINUTE_MS)
        self._timer.timeout.connect(self.viewport().update)
        self._timer.start()
        theme().changed.connect(self._resized)
        self._scrolled = False

    # -- what is shown ------------------------------------------------------------------------------------------

    @property
    def dates(self) -> tuple[date, ...]:
        """The days shown."""
        return self.geometry_.dates

    @property
    def geometry_(self) -> WeekGeometry:
        """Where everything stands now."""
        top = px(HEAD) + px(DUE_ROW)
        scroll = self.verticalScrollBar().value()
        return WeekGeometry(self.first, self.days, self.viewport().width(), px(HOURS), top, px(self.hour), scroll)

    def show_days(self, first: date, days: int) -> None:
        """Show other days; what stood there is forgotten."""
        self.first, self.days = first, days
        self.show_blocks(())

    def show_blocks(self, blocks: Sequence[VisitBlock]) -> None:
        """Show other blocks."""
        self.blocks = tuple(blocks)
        self._laid = lay_out(self.blocks)
        self.cursor_.keep()
        self.viewport().update()

    def show_due(self, due: Sequence[DueCustomer]) -> None:
        """Show other deadlines."""
        self.due = tuple(due)
        self.viewport().update()

    def show_waiting(self, waiting: frozenset[str]) -> None:
        """Mark blocks the server has not confirmed."""
        self.waiting = waiting
        self.viewport().update()

    def set_hour(self, pixels: int) -> None:
        """Change the height of an hour."""
        top = self.verticalScrollBar().value() / px(self.hour)
        self.hour = pixels
        self._resized()
        self.scroll_to(top)

    def now(self) -> datetime:
        """Give the present moment."""
        return self._clock()

    def rect_of(self, block_id: str) -> QRect | None:
        """Give the place of a block in the viewport."""
        return next((self.geometry_.laid_rect(laid) for laid in self._laid if laid.block.id == block_id), None)

    def scroll_to(self, hour: float) -> None:
        """Bring an hour to the upper edge."""
        self.verticalScrollBar().setValue(round(hour * px(self.hour)))

    def reveal(self, at: datetime) -> None:
        """Scroll so far that a moment can be seen."""
        geometry = self.geometry_
        y = geometry.y_of(local(at).time())
        if not geometry.top <= y <= self.viewport().height() - px(self.hour):
            self.scroll_to(max(local(at).hour - 1, 0))

    def _resized(self) -> None:
        visible = self.viewport().height() - px(HEAD) - px(DUE_ROW)
        self.verticalScrollBar().setRange(0, max(24 * px(self.hour) - visible, 0))
        self.verticalScrollBar().setPageStep(max(visible, 1))
        self.verticalScrollBar().setSingleStep(px(self.hour) // 2)
        if not self._scrolled and visible > 0:
            self.scroll_to(FIRST_SHOWN - 0.2)
            self._scrolled = self.isVisible()
        self.viewport().update()

    # -- painting -----------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, geometry = self._clock(), self.geometry_
        week_paint.hours(painter, geometry, now, self.viewport().height())
        for laid in self._laid:
            rect = geometry.laid_rect(laid)
            if rect is None:
                continue
            if laid.more > 1:
                week_paint.more(painter, rect, laid.more)
            else:
                week_paint.block(
                    painter,
                    rect,
                    laid.block,
                    week_paint.look_of(laid.block, now),
                    current=self.hasFocus() and laid.block.id == self.cursor_.block_id,
                    waiting=laid.block.id in self.waiting or laid.block.visit_id in self.waiting,
                    cut=laid.block.id == self.cursor_.cut_id,
                )
        week_paint.now_line(painter, geometry, now)
        self._paint_cursor(painter, geometry)
        week_paint.heads(painter, geometry, local(now).date(), px(HEAD))
        row = QRect(0, px(HEAD), geometry.width, px(DUE_ROW))
        self._chips = week_paint.deadlines(painter, geometry, self.due, row)
        painter.end()

    def _paint_cursor(self, painter: QPainter, geometry: WeekGeometry) -> None:
        slot = self.cursor_.slot
        if slot is not None and self.hasFocus() and self.ghost is None:
            rect = geometry.rect(slot, slot + USUAL_LENGTH)
            if rect is not None:
                week_paint.slot(painter, rect)
        if self.ghost is not None:
            rect = geometry.rect(self.ghost.starts_at, self.ghost.ends_at)
            if rect is not None:
                bounds = QRect(0, geometry.top, geometry.width, self.viewport().height() - geometry.top)
                week_paint.ghost(painter, rect, self.ghost, bounds)

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        self._resized()

    def laid_at(self, place: QPoint) -> Laid | None:
        """Give what stands under a place of the viewport, the last painted first."""
        geometry = self.geometry_
        if place.y() < geometry.top:
            return None
        for laid in reversed(self._laid):
            rect = geometry.laid_rect(laid)
            if rect is not None and rect.contains(place):
                return laid
        return None

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        return super().viewportEvent(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        laid = self.laid_at(event.pos())
        words = ""
        if laid is not None and laid.more <= 1:
            block = laid.block
            words = "\n".join(filter(None, (block.name, span_words(block.starts_at, block.ends_at), block.subject)))
        else:
            for chip, day in self._chips:
                if chip.contains(event.pos()):
                    words = "\n".join(one.name for one in self.due if one.due == day)
        QToolTip.showText(event.globalPos(), plain_tip(words), self)
