"""What a service plan's rows may hold: team, promises, key items, products, prices (2.25)."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from domain.errors import Problem
from domain.rules.fields import FieldKind, FieldSpec, Need, shape_problem
from domain.values.money import MAX_FEN
from domain.values.service_rules import RuleUnit

_K = FieldKind
PART: Final = "part"
KEY_ITEM: Final = "key_item"
"""`part` of the rows in a plan's `items` that are key items of the year; rows without it are promises."""
DEAREST: Final = 10**12
"""Highest fee a month of one price row, in fen."""
MOST_PIECES: Final = 100_000


def _row(*specs: FieldSpec) -> dict[str, FieldSpec]:
    return {spec.name: spec for spec in specs}


PROMISE_FIELDS: Final = _row(
    FieldSpec(name="name", need=Need.MUST, limit=100),
    FieldSpec(name="content", limit=300),
    FieldSpec(name="standard", limit=100),
    FieldSpec(name="frequency", limit=60),
    FieldSpec(name="value", kind=_K.INTEGER, high=MOST_PIECES),
    FieldSpec(name="unit", kind=_K.CHOICE, choices=RuleUnit),
    FieldSpec(name="owner", limit=60),
)
KEY_ITEM_FIELDS: Final = _row(
    FieldSpec(name="text", need=Need.MUST, limit=200),
    FieldSpec(name="partner", limit=100),
    FieldSpec(name="due", kind=_K.DATE),
    FieldSpec(name="owner", limit=60),
)
ROW_FIELDS: Final[dict[str, dict[str, FieldSpec]]] = {
    "team": _row(
        FieldSpec(name="role", need=Need.MUST, limit=40),
        FieldSpec(name="name", need=Need.MUST, limit=60),
        FieldSpec(name="duty", limit=100),
        FieldSpec(name="phone", limit=40),
        FieldSpec(name="hours", limit=40),
        FieldSpec(name="response", limit=40),
    ),
    "items": PROMISE_FIELDS,
    "products": _row(
        FieldSpec(name="product", need=Need.MUST, limit=100),
        FieldSpec(name="site", limit=200),
        FieldSpec(name="quantity", limit=40),
        FieldSpec(name="expires", kind=_K.DATE),
    ),
    "prices": _row(
        FieldSpec(name="product", need=Need.MUST, limit=100),
        FieldSpec(name="standard_fee", kind=_K.MONEY, high=DEAREST),
        FieldSpec(name="offered_fee", kind=_K.MONEY, high=DEAREST),
        FieldSpec(name="quantity", kind=_K.INTEGER, low=1, high=MOST_PIECES),
        FieldSpec(name="monthly", kind=_K.MONEY, high=MAX_FEN - 1),
    ),
}
"""Fields of the rows of every table of a plan; rows may carry more, which a newer program wrote."""


def row_problems(table: str, rows: object) -> list[Problem]:
    """Tell what is wrong inside a table's rows; the field is `table.row.column`, rows from 0."""
    found: list[Problem] = []
    if table not in ROW_FIELDS or not isinstance(rows, list):
        return found
    for number, row in enumerate(rows):
        if isinstance(row, dict):
            found += [
                msgspec.structs.replace(problem, field=f"{table}.{number}.{problem.field}")
                for problem in _inside(table, row)
            ]
    if table == "prices" and not found and sum(monthly_of(row) for row in rows) >= MAX_FEN:
        found.append(Problem(field="prices", code="amount_too_large"))
    return found


def _inside(table: str, row: Mapping[str, Any]) -> list[Problem]:
    specs = KEY_ITEM_FIELDS if table == "items" and row.get(PART) == KEY_ITEM else ROW_FIELDS[table]
    found = [problem for spec in specs.values() if (problem := _cell(spec, row.get(spec.name)))]
    if table == "prices" and not found and row.get("monthly") is not None and row["monthly"] != monthly_of(row):
        found.append(Problem(field="monthly", code="total_differs"))
    return found


def _cell(spec: FieldSpec, value: object) -> Problem | None:
    if value in (None, ""):
        return Problem(field=spec.name, code="required") if spec.need is Need.MUST else None
    if isinstance(value, str) and spec.kind in {_K.MONEY, _K.INTEGER}:
        return Problem(field=spec.name, code="amount_format" if spec.kind is _K.MONEY else "not_a_number")
    return shape_problem(spec, value)


def monthly_of(row: Mapping[str, Any]) -> int:
    """Give a price row's fee a month in fen: the offered fee, else the standard one, times the quantity."""
    fee = row.get("offered_fee") if _is_number(row.get("offered_fee")) else row.get("standard_fee")
    quantity = row.get("quantity", 1)
    return fee * quantity if _is_number(fee) and _is_number(quantity) else 0


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
