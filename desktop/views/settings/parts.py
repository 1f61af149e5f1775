"""What pages of the settings are made of: a page, cards of rows, a row with its control at the right."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.views.theme import px, theme
from desktop.views.widgets import HairLine, Label, Plane, column, row

WIDEST: Final = 928


class SettingRow(QWidget):
    """A title, a sentence below it, and a control."""

    def __init__(
        self, title: str, detail: str, control: QWidget | None = None, *, name: str = "", height: int = 52
    ) -> None:
        super().__init__()
        if name:
            self.setObjectName(name)
        self._height = height
        self.title = Label(title)
        self.detail = Label(detail, "meta", "tertiary", wrap=True)
        self.detail.setVisible(bool(detail))
        words = column(None, self.title, self.detail, None, spacing=1)
        line = row(spacing=24, margins=(16, 4, 16, 4), parent=self)
        line.addLayout(words, 1)
        if control is not None:
            line.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
            if not control.accessibleName():
                control.setAccessibleName(title)
        theme().changed.connect(self._resize)
        self._resize()

    def say(self, detail: str, tone: str = "tertiary") -> None:
        """Change the sentence."""
        self.detail.say(detail, tone)
        self.detail.setVisible(bool(detail))

    @property
    def words(self) -> str:
        """What the search looks in."""
        return f"{self.title.text()} {self.detail.text()}"

    def _resize(self) -> None:
        self.setMinimumHeight(px(self._height))


class SettingCard(Plane):
    """Rows in a frame, divided by hairlines."""

    def __init__(self, rows: Sequence[QWidget]) -> None:
        super().__init__("card")
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        for place, line in enumerate(rows):
            if place:
                box.addWidget(HairLine())
            box.addWidget(line)


class Page(QScrollArea):
    """A page of settings with a title; `section` adds a heading over a card."""

    page_id = ""
    icon = "settings"

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName(f"settings.{self.page_id}")
        inside = Plane("sheet")
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.body.addWidget(Label(title, "title"))
        self.body.addSpacing(8)
        self._holder = QWidget()
        self._holder.setLayout(self.body)
        self.body.setContentsMargins(0, 0, 0, 0)
        across = row(spacing=0, margins=(32, 16, 32, 24), parent=inside)
        across.addWidget(self._holder, 1000, Qt.AlignmentFlag.AlignTop)
        across.addStretch(1)
        self.setWidget(inside)
        theme().changed.connect(self._resize)
        self._resize()

    def section(self, heading: str, rows: Sequence[QWidget]) -> None:
        """Add a card of rows under a heading."""
        self.body.addWidget(Label(heading, "section"))
        self.body.addWidget(SettingCard(rows))
        self.body.addSpacing(14)

    @property
    def words(self) -> str:
        """What the search looks in."""
        return " ".join([self.title, *(line.words for line in self.findChildren(SettingRow))])

    def refresh(self) -> None:
        """Be shown: read again what may have changed."""

    def _resize(self) -> None:
        self._holder.setMaximumWidth(max(px(WIDEST), 600))
