"""Code lists the rules look things up in, decoded once from the bytes of resources/codes."""

from collections.abc import Mapping

import msgspec


class Division(msgspec.Struct, frozen=True):
    """One GB/T 2260 code during one stretch of years; None means open at that end, years count whole."""

    code: str
    name: str
    valid_from: int | None
    valid_to: int | None

    def covers(self, year: int) -> bool:
        """Whether the code stood for this place in the given year."""
        return (self.valid_from or 0) <= year <= (self.valid_to or 9999)


class Industry(msgspec.Struct, frozen=True):
    """One GB/T 4754-2017 entry: section (letter), division (2 digits) or group (3 digits)."""

    code: str
    name: str
    parent: str | None


class Segment(msgspec.Struct, frozen=True):
    """One of the operator's own customer segments (所属行业)."""

    code: str
    name: str


class CreditAuthority(msgspec.Struct, frozen=True):
    """A registering authority: the first character of a credit code."""

    code: str
    name: str
    name_en: str


class CreditCategory(msgspec.Struct, frozen=True):
    """What the first two characters of a credit code say, with the OrgType code it stands for."""

    code: str
    name: str
    name_en: str
    org_type: str


class CodeLists(msgspec.Struct, frozen=True):
    """Every code list the rules need; ``divisions`` maps a code to its entries, oldest first."""

    divisions: Mapping[str, tuple[Division, ...]]
    industries: Mapping[str, Industry]
    segments: tuple[Segment, ...]
    section_segments: Mapping[str, str]
    division_segments: Mapping[str, str]
    section_centres: Mapping[str, str]
    credit_authorities: Mapping[str, CreditAuthority]
    credit_categories: Mapping[str, CreditCategory]


class _DivisionFile(msgspec.Struct, frozen=True):
    rows: list[tuple[str, str, int | None, int | None]]


class _IndustryFile(msgspec.Struct, frozen=True):
    rows: list[tuple[str, str, str | None]]


class _SegmentFile(msgspec.Struct, frozen=True):
    segments: list[tuple[str, str]]
    section_segments: dict[str, str]
    division_segments: dict[str, str]
    section_centres: dict[str, str]


class _CreditFile(msgspec.Struct, frozen=True):
    authorities: list[tuple[str, str, str]]
    categories: list[tuple[str, str, str, str]]


def decode_code_lists(*, divisions: bytes, industries: bytes, segments: bytes, credit_categories: bytes) -> CodeLists:
    """Code lists from the bytes of the JSON files of the same names; raises msgspec.DecodeError when one is damaged."""
    by_code: dict[str, tuple[Division, ...]] = {}
    for row in msgspec.json.decode(divisions, type=_DivisionFile).rows:
        by_code[row[0]] = (*by_code.get(row[0], ()), Division(*row))
    credit = msgspec.json.decode(credit_categories, type=_CreditFile)
    own = msgspec.json.decode(segments, type=_SegmentFile)
    return CodeLists(
        divisions=by_code,
        industries={row[0]: Industry(*row) for row in msgspec.json.decode(industries, type=_IndustryFile).rows},
        segments=tuple(Segment(*row) for row in own.segments),
        section_segments=own.section_segments,
        division_segments=own.division_segments,
        section_centres=own.section_centres,
        credit_authorities={row[0]: CreditAuthority(*row) for row in credit.authorities},
        credit_categories={row[0]: CreditCategory(*row) for row in credit.categories},
    )
