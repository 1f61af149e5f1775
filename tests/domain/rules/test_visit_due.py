from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.parameters import DEFAULTS
from domain.rules.visit_due import (
    DueReason,
    Frequency,
    RaisedEvent,
    VisitBand,
    VisitEvent,
    arrears_force_visit,
    completion_rate,
    coverage_rate,
    event_due,
    is_due_soon,
    next_due,
    overdue_days,
    satisfaction_forces_visit,
    tighten,
    visit_band,
    visit_due_params,
)
from domain.values.tiers import RelationTier, ValueClass

PARAMS = visit_due_params(DEFAULTS)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
FREQUENCIES = st.builds(Frequency, st.integers(1, 12), st.integers(1, 12))


@pytest.mark.parametrize(
    ("band", "due"),
    [
        (VisitBand.A1, date(2026, 2, 15)),
        (VisitBand.A2, date(2026, 2, 28)),
        (VisitBand.B1, date(2026, 3, 31)),
        (VisitBand.B2, date(2026, 4, 30)),
        (VisitBand.C, date(2026, 7, 31)),
    ],
)
def test_that_each_band_is_due_one_interval_after_the_last_visit(band, due):
    found = next_due(PARAMS.standards[band], PARAMS, last_counted=date(2026, 1, 31), signed_on=date(2025, 1, 1))
    assert (found.on, found.reason) == (due, DueReason.INTERVAL)


def test_that_the_first_visit_is_due_fifteen_days_after_signing():
    found = next_due(PARAMS.standards[VisitBand.C], PARAMS, last_counted=None, signed_on=date(2026, 11, 1))
    assert (found.on, found.reason) == (date(2026, 11, 16), DueReason.FIRST)


def test_that_event_driven_customers_owe_nothing_without_an_event():
    standard = PARAMS.standards[VisitBand.D]
    assert next_due(standard, PARAMS, last_counted=None, signed_on=date(2026, 11, 1)) is None
    event = RaisedEvent(VisitEvent.RED_ALERT, date(2026, 11, 20))
    found = next_due(standard, PARAMS, last_counted=None, signed_on=None, events=[event])
    assert (found.on, found.reason, found.event) == (date(2026, 11, 24), DueReason.EVENT, VisitEvent.RED_ALERT)


@pytest.mark.parametrize(
    ("event", "due"),
    [
        (VisitEvent.URGENT_COMPLAINT, date(2026, 11, 24)),
        (VisitEvent.RED_ALERT, date(2026, 11, 25)),
        (VisitEvent.ORANGE_ALERT, date(2026, 11, 30)),
        (VisitEvent.ARREARS, date(2026, 11, 30)),
        (VisitEvent.LOW_SATISFACTION, date(2026, 11, 30)),
        (VisitEvent.KEY_PERSON_CHANGED, date(2026, 12, 7)),
    ],
)
def test_that_events_force_a_visit_within_their_working_days(event, due):
    assert event_due(RaisedEvent(event, date(2026, 11, 23)), PARAMS) == due


def test_that_a_contract_end_asks_for_a_visit_when_its_window_opens():
    event = RaisedEvent(VisitEvent.CONTRACT_END, date(2027, 1, 22))
    assert event_due(event, PARAMS) == date(2026, 12, 7)
    standard = PARAMS.standards[VisitBand.D]
    assert next_due(standard, PARAMS, last_counted=date(2026, 11, 23), signed_on=None, events=[event]) is None
    assert next_due(standard, PARAMS, last_counted=date(2026, 11, 22), signed_on=None, events=[event]) is not None


def test_that_a_later_visit_answers_an_event():
    event = RaisedEvent(VisitEvent.RED_ALERT, date(2026, 11, 20))
    standard = PARAMS.standards[VisitBand.C]
    found = next_due(standard, PARAMS, last_counted=date(2026, 11, 20), signed_on=None, events=[event])
    assert found.reason is DueReason.INTERVAL


@given(FREQUENCIES, DAYS, DAYS)
def test_that_a_later_visit_never_makes_the_next_one_due_earlier(frequency, one, other):
    early, late = sorted((one, other))
    assert frequency.after(early) <= frequency.after(late)
    assert frequency.after(early) > early


@given(FREQUENCIES, FREQUENCIES, DAYS)
def test_that_a_tighter_frequency_is_never_due_much_later(one, other, day):
    if one.is_tighter(other):
        assert one.after(day) <= other.after(day) + timedelta(days=7)


@given(
    st.sampled_from(VisitBand),
    DAYS,
    DAYS,
    st.lists(st.builds(RaisedEvent, st.sampled_from(VisitEvent), DAYS), max_size=4),
)
def test_that_an_event_can_only_bring_the_due_date_forward(band, last, signed, events):
    standard = PARAMS.standards[band]
    without = next_due(standard, PARAMS, last_counted=last, signed_on=signed)
    found = next_due(standard, PARAMS, last_counted=last, signed_on=signed, events=events)
    if without is not None:
        assert found.on <= without.on


@given(FREQUENCIES)
def test_that_a_unit_may_tighten_but_not_loosen(own):
    standard = PARAMS.standards[VisitBand.B2]
    assert not standard.visits.is_tighter(tighten(standard, own).visits)


@pytest.mark.parametrize(
    ("value_class", "relation", "band"),
    [
        (ValueClass.A1, RelationTier.GROUP_GENERAL, VisitBand.A1),
        (ValueClass.C, RelationTier.GROUP_STRATEGIC, VisitBand.A1),
        (ValueClass.B1, RelationTier.UNIT_LARGE, VisitBand.A2),
        (ValueClass.B2, RelationTier.UNIT_GENERAL, VisitBand.B2),
        (ValueClass.D, RelationTier.UNIT_GENERAL, VisitBand.D),
        (ValueClass.UNRATED, RelationTier.UNIT_GENERAL, VisitBand.C),
        (ValueClass.UNRATED, RelationTier.PROSPECT, VisitBand.D),
    ],
)
def test_that_the_band_follows_class_and_relation(value_class, relation, band):
    assert visit_band(value_class, relation) is band


def test_that_micro_customers_are_event_driven():
    assert visit_band(ValueClass.C, RelationTier.UNIT_GENERAL, is_micro=True) is VisitBand.D


def test_that_overdue_days_count_from_the_day_after():
    assert overdue_days(date(2026, 11, 20), date(2026, 11, 23)) == 3
    assert overdue_days(date(2026, 11, 23), date(2026, 11, 23)) == 0
    assert overdue_days(None, date(2026, 11, 23)) == 0
    assert is_due_soon(date(2026, 11, 26), date(2026, 11, 23), PARAMS)
    assert not is_due_soon(date(2026, 11, 27), date(2026, 11, 23), PARAMS)
    assert not is_due_soon(date(2026, 11, 22), date(2026, 11, 23), PARAMS)


def test_that_thresholds_of_money_and_satisfaction_force_visits():
    assert arrears_force_visit(61, PARAMS)
    assert not arrears_force_visit(60, PARAMS)
    assert satisfaction_forces_visit(Decimal(6), PARAMS)
    assert not satisfaction_forces_visit(Decimal("6.1"), PARAMS)


def test_that_rates_count_credits_and_distinct_customers():
    assert completion_rate([Decimal(1), Decimal("0.5")], 4) == Decimal("37.5")
    assert completion_rate([], 0) is None
    assert coverage_rate(["a", "a", "x"], ["a", "b", "c"]) == Decimal("33.3")
    assert coverage_rate([], []) is None
