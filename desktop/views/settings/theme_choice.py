"""The choice of theme by small pictures of each."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget
from typing_extensions import override

from desktop.views.theme import color, font, px, theme
from desktop.views.theme.tokens import tokens
from desktop.views.widgets import FlowLayout
from desktop.wording import N_, _

PICTURE: Final = QSize(148, 86)
THEME_WORDS: Final = {
    "light": N_("浅色"),
    "dark": N_("深色"),
    "system": N_("跟随系统"),
    "contrast": N_("高对比度"),
}
LINES: Final = (0.82, 0.82, 0.6)


class ThemeTile(QAbstractButton):
    """A picture of one theme and its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.setObjectName(f"settings.theme.{name}")
        self.setText(_(THEME_WORDS[name]))
        self.setAccessibleName(self.text())
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme().changed.connect(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        return QSize(PICTURE.width() + 4, PICTURE.height() + px(34))

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(2, 2, PICTURE.width(), PICTURE.height())
        self._draw(painter, box)
        chosen = self.isChecked()
        marked = chosen or self.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color("accent" if marked else "line.control"), 2 if marked else 1))
        painter.drawRoundedRect(box, 8, 8)
        middle = QPointF(11, box.bottom() + px(18))
        painter.setPen(QPen(color("fill.primary" if chosen else "line.strong"), 1.2))
        painter.setBrush(color("fill.primary" if chosen else "bg.sheet"))
        painter.drawEllipse(middle, 7.5, 7.5)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("text.on-accent"))
            painter.drawEllipse(middle, 2.8, 2.8)
        painter.setPen(color("text.primary"))
        painter.setFont(font("body"))
        words = QRectF(26, box.bottom() + 2, self.width() - 26, px(32))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()

    def _draw(self, painter: QPainter, box: QRectF) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(box, 8, 8)
        painter.save()
        painter.setClipPath(outline)
        if self.name == "system":
            half = QRectF(box.left(), box.top(), box.width() / 2, box.height())
            self._sketch(painter, box, "light")
            painter.setClipRect(box.adjusted(half.width(), 0, 0, 0), Qt.ClipOperation.IntersectClip)
            self._sketch(painter, box, "dark")
        else:
            self._sketch(painter, box, self.name)
        painter.restore()

    @staticmethod
    def _sketch(painter: QPainter, box: QRectF, look: str) -> None:
        shades = {key: QColor(value) for key, value in tokens(look).items()}
        painter.fillRect(box, shades["bg.chrome"])
        painter.fillRect(box.adjusted(17, 13, 0, 0), shades["bg.sheet"])
        painter.setPen(Qt.PenStyle.NoPen)
        for place, token in enumerate(("accent", "line.hair", "line.hair")):
            painter.setBrush(shades[token])
            painter.drawRoundedRect(QRectF(box.left() + 5, box.top() + 15 + place * 12, 8, 8), 2, 2)
        painter.setBrush(shades["text.secondary"])
        painter.drawRoundedRect(QRectF(box.left() + 26, box.top() + 21, 44, 6), 3, 3)
        painter.setBrush(shades["accent"])
        painter.drawRoundedRect(QRectF(box.right() - 33, box.top() + 19, 22, 9), 3, 3)
        painter.setBrush(shades["line.hair"])
        for place, share in enumerate(LINES):
            wide = (box.width() - 37) * share / LINES[0]
            painter.drawRoundedRect(QRectF(box.left() + 26, box.top() + 36 + place * 11, wide, 4), 2, 2)


class ThemeChoice(QWidget):
    """One tile a theme. Signal `chosen(str)`."""

    chosen = Signal(str)

    def __init__(self, value: str) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.tiles = {name: ThemeTile(name) for name in THEME_WORDS}
        flow = FlowLayout(self, spacing=12, line_gap=8)
        for name, tile in self.tiles.items():
            self._group.addButton(tile)
            flow.addWidget(tile)
            tile.clicked.connect(partial(self._choose, name))
        self.set_value(value)

    def set_value(self, value: str) -> None:
        """Show another choice."""
        self.tiles[value].setChecked(True)

    def _choose(self, name: str) -> None:
        self.chosen.emit(name)
