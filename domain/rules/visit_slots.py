"""Whether a visit may stand at a time of the calendar, and where free time for due visits lies (2.14, 4.3)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

import msgspec

from domain.rules.calendars import CHINA_TIME, NO_OVERRIDES, DayKind, OfficeHours, Overrides, china_date, day_of

STEP: Final = timedelta(minutes=15)
USUAL_LENGTH: Final = timedelta(hours=1)
MOST_A_DAY: Final = 4
"""So many visits a day are proposed at most; a person may plan more by hand."""


class SlotCode(StrEnum):
    """What a time is for a visit: the first three refuse it."""

    PAST = "past"
    HOLIDAY = "holiday"
    TAKEN = "taken"
    LATE = "late"
    MEETS = "meets"
    FREE = "free"


REFUSING: Final = frozenset({SlotCode.PAST, SlotCode.HOLIDAY, SlotCode.TAKEN})


class Busy(msgspec.Struct, frozen=True):
    """Time that is taken; `firm` once the customer counts on it. Moments are aware UTC."""

    id: str
    starts_at: datetime
    ends_at: datetime
    name: str = ""
    firm: bool = True


class Slot(msgspec.Struct, frozen=True):
    """A judged time: its code, whom it meets, and whether a visit may be put there."""

    code: SlotCode
    name: str = ""

    @property
    def is_possible(self) -> bool:
        """Whether a visit may be put there."""
        return self.code not in REFUSING


class Wanted(msgspec.Struct, frozen=True):
    """A customer who needs a visit by a day."""

    customer_id: str
    due: date


class Proposal(msgspec.Struct, frozen=True):
    """A time found for a customer; moments are aware UTC, `in_time` whether it is by the due day."""

    customer_id: str
    starts_at: datetime
    ends_at: datetime
    in_time: bool


def snap(moment: datetime) -> datetime:
    """Give the nearest quarter of an hour."""
    minutes = round((moment.minute + moment.second / 60) / 15) * 15
    return moment.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=minutes)


def overlaps(starts_at: datetime, ends_at: datetime, other: Busy) -> bool:
    """Whether two stretches of time share a moment."""
    return starts_at < other.ends_at and other.starts_at < ends_at


def judge_slot(
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
    *,
    busy: Iterable[Busy] = (),
    own_id: str = "",
    due: date | None = None,
    overrides: Overrides = NO_OVERRIDES,
) -> Slot:
    """Judge a time: not in the past, not on a public holiday, not over a confirmed visit; and whether it is in time."""
    if starts_at < now:
        return Slot(SlotCode.PAST)
    day = china_date(starts_at)
    if day_of(day, overrides).kind is DayKind.HOLIDAY:
        return Slot(SlotCode.HOLIDAY)
    for other in busy:
        if other.id != own_id and other.firm and overlaps(starts_at, ends_at, other):
            return Slot(SlotCode.TAKEN, other.name)
    if due is None:
        return Slot(SlotCode.FREE)
    return Slot(SlotCode.MEETS if day <= due else SlotCode.LATE)


def propose(
    wanted: Sequence[Wanted],
    days: Sequence[date],
    now: datetime,
    busy: Sequence[Busy],
    *,
    length: timedelta = USUAL_LENGTH,
    overrides: Overrides = NO_OVERRIDES,
) -> tuple[Proposal, ...]:
    """Find free time in office hours of the given working days, the most urgent customer first.

    Each customer gets the emptiest day that is in time, else the earliest day with room; who finds none is left out.
    """
    taken = list(busy)
    found: list[Proposal] = []
    open_days = [day for day in days if day_of(day, overrides).is_workday]
    for customer in sorted(wanted, key=lambda one: (one.due, one.customer_id)):
        slots = [(day, start) for day in open_days if (start := _gap(day, now, taken, length)) is not None]
        in_time = [pair for pair in slots if pair[0] <= customer.due]
        chosen = min(in_time, key=lambda pair: (_load(pair[0], taken), pair[0]), default=slots[0] if slots else None)
        if chosen is None:
            continue
        day, start = chosen
        found.append(Proposal(customer.customer_id, start, start + length, in_time=day <= customer.due))
        taken.append(Busy(customer.customer_id, start, start + length))
    return tuple(sorted(found, key=lambda one: one.starts_at))


def _load(day: date, taken: Iterable[Busy]) -> int:
    return sum(china_date(one.starts_at) == day for one in taken)


def _gap(day: date, now: datetime, taken: Sequence[Busy], length: timedelta) -> datetime | None:
    """The first free stretch of office hours of a day that still has room for one more visit."""
    if _load(day, taken) >= MOST_A_DAY:
        return None
    for opens, closes in OfficeHours().stretches:
        start = _local(day, opens)
        while start + length <= _local(day, closes):
            if start >= now and not any(overlaps(start, start + length, one) for one in taken):
                return start
            start += STEP
    return None


def _local(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, CHINA_TIME)
