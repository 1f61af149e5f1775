"""Unified social credit codes (GB 32100-2015), legacy organisation codes (GB 11714), resident ids (2.0.1)."""

import re
from datetime import date

import msgspec
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from domain.rules.codes import CodeLists
from domain.rules.divisions import division_at
from domain.rules.text import half_width
from domain.values.customers import OrgType

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LOOK_ALIKES = str.maketrans({"I": "1", "O": "0"})
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_ID = re.compile(r"\d{17}[\dX]")


class CreditCode(msgspec.Struct, frozen=True):
    """What reading a credit code found; the derived facts are None while an error stands.

    ``authority`` and ``category`` are keys of the code lists ``credit_authorities`` and ``credit_categories``.
    """

    value: str
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    suggestion: str | None = None
    authority: str | None = None
    category: str | None = None
    org_type: OrgType | None = None
    division_code: str | None = None
    division_name: str | None = None
    organisation_code: str | None = None

    @property
    def is_valid(self) -> bool:
        """Whether no hard error stands; warnings do not count."""
        return not self.errors


def clean_credit_code(text: str) -> str:
    """Plain upper-case form without spaces and hyphens."""
    return re.sub(r"[\s\-‐-―]", "", half_width(text)).upper()


def check_character(body: str) -> str:
    """The 18th character for the first 17, all from the code's alphabet."""
    return str(uscc.calc_check_digit(body[: LENGTH - 1]))


def organisation_check_character(body: str) -> str:
    """C9 of a GB 11714 organisation code for its 8 characters."""
    total = sum(int(symbol, 36) * weight for symbol, weight in zip(body, _BODY_WEIGHTS, strict=True))
    rest = 11 - total % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def read_credit_code(text: str, codes: CodeLists) -> CreditCode:
    """Check a credit code and derive what it tells (2.0.1).

    Errors ``credit_code_length``, ``_alphabet``, ``_check``; warnings ``credit_code_organisation_check``,
    ``_division``, ``_category``. A suggestion (I→1, O→0) is only offered, never applied.
    """
    value = clean_credit_code(text)
    error = credit_code_error(value)
    if error:
        return CreditCode(value=value, errors=(error,), suggestion=_suggestion(value))
    category = codes.credit_categories.get(value[:2])
    division = division_at(codes, value[2:8])
    organisation_code = f"{value[8:16]}-{value[16]}"
    warnings: list[str] = []
    if value[16] != organisation_check_character(value[8:16]):
        warnings.append("credit_code_organisation_check")
    if division is None:
        warnings.append("credit_code_division")
    if category is None:
        warnings.append("credit_code_category")
    return CreditCode(
        value=value,
        warnings=tuple(warnings),
        authority=value[0] if value[0] in codes.credit_authorities else None,
        category=category.code if category else None,
        org_type=OrgType(category.org_type) if category else None,
        division_code=value[2:8],
        division_name=division.name if division else None,
        organisation_code=organisation_code,
    )


def credit_code_error(value: str) -> str | None:
    """Give the hard error of a cleaned code (length, alphabet, check character), or None; needs no code lists."""
    if len(value) != LENGTH:
        return "credit_code_length"
    if any(symbol not in ALPHABET for symbol in value) or not value[2:8].isdigit():
        return "credit_code_alphabet"
    if value[-1] != check_character(value):
        return "credit_code_check"
    return None


def _suggestion(value: str) -> str | None:
    fixed = value.translate(_LOOK_ALIKES)
    return fixed if fixed != value and credit_code_error(fixed) is None else None


def find_credit_code(text: str) -> str | None:
    """The first well-checked credit code inside a pasted text, or None."""
    plain = half_width(text).upper()
    for match in re.finditer(r"(?<![0-9A-Z])[0-9A-Z](?:[ -]?[0-9A-Z]){17}(?![0-9A-Z])", plain):
        value = clean_credit_code(match[0])
        if credit_code_error(value) is None:
            return value
    return None


class ResidentId(msgspec.Struct, frozen=True):
    """What reading an 18-character resident id found; keep it encrypted and masked."""

    value: str
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    birth_date: date | None = None


def read_resident_id(text: str, codes: CodeLists, *, today: date) -> ResidentId:
    """Check a resident id: errors ``resident_id_length``, ``_format``, ``_check``, ``_date``; warning ``_division``."""
    value = clean_credit_code(text)
    if len(value) != LENGTH:
        return ResidentId(value, ("resident_id_length",))
    if not _RESIDENT_ID.fullmatch(value) or not value.isascii():
        return ResidentId(value, ("resident_id_format",))
    if value[-1] != ric.calc_check_digit(value):
        return ResidentId(value, ("resident_id_check",))
    try:
        born = ric.get_birth_date(value)
    except ValidationError:
        return ResidentId(value, ("resident_id_date",))
    if not date(1900, 1, 1) <= born <= today:
        return ResidentId(value, ("resident_id_date",))
    known = value[:6] in codes.divisions
    return ResidentId(value, (), () if known else ("resident_id_division",), born)


def mask_resident_id(text: str) -> str:
    """First three and last four characters, the rest hidden."""
    value = clean_credit_code(text)
    return f"{value[:3]}{'*' * (len(value) - 7)}{value[-4:]}" if len(value) == LENGTH else "*" * len(value)
