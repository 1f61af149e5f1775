import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from desktop.views.first_run import FirstRunWindow
from tests.helpers.server import PASSWORD, create_customer

PASSPHRASE = "Visit first 2026"


@pytest.fixture
def window(qtbot, newcomer):
    made = FirstRunWindow(newcomer.entrance)
    newcomer.window = made
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def field(window, name):
    return window.findChild(QLineEdit, f"first-run.{name}")


def error(window, name):
    return window.findChild(QLabel, f"first-run.{name}.error").text()


def fill(qtbot, window, name, words):
    box = field(window, name)
    box.clear()
    qtbot.keyClicks(box, words)
    qtbot.keyClick(box, Qt.Key.Key_Return)


def reach_sign_in(qtbot, window, url):
    fill(qtbot, window, "server", url)
    qtbot.waitUntil(lambda: window.steps.current == 1)


def reach_passphrase(qtbot, window, url, password=PASSWORD):
    reach_sign_in(qtbot, window, url)
    field(window, "staff-no").setText("AM0001")
    fill(qtbot, window, "password", password)
    assert window.steps.current == 2


def test_that_five_steps_by_keyboard_lead_to_the_copied_data(qtbot, window, newcomer, sqlite_server):
    sqlite_server.client("AM0001").exchange(create_customer("恒岳精密制造"))
    entered = []
    window.entered.connect(lambda: entered.append(True))
    reach_passphrase(qtbot, window, sqlite_server.base_url)
    qtbot.keyClicks(field(window, "passphrase"), PASSPHRASE)
    fill(qtbot, window, "passphrase-again", PASSPHRASE)
    qtbot.waitUntil(lambda: bool(entered), timeout=20_000)
    assert window.copy.finished
    assert newcomer.workspace.actor.staff_no == "AM0001"
    qtbot.waitUntil(lambda: "客户 1 户" in window.copy.lines["customers"].facts.text())


def test_that_nothing_listening_is_told_at_the_address(qtbot, window):
    fill(qtbot, window, "server", "http://127.0.0.1:9")
    qtbot.waitUntil(lambda: "连不上这个地址" in error(window, "server"), timeout=10_000)
    assert window.steps.current == 0
    assert field(window, "server").isEnabled()


@pytest.mark.parametrize("typed", ["http://", "ftp://jike.example.com"])
def test_that_an_address_that_is_none_is_told(qtbot, window, typed):
    fill(qtbot, window, "server", typed)
    qtbot.waitUntil(lambda: error(window, "server") != "")
    assert window.steps.current == 0


def test_that_plain_http_on_the_open_internet_is_refused(qtbot, window):
    fill(qtbot, window, "server", "http://jike.example.com")
    qtbot.waitUntil(lambda: "https" in error(window, "server"))


def test_that_an_empty_address_is_asked_for(qtbot, window):
    qtbot.mouseClick(window.next, Qt.MouseButton.LeftButton)
    assert error(window, "server") == "填写服务器地址"


def test_that_missing_sign_in_fields_are_asked_for(qtbot, window, sqlite_server):
    reach_sign_in(qtbot, window, sqlite_server.base_url)
    qtbot.mouseClick(window.next, Qt.MouseButton.LeftButton)
    assert (error(window, "staff-no"), error(window, "password")) == ("填写工号", "填写登录密码")


def test_that_a_wrong_password_leads_back_to_the_sign_in(qtbot, window, newcomer, sqlite_server):
    reach_passphrase(qtbot, window, sqlite_server.base_url, "not the password")
    qtbot.keyClicks(field(window, "passphrase"), PASSPHRASE)
    fill(qtbot, window, "passphrase-again", PASSPHRASE)
    qtbot.waitUntil(lambda: "密码不对" in error(window, "password"), timeout=20_000)
    assert window.steps.current == 1
    assert newcomer.entrance.is_first_run


def test_that_a_short_or_different_passphrase_is_not_taken(qtbot, window, sqlite_server):
    reach_passphrase(qtbot, window, sqlite_server.base_url)
    fill(qtbot, window, "passphrase", "short")
    assert "至少 8 位" in error(window, "passphrase")
    fill(qtbot, window, "passphrase", PASSPHRASE)
    fill(qtbot, window, "passphrase-again", f"{PASSPHRASE}!")
    assert error(window, "passphrase-again") == "两次输入不一样"
    assert QApplication.focusWidget() in {None, field(window, "passphrase-again")}


def test_that_one_can_go_back(qtbot, window, sqlite_server):
    reach_sign_in(qtbot, window, sqlite_server.base_url)
    qtbot.mouseClick(window.back, Qt.MouseButton.LeftButton)
    assert window.steps.current == 0
    assert field(window, "server").text() == sqlite_server.base_url
