"""What a screen says in place: banners and empty states."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views.theme import pixmap, px, theme
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.labels import Label, restyle

BANNER_ICONS = {
    "bad": "circle-x",
    "conflict": "git-compare-arrows",
    "warn": "triangle-alert",
    "offline": "wifi-off",
    "ok": "circle-check",
    "accent": "info",
}


class IconLabel(QLabel):
    """An icon that follows the theme."""

    def __init__(self, icon: str, tone: str = "text.secondary", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._size = icon, tone, size
        theme().changed.connect(self._refresh)
        self._refresh()

    def set_icon(self, icon: str, tone: str = "") -> None:
        """Show another icon."""
        self._icon, self._tone = icon, tone or self._tone
        self._refresh()

    def _refresh(self) -> None:
        side = px(self._size)
        self.setPixmap(pixmap(self._icon, self._tone, side, self.devicePixelRatioF()))
        self.setFixedSize(QSize(side, side))


class Banner(QFrame):
    """One sentence across the page with at most one action; at most one banner a page.

    `tone` is bad, conflict, warn, offline, ok or accent, in order of precedence. Signal `pressed()`.
    """

    pressed = Signal()

    def __init__(
        self,
        tone: str = "accent",
        text: str = "",
        action: str = "",
        *,
        detail: str = "",
        name: str = "banner",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon = IconLabel(BANNER_ICONS[tone], tone)
        self.words = Label(text, wrap=True)
        self.words.setMinimumWidth(120)
        self.detail = Label(detail, "meta")
        self.action = Button(action, kind="link", size="small", name=f"{name}-action")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 12, 0)
        line.setSpacing(10)
        line.addWidget(self._icon)
        line.addWidget(self.words, 1)
        line.addWidget(self.detail)
        line.addWidget(self.action)
        self.action.clicked.connect(self.pressed)
        self.setMinimumHeight(px(37))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.say(tone, text, action, detail=detail)

    def say(self, tone: str, text: str, action: str = "", *, detail: str = "") -> None:
        """Say another sentence."""
        restyle(self, "plane", f"banner-{tone}")
        self._icon.set_icon(BANNER_ICONS[tone], tone)
        self.words.say(text, tone)
        self.detail.say(detail, tone)
        self.detail.setVisible(bool(detail))
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(text)


class EmptyState(QWidget):
    """An icon, what is (not) here, why or what next, and one way out. Signal `pressed()`.

    Errors use the icon "circle-alert" and tone "bad".
    """

    pressed = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        detail: str = "",
        action: str = "",
        *,
        action_icon: str = "",
        tone: str = "text.tertiary",
        name: str = "empty",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon = IconLabel(icon, tone, 26)
        self.title = Label(title, "strong", wrap=True)
        self.detail = Label(detail, "meta", "tertiary", wrap=True)
        self.action = Button(action, icon=action_icon, size="small", name=f"{name}-action")
        for label in (self.title, self.detail):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(4)
        box.addStretch(1)
        box.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addSpacing(6)
        box.addWidget(self.title)
        box.addWidget(self.detail)
        box.addSpacing(8)
        box.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)
        self.action.clicked.connect(self.pressed)
        self.say(icon, title, detail, action, tone=tone)

    def say(self, icon: str, title: str, detail: str = "", action: str = "", *, tone: str = "text.tertiary") -> None:
        """Say something else."""
        self._icon.set_icon(icon, tone)
        self.title.setText(title)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(title)

    def on_pressed(self, act: Callable[[], object]) -> "EmptyState":
        """Connect the way out and give the widget back."""
        self.pressed.connect(act)
        return self

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(300), px(160))
