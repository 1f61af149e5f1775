"""Every adjustable threshold of the rules: its shipped default, and the values in force on a day (2.37).

Defaults are proposals of this product, not rules of an operator or a regulator; an administrator replaces them
by rows with validity dates.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

import msgspec


class ParameterKind(StrEnum):
    """What a value may look like: a whole number, or a decimal number."""

    INTEGER = "integer"
    DECIMAL = "decimal"


class ParameterUnit(StrEnum):
    """What a value counts."""

    TIMES = "times"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    CHARACTERS = "characters"
    CUSTOMERS = "customers"
    POINTS = "points"
    PERCENT = "percent"
    RATIO = "ratio"
    KILOMETRES = "kilometres"
    CLOCK_HOUR = "clock_hour"


class ParameterSpec(msgspec.Struct, frozen=True):
    """One threshold: code, kind, unit, shipped default as stored, and the requirement it comes from."""

    code: str
    kind: ParameterKind
    unit: ParameterUnit
    default: str
    source: str
    low: str = "0"
    high: str = "100000"


class ParameterRow(msgspec.Struct, frozen=True):
    """A stored value from a day on; ``valid_to`` is the last day, None for open."""

    code: str
    value: str
    valid_from: date
    valid_to: date | None = None


_U = ParameterUnit
_VISIT_COLUMNS: Final = (
    ("visits", _U.TIMES),
    ("visit_months", _U.MONTHS),
    ("on_site", _U.TIMES),
    ("on_site_months", _U.MONTHS),
    ("supervisor", _U.TIMES),
    ("supervisor_months", _U.MONTHS),
    ("leader", _U.TIMES),
    ("leader_months", _U.MONTHS),
    ("phone_days", _U.DAYS),
    ("key_person_percent", _U.PERCENT),
)
_VISIT_TABLE: Final[Mapping[str, tuple[int, ...]]] = {
    "a1": (2, 1, 1, 1, 1, 3, 2, 12, 7, 100),
    "a2": (1, 1, 1, 2, 1, 6, 1, 12, 15, 80),
    "b1": (1, 2, 1, 3, 1, 12, 0, 12, 30, 60),
    "b2": (1, 3, 1, 6, 0, 12, 0, 12, 30, 50),
    "c": (1, 6, 1, 12, 0, 12, 0, 12, 91, 30),
    "d": (0, 12, 0, 12, 0, 12, 0, 12, 182, 0),
}


def _integer(code: str, unit: ParameterUnit, default: int, source: str, low: int = 0) -> ParameterSpec:
    return ParameterSpec(code, ParameterKind.INTEGER, unit, str(default), source, low=str(low))


def _decimal(code: str, unit: ParameterUnit, default: str, source: str, high: str = "100000") -> ParameterSpec:
    return ParameterSpec(code, ParameterKind.DECIMAL, unit, default, source, high=high)


def _visit_frequencies() -> tuple[ParameterSpec, ...]:
    return tuple(
        _integer(f"visit.{band}.{column}", unit, value, "4.3", low=int(column.endswith(("months", "days"))))
        for band, values in _VISIT_TABLE.items()
        for (column, unit), value in zip(_VISIT_COLUMNS, values, strict=True)
    )


PARAMETERS: Final[tuple[ParameterSpec, ...]] = (
    _integer("completeness.weight.identity", _U.POINTS, 30, "4.2"),
    _integer("completeness.weight.contacts", _U.POINTS, 25, "4.2"),
    _integer("completeness.weight.sites", _U.POINTS, 15, "4.2"),
    _integer("completeness.weight.payment", _U.POINTS, 15, "4.2"),
    _integer("completeness.weight.needs", _U.POINTS, 10, "4.2"),
    _integer("completeness.weight.preferences", _U.POINTS, 5, "4.2"),
    _integer("completeness.fresh.contacts", _U.MONTHS, 6, "4.2", low=1),
    _integer("completeness.fresh.address", _U.MONTHS, 12, "4.2", low=1),
    _integer("completeness.fresh.identity", _U.MONTHS, 24, "4.2", low=1),
    _decimal("completeness.placeholder", _U.RATIO, "0.5", "4.2", high="1"),
    _decimal("completeness.stale", _U.RATIO, "0.5", "4.2", high="1"),
    _integer("completeness.team.strategic", _U.POINTS, 3, "4.2"),
    _integer("completeness.team.large", _U.POINTS, 2, "4.2"),
    _integer("completeness.team.general", _U.POINTS, 1, "4.2"),
    _integer("completeness.team.micro", _U.POINTS, 1, "4.2"),
    _integer("completeness.target.strategic", _U.PERCENT, 95, "4.2"),
    _integer("completeness.target.large", _U.PERCENT, 95, "4.2"),
    _integer("completeness.target.general", _U.PERCENT, 85, "4.2"),
    _integer("completeness.target.micro", _U.PERCENT, 70, "4.2"),
    _integer("completeness.red_below", _U.PERCENT, 50, "4.2"),
    _decimal("duplicate.weight.name", _U.RATIO, "0.5", "4.2", high="1"),
    _decimal("duplicate.weight.phone", _U.RATIO, "0.2", "4.2", high="1"),
    _decimal("duplicate.weight.address", _U.RATIO, "0.2", "4.2", high="1"),
    _decimal("duplicate.weight.legal_rep", _U.RATIO, "0.1", "4.2", high="1"),
    _decimal("duplicate.suggest_from", _U.RATIO, "0.75", "4.2", high="1"),
    *_visit_frequencies(),
    _integer("visit.first_due", _U.DAYS, 15, "4.3"),
    _integer("visit.event.red_alert", _U.WORKING_DAYS, 2, "4.3"),
    _integer("visit.event.orange_alert", _U.WORKING_DAYS, 5, "4.3"),
    _integer("visit.event.urgent_complaint", _U.WORKING_DAYS, 1, "4.3"),
    _integer("visit.event.key_person_changed", _U.WORKING_DAYS, 10, "4.3"),
    _integer("visit.event.arrears", _U.WORKING_DAYS, 5, "4.3"),
    _integer("visit.event.arrears_age", _U.DAYS, 60, "4.3"),
    _integer("visit.event.low_satisfaction", _U.WORKING_DAYS, 5, "4.3"),
    _integer("visit.event.satisfaction_score", _U.POINTS, 6, "4.3"),
    _integer("visit.event.contract_window", _U.DAYS, 60, "4.3"),
    _integer("visit.event.contract_end", _U.WORKING_DAYS, 10, "4.3"),
    _integer("visit.late_after", _U.HOURS, 48, "4.3"),
    _integer("visit.content_min", _U.CHARACTERS, 20, "2.15"),
    _integer("visit.duration_min", _U.MINUTES, 15, "4.3"),
    _decimal("visit.late_credit", _U.RATIO, "0.5", "4.3", high="1"),
    _integer("visit.burst_logs", _U.TIMES, 3, "4.3", low=2),
    _integer("visit.burst_within", _U.MINUTES, 10, "4.3"),
    _decimal("visit.similar_above", _U.RATIO, "0.9", "4.3", high="1"),
    _integer("visit.night_from", _U.CLOCK_HOUR, 22, "4.3"),
    _integer("visit.night_to", _U.CLOCK_HOUR, 6, "4.3"),
    _decimal("visit.far_above", _U.KILOMETRES, "2", "4.3"),
    _integer("visit.plan_ahead", _U.DAYS, 90, "2.14"),
    _integer("visit.longest", _U.HOURS, 12, "2.15"),
    _integer("visit.due_soon", _U.DAYS, 3, "R6.1"),
    _integer("customer.cert_warning", _U.DAYS, 60, "2.4"),
    _integer("customer.pool_after", _U.DAYS, 90, "4.13"),
    _integer("customer.retention", _U.MONTHS, 24, "4.13"),
    _integer("contact.birthday_warning", _U.DAYS, 3, "2.6"),
    _integer("person.load_cap", _U.CUSTOMERS, 150, "2.2", low=1),
    _decimal("workload.strategic", _U.POINTS, "6", "4.13"),
    _decimal("workload.large", _U.POINTS, "3", "4.13"),
    _decimal("workload.general", _U.POINTS, "1", "4.13"),
    _decimal("workload.micro", _U.POINTS, "0.2", "4.13"),
)
"""Every threshold with its shipped default, in the order an administrator sees them."""

SPECS: Final[Mapping[str, ParameterSpec]] = {spec.code: spec for spec in PARAMETERS}
"""The same by code."""


def parameter_problem(code: str, value: str) -> str:
    """What is wrong with a value: ``unknown_parameter``, ``not_a_number``, ``out_of_range``, or empty."""
    spec = SPECS.get(code)
    if spec is None:
        return "unknown_parameter"
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "not_a_number"
    if not number.is_finite() or (spec.kind is ParameterKind.INTEGER and number != number.to_integral_value()):
        return "not_a_number"
    return "" if Decimal(spec.low) <= number <= Decimal(spec.high) else "out_of_range"


class Parameters(msgspec.Struct, frozen=True):
    """The values in force on one day; codes without a row keep their default."""

    values: Mapping[str, Decimal] = {}

    def decimal(self, code: str) -> Decimal:
        """The value as a decimal number; KeyError for an unknown code."""
        found = self.values.get(code)
        return Decimal(SPECS[code].default) if found is None else found

    def integer(self, code: str) -> int:
        """The value as a whole number; KeyError for an unknown code."""
        return int(self.decimal(code))


def parameters_on(day: date, rows: Iterable[ParameterRow]) -> Parameters:
    """The values in force on a day: of several rows the one begun last; unknown codes and bad values are left out."""
    newest: dict[str, ParameterRow] = {}
    for row in rows:
        in_force = row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
        if not in_force or parameter_problem(row.code, row.value):
            continue
        if row.code not in newest or newest[row.code].valid_from <= row.valid_from:
            newest[row.code] = row
    return Parameters({code: Decimal(row.value) for code, row in newest.items()})


DEFAULTS: Final = Parameters()
"""The shipped defaults."""
