"""A customer screen in a window, on a database with a few customers."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QDialog, QWidget

from desktop.views.customers import CustomersScreen
from desktop.views.notices import Notices
from tests.helpers import desk
from tests.helpers.customer_shots import code_lists

CODES = code_lists()
NAMES = ("星城恒岳精密制造有限公司", "星城云栈数据科技有限公司", "星城第三人民医院", "星城水务集团有限公司")


def write(line, text):
    """Type a text as an input method gives it, which is how Chinese is typed."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    line.setFocus()
    QCoreApplication.sendEvent(line, event)


class Place:
    """A screen with everything a test wants to touch."""

    def __init__(self, workspace, window, screen, notices, written):
        self.workspace = workspace
        self.window = window
        self.screen = screen
        self.notices = notices
        self.written = written
        self.went = []
        screen.navigate.connect(lambda name, target: self.went.append((name, target)))

    @property
    def page(self):
        return self.screen.list_page

    @property
    def file(self):
        return self.screen.file_page

    def find(self, kind, name):
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def dialog(self):
        return next(child for child in self.screen.findChildren(QDialog) if child.isVisible())


def rows():
    today = desk.NOON.date()
    for number, name in enumerate(NAMES, start=1):
        due = today + timedelta(days=number * 3 - 5)
        values = {"next_visit_due": due, "monthly_revenue": number * 100_000, "tel": "0739-5321000"}
        values |= {"value_class": "A1" if number == 1 else "B1", "segment": "health" if number == 3 else "other"}
        values |= {"county": "430503", "completeness": 60 + number * 10, "arrears": 5_000 if number == 2 else 0}
        yield desk.customer(number, name, desk.LI, **values)
    yield desk.customer(9, "远方别组客户有限公司", desk.WANG)


@pytest.fixture
def opened(qtbot, tmp_path):
    """Give a function that opens the screen as somebody."""
    closers = []

    def start(person=desk.LI, settings=None):
        context = desk.open_workspace(tmp_path, *rows(), acting=desk.actor(person))
        workspace = context.__enter__()
        if settings is not None:
            workspace.settings = settings
        window = QWidget()
        window.resize(1300, 760)
        notices = Notices(window)
        written = tmp_path / "out.xlsx"
        screen = CustomersScreen(workspace, notices, CODES, ask=lambda _parent, _name: written)
        screen.setParent(window)
        screen.resize(1300, 760)
        place = Place(workspace, window, screen, notices, written)
        closers.append((context, window, qtbot, workspace))
        window.show()
        screen.open(None)
        qtbot.waitUntil(lambda: place.page.model.rowCount() > 0 and not place.page.model.busy)
        return place

    yield start
    for context, window, bot, workspace in closers:
        bot.waitUntil(lambda held=workspace: held._background.idle)
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        context.__exit__(None, None, None)


@pytest.fixture
def place(opened):
    return opened()
