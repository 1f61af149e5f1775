"""The year grid of a service plan."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.service_year import MONTHS, month_counts, months_done, spread
from domain.values.service_rules import RuleUnit


@pytest.mark.parametrize(
    ("value", "unit", "months"),
    [
        (2, RuleUnit.PER_MONTH, (2,) * 12),
        (1, RuleUnit.PER_QUARTER, (0, 0, 1) * 4),
        (1, RuleUnit.PER_HALF_YEAR, (0, 0, 0, 0, 0, 1) * 2),
        (1, RuleUnit.PER_YEAR, (0,) * 11 + (1,)),
        (4, RuleUnit.PER_YEAR, (0, 0, 1) * 4),
        (4, RuleUnit.HOURS, (0,) * 12),
        (0, RuleUnit.PER_MONTH, (0,) * 12),
    ],
)
def test_that_a_rule_is_spread_to_the_ends_of_its_periods(value, unit, months):
    assert month_counts(value, unit) == months


@given(st.integers(0, 400), st.sampled_from([1, 2, 3, 4, 6, 12]))
def test_that_every_occasion_falls_into_some_month_evenly(times, period):
    months = spread(times, period)
    assert sum(months) == times * MONTHS // period
    assert max(months) - min(months) <= 1


@given(st.lists(st.dates(date(2025, 1, 1), date(2028, 12, 31))))
def test_that_days_of_other_years_do_not_count(days):
    assert sum(months_done(days, 2027)) == sum(day.year == 2027 for day in days)
