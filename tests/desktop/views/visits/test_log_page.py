from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import select

from desktop.models.visits import DRAFT_KIND, read_draft
from desktop.services.errors import DiskFull
from desktop.views.targets import VisitLogTarget, VisitTarget
from domain.entities import Task, VisitLog
from tests.desktop.views.visits.conftest import type_text
from tests.helpers.desk import row_id
from tests.helpers.visit_desk import MAKER

# The offscreen platform says what it cannot do whenever a list opens below a field.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TEXT = "二厂区 12 月 10 日投产，专线需由 500M 提速到 1G，客户接受 24 个月合同期。"
PLAN = row_id(208)


@pytest.fixture
def form(qtbot, window):
    """Give the form of the visit planned for half past ten, filled with what the plan says."""
    window.go("visits", VisitLogTarget(plan_id=PLAN))
    page = window.current().log
    qtbot.waitUntil(lambda: page.form.plan.value == PLAN and page.form.contacts.people[0].name == "方念平")
    return page


def logs(session, _actor):
    return [(log.id, log.content, log.plan_id, log.place) for log in session.scalars(select(VisitLog))]


def tasks_of(session, _actor, visit_id):
    found = session.scalars(select(Task).where(Task.visit_id == visit_id).order_by(Task.due))
    return [(task.title, task.due, task.is_promise) for task in found]


def state_of(session, _actor, task_id):
    return session.get(Task, task_id).state


def drafts_of(result_of, workspace):
    return result_of(workspace.drafts.of_kind(DRAFT_KIND))


def write(qtbot, page, text=TEXT):
    page.form.content.edit.setFocus()
    page.form.content.edit.insertPlainText(text)
    qtbot.waitUntil(lambda: not page.autosave.dirty, timeout=3000)


def test_that_a_plan_fills_the_form(form):
    draft = form.draft()
    assert (draft.customer_id, draft.plan_id, draft.purposes) == (MAKER, PLAN, ("relation", "needs"))
    assert draft.place == "澜州市雨湖区创新路 18 号"
    assert draft.next_visit is not None
    assert (draft.ends.hour, draft.ends.minute) == (10, 12)


def test_that_a_form_opened_from_a_file_names_the_customer(qtbot, window):
    window.go("visits", VisitLogTarget(customer_id=MAKER))
    page = window.current().log
    qtbot.waitUntil(lambda: page.form.customer.text() != "")
    assert (page.form.customer.customer_id, page.draft().customer) == (MAKER, page.form.customer.text())


def test_that_the_whole_form_is_done_by_keyboard(qtbot, window, workspace, find, result_of):
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    picker = find("visit.customer")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is picker and picker.rows > 0)
    popup = picker._popup
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().index(0, 0).data().startswith("今天")
    qtbot.keyClicks(picker, "hyjm")
    qtbot.waitUntil(lambda: picker.rows == 1)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    page = window.current().log
    qtbot.waitUntil(lambda: page.form.place.text() != "")
    names = []
    for _step in range(60):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        name = QApplication.focusWidget().objectName()
        names.append(name)
        if name == "visit.contacts-edit":
            type_text(QApplication.focusWidget(), "方念平")
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        elif name == "visit.purpose-renewal":
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        elif name == "visit.content":
            type_text(QApplication.focusWidget(), TEXT)
        elif name == "visit.mood-dissatisfied":
            for _right in range(3):
                qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        elif name == "visit.task-new":
            type_text(QApplication.focusWidget(), "提交正式书面报价")
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
            break
    assert {"visit.starts", "visit.ends", "visit.companions-edit", "visit.competitor"} <= set(names)
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.current().visit.log is not None)
    found = window.current().visit.log
    assert (found.content, found.purposes, found.mood) == (TEXT, ("renewal",), "approving")
    assert [task.title for task in found.tasks] == ["提交正式书面报价"]
    assert len(result_of(workspace.read(logs))) == 8


