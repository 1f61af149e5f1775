"""The six small bars that show a customer's visits month by month (走访节律)."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import msgspec

from domain.rules.calendars import add_months
from domain.rules.visit_due import VisitDueParams, VisitStandard, next_due

MONTHS: Final = 6
_TWICE: Final = 2


class RhythmState(StrEnum):
    """What a month's bar shows."""

    VISITED = "visited"
    VISITED_TWICE = "visited_twice"
    MISSED = "missed"
    NOT_REQUIRED = "not_required"
    PLANNED = "planned"


class RhythmBar(msgspec.Struct, frozen=True):
    """One month: its first day, what it shows, and the number of visits that count."""

    month: date
    state: RhythmState
    visits: int


def visit_rhythm(
    standard: VisitStandard,
    params: VisitDueParams,
    today: date,
    *,
    visits: Collection[date],
    planned: Collection[date] = (),
    signed_on: date | None = None,
) -> tuple[RhythmBar, ...]:
    """The last six months, this one at the end, from the days of counting visits and of open plans.

    A month is missed when a visit fell due by its end (this month: before today) and none took place.
    """
    this_month = today.replace(day=1)
    bars: list[RhythmBar] = []
    for back in range(MONTHS - 1, -1, -1):
        first = add_months(this_month, -back)
        last = add_months(first, 1) - timedelta(days=1)
        count = sum(first <= day <= last for day in visits)
        if count:
            state = RhythmState.VISITED_TWICE if count >= _TWICE else RhythmState.VISITED
        elif back == 0 and any(today <= day <= last for day in planned):
            state = RhythmState.PLANNED
        else:
            before = max((day for day in visits if day < first), default=None)
            due = next_due(standard, params, last_counted=before, signed_on=signed_on)
            limit = last if back else today - timedelta(days=1)
            state = RhythmState.MISSED if due is not None and due.on <= limit else RhythmState.NOT_REQUIRED
        bars.append(RhythmBar(first, state, count))
    return tuple(bars)
