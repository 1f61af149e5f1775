"""Validators by the name a field table gives them: wire text in, problem code out, empty when nothing is wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from domain.rules.contact_details import is_email, is_website
from domain.rules.credit_code import clean_credit_code, credit_code_error
from domain.rules.phones import is_mobile, parse_phone
from domain.rules.recurrence import recurrence_trouble
from domain.rules.text import is_placeholder

SHORTEST_NAME: Final = 4
_DIVISION: Final = re.compile(r"^[1-8]\d{5}$", re.ASCII)
_PERIOD: Final = re.compile(r"^20\d{2}(0[1-9]|1[0-2])$", re.ASCII)
_BIRTHDAY: Final = re.compile(r"^(?:(\d{4})-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", re.ASCII)
_DEGREES: Final = re.compile(r"-?\d{1,3}(\.\d{1,12})?", re.ASCII)
_LONGEST_LONGITUDE: Final = 180.0
_LONGEST_LATITUDE: Final = 90.0


def _customer_name(text: str) -> str:
    if len(re.sub(r"\s", "", text)) < SHORTEST_NAME:
        return "too_short_name"
    return "placeholder" if is_placeholder(text) else ""


def _degrees(limit: float) -> Callable[[str], str]:
    def check(text: str) -> str:
        return "" if _DEGREES.fullmatch(text) and abs(float(text)) <= limit else "not_a_coordinate"

    return check


def _birthday(text: str) -> str:
    found = _BIRTHDAY.fullmatch(text)
    if not found:
        return "not_a_birthday"
    if not found[1]:
        return ""
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return "not_a_birthday"
    return ""


def _pattern(pattern: re.Pattern[str], code: str) -> Callable[[str], str]:
    return lambda text: "" if pattern.fullmatch(text) else code


CHECKS: Final[Mapping[str, Callable[[str], str]]] = {
    "customer_name": _customer_name,
    "credit_code": lambda text: credit_code_error(clean_credit_code(text)) or "",
    "phone": lambda text: "" if parse_phone(text, hotline=True) else "not_a_phone",
    "mobile": lambda text: "" if is_mobile(text) else "not_a_mobile",
    "email": lambda text: "" if is_email(text) else "not_an_email",
    "website": lambda text: "" if is_website(text) else "not_a_website",
    "division": _pattern(_DIVISION, "not_a_division"),
    "industry_section": _pattern(re.compile(r"^[A-T]$"), "not_an_industry"),
    "industry_division": _pattern(re.compile(r"^\d{2}$", re.ASCII), "not_an_industry"),
    "industry_group": _pattern(re.compile(r"^\d{3}$", re.ASCII), "not_an_industry"),
    "period": _pattern(_PERIOD, "not_a_period"),
    "longitude": _degrees(_LONGEST_LONGITUDE),
    "latitude": _degrees(_LONGEST_LATITUDE),
    "birthday": _birthday,
    "recurrence": recurrence_trouble,
}
"""Name of a check to the check."""
