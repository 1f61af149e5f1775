from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.recurrence import next_in_row, recurrence_trouble

DAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=3;COUNT=10",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20271231",
        "FREQ=MONTHLY;BYMONTHDAY=1,15,-1",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=YEARLY",
    ],
)
def test_that_the_known_part_is_taken(rule):
    assert recurrence_trouble(rule) == ""


@pytest.mark.parametrize(
    "rule",
    [
        "weekly",
        "FREQ=HOURLY",
        "INTERVAL=2",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=1000",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;COUNT=3;UNTIL=20271231",
        "FREQ=DAILY;UNTIL=20270230",
        "FREQ=DAILY;UNTIL=20271231T000000Z",
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=MO",
        "FREQ=DAILY;BYSETPOS=1",
        "FREQ=DAILY;",
        "FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["10"] * 40),
        "FREQ=DAILY;COUNT=１２",
    ],
)
def test_that_anything_else_is_refused(rule):
    assert recurrence_trouble(rule) == "not_a_recurrence"


@pytest.mark.parametrize(
    ("rule", "due", "following"),
    [
        ("FREQ=DAILY", date(2026, 11, 24), "FREQ=DAILY"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", date(2026, 11, 26), "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("FREQ=WEEKLY;INTERVAL=2", date(2026, 12, 7), "FREQ=WEEKLY;INTERVAL=2"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", date(2026, 11, 30), "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=MONTHLY;BYDAY=1MO", date(2026, 12, 7), "FREQ=MONTHLY;BYDAY=1MO"),
        ("FREQ=YEARLY", date(2027, 11, 23), "FREQ=YEARLY"),
        ("FREQ=DAILY;COUNT=3", date(2026, 11, 24), "FREQ=DAILY;COUNT=2"),
        ("FREQ=DAILY;UNTIL=20261124", date(2026, 11, 24), "FREQ=DAILY;UNTIL=20261124"),
    ],
)
def test_that_the_next_day_follows_from_the_last(rule, due, following):
    assert next_in_row(rule, DAY, DAY) == (due, following)


@pytest.mark.parametrize("rule", ["FREQ=DAILY;COUNT=1", "FREQ=WEEKLY;UNTIL=20261129", "FREQ=YEARLY;INTERVAL=999"])
def test_that_a_row_ends(rule):
    assert next_in_row(rule, DAY, DAY) is None


def test_that_a_month_without_the_day_is_passed_over():
    assert next_in_row("FREQ=MONTHLY", date(2027, 1, 31), date(2027, 1, 31)) == (date(2027, 3, 31), "FREQ=MONTHLY")


def test_that_days_missed_are_passed_over_and_today_is_not():
    assert next_in_row("FREQ=DAILY", DAY, date(2026, 12, 3)) == (date(2026, 12, 3), "FREQ=DAILY")
    assert next_in_row("FREQ=WEEKLY", DAY, date(2026, 12, 3)) == (date(2026, 12, 7), "FREQ=WEEKLY")


@given(
    st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=SA,SU", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY;INTERVAL=4"]),
    st.dates(date(2020, 1, 1), date(2060, 1, 1)),
    st.integers(-400, 400),
)
def test_that_the_next_day_is_after_the_last_and_not_before_it_was_done(rule, due, days):
    done = date.fromordinal(due.toordinal() + days)
    found = next_in_row(rule, due, done)
    assert found is not None
    assert found[0] > due
    assert found[0] >= done
