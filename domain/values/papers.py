"""Lists and stamps of printed papers (5.1, 5.2, 5.3 of the requirements)."""

from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec


class PaperKind(StrEnum):
    """The papers the product prints."""

    SERVICE_PLAN = "service_plan"
    VISIT_RECORD = "visit_record"


class PlanPart(StrEnum):
    """Parts of a service plan that can be left out of a print; the cover and the confirmation always print."""

    REVIEW = "review"
    SITUATION = "situation"
    PRODUCTS = "products"
    TEAM = "team"
    COMMITMENTS = "commitments"
    YEAR = "year"
    KEY_ITEMS = "key_items"
    SOLUTION = "solution"
    EMERGENCY = "emergency"
    PRICES = "prices"
    COMMUNICATION = "communication"


AMOUNT_PARTS: Final = frozenset({PlanPart.REVIEW, PlanPart.PRICES})
"""Parts that show money, named before printing."""


class Watermark(StrEnum):
    """The grey word under the text of a paper that is not final."""

    NONE = "none"
    DRAFT = "draft"
    IN_APPROVAL = "in_approval"


class MarkKind(StrEnum):
    """How an entry of the year grid is drawn: a count, a meeting, work on site, or a business date."""

    COUNT = "count"
    MEETING = "meeting"
    ON_SITE = "on_site"
    BUSINESS = "business"


class PrintFinding(StrEnum):
    """What the checks before printing can find."""

    MISSING_FIELD = "missing_field"
    STALE_DATA = "stale_data"
    AMOUNTS = "amounts"
    NOT_REVIEWED = "not_reviewed"
    TEMPORARY_NUMBER = "temporary_number"
    MISSING_GLYPH = "missing_glyph"
    SIGNATURE_NEEDED = "signature_needed"


class Brand(msgspec.Struct, frozen=True, kw_only=True):
    """Who issues a paper: the unit, its department and its round-the-clock number."""

    unit: str
    department: str = ""
    hotline: str = ""


class PrintStamp(msgspec.Struct, frozen=True, kw_only=True):
    """The circumstances of one print; everything a paper shows that is not in its row tree.

    `printed_at` is local time with its zone; `copy_no` counts prints of this version from 1.
    """

    printed_by: str
    staff_no: str
    printed_at: datetime
    copy_no: int = 1
    watermark: Watermark = Watermark.NONE
    monochrome: bool = False
    local_code: bool = False


class PrintOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody wants a paper: for which printer, whose hotline, how old the local data is (UTC)."""

    monochrome: bool = False
    hotline: str = ""
    as_of: datetime | None = None


class RasterPage(msgspec.Struct, frozen=True):
    """One page of a paper as pixels: red, green, blue, alpha, a byte each; `stride` bytes a row."""

    width: int
    height: int
    stride: int
    rgba: bytes


class Finding(msgspec.Struct, frozen=True):
    """Something the checks before printing found; `blocking` ones stop the print, the others are only said."""

    code: PrintFinding
    facts: dict[str, str | int] = {}
    blocking: bool = False


class PaperFile(msgspec.Struct, frozen=True, kw_only=True):
    """A paper ready to be looked at, saved and printed; without pages when a finding stops it.

    `places` tells on which page, counted from 0, each part of a service plan begins. `row_kind`, `record_id`,
    `customer_id` and `copy_no` are what the record of prints wants; a plan never saved counts under its customer.
    """

    kind: PaperKind
    row_kind: str
    record_id: str
    customer_id: str
    copy_no: int
    number: str
    version: int
    file_name: str
    code: str
    watermark: Watermark
    findings: tuple[Finding, ...]
    pdf: bytes = b""
    pages: int = 0
    revealed: bool = False
    """Whether whole phone numbers are on it."""
    places: dict[PlanPart, int] = {}