def test_that_what_is_missing_is_named_and_focused(qtbot, window, find, form):
    form.form.contacts.set_people([])
    form._changed()
    assert find("visit.required").text().startswith("必填项已完成 2 / 4")
    assert "还差参加人" in find("visit.required").text()
    window.trigger("complete")
    row = form.form.form.row_named("contact_ids")
    assert row.error.isVisible()
    assert row.error.text() == "必填，请补充"
    qtbot.waitUntil(lambda: QApplication.focusWidget() is form.form.contacts.edit)


def test_that_an_end_before_the_begin_is_said_under_the_time(window, form):
    form.form.starts.set_value(form.form.ends.value.replace(hour=11))
    window.trigger("complete")
    assert form.form.form.row_named("ends_at").error.text() == "结束时间应晚于开始时间"


def test_that_typing_is_saved_within_two_seconds(qtbot, workspace, find, form, result_of):
    type_text(form.form.content.edit, "谈了专线")
    assert drafts_of(result_of, workspace) == ()
    qtbot.waitUntil(lambda: "已自动保存到本机" in find("visit.saved").text(), timeout=4000)
    (kept,) = drafts_of(result_of, workspace)
    assert read_draft(kept.value).content == "谈了专线"


def test_that_leaving_a_field_saves_at_once(qtbot, workspace, form, result_of):
    form.form.content.edit.setFocus()
    type_text(form.form.content.edit, "谈了专线")
    form.form.competitor.setFocus()
    assert not form.autosave.dirty
    qtbot.waitUntil(lambda: len(drafts_of(result_of, workspace)) == 1, timeout=1000)


def test_that_a_draft_is_there_again_after_a_restart(qtbot, make_window, window, workspace, form):
    write(qtbot, form)
    form.form.tasks.add("提交报价")
    form.autosave.flush()
    window.close()
    again = make_window(workspace)
    again.go("visits", VisitLogTarget(plan_id=PLAN))
    page = again.current().log
    qtbot.waitUntil(lambda: page.form.content.edit.toPlainText() == TEXT)
    assert [task.title for task in page.form.tasks.tasks] == ["提交报价"]
    assert [one.name for one in page.draft().contacts] == ["方念平"]


def test_that_of_two_drafts_for_one_visit_one_is_kept(qtbot, window, workspace, form, result_of):
    write(qtbot, form)
    other = msgspec.structs.replace(form.draft(), key="second", visit_id="second", content="另一份要点，写得更长一些。")
    result_of(workspace.drafts.save(DRAFT_KIND, "second", other.body()))
    window.go("visits")
    window.go("visits", VisitLogTarget(plan_id=PLAN))
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    radios = [radio for radio in dialog._radios if radio is not None]
    at = next(n for n, (draft) in enumerate(dialog._drafts) if draft.key == "second")
    radios[at].setChecked(True)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: form.form.content.edit.toPlainText() == other.content)
    qtbot.waitUntil(lambda: [one.key for one in drafts_of(result_of, workspace)] == ["second"])


def test_that_a_phrase_is_inserted_by_its_code_and_tab_jumps_through_the_blanks(qtbot, form):
    edit = form.form.content.edit
    edit.setFocus()
    qtbot.keyClicks(edit, ";bj")
    assert edit.popup.isVisible()
    assert edit.popup.list.count() == 3
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.toPlainText() == "已答应 [日期] 前提供 [产品] 正式报价"
    assert edit.textCursor().selectedText() == "[日期]"
    qtbot.keyClicks(edit, "11-27")
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.textCursor().selectedText() == "[产品]"
    qtbot.keyClicks(edit, "1G")
    assert edit.toPlainText() == "已答应 11-27 前提供 1G 正式报价"


def test_that_ctrl_j_offers_phrases_and_escape_leaves_the_text(qtbot, window, form):
    edit = form.form.content.edit
    edit.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: edit.popup is not None and edit.popup.isVisible())
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert not edit.popup.isVisible()
    assert edit.toPlainText() == ""


