"""A working day's main path with the keyboard alone, through the whole program."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from sqlalchemy import func, select

from desktop.app import build_app
from desktop.entrance import FirstRun
from desktop.views.main_window import MainWindow
from desktop.views.unlock import UnlockWindow
from desktop.workspace import SyncState
from domain.commands import AddContact, CreateCustomer
from domain.entities import VisitLog
from tests.helpers.server import PASSWORD, now, running_server

# The offscreen platform says what it cannot do whenever a list opens below a field.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PASSPHRASE = "zoufang di yi 2026"
NAME = "澜州恒岳精密制造有限公司"
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Keys:
    """Somebody without a pointer."""

    def __init__(self, qtbot, desktop):
        self.qtbot, self.desktop = qtbot, desktop

    @property
    def window(self):
        return self.desktop.window

    @property
    def focused(self):
        return QApplication.focusWidget()

    def begin(self):
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        # Pressed only: whatever closes at the key is not there any more for its release.
        self.qtbot.keyPress(self.focused or self.window, key, modifier)

    def say(self, words):
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.focused, event)

    def until(self, holds):
        self.qtbot.waitUntil(holds, timeout=20_000)

    def until_focused(self, name):
        self.until(lambda: self.focused is not None and self.focused.objectName() == name)

    def tab_to(self, name):
        for _step in range(80):
            if self.focused.objectName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(name)

    def seen(self, name, kind=QWidget):
        return next((one for one in self.window.findChildren(kind, name) if one.isVisible()), None)

    def said(self):
        return [notice.text for notice in self.window.notices.history]


@pytest.fixture
def keys(qtbot, qapp, tmp_path):
    assert qapp is not None
    desktop = build_app(home=tmp_path / "profile", clock=now)
    with running_server("", tmp_path / "server") as server:
        form = FirstRun(server_url=server.base_url, staff_no="AM0001", password=PASSWORD, passphrase=PASSPHRASE)
        with qtbot.waitSignal(desktop.entrance.opened, timeout=20_000):
            desktop.entrance.set_up(form)
        qtbot.waitUntil(lambda: desktop.workspace.status.state is SyncState.SYNCED, timeout=20_000)
        desktop.settings.set("work_offline", value=True)
        add_customer(qtbot, desktop.workspace)
        qtbot.waitUntil(lambda: desktop.background.idle, timeout=20_000)
        yield Keys(qtbot, desktop)
        desktop.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def add_customer(qtbot, workspace):
    customer_id = workspace.new_id()
    values = {"cust_name": NAME, "county": "370102", "city": "370100", "tel": "0531-5321000", "value_class": "A1"}
    contact = {"name": "方念平", "role_kinds": ["decision_maker"], "mobile": "13800138000"}
    for command in (
        CreateCustomer(**workspace.stamp(), customer_id=customer_id, values=values),
        AddContact(**workspace.stamp(), contact_id=workspace.new_id(), customer_id=customer_id, values=contact),
    ):
        with qtbot.waitSignal(workspace.run(command).done, timeout=20_000):
            pass


def visits(qtbot, workspace):
    counting = select(func.count()).select_from(VisitLog).where(VisitLog.deleted_at.is_(None))
    with qtbot.waitSignal(workspace.read(lambda session, _actor: session.scalar(counting)).done) as counted:
        pass
    return counted.args[0]


def test_that_a_visit_is_logged_and_taken_back_without_a_pointer(qtbot, keys):
    keys.begin()
    keys.press(Qt.Key.Key_L, CONTROL | SHIFT)
    keys.until(lambda: isinstance(keys.window, UnlockWindow) and keys.focused is not None)
    keys.until_focused("unlock.passphrase")
    keys.say(PASSPHRASE)
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: isinstance(keys.window, MainWindow) and keys.window.isActiveWindow())

    keys.press(Qt.Key.Key_K, CONTROL)
    keys.until_focused("palette-edit")
    keys.say("hyjm")
    palette = keys.window.findChild(QWidget, "palette")
    keys.until(lambda: palette.current() is not None and palette.current().text == NAME)
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: NAME in keys.window.top_bar.breadcrumb.parts)

    keys.begin()
    keys.press(Qt.Key.Key_L, CONTROL)
    keys.until(lambda: keys.seen("visit.content") is not None and keys.focused is not None)
    keys.tab_to("visit.contacts-edit")
    keys.say("方念平")
    keys.press(Qt.Key.Key_Return)
    keys.until(lambda: [one.id != "" for one in keys.seen("visit.contacts").people] == [True])
    keys.tab_to("visit.content")
    keys.say("二厂区十二月十日投产，专线需要提速到一千兆。")
    keys.press(Qt.Key.Key_Return, CONTROL)
    keys.until(lambda: keys.seen("visit.content", QPlainTextEdit) is None)
    assert visits(qtbot, keys.desktop.workspace) == 1

    keys.press(Qt.Key.Key_Z, CONTROL)
    keys.until(lambda: keys.said()[0] == "已撤销：登记走访日志")
    assert visits(qtbot, keys.desktop.workspace) == 0
    keys.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    keys.until(lambda: keys.said()[0] == "已重做：登记走访日志")
    assert visits(qtbot, keys.desktop.workspace) == 1


def test_that_panels_places_and_dialogs_obey_the_keyboard(keys):
    keys.begin()
    keys.press(Qt.Key.Key_2, CONTROL)
    keys.until(lambda: keys.window.screen_id == "customers")
    stops = set()
    for _step in range(6):
        keys.press(Qt.Key.Key_F6)
        stops.add(keys.focused.objectName())
    assert len(stops) >= 4
    keys.press(Qt.Key.Key_Slash, CONTROL)
    keys.until(lambda: QApplication.activeWindow().objectName() == "shortcut-list")
    keys.press(Qt.Key.Key_Escape)
    keys.until(lambda: keys.window.findChild(QWidget, "shortcut-list") is None)
    keys.begin()
    keys.press(Qt.Key.Key_3, CONTROL)
    keys.until(lambda: keys.window.screen_id == "visits")
    keys.press(Qt.Key.Key_Left, ALT)
    keys.until(lambda: keys.window.screen_id == "customers")
    keys.press(Qt.Key.Key_Right, ALT)
    keys.until(lambda: keys.window.screen_id == "visits")
