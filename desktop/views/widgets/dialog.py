"""Dialogs: the title says the object, the buttons say the deed, Esc leaves everything as it was."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views.widgets.buttons import Button
from desktop.views.widgets.dim import Dim
from desktop.views.widgets.labels import Label
from desktop.wording import _


class Dialog(QDialog):
    """A dialog with a title, a body to fill and verb buttons at the bottom right.

    `body` is the column to put widgets in. `accept_text` is the deed ("转移客户"), `cancel_text` leaves.
    A destructive dialog has its deed in red and no default button.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        accept_text: str,
        *,
        cancel_text: str = "",
        destructive: bool = False,
        width: int = 440,
        name: str = "dialog",
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(width)
        self._destructive = destructive
        self._dim: Dim | None = None
        self.heading = Label(title, "subtitle", wrap=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self.error = Label("", "meta", "bad", wrap=True, name=f"{name}-error")
        self.error.hide()
        self.cancel_button = Button(cancel_text or _("取消"), size="form", name=f"{name}-cancel")
        kind = "danger-fill" if destructive else "primary"
        self.accept_button = Button(accept_text, kind=kind, size="form", name=f"{name}-accept")
        self.accept_button.setDefault(not destructive)
        self.accept_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.cancel_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.accept_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 16)
        box.setSpacing(12)
        box.addWidget(self.heading)
        box.addLayout(self.body, 1)
        box.addWidget(self.error)
        box.addLayout(self.buttons)
        self.accept_button.clicked.connect(self.submit)
        self.cancel_button.clicked.connect(self.reject)
        self.finished.connect(self._undim)

    def submit(self) -> None:
        """Do the deed; subclasses check first and call `accept` themselves."""
        self.accept()

    def say_error(self, sentence: str) -> None:
        """Show why the deed cannot be done, above the buttons; "" clears it."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._destructive:
            arg__1.accept()
            return
        super().keyPressEvent(arg__1)

    @override
    def showEvent(self, arg__1: QShowEvent) -> None:
        super().showEvent(arg__1)
        owner = self.parentWidget()
        if owner is not None and self._dim is None:
            self._dim = Dim(owner.window())

    def _undim(self) -> None:
        if self._dim is not None:
            self._dim.lift()
            self._dim = None


def confirm(
    parent: QWidget,
    title: str,
    consequence: str,
    deed: str,
    *,
    cancel_text: str = "",
    destructive: bool = True,
    name: str = "confirm",
) -> Dialog:
    """Open a question about a deed and its consequence; connect `accepted` of what it gives back."""
    dialog = Dialog(
        parent,
        title,
        deed,
        cancel_text=cancel_text or _("再看看"),
        destructive=destructive,
        name=name,
    )
    dialog.body.addWidget(Label(consequence, tone="secondary", wrap=True))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    if destructive:
        dialog.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)
    return dialog
