"""The key points of a visit: quick phrases, mentions, a line turned into a task, pictures pasted."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QImageWriter,
    QInputMethodEvent,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from desktop.models.visits import COUNTED_FROM
from desktop.views.theme import color, px, theme
from desktop.views.visits.choice_popup import Choice, ChoicePopup
from desktop.views.visits.phrases import PLACEHOLDER, TRIGGER, fitting, task_title
from desktop.views.widgets import Button, HairLine, Label, Plane, restyle
from desktop.views.widgets.layouts import column, row
from desktop.wording import _
from domain.queries.visit_logs import PhraseRow
from domain.rules.visits import CONTENT_LIMIT


class Placeholders(QSyntaxHighlighter):
    """Tints what is still to be filled in."""

    @override
    def highlightBlock(self, text: str) -> None:
        look = QTextCharFormat()
        look.setForeground(color("warn"))
        look.setBackground(color("warn.tint"))
        for found in PLACEHOLDER.finditer(text):
            self.setFormat(found.start(), len(found.group()), look)


class PointsEdit(QPlainTextEdit):
    """The text itself. Signals: `pasted_image(bytes)`, `pasted_files(list)` of paths, `left()` without the keyboard."""

    pasted_image = Signal(object)
    pasted_files = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visit.content")
        self.setProperty("kind", "bare")
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("沟通要点"))
        self.setPlaceholderText(_("谈了什么，答应了什么，谁在什么时候做什么；输入 ; 加字母可插入短语"))
        self.phrases: tuple[PhraseRow, ...] = ()
        self.popup: ChoicePopup | None = None
        self._replaces = 0
        self._highlighter = Placeholders(self.document())
        theme().changed.connect(self._highlighter.rehighlight)

    def open_choices(self, choices: Sequence[Choice], replaces: int = 0) -> None:
        """Offer something under the cursor; the chosen text replaces so many characters before it."""
        if self.popup is None:
            self.popup = ChoicePopup(self.window())
            self.popup.chosen.connect(self._insert)
        self._replaces = replaces
        corner = self.viewport().mapTo(self.window(), self.cursorRect().bottomLeft())
        self.popup.offer(choices, corner + QPoint(-6, 6))

    def open_phrases(self, letters: str = "", replaces: int = 0) -> None:
        """Offer the phrases that fit some letters."""
        found = fitting(self.phrases, letters)
        self.open_choices([Choice(phrase.text, phrase.text) for phrase in found], replaces)

    def next_placeholder(self, *, from_start: bool = False) -> bool:
        """Select the next placeholder; tells whether there was one."""
        cursor = self.textCursor()
        start = 0 if from_start else cursor.selectionEnd()
        found = PLACEHOLDER.search(self.toPlainText(), start)
        if found is None:
            return False
        cursor.setPosition(found.start())
        cursor.setPosition(found.end(), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        return True

    def current_line(self) -> str:
        """Give the line the cursor stands in."""
        return self.textCursor().block().text()

    def _look_for_code(self) -> None:
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = TRIGGER.search(before)
        if found is not None and found.group(1):
            self.open_phrases(found.group(1), len(found.group()))
        elif self.popup is not None:
            self.popup.hide()

    def _insert(self, choice: Choice) -> None:
        cursor = self.textCursor()
        for _step in range(self._replaces):
            cursor.deletePreviousChar()
        start = cursor.position()
        cursor.insertText(choice.inserted)
        placeholder = PLACEHOLDER.search(choice.inserted)
        if placeholder is not None:
            cursor.setPosition(start + placeholder.start())
            cursor.setPosition(start + placeholder.end(), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if self.popup is not None and self.popup.key(e.key()):
            return
        super().keyPressEvent(e)
        if e.text() or e.key() == Qt.Key.Key_Backspace:
            self._look_for_code()

    @override
    def inputMethodEvent(self, arg__1: QInputMethodEvent) -> None:
        super().inputMethodEvent(arg__1)
        if arg__1.commitString():
            self._look_for_code()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        if self.popup is not None and self.popup.isVisible():
            return False
        return (next and self.next_placeholder()) or super().focusNextPrevChild(next)

    @override
    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        if self.popup is not None:
            self.popup.hide()
        self.left.emit()

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or source.hasUrls() or super().canInsertFromMimeData(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasUrls():
            self.pasted_files.emit(local_files(source))
        elif source.hasImage():
            self.pasted_image.emit(png_of(source))
        else:
            super().insertFromMimeData(source)


class ContentEditor(Plane):
    """The field: a bar of helpers, the text, and its length.

    Signals: `changed()`, `task_wanted(str)` a title, `picture_wanted()`.
    """

    changed = Signal()
    task_wanted = Signal(str)
    picture_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("field", parent=parent)
        self.edit = PointsEdit(self)
        self.people: tuple[str, ...] = ()
        self.counter = Label("", "meta", "tertiary", name="visit.content-count")
        names = (
            ("phrases", "text-quote", _("插入短语")),
            ("mention", "user-round-plus", _("提及")),
            ("to-task", "list-checks", _("转为任务")),
            ("picture", "image", _("图片")),
        )
        self.tools = {
            key: Button(words, icon=sign, kind="ghost", size="small", name=f"visit.{key}") for key, sign, words in names
        }
        self.tools["phrases"].setToolTip(_("插入短语 (Ctrl+J)"))
        self.tools["phrases"].clicked.connect(self.open_phrases)
        self.tools["mention"].clicked.connect(self.open_people)
        self.tools["to-task"].clicked.connect(self.turn_into_task)
        self.tools["picture"].clicked.connect(self.picture_wanted)
        bar = row(*self.tools.values(), None, self.counter, spacing=2, margins=(4, 2, 8, 2))
        box = column(bar, HairLine(), self.edit, spacing=0, margins=(2, 2, 2, 2), parent=self)
        box.setStretch(2, 1)
        self.setFocusProxy(self.edit)
        self.setFixedHeight(px(212))
        self.edit.textChanged.connect(self._count)
        self.edit.textChanged.connect(self.changed)
        self.edit.left.connect(self._unfocused)
        self.edit.cursorPositionChanged.connect(self._focused)
        self._count()

    def set_phrases(self, phrases: Sequence[PhraseRow]) -> None:
        """Say which phrases can be inserted."""
        self.edit.phrases = tuple(phrases)

    def open_phrases(self) -> None:
        """Offer every phrase at the cursor."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.open_phrases()

    def open_people(self) -> None:
        """Offer the people of this visit."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.open_choices([Choice(name, f"@{name} ", "user-round") for name in self.people[:8]])

    def turn_into_task(self) -> None:
        """Make the current line a follow-up task."""
        title = task_title(self.edit.current_line())
        if title:
            self.task_wanted.emit(title)

    def _focused(self) -> None:
        restyle(self, "focused", "true" if self.edit.hasFocus() else "false")

    def _unfocused(self) -> None:
        restyle(self, "focused", "false")

    def _count(self) -> None:
        length = len(self.edit.toPlainText())
        words = _("{count} 字").format(count=length)
        if length >= COUNTED_FROM:
            words = _("{count} / {limit} 字").format(count=f"{length:,}", limit=f"{CONTENT_LIMIT:,}")
        tone = "bad" if length > CONTENT_LIMIT else "warn" if length >= COUNTED_FROM else "tertiary"
        self.counter.say(words, tone)


def local_files(source: QMimeData) -> list[Path]:
    """Give the files of this computer that were dropped or pasted."""
    return [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]


def png_of(source: QMimeData) -> bytes:
    """Give a pasted picture as PNG."""
    picture = source.imageData()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(QImage(picture))
    return bytes(buffer.data().data())
