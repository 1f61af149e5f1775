"""When a customer must be visited next: frequencies by tier, forced visits, overdue days, coverage (4.3)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

import msgspec

from domain.rules.calendars import NO_OVERRIDES, Overrides, add_months, add_workdays
from domain.rules.parameters import Parameters
from domain.values.tiers import RelationTier, ValueClass

_DAYS_A_MONTH: Final = 30


class VisitBand(StrEnum):
    """The rows of the frequency table, the most frequent first."""

    A1 = "a1"
    A2 = "a2"
    B1 = "b1"
    B2 = "b2"
    C = "c"
    D = "d"


class VisitEvent(StrEnum):
    """What forces a visit beside the regular ones."""

    RED_ALERT = "red_alert"
    ORANGE_ALERT = "orange_alert"
    URGENT_COMPLAINT = "urgent_complaint"
    KEY_PERSON_CHANGED = "key_person_changed"
    ARREARS = "arrears"
    LOW_SATISFACTION = "low_satisfaction"
    CONTRACT_END = "contract_end"


class DueReason(StrEnum):
    """Why a visit is due: the first after signing, the regular interval, or an event."""

    FIRST = "first"
    INTERVAL = "interval"
    EVENT = "event"


class Frequency(msgspec.Struct, frozen=True):
    """So many times in so many months; zero times means no duty."""

    times: int
    months: int

    def after(self, day: date) -> date | None:
        """The day one interval after a day: whole months by the calendar, shorter ones by 30-day months."""
        if self.times <= 0:
            return None
        if self.months % self.times == 0:
            return add_months(day, self.months // self.times)
        return day + timedelta(days=max(1, self.months * _DAYS_A_MONTH // self.times))

    def is_tighter(self, other: "Frequency") -> bool:
        """Whether this asks for more visits than another frequency."""
        return self.times * other.months > other.times * self.months


class VisitStandard(msgspec.Struct, frozen=True):
    """What one band owes a customer."""

    visits: Frequency
    on_site: Frequency
    supervisor: Frequency
    leader: Frequency
    phone_days: int
    key_person_percent: int


class VisitDueParams(msgspec.Struct, frozen=True):
    """The thresholds of this rule; event limits in working days, the rest in days."""

    standards: Mapping[VisitBand, VisitStandard]
    first_due: int
    events: Mapping[VisitEvent, int]
    contract_window: int
    arrears_age: int
    satisfaction_score: int
    due_soon: int


class RaisedEvent(msgspec.Struct, frozen=True):
    """Something that happened to a customer on a day; for CONTRACT_END the day is the contract's last."""

    event: VisitEvent
    on: date


class VisitDue(msgspec.Struct, frozen=True):
    """The next visit owed: the day, why, and the event if one forces it."""

    on: date
    reason: DueReason
    event: VisitEvent | None = None


def visit_due_params(parameters: Parameters) -> VisitDueParams:
    """The thresholds in force, taken from the parameters of a day."""
    return VisitDueParams(
        standards={band: _standard(parameters, band) for band in VisitBand},
        first_due=parameters.integer("visit.first_due"),
        events={event: parameters.integer(f"visit.event.{event}") for event in VisitEvent},
        contract_window=parameters.integer("visit.event.contract_window"),
        arrears_age=parameters.integer("visit.event.arrears_age"),
        satisfaction_score=parameters.integer("visit.event.satisfaction_score"),
        due_soon=parameters.integer("visit.due_soon"),
    )


def _standard(parameters: Parameters, band: VisitBand) -> VisitStandard:
    def frequency(column: str, months: str) -> Frequency:
        return Frequency(
            parameters.integer(f"visit.{band}.{column}"),
            parameters.integer(f"visit.{band}.{months}"),
        )

    return VisitStandard(
        visits=frequency("visits", "visit_months"),
        on_site=frequency("on_site", "on_site_months"),
        supervisor=frequency("supervisor", "supervisor_months"),
        leader=frequency("leader", "leader_months"),
        phone_days=parameters.integer(f"visit.{band}.phone_days"),
        key_person_percent=parameters.integer(f"visit.{band}.key_person_percent"),
    )


