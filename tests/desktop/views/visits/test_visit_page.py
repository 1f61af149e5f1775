import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.views.main_window import MainWindow
from desktop.views.papers import PapersScreen
from desktop.views.targets import PaperTarget, VisitTarget
from desktop.views.theme import Theme
from desktop.views.visits.screen import VisitsScreen
from domain.queries.visit_logs import FileUpdate
from tests.desktop.views.visits.conftest import type_text
from tests.helpers.desk import ZHAO, actor, open_workspace, row_id
from tests.helpers.visit_desk import november

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LOG = row_id(307)


@pytest.fixture
def supervised(qapp, qtbot, tmp_path, clock, make_window):
    """Give the page of a log on a supervisor's desk."""
    Theme.install(qapp)
    with open_workspace(tmp_path, *november(), clock=clock, acting=actor(ZHAO)) as opened:
        window = make_window(opened)
        window.go("visits", VisitTarget(LOG))
        page = window.current().visit
        qtbot.waitUntil(lambda: page.log is not None)
        yield page


def own(qtbot, window, visit=LOG):
    window.go("visits", VisitTarget(visit))
    page = window.current().visit
    qtbot.waitUntil(lambda: page.log is not None or page.stack.currentWidget() is page.empty)
    return page


def test_that_a_log_is_read_with_its_people_and_state(qtbot, window, find):
    page = own(qtbot, window)
    assert page.name.text() == "恒岳精密制造股份有限公司"
    assert "对夜间抖动问题不满意" in find("visit.read-content").text()
    qtbot.waitUntil(lambda: page.synced.text == "已接受")


def test_that_the_author_may_answer_but_not_score(qtbot, window, find):
    page = own(qtbot, window)
    assert not page.comments.score.isVisible()
    assert not page.comments.back.isVisible()
    type_text(find("visit.comment"), "已补充报价日期")
    qtbot.mouseClick(find("visit.comment-send"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [one.text for one in page.log.comments] == ["已补充报价日期"])


def test_that_a_supervisor_comments_with_a_score(qtbot, supervised):
    comments = supervised.comments
    qtbot.mouseClick(comments.send, Qt.MouseButton.LeftButton)
    assert comments.error.text() == "写下意见或选择评分"
    type_text(comments.edit, "跟进到位，报价注意时限")
    comments.score.set_value("4")
    qtbot.mouseClick(comments.send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: supervised.log.state == "reviewed")
    assert [(one.text, one.score, one.author) for one in supervised.log.comments] == [
        ("跟进到位，报价注意时限", 4, "赵建国")
    ]
    qtbot.waitUntil(lambda: not comments.back.isVisible())


def test_that_a_log_is_returned_only_with_a_reason(qtbot, supervised):
    qtbot.mouseClick(supervised.comments.back, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    type_text(dialog.edit, "缺少参加人")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(supervised.banner.isVisible)
    assert supervised.banner.words.text() == "已退回补充：缺少参加人"


def test_that_printing_asks_for_the_record(qtbot, window):
    page = own(qtbot, window)
    with qtbot.waitSignal(page.navigate) as asked:
        window.trigger("print")
    assert asked.args == ["papers", PaperTarget("visit_record", visit_ids=(LOG,))]


def test_that_printing_opens_the_papers_screen_with_the_record(qtbot, workspace):
    window = MainWindow(workspace, {"visits": VisitsScreen, "papers": PapersScreen})
    qtbot.addWidget(window)
    window.show()
    page = own(qtbot, window)
    qtbot.mouseClick(page.print, Qt.MouseButton.LeftButton)
    papers = window.current()
    assert isinstance(papers, PapersScreen)
    qtbot.waitUntil(lambda: papers.model.file is not None and bool(papers.model.file.pdf), timeout=20000)
    assert papers.title() == "打印预览：走访记录表"


def test_that_a_log_out_of_sight_says_so(qtbot, window):
    page = own(qtbot, window, row_id(999))
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty)
    assert "不存在" in page.empty.title.text()


def test_that_what_the_visit_changed_in_the_file_is_read_with_both_values(qtbot, window, find):
    page = own(qtbot, window)
    changes = (FileUpdate("employees", None, 1200), FileUpdate("am_b_id", "x", None, {"x": "许望舒"}))
    page.facts.show_log(msgspec.structs.replace(page.log, file_updates=changes), page.log.starts_at.date())
    assert find("visit.file-updates").text() == "· 员工数  — → 1,200\n· 客户经理 B 角  许望舒 → —"
