"""The calendar of a subordinate, over calendar page, head and deeds: whose week it is and what may be done there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.views.theme import Theme
from domain.entities import VisitPlan
from tests.helpers.desk import LI, WANG, ZHAO, actor, open_workspace, row_id
from tests.helpers.visit_desk import moment, november

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def newest(session, _actor):
    plan = session.scalars(select(VisitPlan).order_by(VisitPlan.id.desc())).first()
    return plan.owner_id, plan.origin, plan.created_by


@pytest.fixture
def supervised(qapp, qtbot, tmp_path, clock, make_window):
    """Give the calendar and workspace of a supervisor."""
    Theme.install(qapp)
    with open_workspace(tmp_path, *november(), clock=clock, acting=actor(ZHAO)) as opened:
        window = make_window(opened)
        window.go("visits")
        page = window.current().calendar
        qtbot.waitUntil(lambda: page.head.whose.count() > 1)
        yield page, opened


def choose(qtbot, page, owner_id):
    """Choose with the keys, as in any list."""
    whose = page.head.whose
    whose.setFocus()
    steps = whose.findData(owner_id) - whose.currentIndex()
    for _step in range(abs(steps)):
        qtbot.keyClick(whose, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)


def test_that_a_supervisor_sees_the_week_of_a_member(qtbot, supervised):
    page, _workspace = supervised
    qtbot.waitUntil(lambda: page.head.whose.findData(LI) > 0)
    assert not any(block.owner_id == LI for block in page.blocks)
    choose(qtbot, page, LI)
    qtbot.waitUntil(lambda: len([block for block in page.blocks if block.owner_id == LI]) >= 15)
    qtbot.waitUntil(lambda: page.due.model.shown == 8)
    choose(qtbot, page, "")
    qtbot.waitUntil(lambda: not any(block.owner_id == LI for block in page.blocks))


def test_that_a_supervisor_plans_for_a_member(qtbot, supervised):
    page, workspace = supervised
    choose(qtbot, page, LI)
    qtbot.waitUntil(lambda: page.due.model.shown == 8)
    page.deeds.plan(moment(26, 14), (row_id(5), "澜州水务集团"))
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.due.model.shown == 7)
    with qtbot.waitSignal(workspace.read(newest).done) as found:
        pass
    assert found.args[0] == (LI, "assigned", ZHAO)


def test_that_a_member_is_offered_only_the_own_area(supervised):
    page, _workspace = supervised
    listed = {page.head.whose.itemData(at) for at in range(page.head.whose.count())}
    assert {"", LI} <= listed
    assert ZHAO not in listed
    assert WANG not in listed


def test_that_an_account_manager_is_told_why_there_is_nobody_else(qtbot, window):
    window.go("visits")
    whose = window.current().calendar.head.whose
    qtbot.waitUntil(lambda: bool(window.current().calendar.blocks))
    assert not whose.isEnabled()
    assert whose.toolTip() != ""
    assert whose.count() == 1
