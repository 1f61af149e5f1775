"""The bar at the foot: facts of the screen at the left, facts of this computer at the right."""

import html
import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.views.theme import color, px, theme
from desktop.views.widgets.feedback import IconLabel
from desktop.views.widgets.labels import Label, Plane
from desktop.views.widgets.layouts import clear, row
from desktop.wording import _

_NUMBER = re.compile(r"(?<![A-Za-z\d\-])(\d[\d,.\-:]*)")


class StatusBar(Plane):
    """26 high. Screen facts stand left with strong numbers; without any, encryption and last sync move there."""

    def __init__(self, *, organisation: str = "", version: str = "", parent: QWidget | None = None) -> None:
        super().__init__("chrome", name="status-bar", parent=parent)
        self._segments: tuple[str, ...] = ()
        self._last_sync = ""
        self._organisation, self._version = organisation, version
        self._line = row(spacing=20, margins=(14, 0, 14, 0), parent=self)
        theme().changed.connect(self._rebuild)
        self._rebuild()

    def set_segments(self, segments: Sequence[str]) -> None:
        """Show a screen's facts."""
        if tuple(segments) != self._segments:
            self._segments = tuple(segments)
            self._rebuild()

    def set_last_sync(self, words: str) -> None:
        """Show when the last exchange was."""
        if words != self._last_sync:
            self._last_sync = words
            self._rebuild()

    def set_organisation(self, organisation: str) -> None:
        """Show another unit."""
        self._organisation = organisation
        self._rebuild()

    @property
    def organisation(self) -> str:
        """The unit shown."""
        return self._organisation

    @property
    def segments(self) -> tuple[str, ...]:
        """The screen's facts."""
        return self._segments

    def _rebuild(self) -> None:
        self.setFixedHeight(px(26))
        clear(self._line)
        if self._segments:
            self._add(*map(self._fact, self._segments))
            self._line.addStretch(1)
            self._add(*self._machine())
        else:
            self._add(*self._machine())
            self._line.addStretch(1)
            self._add(Label(self._organisation, "meta", "tertiary"), Label(self._version, "meta", "tertiary"))

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._line.addWidget(widget)

    def _machine(self) -> list[QWidget]:
        sealed = QWidget()
        words = Label(_("本机数据库已加密"), "meta", "tertiary")
        row(IconLabel("hard-drive", "text.tertiary", 13), words, spacing=6, parent=sealed)
        last = _("上次同步 {when}").format(when=self._last_sync) if self._last_sync else _("尚未同步")
        return [sealed, Label(last, "meta", "tertiary")]

    @staticmethod
    def _fact(words: str) -> QLabel:
        label = Label("", "meta", "tertiary")
        label.setTextFormat(Qt.TextFormat.RichText)
        ink = color("text.primary").name()
        strong = rf'<span style="color:{ink};font-weight:500">\1</span>'
        label.setText(_NUMBER.sub(strong, html.escape(words)))
        label.setAccessibleName(words)
        return label
