from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.views.widgets import ComboBox, DateEdit, FormLayout, LineEdit, TimeEdit


def test_that_errors_stand_under_their_fields_and_the_first_gets_the_keyboard(qtbot):
    page = QWidget()
    form = FormLayout(page)
    name, count = LineEdit(), LineEdit("-12")
    form.add_row("name", "名称", name, required=True)
    form.add_row("count", "统付成员", count)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    form.show_errors({"count": "请填写 1 到 9,999 之间的整数"}, focus=True)
    assert form.row_named("count").error.isVisible()
    assert count.hasFocus()
    assert count.property("invalid") == "true"
    assert not form.row_named("name").error.isVisible()
    assert form.row_named("name").star.isVisible()
    form.show_errors({})
    assert not form.row_named("count").error.isVisible()
    assert count.property("invalid") == "false"


def test_that_a_choice_is_a_value_and_the_wheel_does_not_change_it(qtbot):
    combo = ComboBox([("a", "甲"), ("b", "乙")], "b")
    qtbot.addWidget(combo)
    assert combo.value == "b"
    combo.set_options([("b", "乙"), ("c", "丙")])
    assert combo.value == "b"
    combo.show()
    with qtbot.waitSignal(combo.chosen) as chosen:
        qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert chosen.args == ["c"]


def test_that_days_and_times_are_python_values(qtbot):
    day, hour = DateEdit(date(2026, 11, 25)), TimeEdit(time(10, 31))
    qtbot.addWidget(day)
    qtbot.addWidget(hour)
    with qtbot.waitSignal(day.changed) as changed:
        day.set_value(date(2027, 1, 14))
    assert changed.args == [date(2027, 1, 14)]
    with qtbot.waitSignal(hour.changed):
        hour.set_value(time(11, 28))
    assert (day.text(), hour.text()) == ("2027-01-14", "11:28")
    assert day.calendarWidget().firstDayOfWeek() == Qt.DayOfWeek.Monday
