"""The rail of screens at the left edge."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views.theme import color, font, pixmap, px, theme
from desktop.views.widgets.labels import Plane

MOST = 99


class NavEntry(msgspec.Struct, frozen=True):
    """One button of the rail, its words already in the language in use."""

    id: str
    text: str
    icon: str
    bottom: bool = False


class NavButton(QToolButton):
    """An icon over a word, 60×54; the current one is a white tile with a pill at its left."""

    def __init__(self, entry: NavEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self._badge, self._tone = 0, "fill.danger"
        self._over = False
        self.setObjectName(f"nav-{entry.id}")
        self.setText(entry.text)
        self.setAccessibleName(entry.text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme().changed.connect(self._resize)
        self._resize()

    @property
    def badge(self) -> int:
        """The number shown on the button."""
        return self._badge

    def set_badge(self, count: int, tone: str = "fill.danger") -> None:
        """Show a number on a disc, none at 0; things to do are red, things to sync are "offline"."""
        self._badge, self._tone = count, tone
        self.setAccessibleDescription(str(count) if count else "")
        self.update()

    def _resize(self) -> None:
        self.setFixedSize(QSize(60, max(54, px(54))))
        self.update()

    @override
    def event(self, e: QEvent) -> bool:
        if e.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self._over = e.type() == QEvent.Type.HoverEnter
            self.update()
        return super().event(e)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tile = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(color("bg.sheet"))
            painter.drawRoundedRect(tile, 8, 8)
            painter.setBrush(color("accent"))
            painter.drawRoundedRect(QRectF(0, tile.center().y() - 8, 3, 16), 1.5, 1.5)
        elif self._over:
            painter.setBrush(color("bg.hover" if theme().look != "light" else "line.hair"))
            painter.drawRoundedRect(tile, 8, 8)
        tone = "accent" if self.isChecked() else "text.secondary"
        side = px(20)
        top = (self.height() - side - px(17)) // 2
        picture = pixmap(self.entry.icon, tone, side, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, top, picture)
        painter.setFont(font("micro", strong=self.isChecked()))
        painter.setPen(color(tone))
        words = QRectF(0, top + side + 2, self.width(), px(16))
        shown = QFontMetrics(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), shown)
        if self._badge:
            self._draw_badge(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("focus"), 2))
            painter.drawRoundedRect(tile.adjusted(1, 1, -1, -1), 7, 7)
        painter.end()

    def _draw_badge(self, painter: QPainter) -> None:
        words = str(self._badge) if self._badge <= MOST else f"{MOST}+"
        face = QFont(font("badge"))
        face.setPixelSize(10)
        wide = max(16, QFontMetrics(face).horizontalAdvance(words) + 8)
        disc = QRectF(min(34, self.width() - wide - 2), 3, wide, 16)
        painter.setPen(QPen(color("bg.sheet" if self.isChecked() else "bg.chrome"), 1.5))
        painter.setBrush(color(self._tone))
        painter.drawRoundedRect(disc.adjusted(-0.75, -0.75, 0.75, 0.75), 8.75, 8.75)
        painter.setFont(face)
        painter.setPen(color("bg.sheet" if self._tone == "offline" else "text.on-accent"))
        painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), words)


class NavRail(Plane):
    """The buttons of all screens in reading order. Signal `chosen(str)` the id of a pressed screen."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[NavEntry], parent: QWidget | None = None) -> None:
        super().__init__("chrome", name="rail", parent=parent)
        self.setFixedWidth(72)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, NavButton] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 2, 6, 6)
        box.setSpacing(2)
        stretched = False
        for entry in entries:
            if entry.bottom and not stretched:
                box.addStretch(1)
                stretched = True
            button = NavButton(entry, self)
            self._buttons[entry.id] = button
            self._group.addButton(button)
            box.addWidget(button)
        if not stretched:
            box.addStretch(1)
        self._group.buttonClicked.connect(self._clicked)

    def set_current(self, screen_id: str) -> None:
        """Mark a screen as the current one; unknown ids leave the mark where it is."""
        button = self._buttons.get(screen_id)
        if button is not None:
            button.setChecked(True)

    def set_badge(self, screen_id: str, count: int, tone: str = "fill.danger") -> None:
        """Show a number on a screen's button; a screen the rail lacks is ignored."""
        button = self._buttons.get(screen_id)
        if button is not None:
            button.set_badge(count, tone)

    def button(self, screen_id: str) -> NavButton:
        """Give a button. KeyError for an unknown screen."""
        return self._buttons[screen_id]

    def _clicked(self, button: QWidget) -> None:
        if isinstance(button, NavButton):
            self.chosen.emit(button.entry.id)
