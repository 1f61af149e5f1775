import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QListWidget, QMenu

from desktop.models.tasks import TASK_MIME, More
from desktop.views.main_window import MainWindow
from desktop.views.targets import TaskTarget, VisitTarget
from desktop.views.team import TeamScreen
from desktop.views.widgets import Button, Label, LineEdit
from desktop.workspace import Workspace
from domain.permissions import Permission
from domain.queries.team import team_board
from tests.helpers.day import BAI, CHENG, TODAY, WEN, XU, open_day
from tests.helpers.desk import LI, ZHAO, row_id

CALLBACK, EXTRA_VISIT, SPOT_CHECK = row_id(1006), row_id(1007), row_id(1009)


@pytest.fixture
def workspace(qapp, tmp_path):
    assert qapp is not None
    with open_day(tmp_path, ZHAO) as opened:
        yield opened


@pytest.fixture
def window(qtbot, workspace):
    made = MainWindow(workspace, {"team": TeamScreen})
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.go("team")
    qtbot.waitUntil(lambda: bool(made.current().board.columns))
    return made


@pytest.fixture
def screen(window) -> TeamScreen:
    return window.current()


def titles(column):
    model = column.cards.tasks
    return [task.title for n in range(model.rowCount()) if (task := model.task(n)) is not None]


def drop(column, task_id):
    carried = QMimeData()
    carried.setData(TASK_MIME, task_id.encode())
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.MoveAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    column.cards.dropEvent(event)


def ask_menu(cards):
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(10, 10), QPoint(10, 10))
    QApplication.sendEvent(cards.viewport(), event)


def assignee(qtbot, workspace: Workspace, task_id):
    with qtbot.waitSignal(workspace.read(team_board, TODAY).done) as done:
        pass
    return next(task.assignee_id for task in done.args[0].tasks if task.id == task_id)


def test_that_the_board_says_who_has_too_much_and_what_is_nobodys(window, screen):
    assert window.findChild(Label, "team.sentence").text() == "5 人，37 项任务，逾期 6 项；程予安周四、周五超负荷"
    assert titles(screen.board.waiting)[0] == "投诉回访：夜间丢包"
    assert list(screen.board.columns) == [LI, XU, WEN, CHENG, BAI]
    assert screen.status_segments() == ["任务 37 项", "逾期 6 项", "未登记走访 1 场"]


def test_that_a_card_dropped_on_a_column_is_assigned(qtbot, window, workspace, screen):
    drop(screen.board.columns[XU], CALLBACK)
    qtbot.waitUntil(lambda: "投诉回访：夜间丢包" in titles(screen.board.columns[XU]))
    assert "投诉回访：夜间丢包" not in titles(screen.board.waiting)
    assert window.notices.current.notice.text == "已分派给 许望舒：投诉回访：夜间丢包"
    assert assignee(qtbot, workspace, CALLBACK) == XU


def test_that_assigning_can_be_taken_back_from_the_notice(qtbot, window, screen):
    drop(screen.board.columns[XU], CALLBACK)
    qtbot.waitUntil(lambda: window.notices.current is not None)
    qtbot.mouseClick(window.findChild(Button, "toast-undo"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "投诉回访：夜间丢包" in titles(screen.board.waiting))


def test_that_a_full_day_asks_before_more_is_put_on_it(qtbot, workspace, screen):
    drop(screen.board.columns[CHENG], CALLBACK)
    assert screen.question.heading.text() == "当天已有 7 项，仍要分派？"
    screen.question.reject()
    assert assignee(qtbot, workspace, CALLBACK) is None
    drop(screen.board.columns[CHENG], CALLBACK)
    qtbot.mouseClick(screen.question.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: assignee(qtbot, workspace, CALLBACK) == CHENG)


def test_that_a_held_card_shows_the_load_of_its_day(screen):
    column = screen.board.columns[CHENG]
    column.cards.hovering.emit(CALLBACK)
    assert column.count.text() == "当天已有 7 项"
    column.cards.hovering.emit("")
    assert column.count.text() == "18"


def test_that_the_keyboard_assigns_through_the_menu(qtbot, workspace, screen):
    cards = screen.board.waiting.cards
    assert screen.board.choose(EXTRA_VISIT)
    ask_menu(cards)
    menu = screen.tasks.menu
    give = menu.findChild(QMenu, "task-menu-assign")
    next(action for action in give.actions() if action.text() == "温书言").trigger()
    menu.close()
    qtbot.waitUntil(lambda: "合同到期前加访" in titles(screen.board.columns[WEN]))
    assert assignee(qtbot, workspace, EXTRA_VISIT) == WEN


def test_that_enter_opens_the_task_of_a_card(qtbot, screen):
    screen.board.choose(CALLBACK)
    qtbot.keyClick(screen.board.waiting.cards, Qt.Key.Key_Return)
    assert screen.tasks.dialog.title.text() == "投诉回访：夜间丢包"
    screen.tasks.dialog.reject()


def test_that_the_newest_visit_is_found_and_opened(qtbot, window, screen):
    assert window.findChild(Label, "team.reviews-count").text() == "未评 3"
    listed = window.findChild(QListWidget, "team.reviews")
    assert listed.item(0).text().startswith("澜州港务集团")
    with qtbot.waitSignal(screen.navigate) as asked:
        place = listed.visualItemRect(listed.item(0)).center()
        qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == ["visits", VisitTarget(row_id(3000))]


def test_that_words_narrow_board_and_list(qtbot, window, screen):
    assert screen.trigger("find")
    qtbot.keyClicks(window.findChild(LineEdit, "team.find"), "2027")
    assert [len(titles(column)) for column in screen.board.columns.values()] == [1, 0, 0, 0, 0]
    qtbot.mouseClick(screen.header.view.button("list"), Qt.MouseButton.LeftButton)
    assert screen.stack.currentWidget() is screen.list
    assert screen.list.tasks.rowCount() == 2


def test_that_a_long_column_is_cut_until_the_rest_is_asked_for(qtbot, screen):
    cards = screen.board.columns[CHENG].cards
    last = cards.tasks.rowCount() - 1
    assert cards.tasks.line(last) == More(6)
    cards.setCurrentIndex(cards.tasks.index(last))
    qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert len(titles(screen.board.columns[CHENG])) == 18


def test_that_a_new_task_waits_to_be_handed_out(qtbot, window, screen):
    qtbot.mouseClick(window.findChild(Button, "team.assign"), Qt.MouseButton.LeftButton)
    dialog = screen.tasks.dialog
    dialog.title.setText("机房钥匙交接")
    with qtbot.waitSignal(dialog.saved):
        dialog.submit()
    qtbot.waitUntil(lambda: "机房钥匙交接" in titles(screen.board.waiting))


def test_that_a_task_asked_for_is_shown_on_the_board(qtbot, window, screen):
    window.go("team", TaskTarget(SPOT_CHECK))
    cards = screen.board.waiting.cards
    qtbot.waitUntil(lambda: cards.current_task() is not None and cards.current_task().id == SPOT_CHECK)


def test_that_people_without_the_permission_have_no_team(qtbot, tmp_path):
    with open_day(tmp_path, LI) as workspace:
        assert not workspace.may(Permission.TEAM_VIEW).ok
        made = MainWindow(workspace, {"team": TeamScreen})
        qtbot.addWidget(made)
        made.commands.refresh("team")
        assert not made.commands.action("go.team").isEnabled()
