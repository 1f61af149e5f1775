"""Small parts of the customer screens: rows with a count, foldable groups, facts with a label."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views.theme import color, font, px, theme
from desktop.views.widgets import Button, IconButton, Label, column, row


class CountButton(Button):
    """A choosable row of a side list: icon, words, and a number at the right."""

    def __init__(self, text: str, icon: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, icon=icon, kind="row", name=name, parent=parent)
        self.setCheckable(True)
        self.count = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words_only = text
        theme().changed.connect(self._resize)
        self._resize()

    def set_count(self, count: int | None) -> None:
        """Show a number, or none."""
        self.count = "" if count is None else str(count)
        self.setAccessibleName(f"{self._words_only} {self.count}".strip())
        self.update()

    @override
    def refresh_icon(self) -> None:
        super().refresh_icon()
        if self.isChecked():
            self.setIcon(theme().icon(self._icon_name, "text.on-selected", px(16), 3))

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        painter = QPainter(self)
        painter.setFont(font("meta"))
        painter.setPen(color("text.on-selected" if self.isChecked() else "text.tertiary"))
        place = self.rect().adjusted(0, 0, -10, 0)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.count)
        painter.end()

    def _resize(self) -> None:
        self.setFixedHeight(px(30))


class CountCheck(QWidget):
    """A check box with a number at the right. Signal `toggled(str, bool)` the code and its new state."""

    toggled = Signal(str, bool)

    def __init__(self, code: str, text: str, count: int, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = code
        self._text = text
        self.box = QCheckBox(text)
        self.box.setObjectName(name)
        self.box.setToolTip(text)
        self.box.setAccessibleName(text)
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.count = Label(str(count), "meta", "tertiary")
        line = row(margins=(9, 0, 10, 0), parent=self)
        line.addWidget(self.box, 1)
        line.addWidget(self.count)
        self.setFixedHeight(px(27))
        self.box.toggled.connect(self._toggled)

    def _toggled(self, on: bool) -> None:  # noqa: FBT001 -- a Qt signal's argument
        self.toggled.emit(self.code, on)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = max(self.box.width() - px(26), px(20))
        self.box.setText(QFontMetrics(self.box.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, room))

    def set_count(self, count: int) -> None:
        """Show another number."""
        self.count.setText(str(count))

    def set_on(self, on: bool) -> None:  # noqa: FBT001 -- a setter with one value
        """Tick or untick without telling."""
        self.box.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.box.setChecked(on)
        self.box.blockSignals(False)  # noqa: FBT003 -- same


class Fold(QWidget):
    """A heading that opens and closes what stands under it. Signal `opened(bool)`."""

    opened = Signal(bool)

    def __init__(self, text: str, *, is_open: bool, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.heading = Label(text, "meta", "secondary")
        self.button = IconButton("chevron-down", text, size=24, icon_size=14, name=f"{name}.fold")
        self.body = QWidget()
        self.inside = QVBoxLayout(self.body)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(0)
        head = row(self.heading, None, self.button, margins=(9, 0, 4, 0))
        column(head, self.body, spacing=2, parent=self)
        self.button.clicked.connect(self._toggle)
        self._open = not is_open
        self._toggle()

    def _toggle(self) -> None:
        self._open = not self._open
        self.body.setVisible(self._open)
        self.button.set_icon("chevron-down" if self._open else "chevron-right")
        self.opened.emit(self._open)


class Facts(QWidget):
    """Labels in grey at the left and what they say at the right; long words wrap."""

    def __init__(self, *, label_width: int = 84, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label_width = label_width
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[str, str, str]]) -> None:
        """Show (label, words, tone) lines instead of what was there."""
        while (item := self._grid.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for number, (name, words, tone) in enumerate(facts):
            self.add(number, Label(name, tone="tertiary", wrap=True), self._words(words, tone))

    @staticmethod
    def _words(words: str, tone: str) -> Label:
        shown = Label(words, tone=tone or "primary", wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return shown

    def add(self, number: int, name: QWidget, words: QWidget) -> None:
        """Put two widgets into a line."""
        plain = isinstance(words, Label)
        name.setFixedWidth(px(self._label_width))
        if plain:  # digits alone are lower than Chinese characters and would stand higher than their label
            name.setMinimumHeight(px(20))
            words.setMinimumHeight(px(20))
        self._grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop if plain else Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(words, number, 1, Qt.AlignmentFlag.AlignTop)


def scrolled(inside: QWidget, *, name: str = "") -> QScrollArea:
    """Put a widget into a frameless area that scrolls up and down only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside.setProperty("plane", inside.property("plane") or "clear")
    if name:
        area.setObjectName(name)
    area.setWidget(inside)
    return area
