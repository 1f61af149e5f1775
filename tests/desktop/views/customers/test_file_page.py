import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.views.customers.editors import SearchCombo
from desktop.views.customers.list_tabs import ListTab
from desktop.views.targets import CustomerTarget, PlanTarget, TaskTarget, VisitLogTarget
from desktop.views.widgets import Banner, EmptyState, Label, LineEdit
from domain.commands import AddContact, AddTask
from domain.commands.tasks import NewTask
from domain.permissions import Permission, Verdict
from domain.queries.audit import customer_audit
from tests.desktop.views.customers.conftest import NAMES, write
from tests.helpers.desk import LI, row_id

KEY = row_id(1)


@pytest.fixture
def filed(qtbot, place):
    """Open the file of the first customer."""
    place.screen.open(CustomerTarget(KEY))
    qtbot.waitUntil(lambda: place.screen.title() == NAMES[0])
    return place


def press(qtbot, place, name):
    qtbot.mouseClick(place.find(QPushButton, name), Qt.MouseButton.LeftButton)


def done(qtbot, job):
    with qtbot.waitSignal(job.done) as told:
        pass
    return told.args[0]


def add_contact(qtbot, place, name="方念平"):
    values = {"name": name, "role_kinds": ["decision_maker"], "mobile": "13800132046", "title": "主任"}
    new_id = place.workspace.new_id()
    command = AddContact(**place.workspace.stamp(), contact_id=new_id, customer_id=KEY, values=values)
    done(qtbot, place.workspace.run(command))
    return new_id


def test_that_the_head_names_customer_and_manager(filed):
    assert filed.find(Label, "customer.name").text() == NAMES[0]
    assert "客户经理 李明远" in filed.find(Label, "customer.meta").text()
    assert filed.find(Label, "customer.percent").text() == "70%"
    assert filed.screen.breadcrumb() == ["客户", "我的客户", NAMES[0]]


def test_that_a_customer_out_of_sight_says_so_and_leads_back(qtbot, place):
    place.screen.open(CustomerTarget(row_id(9)))
    failure = place.find(EmptyState, "customer.failure")
    qtbot.waitUntil(failure.isVisible)
    assert "不在可见范围内" in failure.detail.text()
    press(qtbot, place, "customer.failure-action")
    assert place.went == [("customers", None)]


def test_that_a_gap_leads_to_its_field_in_the_form(qtbot, filed):
    filed.file.edit("legal_rep")
    form = filed.file._form.form
    write(form.editor("legal_rep").widget, "周砚之")
    press(qtbot, filed, "customer.form.save")
    qtbot.waitUntil(lambda: filed.file._form is None)
    qtbot.waitUntil(lambda: filed.file._file.values["legal_rep"] == "周砚之")
    assert filed.notices.current.notice.text == "已保存客户资料"
    press(qtbot, filed, "toast-undo")
    qtbot.waitUntil(lambda: filed.file._file.values["legal_rep"] == "")


def test_that_the_form_tells_a_wrong_field_while_typing_and_does_not_save(qtbot, filed):
    filed.file.edit()
    page = filed.file._form
    write(page.form.editor("tel").widget, "x")
    assert "电话格式不对" in page.form.row_of("tel").error.text()
    press(qtbot, filed, "customer.form.save")
    assert filed.file._form is page
    write(page.form.editor("sign_date").widget, "昨天")
    assert "不是有效日期" in page.form.row_of("sign_date").error.text()


def test_that_leaving_a_changed_form_asks_first(qtbot, filed):
    filed.file.edit()
    write(filed.file._form.form.editor("alias").widget, "旧名")
    press(qtbot, filed, "customer.form.cancel")
    assert filed.file._form is not None
    press(qtbot, filed, "customer.form.leave-accept")
    assert filed.file._form is None


def test_that_an_untouched_form_changes_nothing(filed):
    filed.file.edit()
    assert filed.file._form.form.edits() == ()
    assert not filed.find(QPushButton, "customer.form.save").isEnabled()
    filed.file._form.left.emit()


