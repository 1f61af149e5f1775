"""The pages that ask: where the server is, who signs in, and the passphrase of this machine."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QProgressBar

from desktop.entrance import SHORTEST_PASSPHRASE, Entrance, Meta
from desktop.views.first_run.page import Page, say_error
from desktop.views.first_run.strength import TONES, WORDS, Strength, strength
from desktop.views.unlock.parts import Known
from desktop.views.unlock.passphrase_field import PassphraseField
from desktop.views.widgets import Banner, Label, LineEdit, row
from desktop.wording import _
from desktop.wording.explain import explain

CLOCK_SLACK: Final = 120
MINUTE, HOUR = 60, 3600


class ConnectPage(Page):
    """Asks for the server's address and looks what answers there. Signals: `began()`, `ended()` around the looking."""

    began = Signal()
    ended = Signal()

    def __init__(self, entrance: Entrance) -> None:
        super().__init__(
            _("连接服务器"), _("地址由管理员提供。首次设置需要联网一次，之后没有网络也能工作。"), "connect"
        )
        self._entrance = entrance
        self.busy_text = _("正在连接")
        self.address = LineEdit(
            entrance.settings.text("server_url"), hint="https://jike.example.com", name="first-run.server"
        )
        self.error = Label("", "meta", "bad", wrap=True, name="first-run.server.error")
        self.clock_words = ""
        self.field(_("服务器地址"), self.address, self.error)
        self.body.addStretch(1)
        self.address.textEdited.connect(self._typed)

    @property
    def url(self) -> str:
        """The address, with https where no scheme was typed."""
        typed = self.address.text().strip().rstrip("/")
        return typed if "://" in typed or not typed else f"https://{typed}"

    def enter(self) -> None:
        """Begin with the address."""
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Look what answers at the address."""
        if not self.url:
            say_error(self.address, self.error, _("填写服务器地址"))
            self.address.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.address.setText(self.url)
        self.address.setEnabled(False)
        self.began.emit()
        job = self._entrance.look_at_server(self.url)
        job.done.connect(self._answered)
        job.failed.connect(self._failed)

    @Slot()
    def _typed(self) -> None:
        say_error(self.address, self.error, "")

    @Slot(object)
    def _answered(self, meta: Meta) -> None:
        self._ended()
        off = (self._entrance.now() - meta.server_time).total_seconds()
        self.clock_words = clock_words(off) if abs(off) > CLOCK_SLACK else ""
        self.passed.emit()

    @Slot(object)
    def _failed(self, trouble: Known) -> None:
        self._ended()
        say_error(self.address, self.error, why_not(trouble))
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ended(self) -> None:
        self.address.setEnabled(True)
        self.ended.emit()


class SignInPage(Page):
    """Asks for staff number and password; they are tried together with the making of the profile."""

    def __init__(self) -> None:
        super().__init__(_("登录"), _("用工号和登录密码。登录密码不保存在这台电脑上。"), "sign-in")
        self.staff_no = LineEdit(name="first-run.staff-no")
        self.password = PassphraseField(name="first-run.password")
        self.staff_error = Label("", "meta", "bad", wrap=True, name="first-run.staff-no.error")
        self.error = Label("", "meta", "bad", wrap=True, name="first-run.password.error")
        self.field(_("工号"), self.staff_no, self.staff_error)
        self.clock = Banner("warn", name="first-run.clock")
        self.clock.hide()
        self.field(_("登录密码"), self.password, self.error)
        self.body.addWidget(self.clock)
        self.body.addStretch(1)
        self.staff_no.textEdited.connect(self._typed)
        self.password.textEdited.connect(self._typed)

    def enter(self) -> None:
        """Begin with what is missing."""
        field = self.password if self.staff_no.text() else self.staff_no
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Go on when both are there."""
        no, word = self.staff_no.text().strip(), self.password.text()
        say_error(self.staff_no, self.staff_error, "" if no else _("填写工号"))
        say_error(self.password, self.error, "" if word else _("填写登录密码"))
        if no and word:
            self.passed.emit()
        else:
            self.enter()

    def warn(self, sentence: str) -> None:
        """Say that the clock of this machine is off, or "" when it is right."""
        self.clock.say("warn", sentence)
        self.clock.setVisible(bool(sentence))

    def refuse(self, trouble: Known) -> None:
        """Say that the server did not take them."""
        say_error(self.password, self.error, why_not(trouble))
        self.password.selectAll()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _typed(self) -> None:
        say_error(self.staff_no, self.staff_error, "")
        say_error(self.password, self.error, "")


