"""Field tables: what a form, an import and a use case must know of each field, said once."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final

import msgspec

from domain.commands.base import Edit
from domain.errors import Fact, Problem
from domain.rules.storable import (
    FIRST_DAY,
    LAST_DAY,
    MOST_ITEMS,
    is_canonical_id,
    is_storable_day,
    is_storable_moment,
    is_storable_text,
    json_trouble,
    shown,
)


class FieldKind(StrEnum):
    """What a field holds; money is integer fen, codes are looked up in a code list."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    MONEY = "money"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
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
LIST_LIMIT: Final = MOST_ITEMS
LINE_LIMIT: Final = 500


def shape_problem(spec: FieldSpec, value: Any) -> Problem | None:  # noqa: ANN401 -- a wire value of any kind is what is checked
    """Tell what is wrong with the form of one wire value: type, length, range, choice; None when nothing is."""
    if value is None or value == "":
        return None
    checks = {
        FieldKind.TEXT: _text,
        FieldKind.LONG_TEXT: _text,
        FieldKind.REFERENCE: _reference,
        FieldKind.INTEGER: _number,
        FieldKind.MONEY: _number,
        FieldKind.BOOLEAN: _truth,
        FieldKind.DATE: _day,
        FieldKind.TIME: _time,
        FieldKind.MOMENT: _moment,
        FieldKind.CHOICE: _choice,
        FieldKind.CHOICES: _choices,
        FieldKind.REFERENCES: _references,
        FieldKind.LINES: _lines,
        FieldKind.RECORDS: _records,
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
    return None if is_storable_text(value) else _problem(spec, "control_characters")


def _reference(spec: FieldSpec, value: object) -> Problem | None:
    if not isinstance(value, str):
        return _problem(spec, "wrong_type")
    return None if is_canonical_id(value) else _problem(spec, "not_an_id")


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
        day = date.fromisoformat(value)
    except ValueError:
        return _problem(spec, "not_a_date")
    if day.isoformat() != value:
        return _problem(spec, "not_a_date")
    return None if is_storable_day(day) else day_problem(spec.name)


def day_problem(field: str) -> Problem:
    """Say between which days a date must lie."""
    return Problem(field=field, code="out_of_range", facts={"low": FIRST_DAY.isoformat(), "high": LAST_DAY.isoformat()})


def _time(spec: FieldSpec, value: object) -> Problem | None:
    if not isinstance(value, str):
        return _problem(spec, "wrong_type")
    try:
        plain = time.fromisoformat(value).tzinfo is None
    except ValueError:
        plain = False
    return None if plain else _problem(spec, "not_a_time")


def _moment(spec: FieldSpec, value: object) -> Problem | None:
    if not isinstance(value, str):
        return _problem(spec, "wrong_type")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return _problem(spec, "not_a_time")
    return None if is_storable_moment(moment) else _problem(spec, "not_a_time")


def _choice(spec: FieldSpec, value: object) -> Problem | None:
    known = {item.value for item in spec.choices} if spec.choices else set()
    if not isinstance(value, str):
        return _problem(spec, "wrong_type")
    return None if value in known else _problem(spec, "unknown_choice", value=shown(value))


def _choices(spec: FieldSpec, value: object) -> Problem | None:
    if not isinstance(value, list) or len(value) > LIST_LIMIT:
        return _problem(spec, "wrong_type")
    return next((found for item in value if (found := _choice(spec, item))), None)


def _many(spec: FieldSpec, value: object, wanted: type) -> Problem | None:
    if not isinstance(value, list) or not all(isinstance(item, wanted) for item in value):
        return _problem(spec, "wrong_type")
    return _problem(spec, "too_many", limit=LIST_LIMIT) if len(value) > LIST_LIMIT else None


def _references(spec: FieldSpec, value: object) -> Problem | None:
    return _many(spec, value, str) or next(
        (_problem(spec, "not_an_id") for item in _items(value) if not is_canonical_id(item)), None
    )


def _lines(spec: FieldSpec, value: object) -> Problem | None:
    return _many(spec, value, str) or next((found for item in _items(value) if (found := _line(spec, item))), None)


def _line(spec: FieldSpec, item: str) -> Problem | None:
    if len(item) > LINE_LIMIT:
        return _problem(spec, "too_long", limit=LINE_LIMIT, length=len(item))
    return None if is_storable_text(item) else _problem(spec, "control_characters")


def _records(spec: FieldSpec, value: object) -> Problem | None:
    found = _many(spec, value, dict)
    trouble = "" if found else json_trouble(value)
    return _problem(spec, trouble) if trouble else found


def _items(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def edit_list_problems(edits: tuple[Edit, ...]) -> list[Problem]:
    """Tell what is wrong with a list of edits as such: too many, a field twice, a value seen that cannot be kept."""
    if len(edits) > LIST_LIMIT:
        return [Problem(field="edits", code="too_many", facts={"limit": LIST_LIMIT})]
    names = [edit.field for edit in edits]
    found = [Problem(field=shown(name), code="edited_twice") for name in set(names) if names.count(name) > 1]
    for edit in edits:
        trouble = json_trouble(edit.old)
        found += [Problem(field=shown(edit.field), code=trouble)] if trouble else []
    return sorted(found, key=lambda problem: problem.field)


def table_problems(
    specs: Mapping[str, FieldSpec], values: Mapping[str, Any], *, needs: Iterable[Need] = (), partial: bool = False
) -> list[Problem]:
    """Check values against a field table: unknown names, forms, and unless `partial` the needed fields."""
    if len(values) > LIST_LIMIT:
        return [Problem(field="values", code="too_many", facts={"limit": LIST_LIMIT})]
    problems = [Problem(field=shown(name), code="unknown_field") for name in values if name not in specs]
    problems += [
        found for name, value in values.items() if name in specs and (found := shape_problem(specs[name], value))
    ]
    wanted = set(needs)
    for spec in specs.values():
        missing = values.get(spec.name) in (None, "", [])
        if spec.need in wanted and missing and (not partial or spec.name in values):
            problems.append(Problem(field=spec.name, code="required"))
    return problems
