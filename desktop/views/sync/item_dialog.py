"""One command of the queue in full: what was done, how far it is, why it came back, its content to copy."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.models.sync import body_lines, deed_words, moment_words, reason_words, state_badge
from desktop.views.widgets import Button, Dialog, Label, StatusBadge, row
from desktop.wording import _
from desktop.workspace import ItemState, OutboxRow, Workspace
from domain.commands import AnyCommand


class ItemDialog(Dialog):
    """Shows a queue row. Signals: `taken_back(str)`, `put_away(str)` with the id of the command."""

    taken_back = Signal(str)
    put_away = Signal(str)

    def __init__(self, parent: QWidget, workspace: Workspace, item: OutboxRow) -> None:
        title = f"{deed_words(item.name)} · {item.subject}" if item.subject else deed_words(item.name)
        super().__init__(parent, title, _("复制内容"), cancel_text=_("关闭"), width=560, name="sync.item")
        self._item = item
        self._today = workspace.today()
        badge = state_badge(item)
        state = StatusBadge(badge.text, badge.tone, badge.icon)
        done = Label(_("本机时间 {moment}").format(moment=moment_words(item.done_at, self._today)), "meta", "tertiary")
        self.body.addLayout(row(state, done, None, spacing=10))
        reason = reason_words(item)
        if reason:
            tone = "bad" if item.state is ItemState.REFUSED else "secondary"
            self.body.addWidget(Label(reason, tone=tone, wrap=True, name="sync.item.reason"))
        self.content = QPlainTextEdit()
        self.content.setObjectName("sync.item.content")
        self.content.setReadOnly(True)
        self.content.setMinimumHeight(200)
        self.content.setPlaceholderText(_("正在读取"))
        self.body.addWidget(self.content)
        if item.state is ItemState.REFUSED and not item.dismissed:
            self._add(_("移出列表"), "sync.item.dismiss", self.put_away)
        if item.can_take_back:
            self._add(_("撤销"), "sync.item.take-back", self.taken_back)
        workspace.outbox.body(item.id).done.connect(self._show)

    def _add(self, words: str, name: str, signal: object) -> None:
        button = Button(words, size="form", name=name)
        button.clicked.connect(self._take_back if signal is self.taken_back else self._put_away)
        self.buttons.insertWidget(0, button)

    def _take_back(self) -> None:
        self.taken_back.emit(self._item.id)
        self.accept()

    def _put_away(self) -> None:
        self.put_away.emit(self._item.id)
        self.accept()

    def _show(self, command: AnyCommand | None) -> None:
        lines: Sequence[tuple[str, str]] = body_lines(command, self._today) if command is not None else ()
        self.content.setPlainText("\n".join(f"{name}：{words}" for name, words in lines) or _("没有可显示的内容"))

    def submit(self) -> None:
        """Copy the content; the dialog stays."""
        QGuiApplication.clipboard().setText(f"{self.heading.text()}\n{self.content.toPlainText()}")
        self.accept_button.setText(_("已复制"))