_BAND_OF_CLASS: Final = {
    ValueClass.A1: VisitBand.A1,
    ValueClass.A2: VisitBand.A2,
    ValueClass.B1: VisitBand.B1,
    ValueClass.B2: VisitBand.B2,
    ValueClass.C: VisitBand.C,
    ValueClass.D: VisitBand.D,
}
_BAND_OF_RELATION: Final = {
    RelationTier.GROUP_STRATEGIC: VisitBand.A1,
    RelationTier.GROUP_LARGE: VisitBand.A2,
    RelationTier.UNIT_LARGE: VisitBand.A2,
    RelationTier.GROUP_GENERAL: VisitBand.C,
    RelationTier.UNIT_GENERAL: VisitBand.C,
    RelationTier.PROSPECT: VisitBand.D,
}
_TIGHTENING: Final = frozenset({RelationTier.GROUP_STRATEGIC, RelationTier.GROUP_LARGE, RelationTier.UNIT_LARGE})


def visit_band(value_class: ValueClass, relation: RelationTier, *, is_micro: bool = False) -> VisitBand:
    """The row of the table: the value class, tightened by a strategic or large relation; unrated ones by relation."""
    of_relation = _BAND_OF_RELATION[relation]
    of_class = VisitBand.D if is_micro else _BAND_OF_CLASS.get(value_class)
    if of_class is None:
        return of_relation
    if relation not in _TIGHTENING:
        return of_class
    order = list(VisitBand)
    return min(of_class, of_relation, key=order.index)


def tighten(standard: VisitStandard, own: Frequency) -> VisitStandard:
    """A unit's own visit frequency on top of the standard; it may tighten, never loosen (R2.11)."""
    return msgspec.structs.replace(standard, visits=own) if own.is_tighter(standard.visits) else standard


def event_due(raised: RaisedEvent, params: VisitDueParams, overrides: Overrides = NO_OVERRIDES) -> date:
    """The last day for the visit an event forces."""
    start = raised.on
    if raised.event is VisitEvent.CONTRACT_END:
        start -= timedelta(days=params.contract_window)
    return add_workdays(start, params.events[raised.event], overrides)


def event_start(raised: RaisedEvent, params: VisitDueParams) -> date:
    """The first day a visit answers an event."""
    window = params.contract_window if raised.event is VisitEvent.CONTRACT_END else 0
    return raised.on - timedelta(days=window)


def next_due(
    standard: VisitStandard,
    params: VisitDueParams,
    *,
    last_counted: date | None,
    signed_on: date | None,
    events: Iterable[RaisedEvent] = (),
    overrides: Overrides = NO_OVERRIDES,
) -> VisitDue | None:
    """The earliest visit owed, or None when nothing is.

    ``last_counted`` is the day of the last visit that counts; it also answers every event begun until then.
    Without one the first visit is due ``first_due`` days after signing.
    """
    owed: list[VisitDue] = []
    if last_counted is not None:
        regular = standard.visits.after(last_counted)
        if regular is not None:
            owed.append(VisitDue(regular, DueReason.INTERVAL))
    elif signed_on is not None and standard.visits.times > 0:
        owed.append(VisitDue(signed_on + timedelta(days=params.first_due), DueReason.FIRST))
    owed += [
        VisitDue(event_due(raised, params, overrides), DueReason.EVENT, raised.event)
        for raised in events
        if last_counted is None or last_counted < event_start(raised, params)
    ]
    return min(owed, key=lambda due: due.on, default=None)


def overdue_days(due: date | None, today: date) -> int:
    """Days past the due date, 0 when it is not past or nothing is due."""
    return max(0, (today - due).days) if due else 0


def is_due_soon(due: date | None, today: date, params: VisitDueParams) -> bool:
    """Whether a due date is today or within the days that are shown as soon."""
    return due is not None and 0 <= (due - today).days <= params.due_soon


def arrears_force_visit(oldest_days: int, params: VisitDueParams) -> bool:
    """Whether the age of the oldest unpaid bill forces a visit."""
    return oldest_days > params.arrears_age


def satisfaction_forces_visit(score: Decimal, params: VisitDueParams) -> bool:
    """Whether a satisfaction score (of 10) forces a visit."""
    return score <= params.satisfaction_score


def completion_rate(earned: Iterable[Decimal], due: int) -> Decimal | None:
    """走访完成率: credits of the planned visits done in the period over visits due, in percent; None when none was."""
    return _percent(sum(earned, Decimal(0)), due)


def coverage_rate(visited: Collection[str], owned: Collection[str]) -> Decimal | None:
    """走访覆盖率 or 关键人覆盖率: distinct visited among the owned ids, in percent; None without any."""
    return _percent(Decimal(len(set(visited) & set(owned))), len(set(owned)))


def _percent(part: Decimal, whole: int) -> Decimal | None:
    if whole <= 0:
        return None
    return min(Decimal(100), part * 100 / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
