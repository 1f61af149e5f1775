"""The sync centre."""

from datetime import timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.rows import RowsModel
from desktop.models.sync import DeskSource, history_columns, row_key
from desktop.views.notices import Notices
from desktop.views.screen import Screen
from desktop.views.sync.conflicts_page import ConflictsPage
from desktop.views.sync.counters import Counters
from desktop.views.sync.queue_page import QueuePage
from desktop.views.sync.sign_in_dialog import SignInDialog
from desktop.views.targets import ConflictTarget
from desktop.views.widgets import Banner, Button, EmptyState, HairLine, Label, Plane, RowsView, Segmented, row
from desktop.wording import _, ngettext
from desktop.workspace import SyncState, SyncStatus, Workspace
from domain.rules.codes import CodeLists

LONG_AWAY: Final = timedelta(days=6)
MUST_MEET: Final = 7
AGAIN_MS: Final = 200
QUEUE, CONFLICTS, HISTORY = range(3)


class SyncScreen(Screen):
    """Counters, the queue, conflicts and history. `open(ConflictTarget)` shows the conflicts or a queued command."""

    screen_id = "sync"

    def __init__(self, workspace: Workspace, notices: Notices, codes: CodeLists | None = None) -> None:
        super().__init__()
        self._workspace = workspace
        self._codes = codes
        self.summary = Label("", tone="secondary", name="sync.summary")
        self.pause = Button(_("暂停同步"), icon="pause", name="sync.pause")
        self.now = Button(_("立即同步"), icon="refresh-cw", kind="primary", name="sync.now")
        self.banner = Banner("warn", name="sync.banner")
        self.counters = Counters(workspace)
        self.tabs = QTabBar()
        self.tabs.setObjectName("sync.tabs")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.filter = Segmented([("open", _("未完成")), ("all", _("全部"))], "open", height=26, name="sync.filter")
        self.queue = QueuePage(workspace, notices)
        self.conflicts = ConflictsPage(workspace, notices, lambda: self._codes)
        self.history = RowsModel(
            history_columns(workspace.today), DeskSource(workspace.outbox.history), row_id=row_key, parent=self
        )
        self.history_page = self._make_history()
        self._stack = QStackedWidget()
        self._soon = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._lay_out()
        self._connect(workspace)
        self.show_status(workspace.status)

    def _make_history(self) -> QStackedWidget:
        table = RowsView(self.history)
        table.setObjectName("sync.history")
        pages = QStackedWidget()
        pages.addWidget(table)
        pages.addWidget(EmptyState("history", _("还没有同步过"), _("每次和服务器交换内容都会记在这里")))
        self.history.loaded.connect(lambda count: pages.setCurrentIndex(0 if count else 1))
        return pages

    def _lay_out(self) -> None:
        head = Plane("header")
        row(
            Label(_("同步与冲突"), "title"),
            self.summary,
            None,
            self.pause,
            self.now,
            spacing=10,
            margins=(24, 12, 20, 12),
            parent=head,
        )
        for words in (_("队列"), _("冲突"), _("历史")):
            self.tabs.addTab(words)
        bar = Plane("sheet")
        row(self.tabs, None, self.filter, spacing=8, margins=(24, 4, 20, 0), parent=bar)
        for page in (self.queue, self.conflicts, self.history_page):
            self._stack.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (head, self.banner, self.counters, bar, HairLine()):
            box.addWidget(part)
        box.addWidget(self._stack, 1)

    def _connect(self, workspace: Workspace) -> None:
        self.pause.clicked.connect(self._pause)
        self.now.clicked.connect(workspace.sync_now)
        self.banner.pressed.connect(self._act_on_banner)
        self.tabs.currentChanged.connect(self._show_page)
        self.filter.chosen.connect(self._filter)
        self.queue.counted.connect(partial(self._count, QUEUE, _("队列")))
        self.conflicts.counted.connect(partial(self._count, CONFLICTS, _("冲突")))
        self._soon.timeout.connect(self._refresh_shown)
        workspace.sync_changed.connect(self.show_status)
        workspace.changed.connect(self._later)
        workspace.queued.connect(self._later)

    # -- Screen ---------------------------------------------------------------------------------------------------

    @override
    def title(self) -> str:
        return _("同步与冲突")

    @override
    def open(self, target: object | None) -> None:
        self.refresh()
        if isinstance(target, ConflictTarget):
            item = self.queue.item(target.row_id)
            self.tabs.setCurrentIndex(QUEUE if item is not None else CONFLICTS)
            if item is not None:
                self.queue.table.select_id(item.id)
        elif self._workspace.status.conflicts:
            self.tabs.setCurrentIndex(CONFLICTS)

    @override
    def status_segments(self) -> list[str]:
        status = self._workspace.status
        return [
            ngettext("{count} 项待同步", "{count} 项待同步", status.waiting).format(count=status.waiting),
            ngettext("{count} 项冲突", "{count} 项冲突", status.conflicts).format(count=status.conflicts),
        ]

    @override
    def trigger(self, action_id: str) -> bool:
        if action_id == "undo" and self._workspace.undoable:
            self._workspace.undo()
            return True
        return False

    @override
    def panels(self) -> list[QWidget]:
        return [self.tabs, self._stack]

    # -- reading --------------------------------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Read everything again."""
        self.queue.refresh()
        self.conflicts.refresh()
        self.history.refresh()

    @Slot()
    def _refresh_shown(self) -> None:
        if self.isVisible():
            self.refresh()

    @Slot()
    def _later(self, _kinds: object = None) -> None:
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    @Slot(object)
    def show_status(self, status: SyncStatus) -> None:
        """Show how the sync stands, in one sentence and at most one banner."""
        self.summary.setText(summary(status))
        self.pause.set_words(_("恢复同步") if self._workspace.offline else _("暂停同步"))
        self.pause.set_icon("refresh-cw" if self._workspace.offline else "pause")
        self.now.setEnabled(not self._workspace.offline and status.state is not SyncState.SYNCING)
        self.now.setToolTip(_("已暂停同步") if self._workspace.offline else "")
        self._show_banner(status)
        self._later()
        self.status_changed.emit()

    def _show_banner(self, status: SyncStatus) -> None:
        away = self._workspace.now() - status.last_sync if status.last_sync is not None else timedelta()
        self.banner.show()
        if status.state is SyncState.SIGNED_OUT:
            self.banner.say("warn", _("登录已过期。本机可以照常工作，重新登录后继续同步。"), _("重新登录"))
        elif status.state is SyncState.TOO_OLD:
            self.banner.say("warn", _("程序版本过旧，服务器不再接受。内容都在本机，更新程序后继续同步。"))
        elif away >= LONG_AWAY:
            said = _("离线已满 {days} 天，超过 {limit} 天的数据可能过时，请尽快联网同步一次。")
            self.banner.say("warn", said.format(days=away.days, limit=MUST_MEET), _("立即同步"))
        elif status.skew_seconds:
            minutes = max(abs(status.skew_seconds) // 60, 1)
            said = (
                _("本机时间比服务器快 {minutes} 分钟")
                if status.skew_seconds > 0
                else _("本机时间比服务器慢 {minutes} 分钟")
            )
            self.banner.say("warn", said.format(minutes=minutes))
        else:
            self.banner.hide()

    @Slot()
    def _act_on_banner(self) -> None:
        if self._workspace.status.state is SyncState.SIGNED_OUT:
            SignInDialog(self, self._workspace).open()
        else:
            self._workspace.sync_now()

    @Slot()
    def _pause(self) -> None:
        self._workspace.settings.set("work_offline", not self._workspace.offline)
        self._workspace.set_offline(self._workspace.settings.flag("work_offline"))
        self.show_status(self._workspace.status)

    @Slot(int)
    def _show_page(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.filter.setVisible(place == QUEUE)

    @Slot(str)
    def _filter(self, value: str) -> None:
        self.queue.show_all(value == "all")

    def _count(self, place: int, words: str, count: int) -> None:
        self.tabs.setTabText(place, f"{words} {count}" if count else words)


def summary(status: SyncStatus) -> str:
    """Say in one sentence whether the work is safe and what needs a decision."""
    parts = []
    if status.waiting:
        parts.append(_("{count} 项正在排队").format(count=status.waiting))
    if status.conflicts:
        parts.append(_("{count} 项冲突需要处理").format(count=status.conflicts))
    if status.refused:
        parts.append(_("{count} 项被退回").format(count=status.refused))
    if parts:
        return _("，").join(parts)
    if status.last_sync is None:
        return _("还没有和服务器同步过")
    return _("全部已同步")
