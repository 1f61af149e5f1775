"""What every page of the first run is made of."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.widgets import Label, restyle
from desktop.wording import _


class Page(QWidget):
    """A title, a sentence, a body. Signals: `passed()` when its question is answered, `changed()` while typing.

    Subclasses override what they need; `next_text` is what the button to go on says.
    """

    passed = Signal()
    changed = Signal()

    def __init__(self, title: str, sentence: str, name: str) -> None:
        super().__init__()
        self.setObjectName(f"first-run.{name}")
        self.next_text = _("下一步")
        self.busy_text = ""
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(6)
        self.title = Label(title, "title", wrap=True)
        self.sentence = Label(sentence, tone="secondary", wrap=True)
        self.body.addWidget(self.title)
        self.body.addWidget(self.sentence)
        self.body.addSpacing(18)

    def enter(self) -> None:
        """Be shown: put the focus where typing begins."""

    def submit(self) -> None:
        """Check the answer, and emit `passed` when it is one."""

    def field(self, label: str, field: QWidget, error: Label) -> None:
        """Add a field under its label with room for its error."""
        words = Label(label, tone="secondary")
        words.setBuddy(field)
        field.setAccessibleName(label)
        error.hide()
        self.body.addWidget(words)
        self.body.addWidget(field)
        self.body.addWidget(error)
        self.body.addSpacing(8)


def say_error(field: QWidget, error: Label, sentence: str) -> None:
    """Say what to mend below a field, or "" when it is right."""
    error.setText(sentence)
    error.setVisible(bool(sentence))
    field.setAccessibleDescription(sentence)
    restyle(field, "invalid", "true" if sentence else "false")
