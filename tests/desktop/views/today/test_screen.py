import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from desktop.views.main_window import MainWindow
from desktop.views.targets import (
    CalendarTarget,
    CustomerListTarget,
    CustomerTarget,
    NewTaskTarget,
    PaperTarget,
    TaskTarget,
    VisitLogTarget,
    VisitTarget,
)
from desktop.views.today import TodayScreen
from desktop.views.widgets import Button, EmptyState, Label
from desktop.views.widgets.kpi import KpiCell
from domain.queries.tasks import my_tasks
from domain.queries.today import day_visits
from tests.helpers.day import COLD, HENGYUE, PORT, TODAY, open_day
from tests.helpers.desk import LI, WANG, actor, open_workspace, row_id

QUOTE = row_id(1000)


@pytest.fixture
def workspace(qapp, tmp_path):
    assert qapp is not None
    with open_day(tmp_path, LI) as opened:
        yield opened


def opened_window(qtbot, workspace):
    made = MainWindow(workspace, {"today": TodayScreen})
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.go("today")
    qtbot.waitUntil(lambda: bool(made.current().header.words.text()))
    return made


@pytest.fixture
def window(qtbot, workspace):
    return opened_window(qtbot, workspace)


@pytest.fixture
def screen(window) -> TodayScreen:
    return window.current()


def result_of(qtbot, job):
    with qtbot.waitSignal(job.done) as done:
        pass
    return done.args[0]


def tasks(qtbot, workspace):
    return {task.title: task for task in result_of(qtbot, workspace.read(my_tasks, TODAY))}


def test_that_the_day_is_said_in_a_sentence(window, screen):
    assert window.findChild(Label, "today.day").text() == "11 月 25 日 星期三"
    assert screen.header.words.text() == "4 场走访，已完成 1 场；2 项任务逾期"
    assert screen.status_segments() == ["任务 6 项", "逾期 2 项"]


@pytest.mark.parametrize(
    ("name", "view"),
    [("revenue", "mine"), ("visits", "this_week"), ("due", "overdue"), ("arrears", "arrears"), ("files", "incomplete")],
)
def test_that_every_figure_leads_to_its_customers(qtbot, window, screen, name, view):
    cell = window.findChild(KpiCell, f"today.figure-{name}")
    with qtbot.waitSignal(screen.navigate) as asked:
        qtbot.keyClick(cell, Qt.Key.Key_Return)
    assert asked.args == ["customers", CustomerListTarget(view)]


def test_that_space_completes_a_task_and_the_notice_takes_it_back(qtbot, window, workspace, screen):
    assert screen.body.list.choose(QUOTE)
    qtbot.keyClick(screen.body.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.notices.current is not None)
    assert tasks(qtbot, workspace)["提交专线扩容报价"].state == "done"
    assert window.notices.current.notice.text == "任务已完成：提交专线扩容报价"
    qtbot.mouseClick(window.findChild(Button, "toast-undo"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tasks(qtbot, workspace)["提交专线扩容报价"].is_open)


def test_that_a_click_on_the_box_completes_a_task(qtbot, workspace, screen):
    listed = screen.body.list
    rect = listed.visualRect(listed.tasks.index(listed.tasks.row_of(QUOTE)))
    place = QPoint(rect.left() + 26, rect.center().y())
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: tasks(qtbot, workspace)["提交专线扩容报价"].state == "done")


def test_that_a_note_becomes_a_task_for_today_of_the_customer_named(qtbot, window, workspace, screen):
    assert screen.trigger("task.note")
    edit = window.findChild(QLineEdit, "today.note")
    edit.insert("带上样机 @")
    edit.textEdited.emit(edit.text())
    qtbot.waitUntil(lambda: screen.body.note.popup is not None and screen.body.note.popup.isVisible())
    edit.insert("恒岳")
    edit.textEdited.emit(edit.text())
    qtbot.waitUntil(lambda: screen.body.note.popup.list.count() == 1)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "带上样机 @澜州恒岳精密制造有限公司 "
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "带上样机" in tasks(qtbot, workspace))
    made = tasks(qtbot, workspace)["带上样机"]
    assert (made.customer_id, made.due, made.origin) == (row_id(HENGYUE), TODAY, "note")
    assert edit.text() == ""


def test_that_the_next_visit_is_chosen_and_its_card_leads_on(qtbot, window, screen):
    assert screen.body.timeline.current_visit().customer_name == "恒岳精密制造"
    words = window.findChild(Label, "today.brief-0")
    qtbot.waitUntil(lambda: words.text() == "11-20 前 提交专线扩容报价")
    with qtbot.waitSignal(screen.navigate) as asked:
        qtbot.mouseClick(window.findChild(Button, "today.brief-print"), Qt.MouseButton.LeftButton)
    assert asked.args == ["papers", PaperTarget("service_plan", customer_ids=(row_id(HENGYUE),))]
    with qtbot.waitSignal(screen.navigate) as asked:
        qtbot.mouseClick(window.findChild(Button, "today.brief-file"), Qt.MouseButton.LeftButton)
    assert asked.args == ["customers", CustomerTarget(row_id(HENGYUE))]


