import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.views.customers.new_customer import NewCustomerDialog
from desktop.views.targets import CustomerTarget
from desktop.views.widgets import Banner, Label, LineEdit
from domain.queries.customer_files import customer_file
from domain.rules.credit_code import check_character, organisation_check_character
from tests.desktop.views.customers.conftest import write
from tests.helpers.desk import NOON, row_id


def credit_code(division="430503"):
    body = "91" + division + "MA2L7K4Q"
    body += organisation_check_character(body[8:])
    return body + check_character(body)


@pytest.fixture
def dialog(place):
    place.screen.trigger("new")
    found = place.dialog()
    assert isinstance(found, NewCustomerDialog)
    yield found
    if found.isVisible():
        found.reject()


def line(place, name):
    return place.find(LineEdit, f"customers.new.{name}")


def save(qtbot, place):
    qtbot.mouseClick(place.find(QPushButton, "customers.new-accept"), Qt.MouseButton.LeftButton)


def test_that_an_empty_dialog_says_what_is_needed(qtbot, place, dialog):
    save(qtbot, place)
    assert dialog.isVisible()
    assert dialog._form.row_named("cust_name").error.text() == "必填，请补充"
    assert dialog._form.row_named("tel").error.text() == "必填，请补充"


def test_that_a_bad_phone_is_told_while_typing(place, dialog):
    write(line(place, "tel"), "12")
    assert "电话格式不对" in dialog._form.row_named("tel").error.text()


def test_that_a_pasted_licence_fills_in_kind_and_place(place, dialog):
    write(line(place, "code"), f"统一社会信用代码：{credit_code()}，有限责任公司")
    assert line(place, "code").text() == credit_code()
    assert dialog._place.values["county"] == "430503"
    assert "登记在 湖南省邵阳市大祥区" in place.find(Label, "customers.new.facts").text()


def test_that_a_likely_duplicate_is_shown_and_can_be_opened(qtbot, place, dialog):
    write(line(place, "cust_name"), "恒岳精密制造有限公司")
    name = f"customers.new.open.{row_id(1)}"
    qtbot.waitUntil(lambda: place.window.findChild(QPushButton, name) is not None)
    qtbot.mouseClick(place.find(QPushButton, name), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert place.went == [("customers", CustomerTarget(row_id(1)))]


def test_that_a_saved_customer_opens_its_file(qtbot, place, dialog):
    write(line(place, "code"), credit_code())
    write(line(place, "cust_name"), "星城鼎川建设工程有限公司")
    write(line(place, "tel"), "0739-5551234")
    save(qtbot, place)
    qtbot.waitUntil(lambda: bool(place.went))
    assert not dialog.isVisible()
    _screen, target = place.went[0]
    job = place.workspace.read(customer_file, target.customer_id, today=NOON.date())
    with qtbot.waitSignal(job.done) as done:
        pass
    assert done.args[0].values["cert_no"] == credit_code()
    assert done.args[0].values["org_type"] == "enterprise"
    assert place.notices.current.notice.text == "已建立客户档案"


def test_that_a_code_in_use_is_refused_at_its_field(qtbot, place, dialog):
    for name in ("星城鼎川建设工程有限公司", "星城远汐海运代理有限公司"):
        if not dialog.isVisible():
            place.screen.trigger("new")
            dialog = place.dialog()
        dialog._code.clear()
        write(dialog._code, credit_code())
        write(dialog._name, name)
        write(dialog._tel, "0739-5551234")
        dialog.submit()
        qtbot.waitUntil(lambda shown=dialog: not shown.isVisible() or not shown.accept_button.busy)
    assert "本省已有客户" in dialog._form.row_named("code").error.text()
    dialog.reject()


def draft_of(qtbot, place):
    assert place.workspace.drafts.settle() is None
    with qtbot.waitSignal(place.workspace.drafts.load("customer", "new").done) as told:
        pass
    return told.args[0]


def again(qtbot, place):
    """Let the dialog go with the window, and ask for it anew."""
    place.screen.keep()
    assert draft_of(qtbot, place) is not None
    place.dialog().close()
    place.screen.trigger("new")
    found = place.dialog()
    qtbot.waitUntil(found.findChild(Banner, "customers.new.draft").isVisible)
    return found


@pytest.mark.usefixtures("dialog")
def test_that_a_file_begun_when_the_window_goes_comes_back(qtbot, place):
    write(line(place, "cust_name"), "星城远航物流有限公司")
    write(line(place, "code"), credit_code())
    anew = again(qtbot, place)
    assert anew.findChild(LineEdit, "customers.new.cust_name").text() == "星城远航物流有限公司"
    assert anew._place.values["county"] == "430503"
    qtbot.mouseClick(anew.findChild(QPushButton, "customers.new.draft-action"), Qt.MouseButton.LeftButton)
    assert anew.findChild(LineEdit, "customers.new.cust_name").text() == ""
    assert draft_of(qtbot, place) is None
    anew.reject()


def test_that_cancelling_leaves_no_draft(qtbot, place, dialog):
    write(line(place, "cust_name"), "星城远航物流有限公司")
    place.screen.keep()
    qtbot.mouseClick(place.find(QPushButton, "customers.new-cancel"), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert draft_of(qtbot, place) is None
