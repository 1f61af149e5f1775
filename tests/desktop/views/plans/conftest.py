"""The plan editor on a database with two customers."""

import pytest
from PySide6.QtWidgets import QWidget

from desktop.views.notices import Notices
from desktop.views.plans import PlansScreen
from desktop.views.targets import PlanTarget
from domain.entities import ServiceRule
from tests.helpers import desk

HENGYUE, PORT = desk.row_id(1), desk.row_id(2)


class Place:
    """A screen with everything a test wants to touch."""

    def __init__(self, qtbot, workspace, window, screen, notices):
        self.qtbot, self.workspace, self.window = qtbot, workspace, window
        self.screen, self.notices = screen, notices
        self.went = []
        screen.navigate.connect(lambda name, target: self.went.append((name, target)))

    @property
    def form(self):
        return self.screen.model.form

    def find(self, kind, name):
        found = self.screen.findChild(kind, name)
        assert found is not None, name
        return found

    def open(self, customer_id=HENGYUE, year=2027):
        with self.qtbot.waitSignal(self.screen.model.opened):
            self.screen.open(PlanTarget(customer_id, year))
        self.qtbot.waitUntil(lambda: bool(self.screen.model.people))

    def answer(self, job):
        found = []
        job.done.connect(found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0]

    def save(self):
        with self.qtbot.waitSignal(self.screen.model.saved):
            self.screen.submit()
        self.qtbot.waitUntil(lambda: self.workspace._background.idle)


def rule():
    return ServiceRule(
        id=desk.row_id(900),
        code="R1",
        name="季度服务报告",
        item="report",
        value=1,
        unit="per_quarter",
        standard="每季度首月 10 日前",
        valid_from=desk.NOON.date().replace(month=1, day=1),
        level="province",
        internal_only=False,
        **desk.authored(),
    )


@pytest.fixture
def workspace(qapp, tmp_path):
    assert qapp is not None
    rows = [
        desk.customer(1, "恒岳精密制造有限公司", needs_summary="二期厂房专线扩容"),
        desk.customer(2, "澜州港务集团有限公司"),
        rule(),
    ]
    with desk.open_workspace(tmp_path / "desk", *rows) as opened:
        yield opened


@pytest.fixture
def place(qtbot, workspace):
    window = QWidget()
    qtbot.addWidget(window)
    notices = Notices(window)
    screen = PlansScreen(workspace, notices)
    qtbot.addWidget(screen)
    screen.resize(1200, 800)
    screen.show()
    qtbot.waitExposed(screen)
    yield Place(qtbot, workspace, window, screen, notices)
    qtbot.waitUntil(lambda: workspace._background.idle)
    screen.hide()