def test_that_arrows_walk_the_timeline_and_enter_opens(qtbot, screen):
    timeline = screen.body.timeline
    with qtbot.waitSignal(screen.navigate) as asked:
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert asked.args == ["visits", VisitLogTarget(row_id(HENGYUE), row_id(2002))]
    qtbot.keyClick(timeline, Qt.Key.Key_Up)
    assert screen.body.brief.visit.customer_name == "澜州港务集团"
    with qtbot.waitSignal(screen.navigate) as asked:
        qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert asked.args == ["visits", VisitTarget(row_id(3000))]
    assert "日志已登记" in timeline.accessibleDescription()


def test_that_the_suggestion_becomes_a_planned_visit(qtbot, workspace, screen):
    timeline = screen.body.timeline
    qtbot.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=timeline.suggestion_box().center().toPoint())

    def planned():
        return [
            (visit.customer_name, f"{visit.starts_at:%H:%M}")
            for visit in result_of(qtbot, workspace.read(day_visits, TODAY))
        ]

    qtbot.waitUntil(lambda: ("东澜职业技术学院", "05:00") in planned())


def test_that_a_suggestion_put_away_stays_away(qtbot, screen):
    timeline = screen.body.timeline
    box = timeline.suggestion_box()
    assert not box.isEmpty()
    cross = QPoint(round(box.right()) - 12, round(box.center().y()))
    qtbot.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=cross)
    assert timeline.suggestion_box().isEmpty()
    data = screen._data
    screen._take(data)
    assert timeline.suggestion_box().isEmpty()


def test_that_alerts_and_remarks_lead_to_what_they_are_about(qtbot, screen):
    alerts, comments = screen.body.alerts, screen.body.comments
    assert alerts.list.height() >= alerts.list.count() * alerts.list.sizeHintForRow(0)
    assert alerts.list.item(0).text() == "启衡冷链物流 欠费 ¥52,180.00\n上次走访 10-08"
    with qtbot.waitSignal(screen.navigate) as asked:
        alerts.list.setCurrentRow(0)
        qtbot.keyClick(alerts.list, Qt.Key.Key_Return)
    assert asked.args == ["customers", CustomerTarget(row_id(COLD))]
    assert "韩砚秋：报价先走预审" in comments.list.item(0).text()
    with qtbot.waitSignal(screen.navigate) as asked:
        comments.list.setCurrentRow(0)
        qtbot.keyClick(comments.list, Qt.Key.Key_Return)
    assert asked.args == ["visits", VisitTarget(row_id(3001))]


def test_that_a_task_asked_for_is_chosen_and_a_title_opens_the_form(qtbot, window, screen):
    window.go("today", TaskTarget(QUOTE))
    listed = screen.body.list
    qtbot.waitUntil(lambda: listed.currentIndex().data() == "提交专线扩容报价")
    window.go("today", NewTaskTarget("查一下机房"))
    assert screen.tasks.dialog.title.text() == "查一下机房"
    screen.tasks.dialog.reject()


def test_that_undo_takes_the_last_task_back(qtbot, window, workspace, screen):
    screen.body.note.noted.emit("临时的事", "")
    qtbot.waitUntil(lambda: "临时的事" in tasks(qtbot, workspace))
    assert window.trigger("undo")
    qtbot.waitUntil(lambda: "临时的事" not in tasks(qtbot, workspace))


def test_that_an_empty_day_says_so_and_offers_to_plan(qtbot, qapp, tmp_path):
    assert qapp is not None
    with open_workspace(tmp_path, acting=actor(WANG)) as workspace:
        window = opened_window(qtbot, workspace)
        screen = window.current()
        empty = window.findChild(EmptyState, "today.no-visits")
        assert empty.title.text() == "今天没有走访"
        assert window.findChild(EmptyState, "today.no-tasks").isVisible()
        assert not screen.body.brief.isVisible()
        assert not screen.body.alerts.list.isVisible()
        with qtbot.waitSignal(screen.navigate) as asked:
            qtbot.mouseClick(empty.action, Qt.MouseButton.LeftButton)
        assert asked.args == ["visits", CalendarTarget(workspace.today())]


def test_that_a_window_under_1366_has_two_columns(qtbot, window, screen):
    def place(widget):
        return widget.mapTo(screen, QPoint())

    body = screen.body
    window.resize(1200, 700)
    qtbot.waitUntil(lambda: place(body.list).y() > place(body.timeline).y() + body.timeline.height())
    assert place(body.brief).x() > place(body.list).x()
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: place(body.list).x() > place(body.timeline).x())


def test_that_recording_starts_with_the_chosen_visit(qtbot, screen):
    assert screen.body.timeline.current_visit().customer_id != row_id(PORT)
    with qtbot.waitSignal(screen.navigate) as asked:
        assert screen.trigger("visit.log")
    assert asked.args == ["visits", VisitLogTarget(row_id(HENGYUE), row_id(2002))]
