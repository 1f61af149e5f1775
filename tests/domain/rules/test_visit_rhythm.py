from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.rules.parameters import DEFAULTS
from domain.rules.visit_due import VisitBand, visit_due_params
from domain.rules.visit_rhythm import MONTHS, RhythmState, visit_rhythm

PARAMS = visit_due_params(DEFAULTS)
TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def states(band, visits, planned=(), signed_on=date(2025, 1, 1)):
    bars = visit_rhythm(PARAMS.standards[band], PARAMS, TODAY, visits=visits, planned=planned, signed_on=signed_on)
    return "".join(
        {"visited": "1", "visited_twice": "2", "missed": "x", "not_required": ".", "planned": "p"}[bar.state]
        for bar in bars
    )


def test_that_months_without_a_required_visit_are_missed():
    assert states(VisitBand.A2, [date(2026, 6, 3), date(2026, 8, 5), date(2026, 8, 20)]) == "1x2xxx"


def test_that_rarely_visited_customers_show_months_that_were_not_required():
    assert states(VisitBand.C, [date(2026, 7, 1)]) == "x1...."
    assert states(VisitBand.B2, [date(2026, 6, 10)]) == "1..xxx"


def test_that_this_month_is_missed_only_after_its_due_day():
    assert states(VisitBand.A2, [date(2026, 10, 28)])[-2:] == "1."
    assert states(VisitBand.A2, [date(2026, 10, 20)])[-2:] == "1x"


def test_that_an_open_plan_this_month_is_shown_as_planned():
    assert states(VisitBand.A2, [date(2026, 10, 20)], planned=[date(2026, 11, 25)])[-1] == "p"
    assert states(VisitBand.A2, [date(2026, 10, 20)], planned=[date(2026, 11, 20)])[-1] == "x"


def test_that_nothing_is_required_before_the_first_due_day_or_without_a_duty():
    assert states(VisitBand.A2, [], signed_on=date(2026, 10, 25)) == "....." + "x"
    assert states(VisitBand.D, []) == "......"
    assert states(VisitBand.A1, [], signed_on=None) == "......"


@given(st.sampled_from(VisitBand), st.lists(DAYS, max_size=12), st.lists(DAYS, max_size=4))
def test_that_there_are_always_six_bars_that_count_the_visits(band, visits, planned):
    bars = visit_rhythm(PARAMS.standards[band], PARAMS, TODAY, visits=visits, planned=planned, signed_on=None)
    assert [bar.month.month for bar in bars] == [6, 7, 8, 9, 10, 11]
    assert len(bars) == MONTHS
    assert all((bar.visits > 0) is (bar.state in {RhythmState.VISITED, RhythmState.VISITED_TWICE}) for bar in bars)
    assert sum(bar.visits for bar in bars) == sum(6 <= day.month <= 11 for day in visits)