def test_that_a_line_becomes_a_task(qtbot, find, form):
    type_text(form.form.content.edit, "3. 本周内给出正式书面报价。")
    qtbot.mouseClick(find("visit.to-task"), Qt.MouseButton.LeftButton)
    assert [task.title for task in form.form.tasks.tasks] == ["本周内给出正式书面报价"]


def test_that_the_length_is_counted_against_the_limit_from_8000(form, find):
    form.form.content.edit.setPlainText("长" * 8001)
    assert find("visit.content-count").text() == "8,001 / 10,000 字"


def test_that_a_contact_typed_before_the_file_is_there_is_found_in_it(form):
    context = form._context
    known = context.contacts[0]
    form.form.contacts.set_people([])
    form.form.show_context(None, "")
    type_text(form.form.contacts.edit, known.name)
    QTest.keyClick(form.form.contacts.edit, Qt.Key.Key_Return)
    assert form.form.contacts.people == ()
    form.form.show_context(context, "")
    assert [one.id for one in form.form.contacts.people] == [known.id]
    assert QApplication.activeModalWidget() is None


def test_that_a_new_contact_is_noted_inside_the_form(qtbot, form):
    type_text(form.form.contacts.edit, "林疏桐")
    qtbot.keyClick(form.form.contacts.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog._form.row_named("mobile").error.text() == "手机、办公电话、邮箱、微信至少填一项"
    qtbot.keyClicks(dialog._edits["mobile"], "13800138000")
    type_text(dialog._edits["title"], "机房主管")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [one.name for one in form.form.contacts.people] == ["方念平", "林疏桐"])
    assert all(one.id for one in form.form.contacts.people)


def test_that_files_are_taken_by_drop_and_pictures_by_paste(qtbot, tmp_path, form):
    path = tmp_path / "扩容需求表.xlsx"
    path.write_bytes(b"PK" + b"0" * 46_000)
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    form.form.files.zone.dropEvent(drop)
    qtbot.waitUntil(lambda: len(form.form.files.files) == 1)
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.blue)
    pasted = QMimeData()
    pasted.setImageData(picture)
    form.form.content.edit.insertFromMimeData(pasted)
    qtbot.waitUntil(lambda: len(form.form.files.files) == 2)
    assert [file.media_type.split("/")[0] for file in form.form.files.files] == ["application", "image"]
    assert form.banner.isVisible()
    assert form.banner.detail.text().startswith("附件共 2 个，")


def test_that_a_file_of_more_than_fifty_megabytes_is_refused_with_the_limit(qtbot, tmp_path, find, form):
    path = tmp_path / "大.zip"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    form.form.files.add_files([path])
    qtbot.waitUntil(lambda: find("visit.attachment-error").isVisible())
    assert find("visit.attachment-error").text() == "文件 大.zip 超过 50 MB"
    assert form.form.files.files == ()


