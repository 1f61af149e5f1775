"""Managing one's own quick phrases."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from desktop.views.theme import px
from desktop.views.widgets import Button, Dialog, FormLayout, Label, LineEdit
from desktop.views.widgets.layouts import row
from desktop.wording import _
from desktop.wording.explain import explain, explain_refused
from desktop.workspace import Workspace
from domain.commands import RemovePhrase, SavePhrase
from domain.errors import Refused
from domain.queries.visit_logs import PhraseRow


class PhrasesDialog(Dialog):
    """A list of phrases, and a line to add or change one; shipped ones become one's own when changed.

    Signal `changed()` after something was saved or removed.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, phrases: Sequence[PhraseRow], parent: QWidget) -> None:
        super().__init__(parent, _("快捷短语"), _("完成"), width=560, name="phrases")
        self._workspace = workspace
        self._phrases: tuple[PhraseRow, ...] = ()
        self.cancel_button.hide()
        self.list = QListWidget()
        self.list.setObjectName("phrases.list")
        self.list.setMinimumHeight(px(220))
        self.code = LineEdit(hint="bj", name="phrases.code")
        self.code.setMaxLength(12)
        self.text = LineEdit(hint=_("已答应 [日期] 前提供 [产品] 正式报价"), name="phrases.text")
        self.text.setMaxLength(300)
        form = FormLayout(label_width=64, spacing=8)
        form.add_row("code", _("代码"), self.code, required=True)
        form.add_row("text", _("内容"), self.text, required=True)
        self._form = form
        self.save_button = Button(_("保存短语"), icon="check", size="form", name="phrases.save")
        self.remove_button = Button(_("删除短语"), kind="danger", size="form", name="phrases.remove")
        self.body.addWidget(Label(_("方括号内是待填内容，输入 ; 加代码插入"), "meta", "tertiary"))
        self.body.addWidget(self.list)
        self.body.addLayout(form)
        self.body.addLayout(row(None, self.remove_button, self.save_button))
        self.accept_button.setDefault(False)
        self.list.currentRowChanged.connect(self._show_current)
        self.save_button.clicked.connect(self.save)
        self.remove_button.clicked.connect(self.remove)
        self.text.returnPressed.connect(self.save)
        self.show_phrases(phrases)

    def show_phrases(self, phrases: Sequence[PhraseRow]) -> None:
        """List other phrases."""
        self._phrases = tuple(phrases)
        self.list.clear()
        for phrase in self._phrases:
            words = f";{phrase.code}    {phrase.text}"
            QListWidgetItem(words if phrase.id else _("{phrase}（自带）").format(phrase=words), self.list)
        self.remove_button.setEnabled(False)

    def save(self) -> None:
        """Keep what the two fields say; the same code replaces the phrase of that code."""
        code, text = self.code.text().strip().lower(), self.text.text().strip()
        self._form.show_errors(
            {name: _("必填，请补充") for name, value in (("code", code), ("text", text)) if not value}, focus=True
        )
        if not (code and text):
            return
        same = next((phrase.id for phrase in self._phrases if phrase.id and phrase.code == code), "")
        command = SavePhrase(
            **self._workspace.stamp(), phrase_id=same or self._workspace.new_id(), code=code, text=text
        )
        self._run(command)

    def remove(self) -> None:
        """Drop the chosen phrase of one's own."""
        at = self.list.currentRow()
        if 0 <= at < len(self._phrases) and self._phrases[at].id:
            self._run(RemovePhrase(**self._workspace.stamp(), phrase_id=self._phrases[at].id))

    def _run(self, command: SavePhrase | RemovePhrase) -> None:
        job = self._workspace.run(command)
        job.done.connect(self._done)
        job.refused.connect(self._refused)
        job.failed.connect(self._failed)

    def _done(self) -> None:
        self.say_error("")
        self.code.clear()
        self.text.clear()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _failed(self, trouble: Any) -> None:  # noqa: ANN401 -- a Trouble of the services, which views do not import
        self.say_error(explain(trouble.code, trouble.facts))

    def _refused(self, refused: Refused) -> None:
        self.say_error(explain_refused(refused))

    def _show_current(self, at: int) -> None:
        if 0 <= at < len(self._phrases):
            phrase = self._phrases[at]
            self.code.setText(phrase.code)
            self.text.setText(phrase.text)
            self.remove_button.setEnabled(bool(phrase.id))
            self.remove_button.setToolTip("" if phrase.id else _("自带短语不能删除，可保存同代码的短语替换它"))

    @override
    def submit(self) -> None:
        self.accept()