class PassphrasePage(Page):
    """Asks twice for the passphrase that seals the data of this machine."""

    def __init__(self, entrance: Entrance) -> None:
        super().__init__(
            _("设置本机密码"),
            _("本机数据用它加密，每天打开程序时输入。它不离开这台电脑，和登录密码无关。"),
            "passphrase",
        )
        self.next_text = _("登录并建立本机数据")
        self.busy_text = _("正在登录")
        self.first = PassphraseField(name="first-run.passphrase")
        self.second = PassphraseField(name="first-run.passphrase-again")
        self.first_error = Label("", "meta", "bad", wrap=True, name="first-run.passphrase.error")
        self.second_error = Label("", "meta", "bad", wrap=True, name="first-run.passphrase-again.error")
        self.bar = QProgressBar()
        self.bar.setRange(0, int(Strength.GOOD))
        self.bar.setTextVisible(False)
        self.grade = Label("", "meta", "tertiary", name="first-run.strength")
        self.remember = QCheckBox(_("同时存入系统密钥环，登录电脑后不用再输"))
        self.remember.setObjectName("first-run.remember")
        self.remember.hide()
        hint = _("至少 {shortest} 位").format(shortest=SHORTEST_PASSPHRASE)
        self.first.setPlaceholderText(hint)
        self.field(_("本机密码"), self.first, self.first_error)
        measure = row(spacing=10)
        measure.addWidget(self.bar, 1)
        measure.addWidget(self.grade)
        self.body.addLayout(measure)
        self.body.addSpacing(8)
        self.field(_("再输一次"), self.second, self.second_error)
        self.body.addWidget(self.remember)
        self.body.addSpacing(6)
        self.body.addWidget(
            Banner(
                "warn",
                _("忘记本机密码不能找回：已同步的可以重新下载，没有同步的内容会丢失。"),
                name="first-run.no-recovery",
            )
        )
        self.body.addStretch(1)
        self.first.textEdited.connect(self._typed)
        self.second.textEdited.connect(self._typed)
        entrance.look_for_key_ring().done.connect(self.remember.setVisible)
        self._typed()

    def enter(self) -> None:
        """Begin with the first field."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Go on when the passphrase is long enough and the same twice."""
        short = strength(self.first.text()) is Strength.TOO_SHORT
        same = self.first.text() == self.second.text()
        words = _("本机密码至少 {shortest} 位").format(shortest=SHORTEST_PASSPHRASE)
        say_error(self.first, self.first_error, words if short else "")
        say_error(self.second, self.second_error, "" if short or same else _("两次输入不一样"))
        if short:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        elif same:
            self.passed.emit()
        else:
            self.second.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, trouble: Known) -> None:
        """Say why the profile could not be made."""
        say_error(self.second, self.second_error, why_not(trouble))

    @Slot()
    def _typed(self) -> None:
        say_error(self.first, self.first_error, "")
        say_error(self.second, self.second_error, "")
        typed = self.first.text()
        grade = strength(typed)
        self.bar.setValue(int(grade))
        self.grade.say(_(WORDS[grade]) if typed else "", TONES[grade])


def why_not(trouble: Known) -> str:
    """Say why the server did not answer as hoped; sentences about waiting for a network do not fit a first run."""
    words = {
        "unreachable": _("连不上这个地址。核对地址，并确认这台电脑已联网。"),
        "offline": _("连不上这个地址。核对地址，并确认这台电脑已联网。"),
        "slow": _("服务器没有及时回答。稍后再试。"),
        "too_old": _("服务器的版本与本程序不相容，请更新程序。"),
    }
    return words.get(trouble.code) or explain(trouble.code, trouble.facts)


def clock_words(seconds: float) -> str:
    """Say by how much the clock of this machine is off; positive when it is ahead."""
    away = abs(seconds)
    hours, minutes = int(away // HOUR), max(int(away // MINUTE), 1)
    amount = _("{hours} 小时").format(hours=hours) if hours else _("{minutes} 分钟").format(minutes=minutes)
    if seconds > 0:
        return _("本机时间比服务器快 {amount}，请校准系统时间。").format(amount=amount)
    return _("本机时间比服务器慢 {amount}，请校准系统时间。").format(amount=amount)
