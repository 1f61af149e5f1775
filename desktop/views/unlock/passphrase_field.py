"""A field for passphrases: dots, an eye to look, and a word when Caps Lock is on."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop.views.theme import px, theme
from desktop.views.widgets import IconButton, LineEdit
from desktop.wording import _

LONGEST = 200


class PassphraseField(LineEdit):
    """Shows dots unless the eye is pressed. Signal `caps_changed(bool)` when Caps Lock is seen to be on or off."""

    caps_changed = Signal(bool)

    def __init__(self, *, hint: str = "", size: str = "form", name: str, parent: QWidget | None = None) -> None:
        super().__init__(hint=hint, size=size, name=name, parent=parent)
        self._caps = False
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(LONGEST)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.eye = IconButton("eye", _("显示密码"), size=26, tone="text.tertiary", name=f"{name}.eye", parent=self)
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self.reveal)
        theme().changed.connect(self._place)
        self._place()

    @property
    def caps(self) -> bool:
        """Whether Caps Lock seems to be on; only known after a letter was typed."""
        return self._caps

    def reveal(self, on: bool) -> None:  # noqa: FBT001 -- a slot for toggled(bool)
        """Show what was typed, or dots again."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self.eye.set_icon("eye", "accent" if on else "text.tertiary")
        words = _("隐藏密码") if on else _("显示密码")
        self.eye.setToolTip(words)
        self.eye.setAccessibleName(words)

    def _place(self) -> None:
        side = px(26)
        self.setTextMargins(0, 0, side + 2, 0)
        self.eye.move(self.width() - side - 6, (self.height() - side) // 2)

    def _note_caps(self, on: bool) -> None:  # noqa: FBT001 -- the state that goes into the signal
        if on != self._caps:
            self._caps = on
            self.caps_changed.emit(on)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        letter = arg__1.text()
        if arg__1.key() == Qt.Key.Key_CapsLock:
            self._note_caps(not self._caps)
        elif len(letter) == 1 and letter.isascii() and letter.isalpha():
            shifted = bool(arg__1.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._note_caps(letter.isupper() != shifted)
        super().keyPressEvent(arg__1)

    @override
    def changeEvent(self, arg__1: QEvent) -> None:
        super().changeEvent(arg__1)
        if arg__1.type() == QEvent.Type.EnabledChange:
            self.eye.setEnabled(self.isEnabled())
