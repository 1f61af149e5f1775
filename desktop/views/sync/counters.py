"""The strip of numbers over the sync centre."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.views.sync_words import moment
from desktop.views.theme import px, theme
from desktop.views.widgets import HairLine, Label, Plane, column, row
from desktop.wording import _, ngettext
from desktop.wording.explain import explain
from desktop.workspace import SyncState, SyncStatus, Workspace

HOUR: Final = 60


class Counter(QWidget):
    """A word over a number."""

    def __init__(self, heading: str, name: str) -> None:
        super().__init__()
        self.number = Label("0", "number", name=name)
        column(Label(heading, "meta", "secondary"), self.number, None, spacing=2, margins=(20, 10, 20, 6), parent=self)
        theme().changed.connect(self._resize)
        self._resize()

    def say(self, words: str, tone: str = "primary") -> None:
        """Show a number."""
        self.number.say(words, tone)
        self.setAccessibleDescription(words)

    def _resize(self) -> None:
        self.setMinimumWidth(px(120))
        self.number.setFixedHeight(px(30))
        self.setFixedHeight(px(66))


class Counters(Plane):
    """What waits, what is in conflict, what was refused, when it last went well, and what moves now."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("strip", name="sync.counters")
        self._workspace = workspace
        self.waiting = Counter(_("待同步"), "sync.count.waiting")
        self.conflicts = Counter(_("冲突"), "sync.count.conflicts")
        self.refused = Counter(_("被退回"), "sync.count.refused")
        self.last = Counter(_("上次成功"), "sync.count.last")
        self.away = Counter(_("距今"), "sync.count.away")
        self.now = Label("", "meta", "secondary", name="sync.now-words")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.share = Label("", "meta", "secondary")
        line = row(spacing=0, parent=self)
        for counter in (self.waiting, self.conflicts, self.refused, self.last, self.away):
            line.addWidget(counter)
            line.addWidget(HairLine(vertical=True))
        measure = row(self.bar, self.share, spacing=10)
        line.addLayout(column(self.now, 4, measure, None, spacing=4, margins=(20, 12, 20, 10)), 1)
        workspace.sync_changed.connect(self.show_status)
        self.show_status(workspace.status)

    @Slot(object)
    def show_status(self, status: SyncStatus) -> None:
        """Show how the sync stands."""
        now = self._workspace.now()
        self.waiting.say(f"{status.waiting:,}")
        self.conflicts.say(f"{status.conflicts:,}", "conflict" if status.conflicts else "primary")
        self.refused.say(f"{status.refused:,}", "bad" if status.refused else "primary")
        last = status.last_sync
        self.last.say(moment(last, self._workspace.today()) if last is not None else "—")
        self.away.say(time_since(last, now))
        syncing = status.state is SyncState.SYNCING
        measured = syncing and status.total > 0
        self.bar.setVisible(measured)
        self.share.setVisible(measured)
        if measured:
            self.bar.setRange(0, status.total)
            self.bar.setValue(status.done)
            self.share.setText(f"{status.done:,} / {status.total:,}")
        self.now.setText(state_sentence(status))


def time_since(last: datetime | None, now: datetime) -> str:
    """Say how long ago something was: 41 分, 3 小时 41 分, 2 天."""
    if last is None:
        return "—"
    minutes = max(int((now - last).total_seconds()) // 60, 0)
    hours, minutes = divmod(minutes, HOUR)
    if hours >= 48:  # noqa: PLR2004 -- two days are told as days
        days = hours // 24
        return ngettext("{count} 天", "{count} 天", days).format(count=days)
    if hours:
        return _("{hours} 小时 {minutes} 分").format(hours=hours, minutes=minutes)
    return _("{minutes} 分").format(minutes=minutes)


def state_sentence(status: SyncStatus) -> str:
    """Say what the sync does now, or why it does nothing."""
    if status.state is SyncState.SYNCING:
        return _("正在下载首份资料") if status.first_copy else _("正在同步")
    if status.code:
        return explain(status.code)
    return _("没有正在传输的内容")
