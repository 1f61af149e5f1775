from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.views.widgets import Button, FocusRing, Segmented, Switch, TagButton, row, shortcut_text


def test_that_a_busy_button_keeps_its_width_and_refuses_presses(qtbot):
    button = Button("保存", kind="primary")
    qtbot.addWidget(button)
    button.show()
    wide = button.width()
    presses = []
    button.clicked.connect(lambda: presses.append(1))
    button.set_busy("保存中")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (button.text(), button.busy, presses) == ("保存中", True, [])
    assert button.width() >= wide
    button.set_busy()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (button.text(), button.busy, presses) == ("保存", False, [1])


def test_that_the_ring_is_drawn_for_the_keyboard_only(qtbot):
    window = QWidget()
    first, second = Button("安排走访"), Button("记录走访", kind="primary")
    row(first, second, parent=window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert not second.hasFocus()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert [ring.isVisible() for ring in window.findChildren(FocusRing)] == [True]
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    shown = [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]
    assert [ring.geometry().contains(second.geometry()) for ring in shown] == [True]


def test_that_segments_choose_one_value(qtbot):
    segments = Segmented([("day", "日"), ("week", "周")], "week", name="span")
    qtbot.addWidget(segments)
    with qtbot.waitSignal(segments.chosen) as chosen:
        qtbot.mouseClick(segments.button("day"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["day"]
    segments.set_value("week")
    assert segments.value == "week"
    segments.set_value("")
    assert segments.value == ""


def test_that_a_chosen_pill_shows_a_check(qtbot):
    pill = TagButton("季度回访", value="quarterly")
    qtbot.addWidget(pill)
    assert pill.icon().isNull()
    pill.click()
    assert not pill.icon().isNull()
    pill.click()
    assert pill.icon().isNull()


def test_that_a_switch_turns_by_space_and_mouse(qtbot):
    switch = Switch("减少动画")
    qtbot.addWidget(switch)
    switch.show()
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert switch.isChecked()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()


def test_that_shortcuts_are_written_with_spaces():
    assert shortcut_text("Ctrl+Shift+N").endswith("N")
    assert "+" not in shortcut_text("Ctrl+K")
