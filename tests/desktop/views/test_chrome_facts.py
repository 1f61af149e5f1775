from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.views.chrome_facts import ChromeFacts
from desktop.views.main_window import MainWindow
from desktop.views.targets import VisitTarget
from domain.commands import CompleteTask
from domain.entities import VisitComment
from tests.desktop.views.fakes import FakeScreen
from tests.helpers.day import HENGYUE, LI, TEAM_ONE, ZHAO, authored, open_day, row_id


class Visits(FakeScreen):
    screen_id = "visits"


@pytest.fixture
def workspace(qapp, tmp_path):
    assert qapp is not None
    with open_day(tmp_path, LI) as opened:
        yield opened


@pytest.fixture
def window(qtbot, workspace):
    made = MainWindow(workspace, {"today": FakeScreen, "visits": Visits})
    qtbot.addWidget(made)
    made.show()
    made.go("today")
    made.facts = ChromeFacts(workspace, made)
    qtbot.waitUntil(lambda: made.rail.button("today").badge == 2)
    return made


def test_that_the_rail_counts_overdue_tasks(qtbot, window, workspace):
    done = CompleteTask(**workspace.stamp(), task_id=row_id(1000), result="已发出")
    workspace.run(done)
    qtbot.waitUntil(lambda: window.rail.button("today").badge == 1)


def test_that_the_status_bar_tells_the_unit(qtbot, window):
    qtbot.waitUntil(lambda: window.status.organisation == "星城市分公司 · 集团客户部 · 一班")


def test_that_the_bell_lists_remarks_and_leads_to_the_visit(qtbot, window):
    qtbot.waitUntil(lambda: bool(window.bell.remarks))
    listed = window.bell.open()
    listed.findChild(QPushButton, "notice-list.remark-0").click()
    assert window.current().opened[-1] == VisitTarget(row_id(3001))


def test_that_a_remark_arriving_later_lights_the_bell(qtbot, window, workspace):
    qtbot.waitUntil(lambda: bool(window.bell.remarks))
    assert not window.top_bar.bell.unread
    later = authored(ZHAO) | {"created_at": datetime(2026, 11, 25, 2, 0, tzinfo=UTC)}
    with workspace._database.write() as session:
        session.add(
            VisitComment(
                id=row_id(4002),
                customer_id=row_id(HENGYUE),
                visit_id=row_id(3001),
                owner_id=ZHAO,
                org_id=TEAM_ONE,
                province_code="43",
                text="很好",
                **later,
            )
        )
    workspace.changed.emit(frozenset({"visit_comments"}))
    qtbot.waitUntil(lambda: window.top_bar.bell.unread)
