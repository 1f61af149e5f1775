"""Every screen in the real window: it opens for every post in both languages, and no action of a menu is dead."""

from contextlib import contextmanager

import msgspec
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu

from desktop.actions import ACTIONS, OFF_RAIL, SCREENS
from desktop.screens import screens
from desktop.views.chrome_facts import ChromeFacts
from desktop.views.main_window import MainWindow
from desktop.wording import set_language
from domain.permissions import DEFAULT_LEVELS, areas_of
from domain.values.people import Post
from tests.helpers.day import LI, NOW, ZHAO, name_people, named, rows
from tests.helpers.desk import CITY, DEPARTMENT, TEAM_ONE, UNITS, open_workspace

PLACES = {
    Post.ACCOUNT_MANAGER: TEAM_ONE,
    Post.ASSISTANT: TEAM_ONE,
    Post.SUPERVISOR: TEAM_ONE,
    Post.DEPARTMENT_MANAGER: DEPARTMENT,
    Post.FINANCE: CITY,
    Post.ADMINISTRATOR: CITY,
}
LEFT_TO_THE_PROGRAM = {"lock", "theme.light", "theme.dark", "theme.contrast", "theme.system"}
ENDS_THE_WINDOW = {"quit"}


def acting(post):
    org_id = PLACES[post]
    areas = areas_of(post, org_id, UNITS)
    person = named(ZHAO if post is Post.SUPERVISOR else LI)
    return msgspec.structs.replace(person, post=post, level=DEFAULT_LEVELS.get(post, 2), org_id=org_id, areas=areas)


@contextmanager
def working(folder, post):
    with open_workspace(folder, *rows(), acting=acting(post), clock=lambda: NOW) as workspace:
        name_people(workspace)
        yield workspace


@contextmanager
def window_of(qtbot, workspace):
    window = MainWindow(workspace, screens(), settings=workspace.settings, organisation="", version="1.0")
    ChromeFacts(workspace, window)
    window.show()
    window.resize(1366, 720)
    try:
        yield window
    finally:
        qtbot.waitUntil(lambda: workspace._background.idle, timeout=20_000)
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def _chinese_again():
    yield
    set_language("zh")


def test_that_every_screen_is_registered():
    assert set(screens()) == {spec.id for spec in SCREENS} | set(OFF_RAIL)


@pytest.mark.usefixtures("_chinese_again")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("post", PLACES)
def test_that_every_screen_opens_for_every_post(qtbot, tmp_path, post, language):
    set_language(language)
    with working(tmp_path, post) as workspace, window_of(qtbot, workspace) as window:
        for screen_id in [spec.id for spec in SCREENS] + list(OFF_RAIL):
            if not window.shelf.opens(screen_id):
                continue
            window.go(screen_id)
            assert window.screen_id == screen_id
            assert window.current().title()
            qtbot.waitUntil(lambda: workspace._background.idle, timeout=20_000)
            window.grab()


def close_what_opened():
    for top in QApplication.topLevelWidgets():
        if isinstance(top, QDialog | QMenu) and top.isVisible():
            top.close()


@pytest.mark.parametrize("post", [Post.ACCOUNT_MANAGER, Post.SUPERVISOR])
def test_that_no_enabled_action_is_dead(qtbot, tmp_path, monkeypatch, post):
    for name in ("getSaveFileName", "getOpenFileName", "getOpenFileNames"):
        monkeypatch.setattr(QFileDialog, name, lambda *_args, **_more: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_more: "")
    dead = []
    with working(tmp_path, post) as workspace, window_of(qtbot, workspace) as window:
        for screen_id in [spec.id for spec in SCREENS] + list(OFF_RAIL):
            for spec in ACTIONS:
                if spec.id in LEFT_TO_THE_PROGRAM | ENDS_THE_WINDOW or not window.shelf.opens(screen_id):
                    continue
                window.go(screen_id)
                qtbot.waitUntil(lambda: workspace._background.idle, timeout=20_000)
                action = window.commands.action(spec.id)
                if action is not None and action.isEnabled() and not window.trigger(spec.id):
                    dead.append(f"{screen_id}: {spec.id}")
                close_what_opened()
    assert dead == []