def test_that_numbers_are_masked_until_asked_for_and_asking_is_recorded(qtbot, filed):
    add_contact(qtbot, filed)
    filed.file.show_tab("contacts")
    qtbot.waitUntil(lambda: filed.window.findChild(Label, "contact.value.mobile") is not None)
    assert filed.find(Label, "contact.value.mobile").text() == "138 **** 2046"
    press(qtbot, filed, "contact.reveal.mobile")
    qtbot.waitUntil(lambda: filed.find(Label, "contact.value.mobile").text() == "13800132046")
    entries = done(qtbot, filed.workspace.read(customer_audit, KEY))
    assert "reveal" in {entry.action for entry in entries}


def test_that_a_key_person_needs_a_role_and_a_way_to_reach(qtbot, filed):
    filed.file.show_tab("contacts")
    assert filed.screen.trigger("new")
    dialog = filed.dialog()
    write(dialog.form.editor("name").widget, "江予舟")
    press(qtbot, filed, "contact.dialog-accept")
    assert dialog.isVisible()
    assert "至少填一项" in dialog.form.row_of("mobile").error.text()
    press(qtbot, filed, "choice.purchasing")
    write(dialog.form.editor("mobile").widget, "13900137781")
    press(qtbot, filed, "contact.dialog-accept")
    qtbot.waitUntil(lambda: filed.file._file.contacts == 1)


def test_that_a_key_person_is_removed_after_a_question(qtbot, filed):
    add_contact(qtbot, filed)
    filed.file.show_tab("contacts")
    qtbot.waitUntil(lambda: filed.window.findChild(QPushButton, "contact.remove") is not None)
    press(qtbot, filed, "contact.remove")
    press(qtbot, filed, "contact.confirm-accept")
    qtbot.waitUntil(lambda: filed.file._file.contacts == 0)


def test_that_an_affiliate_is_added_and_removed(qtbot, filed):
    press(qtbot, filed, "customer.affiliates.add")
    dialog = filed.dialog()
    write(dialog.form.editor("to_name").widget, "恒岳供应链管理有限公司")
    dialog.form.editor("rel_type").widget.set_value("holding")
    write(dialog.form.editor("hold_pct").widget, "51")
    press(qtbot, filed, "customer.affiliate-accept")
    qtbot.waitUntil(lambda: len(filed.file._file.affiliates) == 1)
    shown = filed.file._file.affiliates[0]
    assert (shown.hold_pct, shown.is_group_member) == (5100, True)
    filed.file.overview.affiliates.remove_asked.emit(shown)
    press(qtbot, filed, "customer.affiliate.confirm-accept")
    qtbot.waitUntil(lambda: filed.file._file.affiliates == ())


def test_that_late_tasks_mark_their_tab_and_open_elsewhere(qtbot, filed):
    today = filed.workspace.today()
    task = NewTask(id=filed.workspace.new_id(), title="专线扩容报价", due=today.replace(day=1), assignee_id=LI)
    done(qtbot, filed.workspace.run(AddTask(**filed.workspace.stamp(), task=task, customer_id=KEY)))
    qtbot.waitUntil(lambda: filed.file.tab_bar.tabText(3) == "任务 1")
    assert filed.file.tab_bar.tabToolTip(3) == "1 项任务逾期"
    filed.file.overview.task_asked.emit(task.id)
    assert filed.went[-1] == ("today", TaskTarget(task.id))


def test_that_history_shows_before_and_after(qtbot, filed):
    filed.file.edit()
    write(filed.file._form.form.editor("legal_rep").widget, "周砚之")
    press(qtbot, filed, "customer.form.save")
    qtbot.waitUntil(lambda: filed.file._form is None)
    filed.file.show_tab("history")
    tab = filed.find(ListTab, "customer.history")
    model = tab.table.rows
    qtbot.waitUntil(lambda: model.rowCount() == 1 and model.row_at(0) is not None)
    keys = [column.key for column in model.columns]
    words = [str(model.index(0, keys.index(key)).data()) for key in ("field", "old", "new")]
    assert words == ["法定代表人", "—", "周砚之"]


def test_that_the_visit_tab_asks_to_log_one(qtbot, filed):
    filed.file.show_tab("visits")
    press(qtbot, filed, "customer.visits.log")
    assert filed.went[-1] == ("visits", VisitLogTarget(customer_id=KEY))


