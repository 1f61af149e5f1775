"""The window that asks for the passphrase before anything of the profile is read."""

from typing import Final

from PySide6.QtCore import QByteArray, Qt, QTimer, Slot
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.entrance import FREE_TRIES, Entrance
from desktop.views.theme import pixmap, px, theme
from desktop.views.unlock.damage import DamagePage
from desktop.views.unlock.parts import DoorFacts, Known, LanguageButton, Who
from desktop.views.unlock.passphrase_field import PassphraseField
from desktop.views.unlock.wave_panel import WavePanel
from desktop.views.widgets import Button, HairLine, IconLabel, Label, Plane, column, restyle, row
from desktop.wording import _, ngettext
from desktop.wording.explain import explain

FORM_WIDTH: Final = 360
WAVES: Final = (320, 560)
SECOND: Final = 1000


class UnlockWindow(Plane):
    """Unlocks the profile of an entrance, which says `opened` when it is done; nothing is ever destroyed here."""

    def __init__(self, entrance: Entrance, version: str = "") -> None:
        super().__init__("sheet", name="unlock")
        self._entrance = entrance
        self.setWindowTitle(_("集客工作台"))
        self.setWindowIcon(QIcon(pixmap("app-jike", "accent", 64)))
        self.setMinimumSize(1024, 640)
        self.waves = WavePanel()
        self.field = PassphraseField(size="main", name="unlock.passphrase")
        self.caps = self._make_caps_hint()
        self.error = Label("", "meta", "bad", wrap=True, name="unlock.error")
        self.button = Button(_("解锁"), kind="primary", size="main", name="unlock.submit")
        self.ring = Button(_("用系统密钥环解锁"), kind="link", size="small", name="unlock.key-ring")
        self.forgot = Button(_("忘记密码"), kind="link", size="small", name="unlock.forgot")
        self.lost = Label("", "meta", "secondary", wrap=True, name="unlock.lost")
        self.facts = DoorFacts(entrance)
        self.damage = DamagePage(entrance)
        self.form = QWidget()
        self.language = LanguageButton("unlock.language")
        self._damaged = entrance.damage()
        self._name = "" if self._damaged else entrance.owner()[0]
        self._wait = QTimer(self, interval=SECOND)
        self._lay_out(version)
        self._connect()
        self._begin()

    def _make_caps_hint(self) -> QWidget:
        hint = QWidget()
        hint.setObjectName("unlock.caps")
        row(
            IconLabel("arrow-big-up-dash", "text.tertiary", 14),
            Label(_("大写锁定已开启"), "meta", "tertiary"),
            None,
            spacing=6,
            parent=hint,
        )
        hint.hide()
        return hint

    def _lay_out(self, version: str) -> None:
        label = Label(_("本机密码"), tone="secondary")
        label.setBuddy(self.field)
        self.field.setAccessibleName(_("本机密码"))
        links = row(self.ring, None, self.forgot, spacing=0)
        for part in (self.error, self.lost, self.ring):
            part.hide()
        under = column(self.caps, self.error, spacing=6)
        column(
            Who(self._name, self._entrance.door().get("unit", "")),
            26,
            label,
            6,
            self.field,
            8,
            under,
            14,
            self.button,
            10,
            links,
            self.lost,
            20,
            HairLine(),
            18,
            self.facts,
            spacing=0,
            parent=self.form,
        )
        foot = row(
            None, self.language, Label(_("版本 {version}").format(version=version), "meta", "tertiary"), spacing=16
        )
        middle = QVBoxLayout()
        middle.setContentsMargins(32, 24, 32, 24)
        middle.addStretch(1)
        middle.addLayout(row(None, self.form, self.damage, None, spacing=0))
        middle.addStretch(1)
        middle.addLayout(foot)
        across = row(self.waves, spacing=0, parent=self)
        across.addLayout(middle, 1)
        self._resize_form()
        self._restore()

    def _connect(self) -> None:
        self.button.clicked.connect(self.submit)
        self.field.returnPressed.connect(self.submit)
        self.field.textEdited.connect(self._typed)
        self.field.caps_changed.connect(self.caps.setVisible)
        self.ring.clicked.connect(self._use_key_ring)
        self.forgot.clicked.connect(self._tell_lost)
        self.language.chosen.connect(self._choose_language)
        self.damage.restored.connect(self._restored)
        self.damage.retried.connect(self._retry)
        self._wait.timeout.connect(self._count_down)
        theme().changed.connect(self._resize_form)

    def _begin(self) -> None:
        self._show_form(on=not self._damaged)
        if self._damaged:
            self.damage.say(self._damaged, {"path": self._entrance.folder})
            return
        self._count_down()
        self._entrance.look_in_key_ring().done.connect(self.ring.setVisible)
        self.facts.look()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self, *, on: bool) -> None:
        self.form.setVisible(on)
        self.damage.setVisible(not on)

    # -- unlocking ------------------------------------------------------------------------------------------------

    @Slot()
    def submit(self) -> None:
        """Try what was typed."""
        if self.button.busy or not self.button.isEnabled():
            return
        if not self.field.text():
            self._say_wrong(_("填写本机密码"))
            return
        self._busy(on=True)
        job = self._entrance.unlock(self.field.text())
        job.failed.connect(self._failed)

    @Slot()
    def _use_key_ring(self) -> None:
        self._busy(on=True)
        job = self._entrance.unlock_by_key_ring()
        job.done.connect(self._asked_key_ring)
        job.failed.connect(self._failed)

    @Slot(object)
    def _asked_key_ring(self, profile: object) -> None:
        if profile is None:
            self._busy(on=False)
            self.ring.hide()
            self._say_wrong(_("系统密钥环里没有这台电脑的密钥，请输入本机密码"))

    @Slot(object)
    def _failed(self, trouble: Known) -> None:
        self._busy(on=False)
        if trouble.code in {"not_ours", "no_backup", "key_file_damaged"}:
            self.damage.say(trouble.code, trouble.facts, self.field.text())
            self._show_form(on=False)
            return
        if trouble.code == "wrong_passphrase":
            tries = int(trouble.facts.get("tries") or 0)
            self._say_wrong(self._wrong_words(tries))
            self.field.selectAll()
        elif trouble.code != "passphrase_wait":
            self._say_wrong(explain(trouble.code, trouble.facts))
        self._count_down()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _wrong_words(tries: int) -> str:
        left = FREE_TRIES + 1 - tries
        if left > 0:
            return ngettext("密码不对，再错 {left} 次要等 1 分钟", "密码不对，再错 {left} 次要等 1 分钟", left).format(
                left=left
            )
        return _("密码不对，已连续错 {tries} 次").format(tries=tries)

    @Slot()
    def _count_down(self) -> None:
        seconds = self._entrance.waiting_seconds()
        if seconds:
            self._wait.start()
            minutes, rest = divmod(seconds, 60)
            self._say_wrong(_("连续输错，{clock} 后可再试。数据都在，不会被删除").format(clock=f"{minutes}:{rest:02d}"))
        elif self._wait.isActive():
            self._wait.stop()
            self._say_wrong("")
        self.button.setEnabled(not seconds and not self.button.busy)
        self.ring.setEnabled(not self.button.busy)

    @Slot()
    def _typed(self) -> None:
        if not self._wait.isActive():
            self._say_wrong("")

    def _say_wrong(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.field.setAccessibleDescription(sentence)
        restyle(self.field, "invalid", "true" if sentence else "false")

    def _busy(self, *, on: bool) -> None:
        self.button.set_busy(_("正在解锁") if on else "")
        self.field.setEnabled(not on)
        self.ring.setEnabled(not on)

    # -- the rest -------------------------------------------------------------------------------------------------

    @Slot()
    def _tell_lost(self) -> None:
        if not self.lost.isHidden():
            self.lost.hide()
            return
        self.lost.setText(
            _(
                "本机密码只存在这台电脑上，谁也不能找回。已同步的内容在服务器上不受影响；还没同步的内容会留在文件夹里打不开。"
                "要重新设置，先把文件夹 {folder} 改名，再重新启动程序。"
            ).format(folder=self._entrance.folder)
        )
        self.lost.show()

    @Slot(str)
    def _choose_language(self, code: str) -> None:
        self._entrance.settings.set("language", code)

    @Slot()
    def _restored(self) -> None:
        self.field.setText(self.damage.field.text())
        self._show_form(on=True)
        self.submit()

    @Slot()
    def _retry(self) -> None:
        damaged = self._entrance.damage()
        if damaged:
            self.damage.say(damaged, {"path": self._entrance.folder})
            return
        self._show_form(on=True)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _resize_form(self) -> None:
        self.form.setFixedWidth(px(FORM_WIDTH))
        self.damage.setFixedWidth(px(FORM_WIDTH + 80))

    def _restore(self) -> None:
        kept = self._entrance.settings.text("window_geometry")
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            self.resize(1440, 900)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least, most = WAVES
        self.waves.setFixedWidth(min(max(round(event.size().width() * 0.389), least), most))
