"""随手记: a line that becomes a task for today; @ names a customer."""

import re
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop.background import Job
from desktop.views.theme import px
from desktop.views.visits.choice_popup import ROW, Choice, ChoicePopup
from desktop.views.widgets import IconLabel, KeyLabel, Plane, restyle, shortcut_text
from desktop.views.widgets.layouts import row
from desktop.wording import _
from desktop.workspace import Workspace
from domain.queries.visit_choices import CustomerChoice, customer_choices

ASKING: Final = re.compile(r"[@＠](?P<words>[^@＠\s]*)$")
WAIT_MS: Final = 120
OFFERED: Final = 6
TITLE_LIMIT: Final = 200


class QuickNote(Plane):
    """The line. Signal `noted(str, str)` the words and a customer's id, "" for none."""

    noted = Signal(str, str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("card-subtle", name="today.note-line", parent=parent)
        self._workspace = workspace
        self._job: Job | None = None
        self._found: dict[str, str] = {}
        self._customer: tuple[str, str] | None = None
        self.popup: ChoicePopup | None = None
        self.edit = QLineEdit()
        self.edit.setObjectName("today.note")
        self.edit.setProperty("kind", "bare")
        self.edit.setMaxLength(TITLE_LIMIT)
        self.edit.setPlaceholderText(_("随手记：输入后按 Enter 存为任务，@ 关联客户"))
        self.edit.setAccessibleName(_("随手记"))
        self.edit.installEventFilter(self)
        keys = KeyLabel(shortcut_text("Ctrl+Shift+N"))
        row(
            IconLabel("pencil-line", "text.tertiary", 16),
            self.edit,
            keys,
            spacing=10,
            margins=(12, 0, 8, 0),
            parent=self,
        ).setStretch(1, 1)
        self.setFixedHeight(px(34))
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._look)
        self.edit.textEdited.connect(self._edited)

    def begin(self) -> None:
        """Go to the line."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def restore(self, words: str) -> None:
        """Put words back that could not be saved."""
        if not self.edit.text():
            self.edit.setText(words)

    def _edited(self, text: str) -> None:
        if self._customer is not None and f"@{self._customer[1]}" not in text:
            self._customer = None
        if ASKING.search(text[: self.edit.cursorPosition()]):
            self._wait.start()
        elif self.popup is not None:
            self._wait.stop()
            self.popup.hide()

    def _stop(self) -> None:
        """Offer nothing any more: the line was left."""
        self._wait.stop()
        if self._job is not None:
            self._job.cancel()
        if self.popup is not None:
            self.popup.hide()

    def _look(self) -> None:
        asked = ASKING.search(self.edit.text()[: self.edit.cursorPosition()])
        if asked is None:
            return
        if self._job is not None:
            self._job.cancel()
        self._job = self._workspace.read(customer_choices, asked["words"], self._workspace.today())
        self._job.done.connect(self._offer)

    def _offer(self, found: tuple[CustomerChoice, ...]) -> None:
        if self.popup is None:
            self.popup = ChoicePopup(self.window())
            self.popup.chosen.connect(self._take)
        shown = found[:OFFERED]
        self._found = {choice.name: choice.id for choice in shown}
        high = len(shown) * px(ROW) + 16
        place = self.mapTo(self.window(), QPoint(0, -high))
        self.popup.offer([Choice(choice.name, choice.name, "building-2") for choice in shown], place)

    def _take(self, choice: Choice) -> None:
        cursor = self.edit.cursorPosition()
        before, after = self.edit.text()[:cursor], self.edit.text()[cursor:]
        asked = ASKING.search(before)
        if asked is not None:
            before = f"{before[: asked.start()]}@{choice.inserted} "
            self.edit.setText(before + after)
            self.edit.setCursorPosition(len(before))
            self._customer = (self._found[choice.inserted], choice.inserted)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        words, customer_id = self.edit.text(), ""
        if self._customer is not None:
            customer_id = self._customer[0]
            words = words.replace(f"@{self._customer[1]}", "")
        words = " ".join(words.split())
        if words:
            self._customer = None
            self.edit.clear()
            self.noted.emit(words, customer_id)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            restyle(self, "plane", "field" if event.type() == QEvent.Type.FocusIn else "card-subtle")
            restyle(self, "focused", "true" if event.type() == QEvent.Type.FocusIn else "false")
            if event.type() == QEvent.Type.FocusOut:
                self._stop()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self.popup is not None and self.popup.key(event.key()):
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self._finish()
                return True
        return False
