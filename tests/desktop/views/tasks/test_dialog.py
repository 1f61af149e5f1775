from datetime import date

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.models.tasks import TaskDraft
from desktop.views.tasks import TaskDialog
from desktop.views.widgets import Button, ComboBox, DateEdit, LineEdit
from domain.queries.tasks import my_tasks, task
from tests.helpers.day import TODAY, XU, open_day
from tests.helpers.desk import LI, ZHAO, row_id


@pytest.fixture
def workspace(qapp, tmp_path):
    assert qapp is not None
    with open_day(tmp_path, ZHAO) as opened:
        yield opened


def result_of(qtbot, job):
    with qtbot.waitSignal(job.done) as done:
        pass
    return done.args[0]


def found(dialog, kind, name):
    widget = dialog.findChild(kind, name)
    assert widget is not None, name
    return widget


@pytest.fixture
def opened(qtbot, workspace):
    window = QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    window.show()

    def open_dialog(**given):
        dialog = TaskDialog(window, workspace, **given)
        dialog.open()
        qtbot.waitUntil(lambda: dialog.assignee.findData(XU) >= 0)
        return dialog

    return open_dialog


def press(qtbot, dialog):
    qtbot.mouseClick(found(dialog, Button, "task-dialog-accept"), Qt.MouseButton.LeftButton)


def test_that_a_task_without_title_is_refused_under_its_field(qtbot, opened):
    dialog = opened()
    press(qtbot, dialog)
    assert dialog.form.row_named("title").error.text() == "必填，请补充"
    assert dialog.isVisible()


def test_that_a_new_task_is_made_as_it_was_filled_in(qtbot, workspace, opened):
    dialog = opened(draft=TaskDraft(due=TODAY, customer_id=row_id(1), customer_name="恒岳精密制造"))
    found(dialog, LineEdit, "task.title").setText("送合同")
    who = found(dialog, ComboBox, "task.assignee")
    who.setCurrentIndex(who.findData(XU))
    who.activated.emit(who.currentIndex())
    found(dialog, DateEdit, "task.due").set_value(date(2026, 11, 27))
    found(dialog, ComboBox, "task.due-time").set_value("15:30:00")
    found(dialog, ComboBox, "task.priority").set_value("high")
    dialog.standard.setPlainText("两份盖章件")
    with qtbot.waitSignal(dialog.saved) as saved:
        press(qtbot, dialog)
    row = result_of(qtbot, workspace.read(task, saved.args[0]))
    assert (row.title, row.assignee_id, row.due.isoformat(), str(row.due_time)) == (
        "送合同",
        XU,
        "2026-11-27",
        "15:30:00",
    )
    assert (row.customer_name, row.priority, row.standard) == ("恒岳精密制造", "high", "两份盖章件")


def test_that_changing_title_and_person_is_one_saving(qtbot, workspace, opened):
    (row, *_rest) = result_of(qtbot, workspace.read(lambda session, actor: my_tasks(session, _as_li(actor), TODAY)))
    dialog = opened(task=row)
    assert found(dialog, LineEdit, "task.customer").isReadOnly()
    found(dialog, LineEdit, "task.title").setText("提交专线报价（第二版）")
    who = found(dialog, ComboBox, "task.assignee")
    who.setCurrentIndex(who.findData(XU))
    who.activated.emit(who.currentIndex())
    with qtbot.waitSignal(dialog.saved):
        press(qtbot, dialog)
    after = result_of(qtbot, workspace.read(task, row.id))
    assert (after.title, after.assignee_name) == ("提交专线报价（第二版）", "许望舒")


def _as_li(actor):
    return msgspec.structs.replace(actor, id=LI)


def test_that_words_that_name_no_customer_are_refused(qtbot, opened):
    dialog = opened(draft=TaskDraft(title="送合同", due=TODAY))
    dialog.customer.setText("没有这个客户")
    press(qtbot, dialog)
    assert dialog.form.row_named("customer_id").error.text() != ""


def test_that_nothing_changed_saves_nothing(qtbot, workspace, opened):
    (row, *_rest) = result_of(qtbot, workspace.read(lambda session, actor: my_tasks(session, _as_li(actor), TODAY)))
    dialog = opened(task=row)
    with qtbot.waitSignal(dialog.accepted):
        press(qtbot, dialog)
    assert result_of(qtbot, workspace.outbox.rows()) == ()
