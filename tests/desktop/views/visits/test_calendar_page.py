from datetime import date, timedelta

import msgspec
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import select

from desktop.models.due_customers import DraggedCustomer
from desktop.views.targets import CalendarTarget
from desktop.views.visits.calendar_head import chinese_range
from desktop.views.visits.week_geometry import lay_out
from desktop.views.visits.week_paint import Look, look_of
from domain.entities import VisitPlan
from domain.queries.visits import BlockKind, VisitBlock
from tests.desktop.views.visits.conftest import type_text
from tests.helpers.desk import LI, row_id
from tests.helpers.visit_desk import NOW, moment

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WATER = DraggedCustomer(row_id(5), "澜州水务集团", "A2", date(2026, 11, 27))
HOSPITAL, MAKER_PLAN, PORT = row_id(209), row_id(208), row_id(211)
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot, window):
    window.go("visits")
    shown = window.current().calendar
    qtbot.waitUntil(lambda: len(shown.blocks) == 17 and shown.due.model.shown == 8)
    return shown


def plans(session, _actor):
    found = session.scalars(select(VisitPlan).where(VisitPlan.deleted_at.is_(None)))
    return {plan.id: (plan.customer_id, plan.starts_at, plan.ends_at, plan.state) for plan in found}


def place(week, at):
    """Give the place of a moment in the viewport."""
    rect = week.geometry_.rect(at, at + timedelta(hours=1))
    return QPoint(rect.left() + 30, rect.top() + 2)


