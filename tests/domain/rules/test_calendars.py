from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.calendars import (
    CHINA_TIME,
    KNOWN_YEARS,
    DayKind,
    OfficeHours,
    add_months,
    add_workdays,
    add_working_time,
    china_date,
    day_of,
    imported_days,
    is_workday,
    lunar_to_solar,
    next_birthday,
    workdays_between,
)

DAYS = st.dates(min_value=date(2010, 1, 1), max_value=date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "kind", "festival"),
    [
        (date(2026, 2, 17), DayKind.HOLIDAY, "spring_festival"),
        (date(2026, 2, 14), DayKind.ADJUSTED_WORKDAY, "spring_festival"),
        (date(2026, 10, 1), DayKind.HOLIDAY, "national_day"),
        (date(2026, 11, 22), DayKind.WEEKEND, None),
        (date(2026, 11, 23), DayKind.WORKDAY, None),
    ],
)
def test_that_holidays_and_adjusted_workdays_are_known(day, kind, festival):
    found = day_of(day)
    assert (found.kind, found.festival) == (kind, festival)
    assert found.is_scheduled


def test_that_years_without_a_schedule_fall_back_to_weekends_and_say_so():
    beyond = date(KNOWN_YEARS[-1] + 20, 10, 1)
    assert not day_of(beyond).is_scheduled
    assert day_of(beyond).is_workday is (beyond.weekday() < 5)


def test_that_imported_days_win_and_make_their_year_known():
    year = KNOWN_YEARS[-1] + 20
    overrides = imported_days([(date(year, 10, 1), "holiday", "national_day"), (date(2026, 11, 23), "holiday", None)])
    assert not is_workday(date(year, 10, 1), overrides)
    assert day_of(date(year, 3, 3), overrides).is_scheduled
    assert not is_workday(date(2026, 11, 23), overrides)


def test_that_working_days_skip_the_national_holiday():
    assert add_workdays(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert add_workdays(date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert add_workdays(date(2026, 10, 3), 0) == date(2026, 10, 8)
    assert workdays_between(date(2026, 9, 30), date(2026, 10, 8)) == 1


@given(DAYS, st.integers(1, 60))
def test_that_adding_working_days_agrees_with_counting_them(day, count):
    found = add_workdays(day, count)
    assert is_workday(found)
    assert workdays_between(day, found) == count
    assert workdays_between(found, day) == -count


@given(DAYS, DAYS, st.integers(0, 30))
def test_that_adding_working_days_keeps_the_order_of_days(one, other, count):
    early, late = sorted((one, other))
    assert add_workdays(early, count) <= add_workdays(late, count)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-23T09:00", 2, "2026-11-23T11:00"),
        ("2026-11-23T11:00", 2, "2026-11-23T14:30"),
        ("2026-11-23T17:00", 4, "2026-11-24T12:00"),
        ("2026-11-20T17:30", 1, "2026-11-23T09:30"),
        ("2026-11-21T03:00", 1, "2026-11-23T10:00"),
    ],
)
def test_that_working_time_passes_in_office_hours_only(start, hours, end):
    found = add_working_time(datetime.fromisoformat(f"{start}+08:00"), timedelta(hours=hours))
    assert found == datetime.fromisoformat(f"{end}+08:00")
    assert found.tzinfo is UTC


def test_that_office_hours_can_be_set():
    hours = OfficeHours(((time(8), time(16)),))
    found = add_working_time(datetime(2026, 11, 23, 7, tzinfo=CHINA_TIME), timedelta(hours=8), hours=hours)
    assert found == datetime(2026, 11, 23, 16, tzinfo=CHINA_TIME)


def test_that_the_business_day_is_the_day_in_china():
    assert china_date(datetime(2026, 11, 22, 17, 0, tzinfo=UTC)) == date(2026, 11, 23)


@given(DAYS, st.integers(-60, 60))
def test_that_adding_months_lands_in_the_right_month(day, months):
    found = add_months(day, months)
    assert found.year * 12 + found.month == day.year * 12 + day.month + months
    assert found.day <= day.day


@given(DAYS, DAYS, st.integers(0, 24))
def test_that_adding_months_keeps_the_order_of_days(one, other, months):
    early, late = sorted((one, other))
    assert add_months(early, months) <= add_months(late, months)


@pytest.mark.parametrize(
    ("year", "month", "day", "solar"),
    [(2026, 1, 1, date(2026, 2, 17)), (2026, 8, 15, date(2026, 9, 25)), (2026, 12, 30, date(2027, 2, 5))],
)
def test_that_lunar_dates_are_converted(year, month, day, solar):
    assert lunar_to_solar(year, month, day) == solar


@given(st.integers(1, 12), st.integers(1, 28), DAYS, st.booleans())
def test_that_the_next_birthday_is_within_thirteen_months(month, day, today, is_lunar):
    found = next_birthday(month, day, today, is_lunar=is_lunar)
    assert today <= found <= today + timedelta(days=385)


def test_that_a_leap_day_birthday_is_kept_in_other_years():
    assert next_birthday(2, 29, date(2027, 1, 1)) == date(2027, 2, 28)
    assert next_birthday(2, 29, date(2028, 2, 29)) == date(2028, 2, 29)
    assert next_birthday(11, 23, date(2026, 11, 23)) == date(2026, 11, 23)


def test_that_an_unknown_kind_of_day_is_refused():
    with pytest.raises(ValueError, match="closed"):
        imported_days([(date(2027, 1, 1), "closed", None)])
