"""Field tables: what a form, an import and a use case must know of each field, said once."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final

import msgspec

from domain.errors import Fact, Problem


class FieldKind(StrEnum):
    """What a field holds; money is integer fen, codes are looked up in a code list."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    MONEY = "money"
    BOOLEAN = "boolean"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    REFERENCE = "reference"
    REFERENCES = "references"
    LINES = "lines"
    RECORDS = "records"


class Need(StrEnum):
    """When a field must be present: to save, to submit, on a condition, or never."""

    MUST = "M"
    SUBMIT = "S"
    CONDITION = "C"
    OPTIONAL = "O"


class FieldSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One field: name, kind, need, section of the form, limits, and the validator's name."""

    name: str
    kind: FieldKind = FieldKind.TEXT
    need: Need = Need.OPTIONAL
    section: str = ""
    choices: type[StrEnum] | None = None
    limit: int = 200
    low: int = 0
    high: int = 9_999_999_999_999
    check: str = ""
    identity: bool = False


LONG_LIMIT: Final = 10_000
LIST_LIMIT: Final = 200


def shape_problem(spec: FieldSpec, value: Any) -> Problem | None:  # noqa: ANN401 -- a wire value of any kind is what is checked
    """Tell what is wrong with the form of one wire value: type, length, range, choice; None when nothing is."""
    if value is None or value == "":
        return None
    checks = {
        FieldKind.TEXT: _text,
        FieldKind.LONG_TEXT: _text,
        FieldKind.REFERENCE: _text,
        FieldKind.INTEGER: _number,
        FieldKind.MONEY: _number,
        FieldKind.BOOLEAN: _truth,
        FieldKind.DATE: _day,
        FieldKind.CHOICE: _choice,
        FieldKind.CHOICES: _choices,
        FieldKind.REFERENCES: _list,
        FieldKind.LINES: _list,
        FieldKind.RECORDS: _list,
    }
    return checks[spec.kind](spec, value)


def _problem(spec: FieldSpec, code: str, **facts: Fact) -> Problem:
    return Problem(field=spec.name, code=code, facts=dict(facts))


def _text(spec: FieldSpec, value: object) -> Problem | None:
    if not isinstance(value, str):
        return _problem(spec, "wrong_type")
    limit = LONG_LIMIT if spec.kind is FieldKind.LONG_TEXT else spec.limit
    if len(value) > limit:
        return _problem(spec, "too_long", limit=limit, length=len(value))
    return _problem(spec, "control_characters") if "\x00" in value else None


def _number(spec: FieldSpec, value: object) -> Problem | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return _problem(spec, "wrong_type")
    if not spec.low <= value <= spec.high:
        return _problem(spec, "out_of_range", low=spec.low, high=spec.high)
    return None


def _truth(spec: FieldSpec, value: object) -> Problem | None:
    return None if isinstance(value, bool) else _problem(spec, "wrong_type")


def _day(spec: FieldSpec, value: object) -> Problem | None:
    if not isinstance(value, str):
        return _problem(spec, "wrong_type")
    try:
        date.fromisoformat(value)
    except ValueError:
        return _problem(spec, "not_a_date")
    return None


def _choice(spec: FieldSpec, value: object) -> Problem | None:
    known = {item.value for item in spec.choices} if spec.choices else set()
    if not isinstance(value, str):
        return _problem(spec, "wrong_type")
    return None if value in known else _problem(spec, "unknown_choice", value=value[:40])


def _choices(spec: FieldSpec, value: object) -> Problem | None:
    if not isinstance(value, list) or len(value) > LIST_LIMIT:
        return _problem(spec, "wrong_type")
    return next((found for item in value if (found := _choice(spec, item))), None)


def _list(spec: FieldSpec, value: object) -> Problem | None:
    if not isinstance(value, list) or len(value) > LIST_LIMIT:
        return _problem(spec, "wrong_type")
    wanted = dict if spec.kind is FieldKind.RECORDS else str
    return None if all(isinstance(item, wanted) for item in value) else _problem(spec, "wrong_type")


def table_problems(
    specs: Mapping[str, FieldSpec], values: Mapping[str, Any], *, needs: Iterable[Need] = (), partial: bool = False
) -> list[Problem]:
    """Check values against a field table: unknown names, forms, and unless `partial` the needed fields."""
    problems = [Problem(field=name, code="unknown_field") for name in values if name not in specs]
    problems += [
        found for name, value in values.items() if name in specs and (found := shape_problem(specs[name], value))
    ]
    wanted = set(needs)
    for spec in specs.values():
        missing = values.get(spec.name) in (None, "", [])
        if spec.need in wanted and missing and (not partial or spec.name in values):
            problems.append(Problem(field=spec.name, code="required"))
    return problems
