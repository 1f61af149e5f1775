"""The printed visit record."""

import msgspec
import pytest

from desktop.services.documents import fonts, visit_record
from domain.queries.visit_records import MetPerson, Promise
from domain.values.visits import VisitPurpose
from tests.documents.conftest import pages_of, plain, text_of
from tests.documents.samples import BRAND, STAMP, VISIT


def render(stamp=STAMP, **changes):
    return visit_record.render(msgspec.structs.replace(VISIT, **changes), BRAND, stamp)


def test_that_an_ordinary_visit_fits_one_page():
    (page,) = pages_of(render())
    for words in ("集团客户走访记录表", "恒岳精密制造股份有限公司", "方知远/信息部经理/138****2046", "第1页/共1页"):
        assert words in page


@pytest.mark.usefixtures("both_languages")
def test_that_the_same_record_gives_the_same_bytes():
    assert render() == render()


def test_that_chosen_boxes_are_ticked_and_others_are_open():
    found = text_of(render())
    assert "☑了解需求" in found
    assert "☑中层" in found
    assert "□催缴" in found


def test_that_every_row_of_the_form_is_there():
    (page,) = pages_of(render())
    for label in ("走访时间", "客户等级", "行业", "陪同", "会见人员", "现用业务", "客户需求", "意见投诉", "竞争情况"):
        assert label in page
    for label in ("承诺事项", "走访结果", "下次走访", "客户签字", "客户经理", "主管评价"):
        assert label in page


def test_that_unused_lines_of_the_promises_are_struck():
    assert "以下空白" in text_of(render(promises=()))
    assert "以下空白" not in text_of(render())


def test_that_a_visit_of_the_longest_text_goes_on_over_pages_with_nothing_lost():
    content = "".join(f"w{number:03d}，" for number in range(300))
    pages = pages_of(render(content=content))
    assert len(pages) > 1
    whole = "".join(pages)
    for number in range(300):
        assert f"w{number:03d}" in whole


def test_that_the_places_to_sign_stay_together():
    for count in range(12):
        promises = tuple(Promise(text=f"承诺第{number}项" * 3) for number in range(count))
        last = pages_of(render(promises=promises))[-1]
        for words in ("走访结果", "客户签字", "填写人：顾晓舟", "主管评价"):
            assert words in last


def test_that_visits_to_be_signed_for_say_so():
    assert "须由客户签字" in text_of(render(purposes=(VisitPurpose.COLLECTION,)))
    assert "须由客户签字" not in text_of(render())


def test_that_a_late_entry_is_said():
    assert plain("（补录：走访结束 72 小时后登记）") in plain(text_of(render(late_hours=72)))


def test_that_a_supervisors_words_and_score_are_printed():
    found = plain(text_of(render()))
    assert "韩砚秋：测算清楚，12月8日前把审批走完。（5分）" in found


def test_that_a_name_of_two_hundred_characters_is_printed_whole():
    name = ("澜州市临港经济技术开发区恒岳精密装备制造集团第一有限责任公司" * 8)[:200]
    assert name in plain(text_of(render(customer=name)))


def test_that_a_character_no_font_has_is_named_with_its_field():
    with pytest.raises(fonts.MissingGlyphs) as refused:
        render(met=(MetPerson(name="\U00031350"),))
    assert [(each.code, each.field) for each in refused.value.missing] == [("U+31350", "met.name")]
