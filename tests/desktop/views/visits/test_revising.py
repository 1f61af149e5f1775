"""Mending a log that was handed back: the form, its draft and the command it makes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.models.visits import DRAFT_KIND
from desktop.views.targets import VisitTarget
from desktop.views.theme import Theme
from domain.commands import ReturnVisit
from domain.entities import Attachment, VisitLog
from domain.usecases.visits import return_visit
from tests.desktop.views.visits.conftest import type_text
from tests.helpers.desk import ZHAO, actor, open_workspace, row_id
from tests.helpers.visit_desk import NOW, november

# The offscreen platform says what it cannot do whenever a list opens below a field.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LOG = row_id(307)
REASON = "缺少客户的答复"
MORE = "客户答复：接受 24 个月合同期。"


def hand_back(session, _actor):
    """Hand the log back as its author's supervisor does."""
    command = ReturnVisit(id=row_id(900), at=NOW, visit_id=LOG, reason=REASON)
    return_visit(session, actor(ZHAO), command)


def stored(session, _actor):
    log = session.get(VisitLog, LOG)
    return log.state, log.content, log.mood, log.revision, [file.name for file in session.scalars(select(Attachment))]


@pytest.fixture
def workspace(qapp, tmp_path, clock):
    Theme.install(qapp)
    with open_workspace(tmp_path, *november(), clock=clock) as opened:
        with opened._database.write() as session:
            hand_back(session, None)
        yield opened


@pytest.fixture
def form(qtbot, window):
    """Give the form, filled with the log that was handed back."""
    window.go("visits", VisitTarget(LOG))
    page = window.current().log
    qtbot.waitUntil(lambda: window.current().stack.currentWidget() is page)
    qtbot.waitUntil(lambda: page.head.name.text() != "")
    return page


def test_that_a_returned_log_opens_in_the_form_for_its_author(window, form, find):
    assert form.banner.words.text() == f"主管退回：{REASON}"
    assert form.form.content.edit.toPlainText().startswith("确认二厂区施工恢复")
    assert [one.name for one in form.draft().contacts] == ["方念平"]
    assert form.form.customer.isReadOnly()
    assert not form.form.form.row_named("tasks").isVisible()
    assert find("visit.head-title").text() == "补充日志"
    assert window.windowTitle().startswith("补充日志")
    assert all(not box.isEnabled() for box in form.side._promises.values())


def test_that_a_returned_log_is_not_held_against_itself(qtbot, form, find):
    qtbot.waitUntil(lambda: form._context is not None)
    qtbot.waitUntil(lambda: form.notes._asked is not None)
    assert not find("visit.time-notes").isVisible()
    assert form._context.last is None
    assert len(form._context.recent) == 6


def test_that_completing_mends_only_what_was_changed(qtbot, window, workspace, form, find, result_of):
    commands = []
    run = workspace.run
    workspace.run = lambda command: commands.append(command) or run(command)
    before = form.form.content.edit.toPlainText()
    form.form.content.edit.moveCursor(form.form.content.edit.textCursor().MoveOperation.End)
    type_text(form.form.content.edit, MORE)
    qtbot.mouseClick(find("visit.complete"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.current().stack.currentWidget() is window.current().visit)
    qtbot.waitUntil(lambda: window.current().visit.log is not None and window.current().visit.log.state == "reported")
    (command,) = commands
    assert [(edit.field, edit.old, edit.new) for edit in command.edits] == [("content", before, before + MORE)]
    assert result_of(workspace.read(stored))[:2] == ("reported", before + MORE)
    assert result_of(workspace.drafts.of_kind(DRAFT_KIND)) == ()
    assert window.notices.current.notice.text == "走访日志已补充登记"


def test_that_a_file_can_be_added_while_mending(qtbot, window, workspace, form, find, result_of):
    form.form.files._await(workspace.attachments.add_bytes("答复.txt", "接受".encode()))
    qtbot.waitUntil(lambda: len(form.form.files.files) == 1)
    qtbot.mouseClick(find("visit.complete"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.current().stack.currentWidget() is window.current().visit)
    assert result_of(workspace.read(stored))[4] == ["答复.txt"]


def test_that_what_was_mended_is_there_again_until_it_is_recorded(qtbot, window, form, workspace, result_of):
    type_text(form.form.content.edit, MORE)
    form.autosave.flush()
    qtbot.waitUntil(lambda: len(result_of(workspace.drafts.of_kind(DRAFT_KIND))) == 1)
    window.go("visits")
    window.go("visits", VisitTarget(LOG))
    qtbot.waitUntil(lambda: window.current().stack.currentWidget() is form)
    assert MORE in form.form.content.edit.toPlainText()


def test_that_mending_is_taken_back_into_the_form(qtbot, window, workspace, form, find, result_of):
    type_text(form.form.content.edit, MORE)
    qtbot.mouseClick(find("visit.complete"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.current().stack.currentWidget() is window.current().visit)
    qtbot.waitUntil(lambda: window.notices.current is not None)
    qtbot.mouseClick(find("toast-undo"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.current().stack.currentWidget() is form)
    assert MORE in form.form.content.edit.toPlainText()
    assert result_of(workspace.read(stored))[0] == "to_report"


def test_that_the_log_can_be_read_and_gone_back_to(qtbot, window, form, find):
    form.read_log.trigger()
    screen = window.current()
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.visit and screen.visit.banner.isVisible())
    qtbot.mouseClick(find("visit.read-banner-action"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is form)


def test_that_too_short_points_are_said_before_anything_is_sent(qtbot, form, find):
    form.form.content.edit.setPlainText("短")
    qtbot.mouseClick(find("visit.complete"), Qt.MouseButton.LeftButton)
    assert form.form.form.row_named("content").error.isVisible()
    assert QApplication.activeModalWidget() is None


def test_that_nobody_else_gets_the_form(qapp, qtbot, tmp_path, clock, make_window):
    Theme.install(qapp)
    with open_workspace(tmp_path / "other", *november(), clock=clock, acting=actor(ZHAO)) as opened:
        with opened._database.write() as session:
            hand_back(session, None)
        window = make_window(opened)
        window.go("visits", VisitTarget(LOG))
        page = window.current().visit
        qtbot.waitUntil(page.banner.isVisible)
        assert window.current().stack.currentWidget() is page
        assert not page.banner.action.isVisible()
