import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.views.notices import SHOWN_MS, UNDO_MS, NoticeList, Notices, Remark


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def test_that_a_notice_shows_and_stays_in_the_list(window):
    notices = Notices(window, lambda: "10:12")
    notices.say("走访日志已登记，待同步")
    assert notices.current.isVisible()
    assert notices.current.accessibleName() == "走访日志已登记，待同步"
    assert [notice.moment for notice in notices.history] == ["10:12"]
    assert notices.unread


def test_that_notices_wait_for_each_other_and_the_oldest_waiting_give_way(window):
    notices = Notices(window)
    for number in range(6):
        notices.say(f"第 {number} 条")
    shown = []
    while notices.current is not None:
        shown.append(notices.current.notice.text)
        notices.current.closed.emit()
    assert shown == ["第 0 条", "第 3 条", "第 4 条", "第 5 条"]
    assert len(notices.history) == 6


def test_that_undo_is_offered_longer_and_called_once(window, qtbot):
    notices = Notices(window)
    undone = []
    notices.say("任务已完成", undo=lambda: undone.append(1))
    toast = notices.current
    assert toast._timer.interval() == UNDO_MS > SHOWN_MS
    qtbot.mouseClick(toast.findChild(QPushButton, "toast-undo"), Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert notices.current is None


def test_that_a_toast_stays_in_its_corner_when_the_window_grows(window, qtbot):
    notices = Notices(window)
    notices.say("已送到打印机，共 6 页")
    window.resize(1200, 800)
    qtbot.waitUntil(lambda: notices.current.geometry().right() > 1100)


def test_that_the_list_shows_what_was_said_and_marks_it_read(window, qtbot):
    notices = Notices(window)
    notices.say("已送到打印机，共 6 页")
    listed = NoticeList(notices, (), window)
    qtbot.addWidget(listed)
    assert not notices.unread
    empty = NoticeList(Notices(window), (), window)
    qtbot.addWidget(empty)
    assert empty.findChild(QWidget, "empty") is not None


def test_that_a_colleagues_remark_leads_to_its_visit(window, qtbot):
    opened = []
    remark = Remark("韩砚秋 评价了 恒岳精密制造 的走访：先走预审", "10:12", lambda: opened.append("visit"))
    listed = NoticeList(Notices(window), [remark], window)
    qtbot.addWidget(listed)
    listed.show()
    qtbot.mouseClick(listed.findChild(QPushButton, "notice-list.remark-0"), Qt.MouseButton.LeftButton)
    assert opened == ["visit"]
    assert not listed.isVisible()
