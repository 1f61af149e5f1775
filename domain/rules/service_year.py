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


def month_counts(value: int, unit: RuleUnit) -> tuple[int, ...]:
    """Spread a rule's `value` times per unit over twelve months; units that are no frequency give zeros."""
    period = _MONTHS_OF_UNIT.get(unit)
    return (0,) * MONTHS if period is None else spread(value, period)


def spread(times: int, period: int) -> tuple[int, ...]:
    """Spread `times` in every `period` months over January to December.

    A period's occasions fall into its last months, so that a quarterly report stands in March, June, September and
    December, and they are as far apart as they can be.
    """
    if times <= 0 or period <= 0:
        return (0,) * MONTHS
    each, extra = divmod(times, period)
    return tuple(each + _falls(extra, period, period - 1 - month % period) for month in range(MONTHS))


def _falls(extra: int, period: int, left: int) -> int:
    """Tell whether one of `extra` evenly spread occasions falls `left` months before the end of the period."""
    return int((left * extra) % period < extra and extra > 0)


def months_done(days: Iterable[date], year: int) -> tuple[int, ...]:
    """Count the days of one year by month, January first."""
    counts = [0] * MONTHS
    for day in days:
        if day.year == year:
            counts[day.month - 1] += 1
    return tuple(counts)
