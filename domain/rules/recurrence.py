"""Repeating tasks: a small part of RFC 5545's RRULE, and the day the next one is due (2.29)."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from dateutil.rrule import rrulestr

from domain.rules.storable import LAST_DAY

LONGEST_RULE: Final = 120
_FREQUENCIES: Final = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)
_UNTIL: Final = re.compile(r"(20|21)[0-9]{6}", re.ASCII)
_WEEKDAY: Final = re.compile(r"(?:-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_MONTH_DAY: Final = re.compile(r"-1|[1-9]|[12][0-9]|3[01]", re.ASCII)
_PLAIN_DAY: Final = 2
"""Letters of a weekday without a number before it, as weekly rules name them."""
_FORMS: Final = {"INTERVAL": _NUMBER, "COUNT": _NUMBER, "UNTIL": _UNTIL}
_LISTS: Final = {"BYDAY": _WEEKDAY, "BYMONTHDAY": _MONTH_DAY}


def recurrence_trouble(text: str) -> str:
    """Say what is wrong with a rule of repetition: a problem code, empty when nothing is.

    Known are FREQ (DAILY to YEARLY), INTERVAL, COUNT or UNTIL (a day), BYDAY and BYMONTHDAY.
    """
    parts = [part.partition("=") for part in text.split(";")]
    given = {name: value for name, _sign, value in parts}
    fits = (
        len(text) <= LONGEST_RULE
        and len(given) == len(parts)
        and given.get("FREQ") in _FREQUENCIES
        and not {"COUNT", "UNTIL"} <= given.keys()
        and all(_fits(name, value) for name, value in given.items())
        and _days_fit(given)
    )
    return "" if fits else "not_a_recurrence"


def _fits(name: str, value: str) -> bool:
    if name == "UNTIL":
        return bool(_UNTIL.fullmatch(value)) and _day(value) is not None
    if name in _FORMS:
        return bool(_FORMS[name].fullmatch(value))
    if name in _LISTS:
        return all(_LISTS[name].fullmatch(item) for item in value.split(","))
    return name == "FREQ"


def _days_fit(given: dict[str, str]) -> bool:
    """Numbered weekdays and days of the month belong to months; a daily rule has neither."""
    weekdays = [item for item in given.get("BYDAY", "").split(",") if item]
    if given["FREQ"] == "MONTHLY":
        return not (weekdays and "BYMONTHDAY" in given)
    numbered = any(len(item) > _PLAIN_DAY for item in weekdays)
    return "BYMONTHDAY" not in given and not numbered and (not weekdays or given["FREQ"] == "WEEKLY")


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def next_in_row(rule: str, due: date, done: date) -> tuple[date, str] | None:
    """Give the day the next task of a row is due and the rule it carries on with; None at the end of the row.

    The next day lies after `due` and not before `done`: days missed meanwhile are passed over. COUNT counts the task
    at hand too, and goes down by one. `rule` is one that `recurrence_trouble` finds nothing wrong with.
    """
    given = {name: value for name, _sign, value in (part.partition("=") for part in rule.split(";"))}
    left = int(given.pop("COUNT", 0))
    if left == 1:
        return None
    until = _day(given.pop("UNTIL", ""))
    plain = ";".join(f"{name}={value}" for name, value in given.items())
    begin = datetime.combine(due, time.min)
    after = max(begin, datetime.combine(done, time.min) - timedelta(days=1))
    found = rrulestr(plain, dtstart=begin).after(after)
    if found is None or found.date() > (until or LAST_DAY):
        return None
    if left:
        plain += f";COUNT={left - 1}"
    if until is not None:
        plain += f";UNTIL={until:%Y%m%d}"
    return found.date(), plain
