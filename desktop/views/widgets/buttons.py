"""Buttons: plain and busy ones, icon buttons, segments, selectable pills and switches."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget
from typing_extensions import override

from desktop.views.theme import color, font, icon, px, theme
from desktop.views.widgets.focus_ring import FocusRing
from desktop.views.widgets.labels import restyle
from desktop.views.widgets.spinner import Turning, draw_spinner

_INK = {
    "primary": "text.on-accent",
    "danger-fill": "text.on-accent",
    "danger": "bad",
    "link": "accent",
    "ghost": "text.secondary",
    "pill": "text.secondary",
}


RINGED = ("primary", "normal", "danger", "danger-fill")


class Button(QPushButton):
    """A push button.

    `kind` is normal, primary (one a region), danger, danger-fill (only in confirming dialogs), ghost, link or row;
    `size` is small 26, tool 30, form 32 or main 36. Tab reaches it; a mouse press does not take the focus,
    so the ring is only ever drawn for the keyboard.
    """

    def __init__(
        self,
        text: str = "",
        *,
        icon: str = "",
        kind: str = "normal",
        size: str = "tool",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon
        self._words = text
        self._turning: Turning | None = None
        self._ring: FocusRing | None = None
        self.setProperty("kind", kind)
        self.setProperty("measure", size)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
        self.setAutoDefault(False)
        if name:
            self.setObjectName(name)
        theme().changed.connect(self.refresh_icon)
        self.toggled.connect(self.refresh_icon)
        self.refresh_icon()

    @property
    def kind(self) -> str:
        """The look chosen at construction."""
        return str(self.property("kind"))

    def set_kind(self, kind: str) -> None:
        """Change the look."""
        restyle(self, "kind", kind)
        self.refresh_icon()

    def set_words(self, text: str) -> None:
        """Change the words; while busy they are shown afterwards."""
        self._words = text
        if not self.busy:
            self.setText(text)

    def set_icon(self, name: str) -> None:
        """Change the icon; "" for none."""
        self._icon_name = name
        self.refresh_icon()

    def refresh_icon(self) -> None:
        """Draw the icon in the theme's colour."""
        if not self._icon_name:
            return
        size = px(14 if self.property("measure") == "small" else 16)
        chosen = "text.on-selected" if self.kind == "row" else "accent"
        tone = chosen if self.isChecked() else _INK.get(self.kind, "text.secondary")
        gap = 3 if self.text() else 0
        self.setIcon(theme().icon(self._icon_name, tone, size, gap))
        self.setIconSize(QSize(size + gap, size))

    def set_busy(self, words: str = "") -> None:
        """Show a spinner with words in the present tense and refuse presses; "" ends it. The width stays."""
        if words:
            self.setMinimumWidth(self.width())
            self._turning = Turning(self)
            self.setText(words)
            self.setEnabled(False)
        elif self._turning is not None:
            self._turning.stop()
            self._turning = None
            self.setText(self._words)
            self.setEnabled(True)
        restyle(self, "busy", "true" if words else "false")

    @override
    def focusInEvent(self, arg__1: QFocusEvent) -> None:
        super().focusInEvent(arg__1)
        if self.kind in RINGED and self._ring is None and not self.isWindow():
            self._ring = FocusRing(self, "bad" if self.kind.startswith("danger") else "focus")

    @override
    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        super().focusOutEvent(arg__1)
        if self._ring is not None:
            self._ring.end()
            self._ring = None

    @property
    def busy(self) -> bool:
        """Whether the spinner turns."""
        return self._turning is not None

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        if self._turning is not None:
            painter = QPainter(self)
            wide = QFontMetrics(self.font()).horizontalAdvance(self.text())
            left = max((self.width() - wide) / 2 - 20, 6.0)
            tone = "text.on-accent" if self.kind in ("primary", "danger-fill") else "text.secondary"
            draw_spinner(painter, QRectF(left, self.height() / 2 - 7, 14, 14), self._turning.angle, tone)
            painter.end()


