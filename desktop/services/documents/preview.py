"""Pages of a finished paper as pixels: what the preview shows and the printer gets is the file itself."""

import threading
from ctypes import c_char_p
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from domain.values.papers import PlanPart, RasterPage

_ONE_AT_A_TIME: Final = threading.Lock()
"""PDFium may be used by one thread at a time only."""
CONFIRMATION: Final = "confirmation"


def page_count(pdf: bytes) -> int:
    """How many pages a paper has."""
    with _ONE_AT_A_TIME:
        document = pdfium.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def render_page(pdf: bytes, index: int, scale: float) -> RasterPage:
    """Draw one page, counted from 0; scale 1 is 72 dots an inch. Raises IndexError when there is no such page."""
    with _ONE_AT_A_TIME:
        document = pdfium.PdfDocument(pdf)
        try:
            if not 0 <= index < len(document):
                raise IndexError(index)
            bitmap = document[index].render(
                scale=scale, rev_byteorder=True, force_bitmap_format=pdfium_c.FPDFBitmap_BGRA
            )
            return RasterPage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            document.close()


def part_pages(pdf: bytes) -> dict[PlanPart, int]:
    """On which page, counted from 0, each printed part of a service plan begins."""
    return {part: page for part in PlanPart if (page := _page_of(pdf, _key(part))) is not None}


def _key(part: PlanPart) -> str:
    """The place a part begins; the list of products stands inside the part on the situation."""
    return (PlanPart.SITUATION if part is PlanPart.PRODUCTS else part).value


def _page_of(pdf: bytes, key: str) -> int | None:
    with _ONE_AT_A_TIME:
        document = pdfium.PdfDocument(pdf)
        try:
            place = pdfium_c.FPDF_GetNamedDestByName(document.raw, c_char_p(key.encode("ascii")))
            page = pdfium_c.FPDFDest_GetDestPageIndex(document.raw, place) if place else -1
            return page if page >= 0 else None
        finally:
            document.close()
