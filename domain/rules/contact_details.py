"""Smaller checks: postcode, e-mail, website, bank account, bank number, coordinates, percentages (2.0.6)."""

import re
from decimal import Decimal, InvalidOperation
from math import asin, cos, radians, sin, sqrt

from domain.rules.text import half_width

_POSTCODE = re.compile(r"\d{6}")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_WEBSITE = re.compile(
    r"(https?://)?[A-Za-z0-9\u4e00-\u9fff]([A-Za-z0-9\u4e00-\u9fff-]*[A-Za-z0-9\u4e00-\u9fff])?"
    r"(\.[A-Za-z0-9\u4e00-\u9fff-]+)+(:\d{2,5})?([/?#]\S*)?",
    re.IGNORECASE,
)
_BANK_ACCOUNT = re.compile(r"\d{8,32}")
_BANK_NUMBER = re.compile(r"\d{12}")
_REFERENCE = re.compile(r"\S(?:.{2,38})\S")
_MAX_EMAIL = 254
_MAX_DECIMALS = 2
_EARTH_KM = 6371.0088
_MAINLAND_LON, _MAINLAND_LAT = (73.0, 136.0), (3.0, 54.0)


def clean_digits(text: str) -> str:
    """Digits in plain form without spaces and hyphens, other characters kept for the check to find."""
    return re.sub(r"[\s-]", "", half_width(text))


def is_postcode(text: str) -> bool:
    """Six digits."""
    return bool(_POSTCODE.fullmatch(clean_digits(text)))


def clean_email(text: str) -> str:
    """An address in plain form, its domain in lower case."""
    local, at, domain = half_width(text).strip().rpartition("@")
    return f"{local}{at}{domain.lower()}"


def is_email(text: str) -> bool:
    """Whether the text looks like one e-mail address, without comments, quotes or address literals."""
    if len(text) > _MAX_EMAIL or not _EMAIL.fullmatch(text):
        return False
    local, _, domain = text.rpartition("@")
    dots_misplaced = local.startswith(".") or local.endswith(".") or ".." in local
    return not dots_misplaced and all(not part.startswith("-") and not part.endswith("-") for part in domain.split("."))


def is_website(text: str) -> bool:
    """Whether the text is a web address; the scheme may be missing, Chinese domains are allowed."""
    return bool(_WEBSITE.fullmatch(half_width(text).strip()))


def is_bank_account(text: str) -> bool:
    """8 to 32 digits."""
    return bool(_BANK_ACCOUNT.fullmatch(clean_digits(text)))


def is_bank_number(text: str) -> bool:
    """联行号: 12 digits."""
    return bool(_BANK_NUMBER.fullmatch(clean_digits(text)))


def is_reference(text: str) -> bool:
    """Contract or account number: 4 to 40 characters without outer spaces."""
    return bool(_REFERENCE.fullmatch(text))


def is_percentage(text: str) -> bool:
    """0 to 100 with at most two decimals."""
    try:
        value = Decimal(half_width(text).strip().removesuffix("%"))
    except InvalidOperation:
        return False
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and -exponent <= _MAX_DECIMALS and 0 <= value <= 100  # noqa: PLR2004 - per cent


def is_coordinate(longitude: float, latitude: float) -> bool:
    """Whether a point lies in or near China; swapped longitude and latitude fail."""
    return _MAINLAND_LON[0] <= longitude <= _MAINLAND_LON[1] and _MAINLAND_LAT[0] <= latitude <= _MAINLAND_LAT[1]


def distance_km(longitude: float, latitude: float, other_longitude: float, other_latitude: float) -> float:
    """Great-circle distance between two points of the same coordinate system, in kilometres."""
    north, other_north = radians(latitude), radians(other_latitude)
    half_lat = sin((other_north - north) / 2)
    half_lon = sin(radians(other_longitude - longitude) / 2)
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, half_lat**2 + cos(north) * cos(other_north) * half_lon**2)))
