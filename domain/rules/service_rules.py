"""Field tables of service rules and plans, and what may be wrong with them (2.24, 2.25, 2.37)."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any, Final

import msgspec

from domain.commands.service_rules import SaveServicePlan, SetParameter, SetServiceRule
from domain.errors import Problem
from domain.rules.fields import FieldKind, FieldSpec, Need, day_problem, table_problems
from domain.rules.parameters import SPECS, parameter_problem
from domain.rules.plan_rows import ROW_FIELDS, row_problems
from domain.rules.storable import is_storable_day, shown
from domain.values.customers import Segment, ServiceClass
from domain.values.service_rules import PlanState, RuleItem, RuleLevel, RuleUnit
from domain.values.tiers import ValueClass

_K = FieldKind
RULE_FIELDS: Final[dict[str, FieldSpec]] = {
    spec.name: spec
    for spec in (
        FieldSpec(name="code", need=Need.MUST, limit=40),
        FieldSpec(name="name", need=Need.MUST, limit=100),
        FieldSpec(name="value_classes", kind=_K.CHOICES, choices=ValueClass),
        FieldSpec(name="service_classes", kind=_K.CHOICES, choices=ServiceClass),
        FieldSpec(name="segments", kind=_K.CHOICES, choices=Segment),
        FieldSpec(name="products", kind=_K.LINES),
        FieldSpec(name="item", kind=_K.CHOICE, choices=RuleItem, need=Need.MUST),
        FieldSpec(name="value", kind=_K.INTEGER, need=Need.MUST),
        FieldSpec(name="unit", kind=_K.CHOICE, choices=RuleUnit, need=Need.MUST),
        FieldSpec(name="tolerance", kind=_K.INTEGER),
        FieldSpec(name="standard", limit=300),
        FieldSpec(name="valid_from", kind=_K.DATE, need=Need.MUST),
        FieldSpec(name="valid_to", kind=_K.DATE),
        FieldSpec(name="level", kind=_K.CHOICE, choices=RuleLevel, need=Need.MUST),
        FieldSpec(name="internal_only", kind=_K.BOOLEAN),
    )
}
PLAN_FIELDS: Final[dict[str, FieldSpec]] = {
    spec.name: spec
    for spec in (
        FieldSpec(name="state", kind=_K.CHOICE, choices=PlanState),
        FieldSpec(name="team", kind=_K.RECORDS),
        FieldSpec(name="situation", kind=_K.LONG_TEXT),
        FieldSpec(name="needs", kind=_K.LONG_TEXT),
        FieldSpec(name="goals", kind=_K.LONG_TEXT),
        FieldSpec(name="items", kind=_K.RECORDS),
        FieldSpec(name="products", kind=_K.RECORDS),
        FieldSpec(name="prices", kind=_K.RECORDS),
        FieldSpec(name="emergency", kind=_K.LONG_TEXT),
        FieldSpec(name="escalation", kind=_K.LONG_TEXT),
        FieldSpec(name="report_cycle", limit=100),
        FieldSpec(name="communication", kind=_K.LONG_TEXT),
        FieldSpec(name="review_notes", kind=_K.LONG_TEXT),
        FieldSpec(name="scheme_overview", kind=_K.LONG_TEXT),
        FieldSpec(name="architecture", kind=_K.LONG_TEXT),
        FieldSpec(name="investment", kind=_K.LONG_TEXT),
        FieldSpec(name="implementation", kind=_K.LONG_TEXT),
        FieldSpec(name="acceptance", kind=_K.LONG_TEXT),
        FieldSpec(name="after_sale", kind=_K.LONG_TEXT),
        FieldSpec(name="confirmed_name", limit=60),
        FieldSpec(name="confirmed_date", kind=_K.DATE),
    )
}
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100


CONFIRMED_STATES: Final = frozenset({PlanState.RUNNING, PlanState.MIDTERM, PlanState.CLOSED})
"""States of a plan that presuppose the customer's confirmation (3.9)."""
_NUMBER: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", re.ASCII)
_RANKS: Final = {RuleLevel.HEADQUARTERS: 0, RuleLevel.PROVINCE: 1, RuleLevel.UNIT: 2}
_MORE_IS_STRICTER: Final = frozenset(
    {RuleItem.VISIT_FREQUENCY, RuleItem.PHONE_FREQUENCY, RuleItem.LEADER_VISIT, RuleItem.INSPECTION, RuleItem.SMS_CARE}
    | {RuleItem.BILL_EXPLANATION, RuleItem.SATISFACTION, RuleItem.REPORT}
)
_LESS_IS_STRICTER: Final = frozenset({RuleItem.FAULT_LIMIT, RuleItem.COMPLAINT_LIMIT})