class IconButton(QToolButton):
    """A square button that shows an icon only; `text` is its tooltip and its name for screen readers."""

    def __init__(
        self,
        icon: str,
        text: str,
        *,
        size: int = 28,
        icon_size: int = 16,
        tone: str = "text.secondary",
        kind: str = "ghost",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._tone, self._side, self._icon_side = icon, tone, size, icon_size
        self.setProperty("kind", kind)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if name:
            self.setObjectName(name)
        theme().changed.connect(self.refresh_icon)
        self.refresh_icon()

    def set_icon(self, name: str, tone: str = "") -> None:
        """Change the icon, and its colour token where one is given."""
        self._icon_name = name
        self._tone = tone or self._tone
        self.refresh_icon()

    def refresh_icon(self) -> None:
        """Draw the icon in the theme's colour."""
        self.setIcon(icon(self._icon_name, self._tone, px(self._icon_side)))
        self.setIconSize(QSize(px(self._icon_side), px(self._icon_side)))
        self.setFixedSize(px(self._side), px(self._side))


class Segmented(QFrame):
    """A choice among a few words in one box; `options` are (value, words). Signal `chosen(str)` the new value."""

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        value: str = "",
        *,
        height: int = 30,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("plane", "segmented")
        if name:
            self.setObjectName(name)
        self._height = height
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(1, 1, 1, 1)
        line.setSpacing(0)
        for place, (key, words) in enumerate(options):
            button = QToolButton(self)
            button.setText(words)
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            edge = {0: "first", len(options) - 1: "last"}.get(place, "middle")
            button.setProperty("edge", edge)
            button.setObjectName(f"{name or 'segment'}-{key}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._buttons[key] = button
            self._group.addButton(button)
            line.addWidget(button)
        self._group.buttonClicked.connect(self._clicked)
        theme().changed.connect(self._resize)
        self._resize()
        if value:
            self.set_value(value)

    @property
    def value(self) -> str:
        """The chosen value, or "" while nothing is chosen."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Choose without emitting; "" for nothing. Unknown values choose nothing."""
        self._group.setExclusive(False)
        for key, button in self._buttons.items():
            button.setChecked(key == value)
        self._group.setExclusive(True)

    def button(self, value: str) -> QToolButton:
        """Give the button of a value. KeyError for an unknown one."""
        return self._buttons[value]

    def _clicked(self) -> None:
        self.chosen.emit(self.value)

    def _resize(self) -> None:
        self.setFixedHeight(px(self._height))
        for button in self._buttons.values():
            button.setFixedHeight(px(self._height) - 2)


class TagButton(Button):
    """A pill that can be chosen among others, such as a visit's purpose; `toggled(bool)` when it changes."""

    def __init__(self, text: str, *, value: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, kind="pill", name=name, parent=parent)
        self.value = value or text
        self.setCheckable(True)
        self.toggled.connect(self._mark)

    def _mark(self) -> None:
        if self.isChecked():
            self.set_icon("check")
        else:
            self._icon_name = ""
            self.setIcon(type(self.icon())())

    @override
    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()


class Switch(QCheckBox):
    """A switch that applies at once; for settings only."""

    def __init__(self, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        if name:
            self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetrics(font("body")).horizontalAdvance(self.text())
        return QSize(38 + (8 + words if self.text() else 0) + 4, px(24))

    @override
    def hitButton(self, pos: object) -> bool:
        return True

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(2, self.height() / 2 - 10, 38, 20).adjusted(0.5, 0.5, -0.5, -0.5)
        on = self.isChecked()
        fill = "fill.primary" if on else "bg.subtle"
        painter.setPen(QPen(color("fill.primary" if on else "line.strong"), 1))
        painter.setBrush(color(fill if self.isEnabled() else "bg.subtle"))
        painter.drawRoundedRect(track, 10, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("text.on-accent" if on and self.isEnabled() else "line.strong"))
        painter.drawEllipse(QPointF(track.right() - 9.5 if on else track.left() + 9.5, track.center().y()), 6.5, 6.5)
        if self.hasFocus():
            painter.setPen(QPen(color("focus"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), 12, 12)
        painter.setFont(font("body"))
        painter.setPen(color("text.primary" if self.isEnabled() else "text.disabled"))
        painter.drawText(self.rect().adjusted(48, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()


def shortcut_text(keys: str) -> str:
    """Write a shortcut as this platform does, with spaces: "Ctrl Shift N"."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    for long, short in (("Return", "Enter"), ("Left", "←"), ("Right", "→")):
        native = native.replace(long, short)
    return native.replace("+", " ").strip() if len(native) > 1 else native
