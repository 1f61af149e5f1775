"""Signs that work is under way; none of them stops the person."""

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.views.theme import color, theme

STEP_MS = 50


class Turning(QObject):
    """The angle of a spinner, one turn a second, updating its widget while that is seen."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.angle = 0
        self._widget = widget
        self._timer = QTimer(self, interval=STEP_MS)
        self._timer.timeout.connect(self._step)
        if theme().motion:
            self._timer.start()

    def stop(self) -> None:
        """End the turning for good."""
        self._timer.stop()
        self.deleteLater()

    def _step(self) -> None:
        self.angle = (self.angle + 360 * STEP_MS // 1000) % 360
        if self._widget.isVisible():
            self._widget.update()


def draw_spinner(painter: QPainter, box: QRectF, angle: int, tone: str) -> None:
    """Draw a three-quarter ring, turned by `angle` degrees."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color(tone), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawArc(box.adjusted(1, 1, -1, -1), (90 - angle) * 16, -270 * 16)


class Spinner(QWidget):
    """A small turning ring."""

    def __init__(self, size: int = 16, tone: str = "text.tertiary", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._turning = Turning(self)
        self.setFixedSize(QSize(size, size))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_spinner(painter, QRectF(self.rect()), self._turning.angle, self._tone)
        painter.end()


class ProgressLine(QWidget):
    """Two pixels under a header: hidden while idle, wandering while busy, a share of the width when it is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self._turning: Turning | None = None
        self.setFixedHeight(2)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 -- a slot for busy_changed(bool)
        """Start or end the wandering line."""
        if busy and self._turning is None:
            self._turning = Turning(self)
        elif not busy and self._turning is not None:
            self._turning.stop()
            self._turning = None
        self._share = None
        self.update()

    def set_share(self, share: float | None) -> None:
        """Show how much is done, 0 to 1; None hides it."""
        self._share = share
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._share is not None:
            painter.fillRect(QRectF(0, 0, self.width() * self._share, 2), color("accent"))
        elif self._turning is not None:
            wide = self.width() / 4
            left = (self.width() + wide) * self._turning.angle / 360 - wide
            painter.fillRect(QRectF(left, 0, wide, 2), color("accent"))
        painter.end()
