"""The cards of the plan editor, and what is offered from the records."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.tips import plain_tip
from desktop.views.theme import px
from desktop.views.widgets import Button, ElidedLabel, Label, Plane, SectionHeading, chip_label, clear, column, row
from desktop.wording import _


class Card(Plane):
    """A section: heading, whether it is internal, content."""

    def __init__(self, heading: str, note: str = "", *, internal: bool = False, name: str) -> None:
        super().__init__("card", name=name)
        self.heading = SectionHeading(heading)
        if internal:
            self.heading.add_action(chip_label(_("仅内部，不打印")))
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        parts: list[QWidget] = [self.heading]
        if note:
            parts.append(Label(note, "meta", "tertiary", wrap=True))
        column(*parts, self.body, spacing=8, margins=(18, 14, 18, 16), parent=self)


class LongText(QPlainTextEdit):
    """A field of several lines; Tab leaves it."""

    def __init__(self, *, name: str, hint: str = "", lines: int = 3) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFixedHeight(px(20 * lines + 14))

    def show_text(self, text: str) -> None:
        """Show a text without telling."""
        if text != self.toPlainText():
            self.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
            self.setPlainText(text)
            self.blockSignals(False)  # noqa: FBT003 -- same


class Offer(NamedTuple):
    """Something to take over: where it comes from, what it says, and what taking it does."""

    source: str
    text: str
    take: Callable[[], object]
    taken: bool = False


class OfferList(Plane):
    """What records offer for a section, each taken over by one click; hidden while there is nothing."""

    def __init__(self, heading: str, *, name: str) -> None:
        super().__init__("card-subtle", name=name)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        column(Label(heading, "meta", "secondary"), self._lines, spacing=8, margins=(12, 10, 12, 10), parent=self)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show other offers."""
        clear(self._lines)
        for number, offer in enumerate(offers):
            button = Button(
                _("已采用") if offer.taken else _("采用"),
                kind="link",
                size="small",
                name=f"{self.objectName()}.take-{number}",
            )
            button.setEnabled(not offer.taken)
            button.setAccessibleName(_("采用：{text}").format(text=offer.text[:40]))
            button.clicked.connect(lambda _on=False, take=offer.take: take())
            words = ElidedLabel(" ".join(offer.text.split()))
            words.setToolTip(plain_tip(offer.text))
            source = ElidedLabel(offer.source, "meta", "tertiary")
            source.setFixedWidth(px(150))
            line = row(source, spacing=8)
            line.addWidget(words, 1)
            line.addWidget(button)
            self._lines.addLayout(line)
        self.setVisible(bool(offers))


class Narrow(QWidget):
    """Keeps the cards at a width that reads well, in the middle of a wide window."""

    def __init__(self, cards: Sequence[QWidget], most: int = 1180) -> None:
        super().__init__()
        self._most = most
        self.inside = QWidget()
        column(*cards, None, spacing=14, margins=(24, 18, 24, 24), parent=self.inside)
        line = row(spacing=0, parent=self)
        line.addStretch(1)
        line.addWidget(self.inside, 1000)
        line.addStretch(1)
        self.inside.setMaximumWidth(px(most))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    @override
    def changeEvent(self, event: object) -> None:
        self.inside.setMaximumWidth(px(self._most))
