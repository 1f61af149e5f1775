"""Field tables of service rules and plans, and what may be wrong with them (2.24, 2.25, 2.37)."""

from decimal import Decimal, InvalidOperation
from typing import Final

from domain.commands.service_rules import SaveServicePlan, SetParameter, SetServiceRule
from domain.errors import Problem
from domain.rules.fields import FieldKind, FieldSpec, Need, table_problems
from domain.rules.parameters import PARAMETERS
from domain.values.service_rules import PlanState, RuleItem, RuleLevel, RuleUnit

_K = FieldKind
RULE_FIELDS: Final[dict[str, FieldSpec]] = {
    spec.name: spec
    for spec in (
        FieldSpec(name="code", need=Need.MUST, limit=40),
        FieldSpec(name="name", need=Need.MUST, limit=100),
        FieldSpec(name="value_classes", kind=_K.LINES),
        FieldSpec(name="service_classes", kind=_K.LINES),
        FieldSpec(name="segments", kind=_K.LINES),
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
        FieldSpec(name="report_cycle", limit=100),
        FieldSpec(name="confirmed_name", limit=60),
        FieldSpec(name="confirmed_date", kind=_K.DATE),
    )
}
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100


def rule_problems(command: SetServiceRule) -> list[Problem]:
    """Tell what is wrong with a service rule."""
    return table_problems(RULE_FIELDS, command.values, needs=(Need.MUST,))


def plan_problems(command: SaveServicePlan) -> list[Problem]:
    """Tell what is wrong with a service plan."""
    found = table_problems(PLAN_FIELDS, command.values, partial=True)
    if not FIRST_YEAR <= command.year <= LAST_YEAR:
        found.append(Problem(field="year", code="out_of_range", facts={"low": FIRST_YEAR, "high": LAST_YEAR}))
    return found


def parameter_problems(command: SetParameter) -> list[Problem]:
    """Tell whether a parameter exists and its value is a number."""
    if command.code not in {spec.code for spec in PARAMETERS}:
        return [Problem(field="code", code="unknown_choice", facts={"value": command.code[:40]})]
    try:
        finite = Decimal(command.value).is_finite()
    except InvalidOperation:
        finite = False
    return [] if finite else [Problem(field="value", code="not_a_number")]
