"""Small painted charts: a trend line, a bar against a mark, twelve months, a heat strip."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from desktop.views import paint
from desktop.views.theme import color, font, px, theme


class Chart(QWidget):
    """A painted chart that redraws with the theme; `words` is read aloud."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        theme().changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        painter.end()

    def draw(self, painter: QPainter) -> None:
        """Paint the chart."""
        raise NotImplementedError


class Sparkline(Chart):
    """A trend without axes, its last point marked."""

    def __init__(self, values: Sequence[float] = (), words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._values = tuple(values)
        self.setFixedSize(84, 28)

    def set_values(self, values: Sequence[float], words: str = "") -> None:
        """Show another trend."""
        self._values = tuple(values)
        self.setAccessibleName(words)
        self.update()

    @override
    def draw(self, painter: QPainter) -> None:
        if len(self._values) < 2:  # noqa: PLR2004 -- one point is no line
            return
        low, high = min(self._values), max(self._values)
        span = (high - low) or 1.0
        step = (self.width() - 8) / (len(self._values) - 1)
        points = [
            QPointF(3 + n * step, self.height() - 5 - (value - low) / span * (self.height() - 10))
            for n, value in enumerate(self._values)
        ]
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        painter.setPen(QPen(color("chart.1"), 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("chart.1"))
        painter.drawEllipse(points[-1], 2.5, 2.5)


class BulletBar(Chart):
    """A share done against a mark (both 0 to 1), amber while it is behind the mark."""

    def __init__(
        self, share: float = 0, mark: float | None = None, *, tone: str = "", words: str = "", width: int = 84
    ) -> None:
        super().__init__(words)
        self._share, self._mark, self._tone = share, mark, tone
        self.setFixedSize(width, 16)

    def set_values(self, share: float, mark: float | None = None, *, tone: str = "", words: str = "") -> None:
        """Show another share; `tone` replaces the colour chosen by the mark."""
        self._share, self._mark, self._tone = share, mark, tone
        self.setAccessibleName(words)
        self.update()

    @override
    def draw(self, painter: QPainter) -> None:
        bar = QRectF(0, self.height() / 2 - 4, self.width(), 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("track"))
        painter.drawRoundedRect(bar, 3, 3)
        behind = self._mark is not None and self._share < self._mark
        painter.setBrush(color(self._tone or ("chart.3" if behind else "chart.1")))
        painter.drawRoundedRect(QRectF(0, bar.top(), bar.width() * min(max(self._share, 0), 1), 8), 3, 3)
        if self._mark is not None:
            place = bar.width() * min(max(self._mark, 0), 1)
            painter.fillRect(QRectF(min(place, bar.width() - 2), bar.top() - 4, 2, 16), color("text.primary"))


class BarChart12(Chart):
    """Twelve months of one value with the highest and last labelled; arrows read it month by month.

    `bars` are (label, value, words): "11" , 186420.0, "¥18.64 万"; None as value is a month without data.
    """

    def __init__(
        self, bars: Sequence[tuple[str, float | None, str]] = (), words: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(words, parent)
        self._bars = tuple(bars)
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_bars(self, bars: Sequence[tuple[str, float | None, str]], words: str = "") -> None:
        """Show other months."""
        self._bars, self._at = tuple(bars), -1
        self.setAccessibleName(words)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(360), px(128))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), px(90))

    def _slot(self, place: int) -> QRectF:
        step = self.width() / max(len(self._bars), 1)
        return QRectF(place * step, 0, step, self.height())

    @override
    def draw(self, painter: QPainter) -> None:
        values = [value for _label, value, _words in self._bars if value is not None]
        peak = max(values, default=0.0) or 1.0
        foot, head = px(18), px(18)
        room = self.height() - foot - head
        best = next((n for n, bar in enumerate(self._bars) if bar[1] == peak), -1)
        for place, (label, value, words) in enumerate(self._bars):
            slot = self._slot(place)
            last = place == len(self._bars) - 1
            chosen = place == self._at
            wide = min(slot.width() * 0.56, 26.0)
            tall = room * max(value or 0.0, 0.0) / peak
            bar = QRectF(slot.center().x() - wide / 2, head + room - max(tall, 2), wide, max(tall, 2))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("chart.1" if last or chosen else "seq.3" if value is not None else "line.hair"))
            painter.drawRoundedRect(bar, 2, 2)
            under = QRect(round(slot.left()), self.height() - foot, round(slot.width()), foot)
            paint.text(painter, under, label, font("micro"), color("text.tertiary"), Qt.AlignmentFlag.AlignHCenter)
            if chosen or (self._at < 0 and place in (best, len(self._bars) - 1)):
                over = QRectF(bar.center().x() - 40, bar.top() - head, 80, head)
                over.moveLeft(min(max(over.left(), 0), self.width() - 80))
                painter.setFont(font("micro", strong=True))
                painter.setPen(color("text.primary"))
                painter.drawText(over, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.fillRect(QRectF(0, head + room, self.width(), 1), color("line.hair"))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("focus"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._bars:
            super().keyPressEvent(event)
            return
        self._at = min(max(self._at + step if self._at >= 0 else len(self._bars) - 1, 0), len(self._bars) - 1)
        label, _value, words = self._bars[self._at]
        self.setAccessibleDescription(f"{label} {words}")
        self.update()


class HeatStrip(Chart):
    """People × days: a number in each cell, five steps of one hue, a red outline above the daily limit.

    `rows` are (name, counts). Signal `cell_pressed(int row, int column)`.
    """

    cell_pressed = Signal(int, int)

    def __init__(self, *, limit: int = 6, name_width: int = 84, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._limit, self._name_width = limit, name_width
        self._heads: tuple[str, ...] = ()
        self._rows: tuple[tuple[str, tuple[int, ...]], ...] = ()
        self._today = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rows(
        self, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], *, today: int = -1, words: str = ""
    ) -> None:
        """Show other people and days; `today` is the column to mark."""
        self._heads = tuple(heads)
        self._rows = tuple((name, tuple(counts)) for name, counts in rows)
        self._today = today
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(self._name_width) + len(self._heads) * px(34), px(20) + len(self._rows) * px(28))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(self._name_width) + len(self._heads) * 22, self.sizeHint().height())

    def cell(self, row: int, column: int) -> QRectF:
        """Give the rectangle of a cell."""
        left = px(self._name_width)
        step = (self.width() - left) / max(len(self._heads), 1)
        return QRectF(left + column * step + 1, px(20) + row * px(28) + 2, step - 2, px(24))

    def _level(self, count: int) -> int:
        return 0 if count <= 0 else min(1 + (count - 1) * 5 // max(self._limit, 1), 5)

    @override
    def draw(self, painter: QPainter) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        for column, head in enumerate(self._heads):
            box = self.cell(0, column)
            tone = "accent" if column == self._today else "text.tertiary"
            rect = QRect(round(box.left()), 0, round(box.width()), px(18))
            paint.text(painter, rect, head, font("micro", strong=column == self._today), color(tone), middle)
        for row, (name, counts) in enumerate(self._rows):
            place = QRect(0, px(20) + row * px(28), px(self._name_width) - 8, px(28))
            paint.text(painter, place, name, font("meta"), color("text.primary"))
            for column, count in enumerate(counts):
                self._draw_cell(painter, self.cell(row, column), count)

    def _draw_cell(self, painter: QPainter, box: QRectF, count: int) -> None:
        level = self._level(count)
        over = count > self._limit
        painter.setPen(QPen(color("bad"), 1.5) if over else Qt.PenStyle.NoPen)
        painter.setBrush(color(f"seq.{level}") if level else color("bg.subtle"))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75) if over else box, 4, 4)
        painter.setFont(font("micro"))
        painter.setPen(color(f"heat.{level}.fg"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(count) if count else "·")

    def _hit(self, point: QPointF) -> tuple[int, int] | None:
        for row, (_name, counts) in enumerate(self._rows):
            for column in range(len(counts)):
                if self.cell(row, column).contains(point):
                    return row, column
        return None

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        hit = self._hit(event.position())
        if hit is not None:
            self.cell_pressed.emit(*hit)

    @override
    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent) and (hit := self._hit(QPointF(event.pos()))) is not None:
            name, counts = self._rows[hit[0]]
            QToolTip.showText(event.globalPos(), f"{name} {self._heads[hit[1]]}: {counts[hit[1]]}", self)
            return True
        return super().event(event)  # type: ignore[arg-type]  # every event that is not a help event goes on
