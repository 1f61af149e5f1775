"""The day as a line of hours: visits as blocks, the present moment, and one suggestion where time is free."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget
from typing_extensions import override

from desktop.models.tips import plain_tip
from desktop.models.today import CHINA, Placed, place_visits, spoken
from desktop.views.theme import px, theme
from desktop.views.today.blocks import Suggestion, draw_hour, draw_now, draw_ring, draw_suggestion, draw_visit
from desktop.wording import _
from domain.queries.today import DayVisit

FIRST: Final = 9
LAST: Final = 18
HOUR: Final = 60
LOW_HOUR: Final = 52
TOP: Final = 14
LABELS: Final = 68
LEFT: Final = 76
RIGHT: Final = 20
LEAST: Final = 34
TICK_MS: Final = 30_000


class DayTimeline(QAbstractScrollArea):
    """Visits of one day; arrows walk through them, Enter opens, Delete dismisses the suggestion.

    Signals: `selected(DayVisit)`, `opened(DayVisit)`, `menu_asked(DayVisit, QPoint)`, `more_asked()` for visits without
    room, `suggestion_taken()`, `suggestion_dismissed()`, `ticked()` twice a minute.
    """

    selected = Signal(object)
    opened = Signal(object)
    menu_asked = Signal(object, QPoint)
    more_asked = Signal()
    suggestion_taken = Signal()
    suggestion_dismissed = Signal()
    ticked = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("today.timeline")
        self.setAccessibleName(_("今天的走访"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._now = now
        self._placed: tuple[Placed, ...] = ()
        self._suggestion: Suggestion | None = None
        self._waiting: frozenset[str] = frozenset()
        self._current = -1
        self._low = False
        self._keyboard = False
        self._scrolled = False
        self._hours = (FIRST, LAST)
        self._clock = QTimer(self, interval=TICK_MS)
        self._clock.timeout.connect(self.viewport().update)
        self._clock.timeout.connect(self.ticked)
        self._clock.start()
        theme().changed.connect(self._measure)

    # -- content ------------------------------------------------------------------------------------------------

    def show_day(self, visits: Sequence[DayVisit], suggestion: Suggestion | None) -> None:
        """Show the visits of the day, and a suggestion where there is one."""
        chosen = self.current_visit()
        self._placed = place_visits(visits)
        self._suggestion = suggestion
        hours = [visit.starts_at.astimezone(CHINA).hour for visit in visits]
        ends = [(visit.ends_at - timedelta(minutes=1)).astimezone(CHINA).hour + 1 for visit in visits]
        self._hours = (min([FIRST, *hours]), max([LAST, *ends]))
        self._current = self._place_of(chosen) if chosen is not None else -1
        self._measure()

    def set_waiting(self, ids: frozenset[str]) -> None:
        """Say which visits wait for the server."""
        self._waiting = ids
        self.viewport().update()

    def set_low(self, low: bool) -> None:  # noqa: FBT001 -- a setter with one value
        """Choose the tighter scale for laptops."""
        self._low = low
        self._measure()

    def select(self, visit: DayVisit | None) -> None:
        """Make a visit the current one without emitting."""
        self._current = self._place_of(visit) if visit is not None else -1
        self.viewport().update()

    def current_visit(self) -> DayVisit | None:
        """Give the current visit."""
        return self._placed[self._current].visit if 0 <= self._current < len(self._placed) else None

    def _place_of(self, visit: DayVisit) -> int:
        key = visit.plan_id or visit.visit_id
        found = (n for n, put in enumerate(self._placed) if key in (put.visit.plan_id, put.visit.visit_id))
        return next(found, -1)

    # -- places -------------------------------------------------------------------------------------------------

    @property
    def _scale(self) -> float:
        return px(LOW_HOUR if self._low else HOUR)

    def _y(self, moment: datetime) -> float:
        local = moment.astimezone(CHINA)
        hours = local.hour - self._hours[0] + local.minute / 60 + local.second / 3600
        return TOP + hours * self._scale - self.verticalScrollBar().value()

    def block(self, put: Placed) -> QRectF:
        """Give the rectangle of a visit in the viewport."""
        top = self._y(put.visit.starts_at) + 2
        high = max(self._y(put.visit.ends_at) - top - 1, px(LEAST))
        wide = (self.viewport().width() - LEFT - RIGHT - 4 * (put.lanes - 1)) / put.lanes
        return QRectF(LEFT + put.lane * (wide + 4), top, wide, high)

    def suggestion_box(self) -> QRectF:
        """Give the rectangle of the suggestion, empty where there is none."""
        if self._suggestion is None:
            return QRectF()
        top = self._y(self._suggestion.starts_at) + 4
        return QRectF(LEFT, top, self.viewport().width() - LEFT - RIGHT, px(LEAST))

    def _measure(self) -> None:
        high = TOP * 2 + (self._hours[1] - self._hours[0]) * self._scale
        self.verticalScrollBar().setRange(0, max(0, round(high) - self.viewport().height()))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(round(self._scale / 2))
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()
        if not self._scrolled and self.viewport().height() > 0:
            self._scrolled = True
            self.verticalScrollBar().setValue(round(self._y(self._now() - timedelta(hours=1)) - TOP))

    # -- painting -----------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = self._now()
        line = self._y(now)
        self._draw_hours(painter, line)
        ringed = self._keyboard and self.hasFocus()
        for place, put in enumerate(self._placed):
            chosen = place == self._current
            draw_visit(painter, self.block(put), put, now, chosen=chosen, waiting=self._waits(put.visit))
            if chosen and ringed:
                draw_ring(painter, self.block(put))
        if self._suggestion is not None:
            draw_suggestion(painter, self.suggestion_box(), self._suggestion)
            if self._current == len(self._placed) and ringed:
                draw_ring(painter, self.suggestion_box())
        if TOP - 2 <= line + self.verticalScrollBar().value() <= TOP + (self._hours[1] - self._hours[0]) * self._scale:
            right = self.viewport().width() - RIGHT
            draw_now(painter, LABELS, right, round(line), f"{now.astimezone(CHINA):%H:%M}")
        painter.end()

    def _waits(self, visit: DayVisit) -> bool:
        return bool({visit.plan_id, visit.visit_id} & self._waiting)

    def _draw_hours(self, painter: QPainter, now: float) -> None:
        first, last = self._hours
        right = self.viewport().width() - RIGHT
        for hour in range(first, last + 1):
            y = TOP + (hour - first) * self._scale - self.verticalScrollBar().value()
            draw_hour(painter, LABELS, right, y, f"{hour:02d}:00" if abs(y - now) > px(15) else "")

    # -- acting -------------------------------------------------------------------------------------------------

    def _hit(self, point: QPointF) -> int:
        found = (n for n, put in enumerate(self._placed) if self.block(put).contains(point))
        return next(found, -1)

    def _choose(self, place: int) -> None:
        self._current = place
        visit = self.current_visit()
        if visit is not None:
            self.setAccessibleDescription(spoken(visit, self._now()))
            self.selected.emit(visit)
        elif self._suggestion is not None:
            self.setAccessibleDescription(self._suggestion.words)
        self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._keyboard = False
        place = self._hit(event.position())
        if place >= 0:
            self._choose(place)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        box = self.suggestion_box()
        if event.button() == Qt.MouseButton.LeftButton and self._hit(point) < 0 and box.contains(point):
            if point.x() > box.right() - px(28):
                self.suggestion_dismissed.emit()
            else:
                self.suggestion_taken.emit()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._hit(event.position())
        if place >= 0:
            self._open(place)

    def _open(self, place: int) -> None:
        put = self._placed[place]
        if put.more:
            self.more_asked.emit()
        else:
            self.opened.emit(put.visit)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._keyboard = True
        count = len(self._placed) + (self._suggestion is not None)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        on_suggestion = self._current == len(self._placed) and self._suggestion is not None
        if step is not None and count:
            self._choose(min(max(self._current + step, 0), count - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and on_suggestion:
            self.suggestion_taken.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_visit() is not None:
            self._open(self._current)
        elif event.key() == Qt.Key.Key_Delete and on_suggestion:
            self.suggestion_dismissed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        place = self._hit(QPointF(event.pos())) if by_mouse else self._current
        if 0 <= place < len(self._placed):
            self._choose(place)
            corner = self.viewport().mapToGlobal(self.block(self._placed[place]).bottomLeft().toPoint())
            self.menu_asked.emit(self._placed[place].visit, event.globalPos() if by_mouse else corner)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        by_keyboard = (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        self._keyboard = event.reason() in by_keyboard
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def viewportEvent(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            place = self._hit(QPointF(event.pos()))
            words = spoken(self._placed[place].visit, self._now()) if place >= 0 else ""
            if not words and self._suggestion is not None and self.suggestion_box().contains(QPointF(event.pos())):
                words = self._suggestion.words
            QToolTip.showText(event.globalPos(), plain_tip(words), self.viewport())
            return True
        return super().viewportEvent(event)  # type: ignore[arg-type]  # every event that is not a help event goes on

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