def test_that_a_full_disk_keeps_the_text_and_offers_a_file(qtbot, monkeypatch, tmp_path, workspace, find, form):
    def full(*_args):
        def work(_tick):
            raise DiskFull(path="/home", needed=1)

        return workspace._background.write(work)

    monkeypatch.setattr(workspace.drafts, "save", full)
    type_text(form.form.content.edit, "谈了专线")
    form.autosave.flush()
    qtbot.waitUntil(lambda: "磁盘空间不足" in form.banner.words.text())
    assert form.form.content.edit.toPlainText() == "谈了专线"
    target = tmp_path / "要点.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (str(target), ""))
    qtbot.mouseClick(find("visit.banner-action"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(target.exists)
    assert "谈了专线" in Path(target).read_text("utf-8")


def test_that_completing_keeps_promises_drops_the_draft_and_can_be_undone(
    qtbot, window, workspace, find, form, result_of
):
    write(qtbot, form)
    find(f"visit.promise-{row_id(401)}").setChecked(True)
    form.form.tasks.add("提交正式书面报价")
    with qtbot.waitSignal(workspace.changed):
        qtbot.mouseClick(find("visit.complete"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.current().visit.log is not None)
    visit_id = window.current().visit.log.id
    assert window.notices.current.notice.text == "走访日志已登记"
    assert result_of(workspace.read(state_of, row_id(401))) == "done"
    due = date(2026, 11, 25) + timedelta(days=7)
    assert result_of(workspace.read(tasks_of, visit_id)) == [("提交正式书面报价", due, False)]
    qtbot.waitUntil(lambda: drafts_of(result_of, workspace) == ())
    qtbot.mouseClick(find("toast-undo"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.current().stack.currentWidget() is form)
    assert form.form.content.edit.toPlainText() == TEXT
    assert all(found[0] != visit_id for found in result_of(workspace.read(logs)))
    assert result_of(workspace.read(state_of, row_id(401))) == "under_way"


def test_that_a_text_copied_from_another_log_is_marked_before_it_is_sent(qtbot, find, form):
    write(qtbot, form, "确认二厂区施工恢复；客户要求两周内给出专线扩容报价；对夜间抖动问题不满意。")
    qtbot.waitUntil(lambda: find("visit.flags").isVisible())
    assert "高度相似" in find("visit.flags").text()


def test_that_the_phrase_list_can_be_changed(qtbot, form):
    form.phrases.manage()
    dialog = QApplication.activeModalWidget()
    before = dialog.list.count()
    qtbot.keyClicks(dialog.code, "jf")
    type_text(dialog.text, "机房 [位置] 已勘察")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.list.count() == before + 1)
    qtbot.waitUntil(lambda: any(one.code == "jf" for one in form.form.content.edit.phrases))
    dialog.list.setCurrentRow(0)
    qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.list.count() == before)
    dialog.accept()


def test_that_the_read_page_is_found_by_its_target(qtbot, window):
    window.go("visits", VisitTarget(row_id(307)))
    qtbot.waitUntil(lambda: window.current().visit.log is not None)
    assert window.windowTitle().startswith("走访日志")


def test_that_a_time_that_meets_another_visit_is_warned_of_and_still_recorded(qtbot, window, find, form):
    form.form.starts.set_value(form.form.starts.value.replace(hour=9, minute=30))
    form._changed()
    qtbot.waitUntil(lambda: find("visit.time-notes").isVisible())
    assert find("visit.time-notes").text() == "与「澜州港务集团」09:00–09:50 的走访时间重叠"
    write(qtbot, form)
    qtbot.mouseClick(find("visit.complete"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.current().visit.log is not None)


def test_that_a_free_time_is_not_remarked_on(qtbot, find, form):
    qtbot.waitUntil(lambda: find("visit.time-notes").isVisible())
    form.form.starts.set_value(form.form.starts.value.replace(hour=9, minute=55))
    form._changed()
    qtbot.waitUntil(lambda: not find("visit.time-notes").isVisible())


def test_that_a_late_entry_is_told_to_its_writer(qtbot, find, form):
    form.form.day.set_value(date(2026, 11, 22))
    form._changed()
    qtbot.waitUntil(lambda: find("visit.time-notes").text() == "走访结束已超过 48 小时，记为迟报")


@pytest.mark.parametrize("purpose", ["collection", "compliance"])
def test_that_some_purposes_need_a_signature(qtbot, window, find, form, purpose):
    write(qtbot, form)
    assert not find("visit.sign-why").isVisible()
    find(f"visit.purpose-{purpose}").setChecked(True)
    assert "客户签字" in find("visit.sign-why").text()
    assert find("visit.sign-why").isVisibleTo(form.form)
    qtbot.mouseClick(find("visit.complete"), Qt.MouseButton.LeftButton)
    line = form.form.form.row_named("cust_sign")
    assert line.error.isVisibleTo(form.form)
    assert line.error.text() == "催缴、合规走访需要客户签字，或附签字件"
    assert "催缴、合规走访需要客户签字" in find("visit.required").text()
    find("visit.sign").setChecked(True)
    assert not find("visit.sign-why").isVisibleTo(form.form)
    qtbot.mouseClick(find("visit.complete"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.current().visit.log is not None)
    assert window.current().visit.log.cust_sign
