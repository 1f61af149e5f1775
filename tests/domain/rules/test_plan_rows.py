"""What the rows of a service plan may hold."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.commands import SaveServicePlan
from domain.rules.plan_rows import monthly_of
from domain.rules.service_rules import plan_problems

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def found(**values: Any) -> list[tuple[str, str]]:
    key = "00000000-0000-7000-8000-000000000001"
    command = SaveServicePlan(id=key, at=NOW, plan_id=key, customer_id=key, year=2027, values=values)
    return [(problem.field, problem.code) for problem in plan_problems(command)]


@pytest.mark.parametrize(
    ("table", "row", "problem"),
    [
        ("team", {"role": "network"}, ("team.0.name", "required")),
        ("team", {"role": "network", "name": "字" * 61}, ("team.0.name", "too_long")),
        ("items", {"content": "每月"}, ("items.0.name", "required")),
        ("items", {"name": "核对", "value": "两"}, ("items.0.value", "not_a_number")),
        ("items", {"name": "核对", "unit": "per_week"}, ("items.0.unit", "unknown_choice")),
        ("items", {"part": "key_item", "partner": "信息部"}, ("items.0.text", "required")),
        ("items", {"part": "key_item", "text": "提速", "due": "春节前"}, ("items.0.due", "not_a_date")),
        ("products", {"product": "专线", "expires": "去年"}, ("products.0.expires", "not_a_date")),
        ("prices", {"product": "专线", "standard_fee": "一千"}, ("prices.0.standard_fee", "amount_format")),
        ("prices", {"product": "专线", "standard_fee": -1}, ("prices.0.standard_fee", "out_of_range")),
        ("prices", {"product": "专线", "quantity": 0}, ("prices.0.quantity", "out_of_range")),
        ("prices", {"product": "专线", "standard_fee": 500, "monthly": 400}, ("prices.0.monthly", "total_differs")),
    ],
)
def test_that_a_wrong_cell_is_named_by_table_row_and_column(
    table: str, row: dict[str, Any], problem: tuple[str, str]
) -> None:
    assert found(**{table: [row]}) == [problem]


def test_that_names_of_60_characters_and_rows_of_a_newer_program_are_taken() -> None:
    team = [{"role": "network", "name": "字" * 60, "badge": 7}]
    assert found(team=team, prices=[{"product": "专线", "standard_fee": 500, "quantity": 3, "monthly": 1500}]) == []


def test_that_a_total_too_large_for_words_is_refused() -> None:
    row = {"product": "专线", "standard_fee": 10**12, "quantity": 100_000}
    assert found(prices=[row]) == [("prices", "amount_too_large")]


def test_that_the_offered_fee_counts_before_the_standard_one() -> None:
    assert monthly_of({"standard_fee": 1000, "offered_fee": 0, "quantity": 2}) == 0
    assert monthly_of({"standard_fee": 1000, "offered_fee": None, "quantity": 2}) == 2000
    assert monthly_of({"standard_fee": "?", "quantity": 2}) == 0
