import pytest
from PySide6.QtCore import Qt

from desktop.views.widgets import BarChart12, BulletBar, HeatStrip, KpiCell, Sparkline


def test_that_arrows_read_a_chart_month_by_month(qtbot):
    chart = BarChart12([(f"{n} 月", float(n), f"¥{n} 万") for n in range(1, 13)], "近 12 月收入")
    qtbot.addWidget(chart)
    chart.show()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == "12 月 ¥12 万"
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == "11 月 ¥11 万"


@pytest.mark.parametrize(
    "chart",
    [
        lambda: Sparkline([1, 2, 3]),
        lambda: Sparkline([5]),
        lambda: Sparkline([2, 2]),
        lambda: BulletBar(0.7, 0.8),
        lambda: BulletBar(1.4, 1.2),
        lambda: BarChart12([("1 月", None, "—"), ("2 月", 0.0, "0")]),
        BarChart12,
    ],
)
def test_that_charts_draw_empty_flat_and_overfull_data(qtbot, chart):
    made = chart()
    qtbot.addWidget(made)
    made.resize(200, 100)
    assert not made.grab().isNull()


def test_that_a_press_on_the_heat_strip_names_person_and_day(qtbot):
    strip = HeatStrip(limit=6)
    qtbot.addWidget(strip)
    strip.set_rows(["11-24", "11-25"], [("顾晓舟", [0, 3]), ("温书言", [7, 1])], today=1)
    strip.resize(strip.sizeHint())
    with qtbot.waitSignal(strip.cell_pressed) as pressed:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.cell(1, 0).center().toPoint())
    assert pressed.args == [1, 0]


def test_that_a_number_without_a_value_is_a_dash_and_can_be_pressed(qtbot):
    cell = KpiCell("本月走访")
    qtbot.addWidget(cell)
    cell.show()
    assert cell.value == "—"
    cell.show_value("18", "/ 26 户", "落后时间进度 14 个百分点")
    assert cell.accessibleName() == "本月走访 18 / 26 户"
    with qtbot.waitSignal(cell.pressed):
        qtbot.keyClick(cell, Qt.Key.Key_Return)
