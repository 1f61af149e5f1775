import msgspec
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.app import build_app
from desktop.entrance import FirstRun
from desktop.services.errors import DiskFull
from desktop.views.first_run import FirstRunWindow
from desktop.views.history import Place
from desktop.views.main_window import MainWindow
from desktop.views.targets import VisitLogTarget
from desktop.views.theme import theme
from desktop.views.unlock import UnlockWindow
from desktop.workspace import SyncState
from domain.values.people import Post
from tests.helpers.server import PASSWORD, now, running_server

PASSPHRASE = "走访第一 2026"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server("", tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def desktop(qapp, tmp_path):
    assert qapp is not None
    made = build_app(home=tmp_path / "profile", clock=now)
    yield made
    made.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def set_up(qtbot, desktop, server, staff_no="AM0001"):
    form = FirstRun(server_url=server.base_url, staff_no=staff_no, password=PASSWORD, passphrase=PASSPHRASE)
    with qtbot.waitSignal(desktop.entrance.opened, timeout=20_000):
        desktop.entrance.set_up(form)
    qtbot.waitUntil(lambda: desktop.workspace.status.state is SyncState.SYNCED, timeout=20_000)


def test_that_a_machine_without_profile_begins_with_the_first_run(desktop):
    desktop.show()
    assert isinstance(desktop.window, FirstRunWindow)


def test_that_locking_closes_the_profile_and_unlocking_opens_the_main_window(qtbot, desktop, server):
    set_up(qtbot, desktop, server)
    assert isinstance(desktop.window, MainWindow)
    desktop.lock()
    assert isinstance(desktop.window, UnlockWindow)
    assert desktop.workspace is None
    with qtbot.waitSignal(desktop.entrance.opened, timeout=20_000):
        desktop.entrance.unlock(PASSPHRASE)
    assert isinstance(desktop.window, MainWindow)
    qtbot.waitUntil(lambda: desktop.workspace.status.state is SyncState.SYNCED, timeout=20_000)


def test_that_theme_and_language_apply_at_once(qtbot, desktop, server):
    set_up(qtbot, desktop, server)
    desktop.settings.set("theme", "dark")
    assert theme().look == "dark"
    before = desktop.window
    desktop.settings.set("language", "en")
    qtbot.waitUntil(lambda: desktop.window is not before)
    assert isinstance(desktop.window, MainWindow)
    desktop.settings.set("language", "zh")
    desktop.settings.set("theme", "light")
    qtbot.waitUntil(lambda: isinstance(desktop.window, MainWindow) and desktop.window is not before)


def test_that_another_language_stays_at_the_same_place(qtbot, desktop, server):
    set_up(qtbot, desktop, server)
    before = desktop.window
    before.go("visits", VisitLogTarget())
    desktop.settings.set("language", "en")
    qtbot.waitUntil(lambda: desktop.window is not before)
    assert desktop.window.place == Place("visits", VisitLogTarget())
    desktop.settings.set("language", "zh")
    qtbot.waitUntil(lambda: desktop.window.windowTitle().endswith("集客工作台"))
    assert desktop.window.screen_id == "visits"


def test_that_locking_keeps_what_was_typed(qtbot, desktop, server):
    set_up(qtbot, desktop, server)
    desktop.window.go("visits", VisitLogTarget())
    content = desktop.window.findChild(QPlainTextEdit, "visit.content")
    qtbot.waitUntil(content.isVisible)
    content.setPlainText("二厂区十二月十日投产")
    desktop.lock()
    with qtbot.waitSignal(desktop.entrance.opened, timeout=20_000):
        desktop.entrance.unlock(PASSPHRASE)
    with qtbot.waitSignal(desktop.workspace.drafts.of_kind("visit_log").done) as found:
        pass
    assert "二厂区十二月十日投产" in str(found.args[0])


def test_that_a_full_disk_keeps_the_window_unlocked(qtbot, desktop, server, monkeypatch):
    set_up(qtbot, desktop, server)
    window = desktop.window
    window.go("visits", VisitLogTarget())
    content = window.findChild(QPlainTextEdit, "visit.content")
    qtbot.waitUntil(content.isVisible)

    def full(_session, _draft):
        raise DiskFull(path="/home", needed=1)

    with monkeypatch.context() as patched:
        patched.setattr("desktop.services.drafts.save", full)
        content.setPlainText("二厂区十二月十日投产")
        window.trigger("lock")
        qtbot.waitUntil(lambda: any("没有锁定" in notice.text for notice in window.notices.history))
    assert desktop.window is window
    assert content.toPlainText() == "二厂区十二月十日投产"
    qtbot.waitUntil(lambda: desktop.background.idle)
    window.trigger("lock")
    qtbot.waitUntil(lambda: isinstance(desktop.window, UnlockWindow))


def test_that_idleness_locks(qtbot, desktop, server):
    set_up(qtbot, desktop, server)
    desktop.idle.idle.emit()
    assert isinstance(desktop.window, UnlockWindow)
    desktop.idle.idle.emit()
    assert isinstance(desktop.window, UnlockWindow)


def test_that_the_last_screen_and_its_place_come_back(qtbot, desktop, server):
    set_up(qtbot, desktop, server)
    desktop.window.go("customers")
    desktop.window.resize(1024, 705)  # no wider than the offscreen screen allows
    desktop.lock()
    with qtbot.waitSignal(desktop.entrance.opened, timeout=20_000):
        desktop.entrance.unlock(PASSPHRASE)
    assert desktop.window.screen_id == "customers"
    assert desktop.window.height() == 705


def test_that_a_new_post_opens_its_own_screens(qtbot, desktop, server):
    set_up(qtbot, desktop, server)
    before = desktop.window
    assert not before.shelf.opens("team")
    desktop.workspace.take_actor(msgspec.structs.replace(desktop.workspace.actor, post=Post.SUPERVISOR))
    qtbot.waitUntil(lambda: desktop.window is not before)
    assert desktop.window.rail.button("team") is not None
