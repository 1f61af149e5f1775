"""The strip of numbers over a screen; each cell opens the list behind its number."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.models.cells import Tone
from desktop.views import paint
from desktop.views.theme import color, font, px, theme
from desktop.views.widgets.labels import Plane


class KpiCell(QWidget):
    """A heading, a large number with its unit, and a line of comment; a chart may stand at the right.

    Signal `pressed()` by mouse, Enter or Space. A value that cannot be read is shown as —.
    """

    pressed = Signal()

    def __init__(
        self, heading: str, *, chart: QWidget | None = None, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._heading, self._value, self._unit = heading, "—", ""
        self._note, self._tone = "", str(Tone.TERTIARY)
        self._over = False
        self._chart = chart
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if name:
            self.setObjectName(name)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 12, 0)
        line.addStretch(1)
        if chart is not None:
            line.addWidget(chart, 0, Qt.AlignmentFlag.AlignVCenter)
        theme().changed.connect(self.updateGeometry)

    def show_value(self, value: str, unit: str = "", note: str = "", tone: str = Tone.TERTIARY) -> None:
        """Show a number already in words, its unit, and a comment in a tone."""
        self._value, self._unit, self._note, self._tone = value, unit, note, tone
        self.setAccessibleName(f"{self._heading} {value} {unit}".strip())
        self.setAccessibleDescription(note)
        self.update()

    @property
    def value(self) -> str:
        """The number shown."""
        return self._value

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(170), px(84))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(72))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._chart is not None:
            self._chart.setVisible(event.size().width() >= px(216))

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()

    @override
    def leaveEvent(self, event: object) -> None:
        self._over = False
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._over:
            painter.fillRect(self.rect(), color("bg.hover"))
        room = self.width() - (self._chart.width() + 16 if self._chart is not None and self._chart.isVisible() else 0)
        inner = self.rect().adjusted(24, 0, room - self.width() - 8, 0)
        tight = self.height() < px(80)
        top = (self.height() - px(18) * 2 - px(26)) // 2
        gap = 0 if tight else 1
        line = inner.adjusted(0, top, 0, 0)
        line.setHeight(px(18))
        paint.text(painter, line, self._heading, font("meta"), color("text.tertiary"))
        line.translate(0, px(18) + gap)
        line.setHeight(px(26))
        wide = paint.text(painter, line, self._value, font("number"), color("text.primary"))
        drop = QFontMetrics(font("number")).ascent() - QFontMetrics(font("meta")).ascent()
        unit = line.adjusted(wide + 4, drop // 2, 0, drop // 2)
        paint.text(painter, unit, self._unit, font("meta"), color("text.tertiary"))
        line.translate(0, px(26) + gap)
        line.setHeight(px(18))
        line.setRight(self.width() - 8)  # the comment runs under the chart
        paint.text(painter, line, self._note, font("meta"), color(self._tone))
        if self.hasFocus():
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(3, 3, -3, -3), 6, 6)
        painter.end()


class KpiStrip(Plane):
    """Cells side by side, divided by hairlines, 84 high (72 when the window is low)."""

    def __init__(self, cells: list[KpiCell], *, name: str = "kpi", parent: QWidget | None = None) -> None:
        super().__init__("strip", name=name, parent=parent)
        self._low = False
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 1)
        line.setSpacing(0)
        for place, cell in enumerate(cells):
            if place:
                line.addWidget(Plane("hair-v"))
            line.addWidget(cell, 1)
        self.cells = cells
        theme().changed.connect(self._resize)
        self._resize()

    def set_low(self, low: bool) -> None:  # noqa: FBT001 -- a setter with one value
        """Choose the lower strip for laptops."""
        self._low = low
        self._resize()

    def _resize(self) -> None:
        high = px(72 if self._low else 84)
        self.setFixedHeight(high)
        for cell in self.cells:
            cell.setFixedHeight(high - 1)
