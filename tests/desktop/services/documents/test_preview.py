"""Pages as pixels."""

import pytest

from desktop.services.documents import preview, visit_record
from tests.documents.samples import BRAND, STAMP, VISIT


@pytest.fixture(scope="module")
def pdf():
    return visit_record.render(VISIT, BRAND, STAMP)


def test_that_a_page_is_drawn_at_the_scale_asked_for(pdf):
    page = preview.render_page(pdf, 0, 1.5)
    assert (page.width, page.height) == (893, 1263)
    assert len(page.rgba) == page.stride * page.height
    assert page.stride >= page.width * 4


def test_that_a_page_is_white_and_opaque_with_ink_on_it(pdf):
    page = preview.render_page(pdf, 0, 0.5)
    assert page.rgba[:4] == b"\xff\xff\xff\xff"
    assert min(page.rgba) < 120


def test_that_pages_are_counted_and_a_page_beyond_them_is_an_error(pdf):
    assert preview.page_count(pdf) == 1
    with pytest.raises(IndexError):
        preview.render_page(pdf, 1, 1)


def test_that_a_paper_without_parts_has_no_places(pdf):
    assert preview.part_pages(pdf) == {}
