import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop.app import build_app
from desktop.entrance import FirstRun
from desktop.views.first_run import FirstRunWindow
from desktop.views.main_window import MainWindow
from desktop.views.theme import theme
from desktop.views.unlock import UnlockWindow
from desktop.workspace import SyncState
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
