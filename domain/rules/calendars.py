"""Chinese working days, holidays and adjusted workdays, working hours, and lunar birthdays (2.0)."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import Final

import chinese_calendar
import msgspec
from chinese_calendar.constants import holidays as _named_days
from lunar_python import Lunar, LunarMonth

CHINA_TIME: Final = timezone(timedelta(hours=8), "UTC+08:00")
"""The one civil time of China; it has no summer time."""
KNOWN_YEARS: Final = range(min(_named_days).year, max(_named_days).year + 1)
"""Years whose State Council schedule the library knows; other years need overrides or fall back to weekends."""
_SATURDAY: Final = 5
_LONGEST_SEARCH: Final = 3660
_LEAP_DAY: Final = (2, 29)


class DayKind(StrEnum):
    """What a day is for offices."""

    WORKDAY = "workday"
    ADJUSTED_WORKDAY = "adjusted_workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


_FESTIVALS: Final = {
    "New Year's Day": "new_year",
    "Spring Festival": "spring_festival",
    "Tomb-sweeping Day": "qingming",
    "Labour Day": "labour_day",
    "Dragon Boat Festival": "dragon_boat",
    "National Day": "national_day",
    "Mid-autumn Festival": "mid_autumn",
    "Anti-Fascist 70th Day": "victory_day",
}


class Day(msgspec.Struct, frozen=True):
    """A day's kind, its festival code, and whether the year's official schedule is known."""

    kind: DayKind
    festival: str | None = None
    is_scheduled: bool = True

    @property
    def is_workday(self) -> bool:
        """Whether offices work."""
        return self.kind in {DayKind.WORKDAY, DayKind.ADJUSTED_WORKDAY}


Overrides = Mapping[date, Day]
"""Days as an administrator imported them; they win over the library."""
NO_OVERRIDES: Final[Overrides] = {}


def imported_days(rows: Iterable[tuple[date, str, str | None]]) -> dict[date, Day]:
    """Overrides from imported (day, DayKind code, festival code) rows; ValueError for an unknown kind."""
    return {day: Day(DayKind(kind), festival) for day, kind, festival in rows}


def day_of(day: date, overrides: Overrides = NO_OVERRIDES) -> Day:
    """What a day is; for years nobody knows the schedule of, weekends only and ``is_scheduled`` false."""
    if day in overrides:
        return overrides[day]
    is_weekend = day.weekday() >= _SATURDAY
    if day.year not in KNOWN_YEARS:
        known = any(other.year == day.year for other in overrides)
        return Day(DayKind.WEEKEND if is_weekend else DayKind.WORKDAY, is_scheduled=known)
    is_off, name = chinese_calendar.get_holiday_detail(day)
    festival = _FESTIVALS.get(str(name)) if name else None
    if is_off:
        return Day(DayKind.HOLIDAY if name else DayKind.WEEKEND, festival)
    return Day(DayKind.ADJUSTED_WORKDAY if is_weekend else DayKind.WORKDAY, festival)


def is_workday(day: date, overrides: Overrides = NO_OVERRIDES) -> bool:
    """Whether offices work on a day."""
    return day_of(day, overrides).is_workday


def add_workdays(day: date, count: int, overrides: Overrides = NO_OVERRIDES) -> date:
    """The ``count``-th working day after a day (before it when negative); 0 is the day itself or the next workday."""
    step = timedelta(days=-1 if count < 0 else 1)
    found, left = day, abs(count)
    while left > 0 or not is_workday(found, overrides):
        found += step
        if left > 0 and is_workday(found, overrides):
            left -= 1
    return found


def workdays_between(first: date, last: date, overrides: Overrides = NO_OVERRIDES) -> int:
    """Working days after ``first`` up to and with ``last``; negative when ``last`` comes first."""
    if last < first:
        return -workdays_between(last, first, overrides)
    return sum(is_workday(first + timedelta(days=at), overrides) for at in range(1, (last - first).days + 1))


class OfficeHours(msgspec.Struct, frozen=True):
    """The stretches of a working day, in China time, in order."""

    stretches: tuple[tuple[time, time], ...] = ((time(9), time(12)), (time(13, 30), time(18)))


def add_working_time(
    moment: datetime, span: timedelta, overrides: Overrides = NO_OVERRIDES, hours: OfficeHours | None = None
) -> datetime:
    """The UTC moment at which ``span`` of working time after an aware moment has passed."""
    stretches = (hours or OfficeHours()).stretches
    local = moment.astimezone(CHINA_TIME)
    left = span
    for ahead in range(_LONGEST_SEARCH):
        day = local.date() + timedelta(days=ahead)
        if not is_workday(day, overrides):
            continue
        for opens, closes in stretches:
            begin = max(datetime.combine(day, opens, CHINA_TIME), local)
            end = datetime.combine(day, closes, CHINA_TIME)
            if begin < end and left <= end - begin:
                return (begin + left).astimezone(UTC)
            left -= max(end - begin, timedelta())
    raise OverflowError(span)


def china_date(moment: datetime) -> date:
    """The business date of an aware moment."""
    return moment.astimezone(CHINA_TIME).date()


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def lunar_to_solar(year: int, month: int, day: int) -> date:
    """The solar date of a lunar one; the 30th of a month of 29 days is its last day, leap months are not used."""
    last: int = LunarMonth.fromYm(year, month).getDayCount()
    solar = Lunar.fromYmd(year, month, min(day, last)).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def next_birthday(month: int, day: int, today: date, *, is_lunar: bool = False) -> date:
    """The next occurrence of a birthday, today included; 29 February is kept on the 28th in other years."""
    for year in range(today.year - 1, today.year + 2):
        if is_lunar:
            found = lunar_to_solar(year, month, day)
        elif (month, day) == _LEAP_DAY:
            found = date(year, 3, 1) - timedelta(days=1)
        else:
            found = date(year, month, day)
        if found >= today:
            return found
    raise OverflowError(today)
