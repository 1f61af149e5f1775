"""Cells of a plan's tables as they are typed."""

import pytest

from desktop.models.plan_rows import Kind, PlanRows, read_cell, read_day

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (Kind.MONEY, "12,800", 1_280_000),
        (Kind.MONEY, "0.5", 50),
        (Kind.MONEY, "一千", "一千"),
        (Kind.INTEGER, "12", 12),
        (Kind.INTEGER, "十二", "十二"),
        (Kind.DATE, "2027年3月1日", "2027-03-01"),
        (Kind.DATE, "20270301", "2027-03-01"),
        (Kind.DATE, "2027-02-30", "2027-02-30"),
        (Kind.ROLE, "客户经理", "account_manager"),
        (Kind.ROLE, "驻场工程师", "驻场工程师"),
    ],
)
def test_that_what_is_typed_is_read_or_kept_as_it_stands(kind, typed, kept):
    assert read_cell(kind, typed) == kept


def test_that_words_that_are_no_day_stay():
    assert read_day("春节前") == "春节前"


def typed(rows, place, **cells):
    for key, text in cells.items():
        column = next(number for number, column in enumerate(rows.columns) if column.key == key)
        rows.setData(rows.index(place, column), text)


def test_that_typing_into_the_empty_row_begins_one_and_leaves_another_below():
    rows = PlanRows("products")
    typed(rows, 0, product="互联网专线")
    assert (rows.rowCount(), rows.rows) == (2, [{"product": "互联网专线"}])


def test_that_a_discount_sets_the_offered_fee_and_is_not_kept():
    rows = PlanRows("prices")
    typed(rows, 0, product="专线", standard_fee="10,000", discount="8.5 折", quantity="3")
    assert rows.rows == [
        {"product": "专线", "standard_fee": 1_000_000, "offered_fee": 850_000, "quantity": 3, "monthly": 2_550_000}
    ]
    typed(rows, 0, offered_fee="9,000")
    assert rows.index(0, 2).data() == "9"
    typed(rows, 0, discount="半价")
    assert rows.rows[0]["offered_fee"] == 900_000


def test_that_promises_of_rules_cannot_be_taken_out():
    rows = PlanRows("promises")
    rows.set_rows([{"name": "账务核对"}], [{"name": "故障恢复", "value": 4, "unit": "hours", "rule": "R1"}])
    assert [rows.index(0, column).data() for column in (2, 3, 4)] == ["4 小时", "", ""]
    assert not rows.remove(0)
    assert rows.remove(1)
    assert [row["name"] for row in rows.rows] == ["故障恢复"]


def test_that_problems_name_row_and_column():
    rows = PlanRows("team")
    rows.set_rows([{"role": "network"}])
    rows.set_problems({(0, "name"): "必填，请补充"})
    assert rows.problem_words() == ["第 1 行「姓名」：必填，请补充"]


def test_that_a_plan_only_read_has_no_empty_row():
    rows = PlanRows("team")
    rows.set_rows([{"role": "network", "name": "温书言"}])
    rows.set_writable(False)
    assert rows.rowCount() == 1
