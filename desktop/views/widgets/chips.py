"""People chips in a field, with suggestions while typing."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QEvent, QObject, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from desktop.views.theme import px
from desktop.views.widgets.buttons import IconButton
from desktop.views.widgets.labels import Label, Plane, restyle
from desktop.views.widgets.layouts import FlowLayout
from desktop.views.widgets.marks import Avatar
from desktop.wording import _


class Person(msgspec.Struct, frozen=True):
    """Somebody a chip can show: an id ("" for a name only typed), a name, and a grey word such as a post."""

    id: str
    name: str
    detail: str = ""

    @property
    def words(self) -> str:
        """The name and the grey word."""
        return f"{self.name} {self.detail}".strip()


class Chip(QFrame):
    """One person in the field. Signal `removed()`."""

    removed = Signal()

    def __init__(self, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = person
        self.setProperty("plane", "chip")
        self.setAccessibleName(person.words)
        line = QHBoxLayout(self)
        line.setContentsMargins(3, 0, 4, 0)
        line.setSpacing(5)
        close = IconButton("x", _("移除 {name}").format(name=person.name), size=18, icon_size=12)
        line.addWidget(Avatar(person.name, 18))
        line.addWidget(Label(person.words, "meta"))
        line.addWidget(close)
        close.clicked.connect(self.removed)
        self.setFixedHeight(px(24))


class ChipsInput(QFrame):
    """A field of people: type to search what is offered, Enter adds, Backspace in an empty line removes the last.

    Signals: `changed()` after people were added or removed; `typed(str)` so that a screen may offer others.
    With `free` a name that nobody offered may be added too.
    """

    changed = Signal()
    typed = Signal(str)

    def __init__(self, *, hint: str = "", free: bool = False, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._free = free
        self._chips: list[Chip] = []
        self._offered: dict[str, Person] = {}
        self.setProperty("plane", "field")
        if name:
            self.setObjectName(name)
        self.edit = QLineEdit()
        self.edit.setProperty("kind", "bare")
        self.edit.setProperty("fills", "true")
        self.edit.setPlaceholderText(hint)
        self.edit.setObjectName(f"{name}-edit")
        self.edit.setFixedHeight(px(24))
        self.edit.setMinimumWidth(px(90))
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.edit.setCompleter(self._completer)
        self._flow = FlowLayout(self, spacing=5, line_gap=4)
        self._flow.setContentsMargins(5, 4, 5, 4)
        self._flow.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(px(34))
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self.typed)
        self.edit.returnPressed.connect(self._entered_beside_list)
        self._completer.activated.connect(self._pick_later, Qt.ConnectionType.QueuedConnection)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody in the field, in order."""
        return tuple(chip.person for chip in self._chips)

    def set_people(self, people: Sequence[Person]) -> None:
        """Replace everybody without emitting."""
        for chip in list(self._chips):
            self._drop(chip)
        for person in people:
            self._insert(person)

    def offer(self, people: Sequence[Person]) -> None:
        """Say who can be chosen while typing."""
        self._offered = {person.words: person for person in people}
        self._names.setStringList(list(self._offered))

    def add(self, person: Person) -> None:
        """Add somebody who is not there yet, and emit."""
        if not any((person.id, person.name) == (old.id, old.name) for old in self.people):
            self._insert(person)
            self.changed.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(220), max(self._flow.heightForWidth(max(self.width(), px(220))), px(34)))

    def _insert(self, person: Person) -> None:
        chip = Chip(person, self)
        self._chips.append(chip)
        self._flow.insert_widget(len(self._chips) - 1, chip)
        chip.removed.connect(self._remove_sender)
        chip.show()
        self.updateGeometry()

    def _remove_sender(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self._drop(chip)
            self.changed.emit()

    def _drop(self, chip: Chip) -> None:
        self._chips.remove(chip)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self.updateGeometry()

    def _pick_later(self, words: str) -> None:
        person = self._offered.get(words)
        self.edit.clear()
        if person is not None:
            self.add(person)

    def _entered_beside_list(self) -> None:
        """Enter while names are listed and none of them is current: what was typed counts."""
        popup = self._completer.popup()
        if popup is not None and popup.isVisible() and not popup.currentIndex().isValid():
            popup.hide()
            self._commit()

    def _commit(self) -> None:
        words = self.edit.text().strip()
        fitting = [person for name, person in self._offered.items() if words and words in name]
        if fitting:
            self.add(fitting[0])
        elif words and self._free:
            self.add(Person("", words))
        else:
            return
        self.edit.clear()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            restyle(self, "focused", "true" if event.type() == QEvent.Type.FocusIn else "false")
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            popup = self._completer.popup()
            listing = popup is not None and popup.isVisible()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not listing and not event.modifiers():
                self._commit()
                return True
            if event.key() == Qt.Key.Key_Backspace and not self.edit.text() and self._chips:
                self._drop(self._chips[-1])
                self.changed.emit()
                return True
        return super().eventFilter(watched, event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.edit.setFocus()


def chip_label(text: str, parent: QWidget | None = None) -> Plane:
    """Make a small outlined word such as a product in use."""
    frame = Plane("tag", parent=parent)
    line = QHBoxLayout(frame)
    line.setContentsMargins(6, 0, 6, 0)
    line.addWidget(Label(text, "micro", "secondary"))
    frame.setFixedHeight(px(20))
    frame.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return frame
