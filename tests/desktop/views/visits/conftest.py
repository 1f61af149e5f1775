from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.main_window import MainWindow
from desktop.views.theme import Theme
from desktop.views.visits.screen import VisitsScreen
from tests.helpers.desk import open_workspace
from tests.helpers.visit_desk import NOW, november


def type_text(widget: QWidget, text: str) -> None:
    """Commit a text as an input method does; Chinese never arrives as key presses."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


class Clock:
    """A clock that a test may turn."""

    def __init__(self):
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now.astimezone(UTC)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def workspace(qapp, tmp_path, clock):
    Theme.install(qapp)
    with open_workspace(tmp_path, *november(), clock=clock) as opened:
        yield opened


@pytest.fixture
def make_window(qtbot):
    def make(workspace):
        made = MainWindow(workspace, {"visits": VisitsScreen})
        qtbot.addWidget(made)
        made.resize(1440, 900)
        made.show()
        qtbot.waitExposed(made)
        made.activateWindow()
        return made

    return make


@pytest.fixture
def window(make_window, workspace):
    return make_window(workspace)


@pytest.fixture
def find(window):
    """Give a visible widget by its object name."""

    def look(name: str, parent: QWidget | None = None) -> QWidget:
        found = (parent or window).findChild(QWidget, name)
        assert found is not None, name
        return found

    return look


@pytest.fixture
def result_of(qtbot):
    def wait(job):
        with qtbot.waitSignal(job.done) as done:
            pass
        return done.args[0]

    return wait
