"""The data on this machine: where it is, how much, and its checked copies."""

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.notices import Notices
from desktop.views.settings.parts import Page, SettingRow
from desktop.views.unlock.damage import backup_moment
from desktop.views.unlock.parts import Known
from desktop.views.widgets import Button, HairLine, Label, clear
from desktop.wording import _
from desktop.wording.explain import explain
from desktop.workspace import Workspace
from domain.queries.holdings import HoldingRow, holdings

MEBI = 1024 * 1024


class DataPage(Page):
    """Folder, amounts and backups."""

    page_id = "data"
    icon = "hard-drive"

    def __init__(self, workspace: Workspace, notices: Notices) -> None:
        super().__init__(_("数据与备份"))
        self._workspace = workspace
        self._notices = notices
        self.open = Button(_("打开文件夹"), name="settings.open-folder")
        self.now = Button(_("立即备份"), icon="hard-drive", name="settings.back-up")
        folder = workspace.account.folder if workspace.account is not None else ""
        self.amounts = SettingRow(_("本机资料"), _("正在读取"), name="settings.amounts")
        self.section(_("位置"), [SettingRow(_("资料文件夹"), folder, self.open), self.amounts])
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        copies = QWidget()
        copies.setObjectName("settings.backups")
        copies.setLayout(self._list)
        self._list.setContentsMargins(16, 4, 16, 8)
        detail = _("加密副本，校验后才算数，留最近 5 份；更新程序前也会自动备份")
        self.section(_("备份"), [SettingRow(_("备份本机数据库"), detail, self.now), copies])
        self.body.addStretch(1)
        for button in (self.open, self.now):
            button.setEnabled(workspace.account is not None)
        self.open.clicked.connect(self._open)
        self.now.clicked.connect(self._back_up)

    def refresh(self) -> None:
        """Read the amounts and the copies again."""
        self._workspace.read(holdings).done.connect(self._show_amounts)
        if self._workspace.account is not None:
            self._workspace.account.backups().done.connect(self._show_copies)

    @Slot(object)
    def _show_amounts(self, rows: tuple[HoldingRow, ...]) -> None:
        counts = {row.kind: row.count for row in rows}
        words = (
            _("客户 {count} 户").format(count=f"{counts.get('customers', 0):,}"),
            _("关键人 {count} 位").format(count=f"{counts.get('contacts', 0):,}"),
            _("日志 {count} 篇").format(count=f"{counts.get('visit_logs', 0):,}"),
            _("任务 {count} 项").format(count=f"{counts.get('tasks', 0):,}"),
        )
        self.amounts.say(_("，").join(words))

    @Slot(object)
    def _show_copies(self, copies: tuple[tuple[str, int], ...]) -> None:
        clear(self._list)
        for path, size in copies:
            self._list.addWidget(HairLine())
            words = _("{moment}，{size} MB").format(moment=backup_moment(path), size=f"{size / MEBI:.1f}")
            line = Label(words, "meta", "secondary")
            line.setContentsMargins(0, 7, 0, 7)
            line.setToolTip(path)
            self._list.addWidget(line)
        if not copies:
            self._list.addWidget(Label(_("还没有备份"), "meta", "tertiary"))

    @Slot()
    def _open(self) -> None:
        if self._workspace.account is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._workspace.account.folder))

    @Slot()
    def _back_up(self) -> None:
        if self._workspace.account is not None:
            self.now.set_busy(_("正在备份"))
            job = self._workspace.account.back_up()
            job.done.connect(self._backed_up)
            job.failed.connect(self._failed)

    @Slot(object)
    def _backed_up(self, _path: object) -> None:
        self.now.set_busy("")
        self._notices.say(_("备份已完成并校验"))
        self.refresh()

    @Slot(object)
    def _failed(self, trouble: Known) -> None:
        self.now.set_busy("")
        self._notices.say(explain(trouble.code, trouble.facts), tone="bad")
