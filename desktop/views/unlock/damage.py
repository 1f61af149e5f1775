"""What is shown when the profile's files cannot be read: what was kept, and the copy that may be put back."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.entrance import Entrance
from desktop.views.unlock.parts import Known
from desktop.views.unlock.passphrase_field import PassphraseField
from desktop.views.widgets import Button, HairLine, IconLabel, Label, column, row
from desktop.wording import _
from desktop.wording.explain import explain
from desktop.workspace import BUSINESS_ZONE
from domain.errors import Fact


class DamagePage(QWidget):
    """Offers the newest copy. Signals: `restored()` after it was put back, `retried()` to look at the files again."""

    restored = Signal()
    retried = Signal()

    def __init__(self, entrance: Entrance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unlock.damage")
        self._entrance = entrance
        self.title = Label(_("本机数据打不开"), "subtitle")
        self.words = Label("", tone="secondary", wrap=True, name="unlock.damage.words")
        self.path = Label("", "meta", "tertiary", wrap=True)
        self.path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = Label("", wrap=True, name="unlock.damage.copy")
        self.field = PassphraseField(hint=_("本机密码"), name="unlock.damage.passphrase")
        self.field.setAccessibleName(_("本机密码"))
        self.error = Label("", "meta", "bad", wrap=True, name="unlock.damage.error")
        self.put_back = Button(
            _("用这份备份恢复"), icon="history", kind="primary", size="form", name="unlock.damage.restore"
        )
        self.again = Button(_("再试一次"), size="form", name="unlock.damage.retry")
        self.folder = Button(_("打开文件夹"), size="form", name="unlock.damage.folder")
        head = row(IconLabel("circle-alert", "bad", 20), self.title, None, spacing=10)
        deeds = row(self.put_back, self.again, self.folder, None, spacing=8)
        column(
            head,
            self.words,
            self.path,
            4,
            HairLine(),
            4,
            self.copy,
            self.field,
            self.error,
            deeds,
            spacing=10,
            parent=self,
        )
        self.put_back.clicked.connect(self._restore)
        self.field.returnPressed.connect(self._restore)
        self.again.clicked.connect(self.retried)
        self.folder.clicked.connect(self._open_folder)

    def say(self, code: str, facts: Mapping[str, Fact], passphrase: str = "") -> None:
        """Tell what is wrong; `backup` in the facts names the copy that can be put back."""
        backup = str(facts.get("backup") or "")
        self.words.setText(explain(code, facts))
        self.path.setText(_("原文件：{path}").format(path=facts.get("path", self._entrance.folder)))
        self.copy.setText(
            _("最近一份校验过的备份：{moment}。之后登记而没有同步的内容不在其中，已同步的会重新下载。").format(
                moment=backup_moment(backup)
            )
            if backup
            else _("没有可用的备份。联系管理员，或把文件夹改名后重新启动，重新设置并下载资料。")
        )
        self.field.setText(passphrase)
        self.field.setVisible(bool(backup))
        self.put_back.setVisible(bool(backup))
        self.again.setVisible(not backup)
        self._say_error("")

    @Slot()
    def _restore(self) -> None:
        if not self.field.text():
            self._say_error(_("填写本机密码"))
            return
        self.put_back.set_busy(_("正在恢复"))
        job = self._entrance.put_backup_back(self.field.text())
        job.done.connect(self._done)
        job.failed.connect(self._failed)

    @Slot(object)
    def _done(self, _kept: object) -> None:
        self.put_back.set_busy("")
        self.restored.emit()

    @Slot(object)
    def _failed(self, trouble: Known) -> None:
        self.put_back.set_busy("")
        self._say_error(explain(trouble.code, trouble.facts))

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._entrance.folder))

    def _say_error(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))


def backup_moment(path: str) -> str:
    """Say when a copy was made, from its name `jike-20261123T040000.backup`; the name itself when it has another."""
    name = PurePath(path).name
    try:
        made = datetime.strptime(f"{name[5:20]}+0000", "%Y%m%dT%H%M%S%z")
    except ValueError:
        return name
    return f"{made.astimezone(BUSINESS_ZONE):%Y-%m-%d %H:%M}"
