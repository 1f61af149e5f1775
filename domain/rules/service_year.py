"""The year grid of a service plan: service rules spread over twelve months (2.24, 4.3, 5.2)."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from domain.values.service_rules import RuleUnit

MONTHS: Final = 12
_MONTHS_OF_UNIT: Final = {
    RuleUnit.PER_MONTH: 1,
    RuleUnit.PER_QUARTER: 3,
    RuleUnit.PER_HALF_YEAR: 6,
    RuleUnit.PER_YEAR: 12,
}


def month_counts(value: int, unit: RuleUnit, first_month: int = 1) -> tuple[int, ...]:
    """Spread `value` times per unit over the months from `first_month` (1–12) on; twelve counts from January.

    A period's occasions fall into its last months, so that a quarterly report stands in March, June, September and
    December; units that are no frequency give zeros.
    """
    period = _MONTHS_OF_UNIT.get(unit)
    counts = [0] * MONTHS
    if period is None or value <= 0:
        return tuple(counts)
    each, extra = divmod(value, period)
    for month in range(MONTHS):
        left_in_period = period - 1 - month % period
        counts[month] = each + _spread(extra, period, left_in_period)
    return tuple(count if month + 1 >= first_month else 0 for month, count in enumerate(counts))


def _spread(extra: int, period: int, left: int) -> int:
    """Tell whether one of `extra` evenly spread occasions falls `left` months before the end of the period."""
    return int((left * extra) % period < extra and extra > 0)


def months_done(days: Iterable[date], year: int) -> tuple[int, ...]:
    """Count the days of one year by month, January first."""
    counts = [0] * MONTHS
    for day in days:
        if day.year == year:
            counts[day.month - 1] += 1
    return tuple(counts)
