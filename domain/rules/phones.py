"""Telephone numbers of mainland China: recognise, clean, show and mask (2.0.6)."""

import re
from enum import StrEnum

import msgspec

from domain.rules.text import half_width

_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))-?(\d{7,8})(?:(?:-|转|ext\.?|x)(\d{1,6}))?", re.IGNORECASE)
_SERVICE = re.compile(r"(400|800)-?(\d{3})-?(\d{4})")
_HOTLINE = re.compile(r"95\d{3}|1\d{4}|12[0-9]{3}|9[56]\d{4,6}|1[01]\d{1,2}|12\d")
_NOISE = re.compile(r"[\s.·]|[()](?!$)|[()]$")
_COUNTRY = re.compile(r"^(\+86|0086|86(?=1[3-9]\d{9}$))-?")
_DASHES = re.compile(r"[‐-―−－]")


class PhoneKind(StrEnum):
    """What sort of number it is."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    SERVICE = "service"
    HOTLINE = "hotline"


class Phone(msgspec.Struct, frozen=True):
    """A recognised number: its kind and the plain form it is stored and compared in."""

    kind: PhoneKind
    number: str


def clean_phone(text: str) -> str:
    """The text without spaces, brackets, dots and +86; the hyphens of a landline stay."""
    plain = _DASHES.sub("-", half_width(text).strip())
    plain = _COUNTRY.sub("", _NOISE.sub("", plain.replace(")", "-").replace("(", "")).strip("-"))
    plain = re.sub(r"-+", "-", plain)
    digits = plain.replace("-", "")
    return digits if _MOBILE.fullmatch(digits) else plain


def parse_phone(text: str, *, hotline: bool = False) -> Phone | None:
    """The number in a text, or None when it is none; short service numbers only where ``hotline`` allows."""
    plain = clean_phone(text)
    if _MOBILE.fullmatch(plain):
        return Phone(PhoneKind.MOBILE, plain)
    if match := _SERVICE.fullmatch(plain):
        return Phone(PhoneKind.SERVICE, "-".join(match.groups()))
    if match := _LANDLINE.fullmatch(plain):
        return Phone(PhoneKind.LANDLINE, "-".join(part for part in match.groups() if part))
    if hotline and _HOTLINE.fullmatch(plain.replace("-", "")):
        return Phone(PhoneKind.HOTLINE, plain.replace("-", ""))
    return None


def is_mobile(text: str) -> bool:
    """Whether the text is a mobile number."""
    phone = parse_phone(text)
    return phone is not None and phone.kind is PhoneKind.MOBILE


def format_phone(text: str) -> str:
    """Mobile numbers 3-4-4 with spaces, others in their plain form; unknown texts unchanged."""
    phone = parse_phone(text, hotline=True)
    if phone is None:
        return text
    if phone.kind is PhoneKind.MOBILE:
        return f"{phone.number[:3]} {phone.number[3:7]} {phone.number[7:]}"
    return phone.number


def mask_phone(text: str) -> str:
    """The stored and exported mask: `138****1234`, `0851-****5678`; service numbers are public."""
    phone = parse_phone(text, hotline=True)
    if phone is None:
        return "*" * len(text)
    if phone.kind is PhoneKind.MOBILE:
        return f"{phone.number[:3]}****{phone.number[7:]}"
    if phone.kind is PhoneKind.LANDLINE:
        area, local, *_rest = phone.number.split("-")
        return f"{area}-{'*' * (len(local) - 4)}{local[-4:]}"
    return phone.number


def mask_phone_display(text: str) -> str:
    """The mask as it is shown on screen and paper: `138 **** 2046`."""
    masked = mask_phone(text)
    return f"{masked[:3]} **** {masked[7:]}" if is_mobile(text) else masked


def phone_digits(text: str) -> str:
    """Only the digits of the cleaned number, for comparing; empty when there are none."""
    return re.sub(r"\D", "", clean_phone(text))


def phone_tail(text: str, digits: int = 4) -> str:
    """The last digits, for searching by phone tail."""
    return phone_digits(text)[-digits:]
