"""The window of the first run: five steps in one card, by keyboard alone if wanted."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.entrance import Entrance, FirstRun
from desktop.views.first_run.copy_page import CopyPage
from desktop.views.first_run.page import Page
from desktop.views.first_run.pages import ConnectPage, PassphrasePage, SignInPage
from desktop.views.first_run.steps import StepList
from desktop.views.theme import pixmap, px, theme
from desktop.views.unlock.parts import Known, LanguageButton
from desktop.views.widgets import Button, Label, Plane, column, row
from desktop.wording import _
from desktop.workspace import Workspace

CARD: Final = (940, 618)
SIDE: Final = 250
EDGE, LOWEST = 32, 560
CONNECT, SIGN_IN, PASSPHRASE, COPY, DONE = range(5)
OF_SIGN_IN: Final = frozenset(
    {"wrong_password", "wrong_credentials", "wait", "too_many_attempts", "device_blocked", "device_taken"}
)


class FirstRunWindow(Plane):
    """Sets a profile up through an entrance, which says `opened`; then whoever built it calls `attach`.

    Signal `entered()` when the person wants to begin, which may be before the first copy is complete.
    """

    entered = Signal()

    def __init__(self, entrance: Entrance) -> None:
        super().__init__("chrome", name="first-run")
        self._entrance = entrance
        self._left = False
        self.setWindowTitle(_("集客工作台"))
        self.setWindowIcon(QIcon(pixmap("app-jike", "accent", 64)))
        self.setMinimumSize(1024, 640)
        self.steps = StepList([_("连接"), _("登录"), _("本机密码"), _("下载资料"), _("完成")])
        self.connect_page = ConnectPage(entrance)
        self.sign_in = SignInPage()
        self.passphrase = PassphrasePage(entrance)
        self.copy = CopyPage()
        self.pages = QStackedWidget()
        self.language = LanguageButton("first-run.language")
        self.auto = QCheckBox(_("下载完成后自动打开「今日」"))
        self.auto.setObjectName("first-run.auto-open")
        self.auto.setChecked(True)
        self.back = Button(_("上一步"), size="form", name="first-run.back")
        self.next = Button(_("下一步"), kind="primary", size="form", name="first-run.next")
        self.next.setDefault(True)
        self._lay_out()
        self._connect()
        self._show(CONNECT)

    def _lay_out(self) -> None:
        for page in (self.connect_page, self.sign_in, self.passphrase, self.copy):
            self.pages.addWidget(page)
        sign = Label()
        sign.setPixmap(pixmap("app-jike", "accent", px(28), self.devicePixelRatioF()))
        head = row(sign, Label(_("首次设置"), "subtitle"), None, spacing=10)
        side = Plane("first-run-side")
        side.setFixedWidth(px(SIDE))
        column(head, 18, self.steps, None, row(self.language, None), spacing=8, margins=(22, 26, 18, 16), parent=side)
        main = QVBoxLayout()
        main.setContentsMargins(32, 26, 32, 18)
        main.addWidget(self.pages, 1)
        main.addLayout(row(self.auto, None, self.back, self.next, spacing=8))
        self.card = QFrame()
        self.card.setProperty("plane", "dialog")
        across = row(side, spacing=0, margins=(1, 1, 1, 1), parent=self.card)
        across.addLayout(main, 1)
        column(None, row(None, self.card, None), None, parent=self)
        theme().changed.connect(self._resize_card)
        self._resize_card()
        self.resize(1440, 900)

    def _connect(self) -> None:
        for page in (self.connect_page, self.sign_in, self.passphrase, self.copy):
            page.passed.connect(self._passed)
        for field in self.pages.findChildren(QWidget):
            if hasattr(field, "returnPressed"):
                field.returnPressed.connect(self.go_on)
        self.connect_page.began.connect(self._begin)
        self.connect_page.ended.connect(self._end)
        self.copy.completed.connect(self._completed)
        self.next.clicked.connect(self.go_on)
        self.back.clicked.connect(self.go_back)
        self.language.chosen.connect(self._choose_language)

    @property
    def page(self) -> Page:
        """The page shown."""
        shown = self.pages.currentWidget()
        return shown if isinstance(shown, Page) else self.connect_page

    @Slot()
    def go_on(self) -> None:
        """Answer the present page."""
        if not self.next.busy:
            self.page.submit()

    @Slot()
    def go_back(self) -> None:
        """Show the page before; the profile once made cannot be unmade here."""
        if self.back.isEnabled():
            self._show(self.steps.current - 1)

    def attach(self, workspace: Workspace) -> None:
        """Go on with the first copy of the profile that was made."""
        self.steps.set_detail(SIGN_IN, workspace.actor.name)
        self.steps.set_detail(PASSPHRASE, _("已设置，本机数据已加密"))
        self._show(COPY)
        self.copy.attach(workspace)

    def _show(self, step: int) -> None:
        self.steps.set_current(step)
        self.pages.setCurrentIndex(min(step, COPY))
        self.back.setEnabled(CONNECT < step < COPY)
        self.back.setVisible(step < COPY)
        self.auto.setVisible(step == COPY)
        self.language.setVisible(step == CONNECT)
        self._busy(on=False)
        self.next.set_words(self.page.next_text)
        self.page.enter()
        if step >= COPY:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _passed(self) -> None:
        step = self.steps.current
        if step == CONNECT:
            self.steps.set_detail(CONNECT, self.connect_page.url.partition("://")[2])
            self.sign_in.warn(self.connect_page.clock_words)
            self._show(SIGN_IN)
        elif step == SIGN_IN:
            self.steps.set_detail(SIGN_IN, self.sign_in.staff_no.text().strip())
            self._show(PASSPHRASE)
        elif step == PASSPHRASE:
            self._set_up()
        else:
            self._leave()

    def _set_up(self) -> None:
        self._busy(on=True)
        form = FirstRun(
            server_url=self.connect_page.url,
            staff_no=self.sign_in.staff_no.text().strip(),
            password=self.sign_in.password.text(),
            passphrase=self.passphrase.first.text(),
            remember=self.passphrase.remember.isChecked(),
        )
        self._entrance.set_up(form).failed.connect(self._refused)

    @Slot(object)
    def _refused(self, trouble: Known) -> None:
        if trouble.code in OF_SIGN_IN:
            self._show(SIGN_IN)
            self.sign_in.refuse(trouble)
        else:
            self._busy(on=False)
            self.passphrase.refuse(trouble)

    @Slot()
    def _completed(self) -> None:
        self.steps.set_current(DONE)
        self.steps.set_detail(COPY, _("全部资料已在本机"))
        self.next.set_words(self.copy.next_text)
        if self.auto.isChecked():
            self._leave()

    def _leave(self) -> None:
        if not self._left:
            self._left = True
            self.entered.emit()

    @Slot()
    def _begin(self) -> None:
        self._busy(on=True)

    @Slot()
    def _end(self) -> None:
        self._busy(on=False)

    def _busy(self, *, on: bool) -> None:
        self.next.set_busy(self.page.busy_text if on else "")
        self.back.setEnabled(not on and CONNECT < self.steps.current < COPY)

    @Slot(str)
    def _choose_language(self, code: str) -> None:
        self._entrance.settings.set("server_url", self.connect_page.url)
        self._entrance.settings.set("language", code)

    def _resize_card(self) -> None:
        wide, high = CARD
        self.card.setFixedSize(min(px(wide), 1000), min(px(high), max(self.height() - EDGE, LOWEST)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize_card()
