import msgspec
import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QAbstractItemModelTester

from desktop.models.cells import Badge, Due, Money, Name, Painter, Rhythm, RowState, TwoLines, cell_text
from desktop.models.rows import Column, Role, RowsModel, Sort


class Person(msgspec.Struct, frozen=True):
    id: str
    name: str
    debt: int = 0


class FakeJob(QObject):
    done = Signal(object)
    refused = Signal(object)


class Shelf:
    """A source that answers when a test says so."""

    def __init__(self, count):
        self.keys = [f"id-{n}" for n in range(count)]
        self.version = 0
        self.asked_ids = []
        self.asked_rows = []
        self.waiting = []

    def ids(self, sort, narrowing):
        self.asked_ids.append((sort, narrowing))
        return self._later(lambda: list(self.keys))

    def rows(self, ids):
        self.asked_rows.append(list(ids))
        return self._later(lambda: [Person(key, f"{key} v{self.version}") for key in ids])

    def _later(self, answer):
        job = FakeJob()
        self.waiting.append((job, answer))
        return job

    def answer(self):
        waiting, self.waiting = self.waiting, []
        for job, answer in waiting:
            job.done.emit(answer())


COLUMNS = (
    Column(key="tick", painter=Painter.TICK, sortable=False),
    Column(key="name", heading="客户", painter=Painter.NAME, value=lambda row: Name(row.name)),
    Column(key="debt", heading="欠费", painter=Painter.MONEY, align=Qt.AlignmentFlag.AlignRight),
)


def listed(shelf):
    model = RowsModel(COLUMNS, shelf)
    model.refresh()
    shelf.answer()
    return model


def words(model, row, role=Qt.ItemDataRole.DisplayRole):
    return model.data(model.index(row, 1), role)


def seen(model, shelf, qtbot, row):
    words(model, row)
    qtbot.waitUntil(lambda: bool(shelf.waiting))
    shelf.answer()
    return words(model, row)


def test_that_the_model_keeps_every_rule_of_item_models(qtbot):
    shelf = Shelf(300)
    model = RowsModel(COLUMNS, shelf)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.refresh()
    shelf.answer()
    seen(model, shelf, qtbot, 0)
    model.toggle_tick(3)
    model.toggle_tick(9, extend=True)
    shelf.keys = shelf.keys[50:]
    model.refresh()
    shelf.answer()
    model.sort(1, Qt.SortOrder.DescendingOrder)
    shelf.answer()
    assert tester.model() is model
    assert model.rowCount() == 250


def test_that_a_hundred_thousand_ids_fetch_only_the_windows_that_are_looked_at(qtbot):
    shelf = Shelf(100_000)
    model = listed(shelf)
    assert model.rowCount() == 100_000
    assert shelf.asked_rows == []
    for row in range(30):
        words(model, row)
    words(model, 50_050)
    qtbot.waitUntil(lambda: len(shelf.asked_rows) == 2)
    assert [len(ids) for ids in shelf.asked_rows] == [200, 200]
    assert shelf.asked_rows[1][0] == "id-50000"
    shelf.answer()
    assert words(model, 50_050) == "id-50050 v0"
    assert len(shelf.asked_rows) == 2


def test_that_an_unknown_row_says_so_until_it_arrives(qtbot):
    shelf = Shelf(10)
    model = listed(shelf)
    assert words(model, 0) == "…"
    assert seen(model, shelf, qtbot, 0) == "id-0 v0"
    assert model.row_at(0) == Person("id-0", "id-0 v0")


def test_that_old_rows_stay_while_new_versions_are_fetched(qtbot):
    shelf = Shelf(10)
    model = listed(shelf)
    seen(model, shelf, qtbot, 0)
    shelf.version = 1
    model.refresh()
    shelf.answer()
    assert words(model, 0) == "id-0 v0"
    qtbot.waitUntil(lambda: bool(shelf.waiting))
    shelf.answer()
    assert words(model, 0) == "id-0 v1"


def test_that_the_same_ids_only_repaint():
    shelf = Shelf(10)
    model = listed(shelf)
    resets, changes = [], []
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda *_: changes.append(1))
    model.refresh()
    shelf.answer()
    assert (resets, changes) == ([], [1])
    shelf.keys.reverse()
    model.refresh()
    shelf.answer()
    assert resets == [1]


def test_that_a_late_answer_to_an_old_question_is_dropped():
    shelf = Shelf(3)
    model = RowsModel(COLUMNS, shelf)
    model.refresh()
    old = shelf.waiting
    shelf.waiting = []
    model.show(narrowing="A1")
    shelf.answer()
    assert model.rowCount() == 3
    old[0][0].done.emit(["stale"])
    assert model.ids == ("id-0", "id-1", "id-2")
    assert shelf.asked_ids == [(None, None), (None, "A1")]


def test_that_a_refusal_is_told_and_ends_the_waiting(qtbot):
    shelf = Shelf(3)
    model = RowsModel(COLUMNS, shelf)
    model.refresh()
    assert model.busy
    with qtbot.waitSignals([model.refused, model.busy_changed]):
        shelf.waiting[0][0].refused.emit("not_permitted")
    assert not model.busy


def test_that_sorting_is_asked_of_the_query(qtbot):
    shelf = Shelf(3)
    model = listed(shelf)
    with qtbot.waitSignal(model.sort_requested) as asked:
        model.sort(2, Qt.SortOrder.DescendingOrder)
    assert asked.args == [Sort("debt", descending=True)]
    assert shelf.asked_ids[-1] == (Sort("debt", descending=True), None)
    model.sort(0)
    assert len(shelf.asked_ids) == 2


def test_that_ticks_extend_from_the_last_one_and_forget_rows_that_left(qtbot):
    shelf = Shelf(10)
    model = listed(shelf)
    model.toggle_tick(2)
    model.toggle_tick(5, extend=True)
    assert model.ticks.ids == {"id-2", "id-3", "id-4", "id-5"}
    model.toggle_tick(3)
    assert "id-3" not in model.ticks
    shelf.keys = ["id-5", "id-6"]
    model.refresh()
    with qtbot.waitSignal(model.ticks_changed):
        shelf.answer()
    assert model.ticks.ids == {"id-5"}
    model.tick_all(on=True)
    assert len(model.ticks) == 2


def test_that_the_check_state_role_ticks():
    model = listed(Shelf(3))
    index = model.index(1, 0)
    assert model.setData(index, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert model.data(index, Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert model.data(index, Role.TICKED)
    assert not model.setData(model.index(0, 1), "x")


def test_that_cells_answer_painter_state_and_words_for_screen_readers(qtbot):
    shelf = Shelf(3)
    model = RowsModel(COLUMNS, shelf, state=lambda row: RowState.CONFLICT if row.id == "id-1" else RowState.NORMAL)
    model.refresh()
    shelf.answer()
    seen(model, shelf, qtbot, 1)
    index = model.index(1, 1)
    assert model.data(index, Role.PAINTER) is Painter.NAME
    assert model.data(index, Role.STATE) is RowState.CONFLICT
    assert model.data(index, Role.CELL) == Name("id-1 v0")
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "id-1 v0"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "客户"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "—"),
        (TwoLines("恒岳", "A1"), "恒岳 A1"),
        (Rhythm((), "近 6 月走访"), "近 6 月走访"),
        (Due("剩 2 天"), "剩 2 天"),
        (Badge("冲突"), "冲突"),
        (Money(""), "—"),
        (92, "92"),
    ],
)
def test_that_every_kind_of_cell_can_be_said_in_words(value, said):
    assert cell_text(value) == said
