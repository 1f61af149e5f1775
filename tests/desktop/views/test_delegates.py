from operator import attrgetter

import msgspec
import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Signal

from desktop.models.cells import Badge, Due, Money, Month, Name, Painter, Rhythm, RowState, Tone, TwoLines
from desktop.models.rows import Column, RowsModel
from desktop.views.theme import color, theme
from desktop.views.widgets import RowsView


class Row(msgspec.Struct, frozen=True):
    id: str
    name: Name
    tier: str = "A1"
    badge: Badge = Badge("冲突", Tone.CONFLICT, "git-compare-arrows")
    lines: TwoLines = TwoLines("启衡冷链物流", "通话量下降 41%")
    person: str = "顾晓舟"
    full: int = 61
    rhythm: Rhythm = Rhythm(tuple(Month), "近 5 月走访")
    due: Due = Due("逾期 5 天", Tone.BAD)
    money: Money = Money("52,180.00", Tone.BAD)
    plain: str = "—"


class Answered(QObject):
    done = Signal(object)
    refused = Signal(object)


class Rows:
    def __init__(self, rows):
        self.found = {row.id: row for row in rows}

    def ids(self, _sort, _narrowing):
        return Answered()

    def rows(self, _ids):
        return Answered()


COLUMNS = tuple(
    Column(
        key=key, painter=painter, width=110, value=None if key == "tick" else attrgetter(key), sortable=key != "tick"
    )
    for key, painter in {
        "tick": Painter.TICK,
        "name": Painter.NAME,
        "tier": Painter.TIER,
        "badge": Painter.BADGE,
        "lines": Painter.TWO_LINES,
        "person": Painter.PERSON,
        "full": Painter.COMPLETENESS,
        "rhythm": Painter.RHYTHM,
        "due": Painter.DUE,
        "money": Painter.MONEY,
        "plain": Painter.TEXT,
    }.items()
)


@pytest.fixture
def view(qtbot):
    theme().set_theme("light")
    rows = [Row(str(n), Name(f"客户 {n}", (("cloud-upload", Tone.OFFLINE),))) for n in range(8)]
    model = RowsModel(COLUMNS, Rows(rows), state=lambda row: RowState.CONFLICT if row.id == "5" else RowState.NORMAL)
    model.set_ids([row.id for row in rows])
    model.set_rows(rows)
    made = RowsView(model)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(1240, 400)
    made.show()
    return made


def ground(view, row, column=10):
    index = view.rows.index(row, column)
    place = view.visualRect(index).center()
    return view.viewport().grab().toImage().pixelColor(place.x(), place.y() - 12)


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_that_hover_tick_and_conflict_colour_whole_rows(view, look):
    theme().set_theme(look)
    view.hover_row = 2
    view.rows.toggle_tick(3)
    for column in (0, 1, 10):
        assert ground(view, 1, column) == color("bg.sheet")
        assert ground(view, 2, column) == color("bg.hover")
        assert ground(view, 3, column) == color("bg.selected")
        assert ground(view, 5, column) == color("conflict.tint")
    theme().set_theme("light")


def test_that_the_current_row_is_outlined_from_edge_to_edge(view):
    view.select_id("4")
    picture = view.viewport().grab().toImage()
    top = view.visualRect(view.rows.index(4, 1)).top()
    edge = color("focus")
    assert all(picture.pixelColor(x, top) == edge for x in range(5, 1200, 60))
    assert view.current_id() == "4"


def test_that_space_ticks_and_shift_space_extends(view, qtbot):
    view.select_id("1")
    qtbot.keyClick(view, Qt.Key.Key_Space)
    view.select_id("3")
    qtbot.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert view.rows.ticks.ids == {"1", "2", "3"}
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.rows.ticks.ids
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(view.rows.ticks) == 8


def test_that_a_press_on_the_tick_box_leaves_the_current_row(view, qtbot):
    view.select_id("1")
    place = view.visualRect(view.rows.index(6, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.rows.ticks.ids == {"6"}
    assert view.current_id() == "1"


def test_that_enter_opens_and_moving_tells_the_current_id(view, qtbot):
    view.select_id("1")
    with qtbot.waitSignal(view.current_changed) as moved:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert moved.args == ["2"]
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["2"]


def test_that_the_place_is_kept_by_id_when_the_order_changes(view, qtbot):
    view.resize(1240, 150)
    view.select_id("5")
    view.rows.set_ids([str(n) for n in (5, 7, 6, 4, 3, 2, 1, 0)])
    assert view.current_id() == "5"
    with qtbot.waitSignal(view.current_changed) as gone:
        view.rows.set_ids(["0", "1"])
    assert gone.args == [""]


def test_that_the_head_ticks_all_and_sorts(view, qtbot):
    head = view.horizontalHeader()
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(head.sectionPosition(0) + 20, 10))
    assert len(view.rows.ticks) == 8
    where = QPoint(head.sectionPosition(9) + 20, 10)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert (view.rows.sort_order.key, view.rows.sort_order.descending) == ("money", False)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert view.rows.sort_order.descending


def test_that_remembered_widths_fit_only_the_same_columns(view):
    widths = view.column_widths()
    widths[4] = 150
    view.set_column_widths(widths)
    assert view.columnWidth(4) == 150
    view.set_column_widths([10, 20])
    assert view.columnWidth(4) == 150
