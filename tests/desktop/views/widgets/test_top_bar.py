from PySide6.QtCore import QPoint, Qt

from desktop.views.widgets import Breadcrumb, TopBar


def test_that_an_earlier_part_of_the_path_can_be_pressed_and_the_last_cannot(qtbot):
    path = Breadcrumb()
    qtbot.addWidget(path)
    path.set_parts(["客户", "恒岳精密制造"])
    path.resize(300, 28)
    path.grab()
    with qtbot.waitSignal(path.pressed) as pressed:
        qtbot.mouseClick(path, Qt.MouseButton.LeftButton, pos=QPoint(5, 14))
    assert pressed.args == [0]
    with qtbot.assertNotEmitted(path.pressed):
        qtbot.mouseClick(path, Qt.MouseButton.LeftButton, pos=QPoint(70, 14))


def test_that_a_long_path_fits_its_room_with_the_whole_as_tooltip(qtbot):
    path = Breadcrumb()
    qtbot.addWidget(path)
    path.set_parts(["客户", "澜江农村商业银行股份有限公司", "走访", "记录走访"])
    path.resize(220, 28)
    path.grab()
    assert "澜江农村商业银行股份有限公司" in path.toolTip()
    assert max(place.right() for place in path._places) <= 221


def test_that_the_bar_narrows_its_search_and_hands_on_presses(qtbot):
    bar = TopBar("顾晓舟")
    qtbot.addWidget(bar)
    bar.show()
    bar.resize(1370, 46)
    assert bar.search_box.width() == 460
    bar.resize(1200, 46)
    assert bar.search_box.width() == 380
    with qtbot.waitSignal(bar.search):
        qtbot.mouseClick(bar.search_box, Qt.MouseButton.LeftButton)
    bar.set_history(back=False, forward=True)
    assert not bar.back_button.isEnabled()
    with qtbot.waitSignal(bar.forward):
        qtbot.mouseClick(bar.forward_button, Qt.MouseButton.LeftButton)
