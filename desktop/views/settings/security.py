"""How it is kept safe: the passphrase of this machine, and the copy of the key in the system's key ring."""

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.entrance import SHORTEST_PASSPHRASE
from desktop.views.notices import Notices
from desktop.views.settings.parts import Page, SettingRow
from desktop.views.unlock.parts import Known
from desktop.views.unlock.passphrase_field import PassphraseField
from desktop.views.widgets import Button, ComboBox, Dialog, FormLayout, Label, Switch
from desktop.wording import _
from desktop.wording.explain import explain
from desktop.workspace import Workspace

LOCKS: Final = (5, 15, 30, 60, 0)


class PassphraseDialog(Dialog):
    """Changes the passphrase; the data is not encrypted anew, only the key is sealed again."""

    def __init__(self, parent: QWidget, workspace: Workspace) -> None:
        super().__init__(parent, _("修改本机密码"), _("修改密码"), name="settings.passphrase")
        self._workspace = workspace
        self.old = PassphraseField(name="settings.passphrase.old")
        self.new = PassphraseField(name="settings.passphrase.new")
        self.again = PassphraseField(name="settings.passphrase.again")
        self.form = FormLayout(label_width=92)
        self.form.add_row("old", _("现在的密码"), self.old)
        self.form.add_row("new", _("新密码"), self.new)
        self.form.add_row("again", _("再输一次"), self.again)
        self.body.addLayout(self.form)
        self.body.addWidget(
            Label(
                _("忘记本机密码不能找回：已同步的可以重新下载，没有同步的内容会丢失。"), "meta", "tertiary", wrap=True
            )
        )

    def submit(self) -> None:
        """Check what was typed and change the passphrase."""
        errors: dict[str, str] = {}
        if not self.old.text():
            errors["old"] = _("填写本机密码")
        if len(self.new.text()) < SHORTEST_PASSPHRASE:
            errors["new"] = _("本机密码至少 {shortest} 位").format(shortest=SHORTEST_PASSPHRASE)
        elif self.new.text() != self.again.text():
            errors["again"] = _("两次输入不一样")
        self.form.show_errors(errors, focus=True)
        if errors or self._workspace.account is None:
            return
        self.accept_button.set_busy(_("正在修改"))
        job = self._workspace.account.change_passphrase(self.old.text(), self.new.text())
        job.done.connect(self._changed)
        job.failed.connect(self._failed)

    @Slot(object)
    def _changed(self, _nothing: object) -> None:
        self.accept_button.set_busy("")
        self.accept()

    @Slot(object)
    def _failed(self, trouble: Known) -> None:
        self.accept_button.set_busy("")
        if trouble.code == "wrong_passphrase":
            self.form.show_errors({"old": _("密码不对")}, focus=True)
        else:
            self.say_error(explain(trouble.code, trouble.facts))


class SecurityPage(Page):
    """Passphrase and key ring."""

    page_id = "security"
    icon = "shield"

    def __init__(self, workspace: Workspace, notices: Notices) -> None:
        super().__init__(_("安全与锁定"))
        self._workspace = workspace
        self._notices = notices
        self.change = Button(_("修改密码"), name="settings.change-passphrase")
        self.ring = Switch(name="settings.key-ring")
        self.ring_row = SettingRow(_("系统密钥环"), _("正在查看"), self.ring)
        minutes = [(str(choice), lock_words(choice)) for choice in LOCKS]
        self.lock = ComboBox(minutes, str(workspace.settings.number("lock_minutes")), name="settings.lock-minutes")
        self.lock.setMinimumWidth(180)
        self.section(_("锁定"), [SettingRow(_("自动锁定"), _("这么久没有操作就锁定，解锁后回到原处"), self.lock)])
        self.section(
            _("本机数据"),
            [
                SettingRow(_("加密"), _("本机数据始终加密，密钥由本机密码保护")),
                SettingRow(_("本机密码"), _("只在这台电脑上有效，和登录密码无关"), self.change),
                self.ring_row,
            ],
        )
        self.body.addStretch(1)
        self.ring.setEnabled(False)
        self.change.setEnabled(workspace.account is not None)
        self.lock.chosen.connect(lambda value: workspace.settings.set("lock_minutes", int(value)))
        self.change.clicked.connect(self._change)
        self.ring.clicked.connect(self._remember)

    def refresh(self) -> None:
        """Look whether the key ring has the key."""
        if self._workspace.account is not None:
            self._workspace.account.look_in_key_ring().done.connect(self._show_ring)

    @Slot(object)
    def _show_ring(self, found: tuple[bool, bool]) -> None:
        present, kept = found
        self.ring.setEnabled(present)
        self.ring.setChecked(kept)
        if not present:
            self.ring_row.say(_("这台电脑没有系统密钥环，只用本机密码解锁"))
        else:
            self.ring_row.say(_("存一份钥匙，登录电脑后解锁不用再输密码"))

    @Slot()
    def _change(self) -> None:
        dialog = PassphraseDialog(self, self._workspace)
        dialog.accepted.connect(self._changed)
        dialog.open()

    @Slot()
    def _changed(self) -> None:
        self._notices.say(_("本机密码已修改"))

    @Slot()
    def _remember(self) -> None:
        if self._workspace.account is not None:
            job = self._workspace.account.remember(wanted=self.ring.isChecked())
            job.done.connect(self._remembered)

    @Slot(object)
    def _remembered(self, kept: bool) -> None:  # noqa: FBT001 -- a slot for done(bool)
        self.ring.setChecked(kept)
        self._notices.say(_("钥匙已存入系统密钥环") if kept else _("系统密钥环里没有这台电脑的钥匙"))


def lock_words(minutes: int) -> str:
    """Say after how many minutes the program locks itself; 0 is never."""
    return _("{minutes} 分钟").format(minutes=minutes) if minutes else _("不自动锁定")