def rule_problems(command: SetServiceRule) -> list[Problem]:
    """Tell what is wrong with a service rule."""
    found = table_problems(RULE_FIELDS, command.values, needs=(Need.MUST,))
    begins, ends = command.values.get("valid_from"), command.values.get("valid_to")
    if not found and ends and str(ends) < str(begins):
        found.append(Problem(field="valid_to", code="end_before_start"))
    return found


def plan_problems(command: SaveServicePlan) -> list[Problem]:
    """Tell what is wrong with a service plan."""
    found = table_problems(PLAN_FIELDS, command.values, partial=True)
    if not found:
        found = [problem for name in ROW_FIELDS for problem in row_problems(name, command.values.get(name))]
    if not FIRST_YEAR <= command.year <= LAST_YEAR:
        found.append(Problem(field="year", code="out_of_range", facts={"low": FIRST_YEAR, "high": LAST_YEAR}))
    return found


def parameter_problems(command: SetParameter) -> list[Problem]:
    """Tell whether a parameter exists, its value is a number of its kind and range, and its first day can be kept."""
    found = [] if is_storable_day(command.valid_from) else [day_problem("valid_from")]
    spec = SPECS.get(command.code)
    if spec is None:
        return [*found, Problem(field="code", code="unknown_choice", facts={"value": shown(command.code)})]
    trouble = parameter_problem(command.code, command.value) if _NUMBER.fullmatch(command.value) else "not_a_number"
    if trouble == "out_of_range":
        found.append(Problem(field="value", code="out_of_range", facts={"low": spec.low, "high": spec.high}))
    elif trouble:
        found.append(Problem(field="value", code=trouble))
    return found


class RuleScope(msgspec.Struct, frozen=True):
    """What a rule regulates for whom, as far as comparing two rules needs it."""

    level: str
    item: str
    unit: str
    value: int
    value_classes: tuple[str, ...]
    service_classes: tuple[str, ...]
    segments: tuple[str, ...]
    valid_from: date
    valid_to: date | None


def rule_scope(row: Any) -> RuleScope:  # noqa: ANN401 -- any row with the columns of a service rule
    """Give the scope of a service rule's row."""
    return RuleScope(
        level=row.level,
        item=row.item,
        unit=row.unit,
        value=row.value,
        value_classes=tuple(row.value_classes or ()),
        service_classes=tuple(row.service_classes or ()),
        segments=tuple(row.segments or ()),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def loosens(lower: RuleScope, higher: RuleScope) -> bool:
    """Tell whether a rule of a lower level asks less of the same customers than one above it (R2.11)."""
    if (lower.item, lower.unit) != (higher.item, higher.unit) or _rank(lower.level) <= _rank(higher.level):
        return False
    same_time = (lower.valid_to is None or higher.valid_from <= lower.valid_to) and (
        higher.valid_to is None or lower.valid_from <= higher.valid_to
    )
    same_customers = all(
        _overlap(getattr(lower, name), getattr(higher, name))
        for name in ("value_classes", "service_classes", "segments")
    )
    if not same_time or not same_customers:
        return False
    if lower.item in _MORE_IS_STRICTER:
        return lower.value < higher.value
    return lower.item in _LESS_IS_STRICTER and lower.value > higher.value


def outranks(one: str, other: str) -> bool:
    """Tell whether a level stands above another."""
    return _rank(one) < _rank(other)


def _rank(level: str) -> int:
    return {item.value: rank for item, rank in _RANKS.items()}.get(level, 0)


def _overlap(one: Collection[str], other: Collection[str]) -> bool:
    return not one or not other or not set(one).isdisjoint(other)