def hover(week, customer, at):
    carried = customer.mime()
    event = QDragMoveEvent(
        place(week, at),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    week.dragMoveEvent(event)
    return week.ghost


def drop(week, customer, at):
    carried = customer.mime()
    event = QDropEvent(
        QPointF(place(week, at)),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    week.dropEvent(event)


def give_reason(qtbot, words="客户临时出差"):
    """Answer why a visit is put off to another day."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    type_text(dialog.edit, words)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)


def block(number, starts, minutes=60, **values):
    ends = starts + timedelta(minutes=minutes)
    given = {"kind": BlockKind.PLAN, "state": "planned", "name": f"客户 {number}"}
    return VisitBlock(id=f"b{number}", starts_at=starts, ends_at=ends, **(given | values))


def test_that_the_week_opens_on_today_with_its_numbers(window, page):
    assert page.week.first == date(2026, 11, 23)
    assert page.head.range.text() == "2026 年 11 月 23–29 日"
    assert window.current().status_segments() == ["应访 9 户", "已排 15 场", "已登记 6 场", "未登记 1 场"]
    assert window.current().breadcrumb() == ["走访", "周历"]


def test_that_a_customer_dropped_on_a_free_hour_is_planned_and_can_be_taken_back(
    qtbot, window, workspace, page, find, result_of
):
    drop(page.week, WATER, moment(26, 14))
    qtbot.waitUntil(lambda: page.due.model.shown == 7)
    added = [plan for plan in result_of(workspace.read(plans)).values() if plan[0] == row_id(5)]
    assert added == [(row_id(5), moment(26, 14), moment(26, 15), "planned")]
    assert window.notices.current.notice.text == "澜州水务集团 已排在 明天 14:00"
    qtbot.waitUntil(lambda: bool(page.week.waiting))
    qtbot.mouseClick(find("toast-undo"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.due.model.shown == 8)


@pytest.mark.parametrize(
    ("at", "words", "possible"),
    [
        (moment(26, 14), "周四 14:00 可排，满足 11-27 前", True),
        (moment(28, 14), "周六 14:00 可排，但晚于 11-27", True),
        (moment(24, 17), "时间已过，不能安排", False),
        (moment(26, 9, 30), "与「澜州港务集团」时间冲突", False),
        (moment(26, 11), "周四 11:00 可排，满足 11-27 前", True),
    ],
)
def test_that_the_ghost_says_whether_a_time_suits(page, at, words, possible):
    ghost = hover(page.week, WATER, at)
    assert (ghost.sentence, ghost.is_possible) == (words, possible)


def test_that_an_impossible_drop_changes_nothing_and_says_why(qtbot, window, workspace, page, result_of):
    before = result_of(workspace.read(plans))
    drop(page.week, WATER, moment(26, 9, 30))
    qtbot.waitUntil(lambda: window.notices.current is not None)
    assert "时间冲突" in window.notices.current.notice.text
    assert result_of(workspace.read(plans)) == before


def test_that_public_holidays_are_refused(qtbot, page):
    page.show_week(date(2026, 10, 1))
    ghost = hover(page.week, WATER, moment(1, 10, month=10))
    assert not ghost.is_possible
    qtbot.waitUntil(lambda: page.week.first == date(2026, 9, 28))


def test_that_a_block_is_dragged_by_the_mouse_in_quarters(qtbot, workspace, page, result_of):
    week = page.week
    start = place(week, moment(25, 14)) + QPoint(0, 10)
    goal = place(week, moment(26, 13)) + QPoint(0, 14)
    qtbot.mousePress(week.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(week.viewport(), start + QPoint(10, 10))
    qtbot.mouseMove(week.viewport(), goal)
    assert week.ghost is not None
    qtbot.mouseRelease(week.viewport(), Qt.MouseButton.LeftButton, pos=goal)
    give_reason(qtbot)
    qtbot.waitUntil(lambda: result_of(workspace.read(plans))[HOSPITAL][1] == moment(26, 13))
    assert result_of(workspace.read(plans))[HOSPITAL][2] == moment(26, 14)


def test_that_pulling_the_lower_edge_makes_a_visit_longer(qtbot, workspace, page, result_of):
    week = page.week
    rect = week.rect_of(HOSPITAL)
    start = QPoint(rect.center().x(), rect.bottom() - 2)
    goal = QPoint(rect.center().x(), rect.bottom() + 30)
    qtbot.mousePress(week.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(week.viewport(), start + QPoint(0, 12))
    qtbot.mouseMove(week.viewport(), goal)
    qtbot.mouseRelease(week.viewport(), Qt.MouseButton.LeftButton, pos=goal)
    qtbot.waitUntil(lambda: result_of(workspace.read(plans))[HOSPITAL][2] == moment(25, 15, 30))


def test_that_the_keyboard_walks_moves_and_stretches(qtbot, workspace, page, result_of):
    week = page.week
    week.setFocus()
    assert week.cursor_.block_id == MAKER_PLAN
    qtbot.keyClick(week, Qt.Key.Key_Down)
    assert week.cursor_.block_id == HOSPITAL
    qtbot.keyClick(week, Qt.Key.Key_Down, SHIFT)
    qtbot.waitUntil(lambda: result_of(workspace.read(plans))[HOSPITAL][1] == moment(25, 14, 15))
    qtbot.waitUntil(lambda: week.cursor_.block.starts_at == moment(25, 14, 15))
    qtbot.keyClick(week, Qt.Key.Key_Down, SHIFT | CONTROL)
    qtbot.waitUntil(lambda: week.cursor_.block.ends_at == moment(25, 15, 30))
    qtbot.keyClick(week, Qt.Key.Key_Right, SHIFT)
    give_reason(qtbot)
    qtbot.waitUntil(lambda: week.cursor_.block.starts_at == moment(26, 14, 15))
    qtbot.keyClick(week, Qt.Key.Key_Up)
    assert week.cursor_.block.name == "北屿新能源"
    qtbot.keyClick(week, Qt.Key.Key_Left)
    assert week.cursor_.block_id == MAKER_PLAN


def test_that_a_refused_move_is_said(qtbot, window, page):
    found = next(one for one in page.blocks if one.id == HOSPITAL)
    stale = msgspec.structs.replace(found, starts_at=moment(25, 13))
    page.deeds.move(stale, moment(25, 15), moment(25, 16))
    qtbot.waitUntil(lambda: window.notices.current is not None)
    assert window.notices.current.notice.text == "走访时间已被他人调整"


def test_that_a_logged_visit_does_not_move(qtbot, window, page):
    page.week.setFocus()
    page.week.cursor_.choose(next(one for one in page.blocks if one.visit_id))
    qtbot.keyClick(page.week, Qt.Key.Key_Down, SHIFT)
    assert window.notices.current.notice.text == "只有未登记的计划可以调整"


def test_that_cut_and_paste_moves_between_weeks(qtbot, workspace, page, result_of):
    week = page.week
    week.setFocus()
    week.cursor_.choose(next(one for one in page.blocks if one.id == PORT))
    qtbot.keyClick(week, Qt.Key.Key_X, CONTROL)
    qtbot.keyClick(week, Qt.Key.Key_PageDown)
    assert week.first == date(2026, 11, 30)
    qtbot.keyClick(week, Qt.Key.Key_V, CONTROL)
    give_reason(qtbot)
    qtbot.waitUntil(lambda: result_of(workspace.read(plans))[PORT][1] == moment(3, 9, month=12))
    qtbot.keyClick(week, Qt.Key.Key_T)
    assert week.first == date(2026, 11, 23)


def test_that_enter_on_an_empty_time_plans_there(qtbot, workspace, page, result_of):
    week = page.week
    week.setFocus()
    week.cursor_.choose(None, moment(27, 15))
    qtbot.keyClick(week, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert (dialog.day.value, dialog.starts.value.hour) == (date(2026, 11, 27), 15)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog._form.row_named("customer_id").error.isVisible()
    qtbot.waitUntil(lambda: dialog.customer.rows > 0)
    qtbot.keyClicks(dialog.customer, "lzsw")
    qtbot.waitUntil(lambda: dialog.customer.rows == 1)
    qtbot.keyClick(dialog.customer._popup, Qt.Key.Key_Return)
    type_text(dialog.subject, "年度用水专线")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: (row_id(5), moment(27, 15), moment(27, 16), "planned") in result_of(workspace.read(plans)).values()
    )


def test_that_a_plan_is_changed_and_called_off_with_a_reason(qtbot, workspace, page, result_of):
    page.open_block(next(one for one in page.blocks if one.id == HOSPITAL))
    dialog = QApplication.activeModalWidget()
    dialog.ends.set_value(dialog.ends.value.replace(hour=16))
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: result_of(workspace.read(plans))[HOSPITAL][2] == moment(25, 16))
    page.week.setFocus()
    qtbot.waitUntil(lambda: any(one.ends_at == moment(25, 16) for one in page.blocks))
    page.week.cursor_.choose(next(one for one in page.blocks if one.id == HOSPITAL))
    qtbot.keyClick(page.week, Qt.Key.Key_Delete)
    reason = QApplication.activeModalWidget()
    reason.submit()
    assert reason.isVisible()
    type_text(reason.edit, "客户出差")
    qtbot.mouseClick(reason.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: result_of(workspace.read(plans))[HOSPITAL][3] == "cancelled")


def test_that_automatic_planning_saves_nothing_before_it_is_accepted(qtbot, workspace, page, find, result_of):
    before = len(result_of(workspace.read(plans)))
    qtbot.mouseClick(find("visits.auto"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert len(dialog.chosen) == 8
    dialog._ticks[0].setChecked(False)
    assert len(result_of(workspace.read(plans))) == before
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.due.model.shown == 1)
    assert len(result_of(workspace.read(plans))) == before + 7


def test_that_a_past_visit_without_a_log_turns_red_at_six():
    found = block(1, moment(25, 14))
    assert look_of(found, moment(25, 17, 59)) is Look.PLANNED
    assert look_of(found, moment(25, 18)) is Look.UNLOGGED
    assert look_of(block(1, moment(25, 17), 120), moment(25, 18)) is Look.PLANNED
    assert look_of(block(1, moment(25, 14), visit_id="v"), moment(25, 18)) is Look.LOGGED
    assert look_of(block(1, moment(26, 14), to_confirm=True), NOW) is Look.TO_CONFIRM
    assert look_of(block(1, moment(26, 14), in_conflict=True), NOW) is Look.CONFLICT
    assert look_of(block(1, moment(26, 14), kind=BlockKind.OTHER), NOW) is Look.OTHER


def test_that_an_unlogged_visit_opens_its_form(qtbot, window, page):
    page.open_block(next(one for one in page.blocks if one.id == row_id(205)))
    log = window.current().log
    qtbot.waitUntil(lambda: log.form.customer.customer_id == row_id(15))
    draft = log.draft()
    assert (draft.day, draft.starts.hour, draft.plan_id) == (date(2026, 11, 24), 14, row_id(205))


def test_that_overlaps_stand_side_by_side_and_more_than_three_fold():
    nine = moment(26, 9)
    three = lay_out([block(number, nine) for number in range(3)])
    assert [(one.lane, one.lanes, one.more) for one in three] == [(0, 3, 0), (1, 3, 0), (2, 3, 0)]
    five = lay_out([block(number, nine) for number in range(5)])
    assert [(one.lane, one.more) for one in five] == [(0, 0), (1, 0), (2, 3)]
    apart = lay_out([block(1, nine), block(2, moment(26, 10))])
    assert [one.lanes for one in apart] == [1, 1]


def test_that_a_folded_hour_opens_its_day(qtbot, page):
    crowd = [block(number, moment(26, 9)) for number in range(5)]
    page.week.show_blocks(crowd)
    laid = next(one for one in page.week._laid if one.more)
    rect = page.week.geometry_.laid_rect(laid)
    with qtbot.waitSignal(page.week.day_wanted) as asked:
        qtbot.mouseClick(page.week.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert asked.args[0] == date(2026, 11, 26)
    assert page.week.days == 1


def test_that_the_list_says_the_same_in_words(qtbot, window, page):
    page.set_mode("list")
    assert page.list.topLevelItemCount() == 17
    item = page.list.topLevelItem(0)
    assert [item.text(at) for at in range(5)] == [
        "11-23 周一",
        "09:00–09:55",
        "桥北热力有限公司",
        "合同续约材料",
        "已登记",
    ]
    page.list.itemActivated.emit(item, 0)
    qtbot.waitUntil(lambda: window.current().visit.log is not None)


def test_that_the_week_is_exported(qtbot, monkeypatch, tmp_path, page):
    target = tmp_path / "走访.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (str(target), ""))
    page.export()
    qtbot.waitUntil(target.exists)
    assert target.read_bytes().count(b"BEGIN:VEVENT") == 15


def test_that_wanted_customers_are_marked_in_the_list(qtbot, window, page):
    window.go("visits", CalendarTarget(day=date(2026, 12, 2), customer_ids=(row_id(6),)))
    qtbot.waitUntil(lambda: page.due.view.currentIndex().isValid())
    assert page.due.model.row_at(page.due.view.currentIndex()).id == row_id(6)
    assert page.week.first == date(2026, 11, 30)


def test_that_ctrl_f_searches_the_due(qtbot, window, page):
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.due.search)
    type_text(page.due.search, "没有这样的名字")
    assert page.due.empty.title.text() == "没有符合条件的客户"


@pytest.mark.usefixtures("page")
def test_that_begun_logs_are_offered(qtbot, window, workspace, find):
    window.current().record()
    log = window.current().log
    qtbot.waitUntil(log.isVisible)
    type_text(log.form.content.edit, "谈了专线")
    qtbot.mouseClick(find("visit.later"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: find("visits.drafts").isVisible())
    assert find("visits.drafts").text() == "草稿 1"
    assert workspace.actor.id == LI


def test_that_ranges_are_said_in_chinese():
    assert chinese_range(date(2026, 11, 30), date(2026, 12, 6)) == "2026 年 11 月 30 日 – 12 月 6 日"
    assert chinese_range(date(2026, 12, 28), date(2027, 1, 3)) == "2026 年 12 月 28 日 – 2027 年 1 月 3 日"
    assert chinese_range(date(2026, 12, 28), date(2026, 12, 28)) == "2026 年 12 月 28 日"
