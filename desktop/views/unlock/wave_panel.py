"""The blue panel with waves at the left of the unlock screen."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.views.theme import color, font, theme
from desktop.wording import _

PERIOD: Final = 112
STEP: Final = 28
RADII: Final = (56.0, 42.0, 28.0, 13.5)
INK: Final = 0.15
FADE_FROM, FADE_TO = 0.42, 0.78
MARGIN: Final = 48


class WavePanel(QWidget):
    """Overlapping waves that fade into the product's name and its promise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unlock.waves")
        self.setAccessibleName(_("集客工作台"))
        self._drawn: QPixmap | None = None
        theme().changed.connect(self._forget)

    @override
    def sizeHint(self) -> QSize:
        return QSize(560, 868)

    def _forget(self) -> None:
        self._drawn = None
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._drawn is None or self._drawn.size() != wanted:
            self._drawn = self._draw(wanted, ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        self._write(painter)
        painter.end()

    def _draw(self, size: QSize, ratio: float) -> QPixmap:
        picture = QPixmap(size)
        picture.setDevicePixelRatio(ratio)
        high = self.height()
        ground = QLinearGradient(0, 0, 0, high)
        top, bottom = color("wave.top"), color("wave.bottom")
        for place, shade in ((0, top), (0.5, top), (0.9, bottom), (1, bottom)):
            ground.setColorAt(place, shade)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.width(), high), ground)
        painter.setBrush(ground)
        for line in range(int(high * FADE_TO) // STEP + 2):
            middle = line * STEP + RADII[0] - STEP * 2
            painter.setPen(QPen(self._ink(middle / high), 1))
            for place in range(-1, self.width() // PERIOD + 2):
                centre = QPointF((place + (line % 2) / 2) * PERIOD, middle)
                for radius in RADII:
                    painter.drawEllipse(centre, radius, radius)
        painter.end()
        return picture

    @staticmethod
    def _ink(place: float) -> QColor:
        ink = QColor(color("text.on-accent"))
        ink.setAlphaF(INK * min(max((FADE_TO - place) / (FADE_TO - FADE_FROM), 0.0), 1.0))
        return ink

    def _write(self, painter: QPainter) -> None:
        face = QFont(font("number"))
        face.setPixelSize(round(face.pixelSize() * 30 / 22))
        face.setWeight(font("body").weight())
        painter.setPen(color("text.on-accent"))
        painter.setFont(face)
        room = QRectF(MARGIN, 0, self.width() - MARGIN - 24, self.height() - 112)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignBottom), _("集客工作台"))
        face = QFont(font("section"))
        face.setWeight(font("body").weight())
        painter.setFont(face)
        room = QRectF(MARGIN, self.height() - 104, self.width() - MARGIN - 24, 60)
        words = "\n".join([_("一户一档，走访、任务、文书都在手边。"), _("没有网络也能用。")])
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap), words)
