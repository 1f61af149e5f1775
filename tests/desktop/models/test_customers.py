from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.models.cells import Due, Money, Month, Tone
from desktop.models.customers import CustomersModel, day_words, due_cell, frequency_words, money_cell, rhythm_cell
from domain.queries.customers import CustomerFilter
from domain.rules.visit_due import Frequency
from domain.rules.visit_rhythm import RhythmBar, RhythmState
from tests.helpers.customer_shots import code_lists
from tests.helpers.desk import customer, open_workspace, row_id

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("days", "cell"),
    [
        (-16, Due("逾期 16 天", Tone.BAD)),
        (0, Due("今天", Tone.WARN)),
        (3, Due("剩 3 天", Tone.WARN)),
        (4, Due("11-29")),
        (60, Due("2027-01-24")),
    ],
)
def test_that_due_days_are_said_by_their_distance(days, cell):
    assert due_cell(TODAY + timedelta(days=days), TODAY) == cell


def test_that_a_visit_planned_for_today_stands_before_the_due_day():
    planned = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
    assert due_cell(TODAY - timedelta(days=3), TODAY, planned) == Due("今天 10:30", Tone.ACCENT)
    assert due_cell(TODAY + timedelta(days=9), TODAY, planned + timedelta(days=1)) == Due("12-04")


def test_that_no_day_is_a_dash():
    assert due_cell(None, TODAY).text == "—"
    assert day_words(None, TODAY) == "—"
    assert day_words(TODAY, TODAY) == "今天"


def test_that_missing_money_is_a_dash_and_zero_is_zero():
    assert money_cell(None) == Money("")
    assert money_cell(0) == Money("0.00")
    assert money_cell(0, owed=True) == Money("")
    assert money_cell(5_218_000, owed=True) == Money("52,180.00", Tone.BAD)


def test_that_the_rhythm_is_read_aloud_month_by_month():
    bars = (RhythmBar(date(2026, 10, 1), RhythmState.MISSED, 0), RhythmBar(date(2026, 11, 1), RhythmState.VISITED, 1))
    cell = rhythm_cell(bars)
    assert cell.months == (Month.MISSED, Month.ONCE)
    assert cell.words == "近 6 月走访：10 月 未访，11 月 1 次"


def test_that_frequencies_are_said_in_words():
    assert frequency_words(Frequency(2, 1)) == "每月 2 次"
    assert frequency_words(Frequency(1, 3)) == "每 3 个月 1 次"
    assert frequency_words(Frequency(0, 1)) == "不要求定期走访"


@pytest.fixture
def model(qapp, tmp_path):
    assert qapp is not None
    rows = [customer(number, f"星城第{number}建材有限公司", value_class="B1") for number in range(1, 6)]
    with open_workspace(tmp_path, *rows) as workspace:
        made = CustomersModel(workspace, code_lists())
        QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
        yield made


def test_that_the_list_reads_ids_and_rows_in_the_background(qtbot, model):
    with qtbot.waitSignal(model.loaded) as loaded:
        model.show(sort=model.sort_order, narrowing=CustomerFilter())
    assert loaded.args == [5]
    name = [column.key for column in model.columns].index("name")
    qtbot.waitUntil(lambda: str(model.index(0, name).data()).startswith("星城第"))
    assert model.index(0, name + 1).data(Qt.ItemDataRole.DisplayRole) == "B1"


def test_that_waiting_rows_carry_a_cloud(qtbot, model):
    model.show(sort=model.sort_order, narrowing=CustomerFilter(words="星城第3"))
    qtbot.waitUntil(lambda: model.row_at(0) is not None)
    model.set_waiting(frozenset({row_id(3)}))
    cell = model.columns[1].of(model.row_at(0))
    assert cell.marks == (("cloud-upload", Tone.OFFLINE),)
    assert "待同步" in model.columns[1].tooltip(model.row_at(0))
