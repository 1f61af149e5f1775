"""Words on a screen: labels by type style and tone, elided ones, headings and hairlines."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QStyle, QStyleOption, QWidget
from typing_extensions import override

from desktop.models.tips import plain_tip


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property the style sheet looks at, and let the style sheet see it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


class Label(QLabel):
    """A label: `style` is body, strong, number, title, subtitle, section, meta, meta-strong or micro.

    `tone` is primary, secondary, tertiary, disabled, accent, ok, warn, bad, conflict or offline.
    """

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        tone: str = "primary",
        *,
        wrap: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", style)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if name:
            self.setObjectName(name)

    def set_tone(self, tone: str) -> None:
        """Change the colour's meaning."""
        restyle(self, "tone", tone)

    def say(self, text: str, tone: str = "") -> None:
        """Change the words, and the tone where one is given."""
        self.setText(text)
        if tone:
            self.set_tone(tone)


class ElidedLabel(Label):
    """A one-line label that ends in … where there is no room; the whole text is its tooltip then."""

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        tone: str = "primary",
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, style, tone, name=name, parent=parent)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(24, super().sizeHint().width()), super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        shown = QFontMetrics(self.font()).elidedText(self.text(), self._mode, self.contentsRect().width())
        hint = plain_tip(self.text()) if shown != self.text() else ""
        if self.toolTip() != hint:
            self.setToolTip(hint)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.contentsRect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class KeyLabel(QLabel):
    """A key cap such as Ctrl K."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self.setProperty("kind", "key")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)


class SectionHeading(QWidget):
    """A section's heading, its count in grey, and room for actions at the right."""

    def __init__(self, text: str, count: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(text, "section")
        self.count = Label("", "meta", "tertiary")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.title)
        self._row.addWidget(self.count)
        self._row.addStretch(1)
        self.set_count(count)

    def set_count(self, count: int | None) -> None:
        """Show a number behind the words, or none."""
        self.count.setText("" if count is None else str(count))
        self.count.setVisible(count is not None)

    def add_action(self, widget: QWidget) -> None:
        """Put a link or button at the right end."""
        self._row.addWidget(widget)


class HairLine(QFrame):
    """A line of one pixel."""

    def __init__(self, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plane", "hair-v" if vertical else "hair")


class Plane(QFrame):
    """A coloured plane of the sheet.

    `plane` is sheet, subtle, chrome, card, card-subtle, accent, accent-card, bulk, side-left, side-right, header,
    footer, strip, field or drop.
    """

    def __init__(self, plane: str = "sheet", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plane", plane)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        if name:
            self.setObjectName(name)
