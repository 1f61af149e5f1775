from PySide6.QtWidgets import QWidget

from desktop.views.widgets import SplitterPane


def test_that_one_pane_takes_what_is_left_and_the_line_is_one_pixel(qtbot):
    left, middle, right = QWidget(), QWidget(), QWidget()
    panes = SplitterPane(left, middle, right, sizes=(200, 400, 300), stretch=1)
    qtbot.addWidget(panes)
    panes.resize(902, 300)
    panes.show()
    assert panes.sizes() == [200, 400, 300]
    panes.resize(1102, 300)
    assert panes.sizes() == [200, 600, 300]
    assert panes.handleWidth() == 1
