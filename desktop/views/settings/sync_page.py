"""How it syncs: which server, whether the network is used at all, and an exchange now."""

from PySide6.QtCore import Signal, Slot

from desktop.views.settings.parts import Page, SettingRow
from desktop.views.sync_words import full_moment, pill_words
from desktop.views.widgets import Button, LineEdit, Switch
from desktop.wording import _
from desktop.workspace import SyncState, SyncStatus, Workspace


class SyncPage(Page):
    """Sync settings. Signal `centre_asked()` to open the sync centre."""

    page_id = "sync"
    icon = "cloud"
    centre_asked = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(_("离线与同步"))
        self._workspace = workspace
        self.server = LineEdit(workspace.settings.text("server_url"), name="settings.server")
        self.server.setReadOnly(True)
        self.server.setMinimumWidth(300)
        self.offline = Switch(name="settings.work-offline")
        self.offline.setChecked(workspace.settings.flag("work_offline"))
        self.now = Button(_("立即同步"), icon="refresh-cw", name="settings.sync-now")
        self.centre = Button(_("打开同步中心"), name="settings.sync-centre")
        self.state = SettingRow(_("同步状态"), "", self.now, name="settings.sync-state")
        self.section(
            _("服务器"),
            [
                SettingRow(_("服务器地址"), _("首次设置时确定，更换服务器要重新设置"), self.server),
                self.state,
            ],
        )
        self.section(
            _("离线"),
            [
                SettingRow(_("脱机工作"), _("不使用网络，只在本机工作；登记的内容排队等待"), self.offline),
                SettingRow(_("队列、冲突和历史"), _("每一项做了什么、到哪一步、为什么"), self.centre),
            ],
        )
        self.body.addStretch(1)
        self.offline.toggled.connect(self._work_offline)
        self.now.clicked.connect(workspace.sync_now)
        self.centre.clicked.connect(self.centre_asked)
        workspace.sync_changed.connect(self._show)
        self._show(workspace.status)

    def refresh(self) -> None:
        """Show a choice that was made in the sync centre."""
        self.offline.setChecked(self._workspace.settings.flag("work_offline"))

    def _work_offline(self, on: bool) -> None:  # noqa: FBT001 -- a slot for toggled(bool)
        self._workspace.settings.set("work_offline", on)
        self._workspace.set_offline(on)
        self._show(self._workspace.status)

    @Slot(object)
    def _show(self, status: SyncStatus) -> None:
        today = self._workspace.today()
        words = pill_words(status, today)
        last = _("上次成功 {moment}").format(moment=full_moment(status.last_sync, today)) if status.last_sync else ""
        self.state.say("，".join(part for part in (words.state, last) if part))
        self.now.setEnabled(not self._workspace.offline and status.state is not SyncState.SYNCING)
