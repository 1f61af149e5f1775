import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from desktop.views.widgets import Chip, ChipsInput, Person

FANG = Person("1", "方念平", "信息部主任")
JIANG = Person("2", "江予舟", "采购部经理")


@pytest.fixture
def field(qtbot):
    made = ChipsInput(hint="添加客户方", free=True, name="people")
    qtbot.addWidget(made)
    made.resize(500, 40)
    made.offer([FANG, JIANG])
    made.show()
    return made


def test_that_enter_adds_who_was_offered_and_then_a_free_name(field, qtbot):
    field.edit.setText("江予")
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    field.edit.setText("陈工")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.people == (JIANG, Person("", "陈工"))
    assert field.edit.text() == ""


def test_that_nobody_stands_there_twice(field):
    field.add(FANG)
    field.add(FANG)
    assert field.people == (FANG,)


def test_that_backspace_and_the_cross_remove(field, qtbot):
    field.set_people([FANG, JIANG])
    qtbot.keyClick(field.edit, Qt.Key.Key_Backspace)
    assert field.people == (FANG,)
    with qtbot.waitSignal(field.changed):
        field.findChild(Chip).findChild(QToolButton).click()
    assert field.people == ()


def test_that_many_people_wrap_to_more_lines(field, qtbot):
    high = field.sizeHint().height()
    field.set_people([Person(str(n), f"客户方人员 {n}", "信息部") for n in range(12)])
    qtbot.waitUntil(lambda: field.sizeHint().height() > 2 * high)