def test_that_who_may_not_edit_sees_why(qtbot, opened, monkeypatch):
    refused = Verdict(ok=False, code="not_permitted")
    allowed = Verdict(ok=True)
    monkeypatch.setattr(
        "desktop.workspace.may",
        lambda _actor, permission: refused if permission is Permission.CUSTOMER_EDIT else allowed,
    )
    place = opened()
    place.screen.open(CustomerTarget(KEY))
    qtbot.waitUntil(lambda: place.screen.title() == NAMES[0])
    button = place.find(QPushButton, "customer.edit")
    assert not button.isEnabled()
    assert button.toolTip() == "当前岗位没有这个权限"
    place.file.edit()
    assert place.file._form is None


def test_that_a_line_is_found_by_its_name(filed):
    filed.file.edit()
    assert filed.find(LineEdit, "field.cust_name").text() == NAMES[0]
    filed.file._form.left.emit()


def test_that_ctrl_s_saves_and_escape_leaves(qtbot, filed):
    filed.file.edit()
    line = filed.file._form.form.editor("alias").widget
    write(line, "恒岳机械")
    filed.window.activateWindow()
    qtbot.keyClick(line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: filed.file._form is None)
    qtbot.waitUntil(lambda: filed.file._file.values["alias"] == "恒岳机械")
    filed.file.edit()
    qtbot.keyClick(filed.file._form, Qt.Key.Key_Escape)
    assert filed.file._form is None


def test_that_a_task_is_added_for_the_customer(qtbot, filed):
    filed.file.show_tab("tasks")
    press(qtbot, filed, "customer.tasks.add")
    write(filed.find(LineEdit, "task.title"), "季度服务回访")
    press(qtbot, filed, "task-dialog-accept")
    qtbot.waitUntil(lambda: filed.file.tab_bar.tabText(3) == "任务 1")
    qtbot.waitUntil(lambda: filed.find(ListTab, "customer.tasks").table.rows.rowCount() == 1)


def test_that_a_team_is_put_together_by_name(qtbot, filed):
    filed.file.edit()
    form = filed.file._form.form
    assert "value_score" not in form.read()[0]
    combo = filed.find(SearchCombo, "field.team_ids.add")
    person_id, name = combo.itemData(1), combo.itemText(1)
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert form.read()[0]["team_ids"] == [person_id]
    pill = filed.find(QPushButton, f"chosen.{person_id}")
    assert pill.text() == name
    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert form.read()[0]["team_ids"] == []
    assert form.edits() == ()
    filed.file._form.left.emit()


def test_that_the_service_plan_is_written_from_the_menu_and_the_palette(filed):
    filed.file._asked("plan")
    assert filed.screen.trigger("plan.edit")
    assert filed.went[-2:] == [("plans", PlanTarget(filed.file.customer_id))] * 2


def field(filed, name, kind=LineEdit):
    return filed.file._form.findChild(kind, f"field.{name}")


def begin_again(qtbot, filed):
    """Leave as when the window goes away, and open the form again."""
    filed.screen.keep()
    assert filed.workspace.drafts.settle() is None
    filed.file._close_form()
    filed.file.edit()
    qtbot.waitUntil(lambda: filed.find(Banner, "customer.form.draft").isVisible())


def test_that_changes_kept_when_the_window_goes_come_back_with_the_form(qtbot, filed):
    filed.file.edit()
    write(field(filed, "legal_rep"), "周砚之")
    write(field(filed, "cert_valid_to"), "去年")
    begin_again(qtbot, filed)
    assert field(filed, "legal_rep").text() == "周砚之"
    assert field(filed, "cert_valid_to").text() == "去年"
    field(filed, "cert_valid_to").clear()
    write(field(filed, "cert_valid_to"), "2020-01-02")
    press(qtbot, filed, "customer.form.save")
    qtbot.waitUntil(lambda: filed.file._form is None)
    qtbot.waitUntil(lambda: filed.file._file.values["legal_rep"] == "周砚之")
    assert done(qtbot, filed.workspace.drafts.load("customer", KEY)) is None


def test_that_a_draft_of_the_form_can_be_given_up(qtbot, filed):
    filed.file.edit()
    write(field(filed, "legal_rep"), "周砚之")
    begin_again(qtbot, filed)
    press(qtbot, filed, "customer.form.draft-action")
    qtbot.waitUntil(lambda: field(filed, "legal_rep").text() == "")
    assert not filed.file._form.is_changed
    assert filed.workspace.drafts.settle() is None
    assert done(qtbot, filed.workspace.drafts.load("customer", KEY)) is None
