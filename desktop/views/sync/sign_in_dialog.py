"""Asks for the sign-in password again after the server has forgotten this device's sign-in."""

from PySide6.QtWidgets import QWidget

from desktop.views.unlock.parts import Known
from desktop.views.unlock.passphrase_field import PassphraseField
from desktop.views.widgets import Dialog, Label
from desktop.wording import _
from desktop.wording.explain import explain
from desktop.workspace import Workspace


class SignInDialog(Dialog):
    """Signs in again and goes on syncing; nothing waiting is lost meanwhile."""

    def __init__(self, parent: QWidget, workspace: Workspace) -> None:
        super().__init__(parent, _("重新登录"), _("登录"), name="sync.sign-in")
        self._workspace = workspace
        who = _("工号 {staff_no}，{name}").format(staff_no=workspace.actor.staff_no, name=workspace.actor.name)
        self.password = PassphraseField(hint=_("登录密码"), name="sync.sign-in.password")
        self.password.setAccessibleName(_("登录密码"))
        self.body.addWidget(Label(who, tone="secondary"))
        self.body.addWidget(self.password)
        self.body.addWidget(Label(_("等待同步的内容都在本机，登录后继续提交。"), "meta", "tertiary", wrap=True))

    def submit(self) -> None:
        """Try the password."""
        if not self.password.text():
            self.say_error(_("填写登录密码"))
            return
        if self._workspace.account is None:
            return
        self.accept_button.set_busy(_("正在登录"))
        job = self._workspace.account.sign_in(self.password.text())
        job.done.connect(self._signed_in)
        job.failed.connect(self._failed)

    def _signed_in(self, _actor: object) -> None:
        self.accept_button.set_busy("")
        self._workspace.sync_now()
        self.accept()

    def _failed(self, trouble: Known) -> None:
        self.accept_button.set_busy("")
        self.say_error(explain(trouble.code, trouble.facts))
        self.password.selectAll()
        self.password.setFocus()
