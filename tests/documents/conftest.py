"""What the tests of papers share."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop import wording


def text_of(pdf: bytes) -> str:
    """The text people find and copy, page after page."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def plain(text: str) -> str:
    """Text without white space: line breaks are no part of what is said."""
    return "".join(text.split())


def pages_of(pdf: bytes) -> list[str]:
    return [plain(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


@pytest.fixture(params=["zh", "en"])
def both_languages(request: pytest.FixtureRequest):
    wording.set_language(request.param)
    yield request.param
    wording.set_language("zh")
