"""The printed service plan."""

import re
from datetime import date
from io import BytesIO

import msgspec
import pytest
from pypdf import PdfReader

from desktop.services.documents import fonts, preview, service_plan
from desktop.services.documents.codes import verification_code
from domain.queries.service_plans import KeyItem, PriceLine, ServiceItem
from domain.values.papers import AMOUNT_PARTS, PlanPart, Watermark
from tests.documents.conftest import pages_of, plain, text_of
from tests.documents.samples import BRAND, PLAN, STAMP

TURNED = b".848048 .529919"
"""Cosine and sine of the watermark's angle in the page's commands."""
A4_POINTS = (595.28, 841.89)


def render(stamp=STAMP, parts=service_plan.ALL_PARTS, **changes):
    return service_plan.render(msgspec.structs.replace(PLAN, **changes), BRAND, stamp, parts)


def every_text(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from every_text(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from every_text(each)


@pytest.mark.usefixtures("both_languages")
def test_that_the_same_paper_gives_the_same_bytes():
    assert render() == render()


def test_that_everything_the_paper_says_can_be_found_in_the_file():
    found = plain(text_of(render()))
    codes = {PLAN.plan_id, PLAN.customer.id, PLAN.customer.number, "A1", "group_strategic", *map(str, PLAN.state)}
    technical = {line.kind for line in PLAN.calendar}
    for text in every_text(PLAN):
        if text not in codes and text not in technical and text != str(PLAN.state):
            for paragraph in text.split("\n"):
                assert plain(paragraph) in found


def test_that_no_radical_stands_for_a_character_in_the_text():
    found = text_of(render())
    assert "客户" in found
    assert not re.search("[\u2e80-\u2fdf\uf900-\ufaff]", found)


def test_that_every_font_is_embedded_as_a_subset():
    for page in PdfReader(BytesIO(render())).pages:
        for font in page["/Resources"]["/Font"].values():
            assert re.match(r"/[A-K]{6}\+Jike", font["/BaseFont"])
            assert "/FontFile2" in font["/FontDescriptor"]


def test_that_pages_are_a4_and_say_which_of_how_many_they_are():
    reader = PdfReader(BytesIO(render()))
    total = len(reader.pages)
    assert total == 4
    for number, page in enumerate(reader.pages, 1):
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A4_POINTS, abs=0.01)
        words = plain(page.extract_text())
        assert (f"封面/共{total}页" if number == 1 else f"第{number}页/共{total}页") in words
        assert "打印：顾晓舟（A0126），2026-11-2512:08，第1次打印" in words


def test_that_the_price_table_gives_the_total_in_figures_and_words():
    found = plain(text_of(render()))
    assert "18,822.00" in found
    assert "壹万捌仟捌佰贰拾贰元整" in found


def test_that_a_final_paper_has_no_watermark_and_a_draft_has_it_under_the_text_of_every_page():
    assert "草稿" not in text_of(render())
    draft = render(msgspec.structs.replace(STAMP, watermark=Watermark.DRAFT))
    for page in PdfReader(BytesIO(draft)).pages:
        words = plain(page.extract_text())
        assert "草稿" in words
    content = PdfReader(BytesIO(draft)).pages[1].get_contents().get_data()
    assert b"BT" not in content[: content.index(TURNED)]
    assert "审批中" in text_of(render(msgspec.structs.replace(STAMP, watermark=Watermark.IN_APPROVAL)))


def test_that_the_verification_code_changes_with_the_record_and_not_with_the_print():
    code = verification_code(PLAN)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert plain(code) in plain(text_of(render()))
    assert code in text_of(render(msgspec.structs.replace(STAMP, copy_no=7, monochrome=True)))
    assert verification_code(msgspec.structs.replace(PLAN, as_of=None)) == code
    assert verification_code(msgspec.structs.replace(PLAN, goals="另一个目标")) != code


def test_that_a_temporary_number_and_an_unsent_version_are_said_on_every_page():
    for page in pages_of(render(msgspec.structs.replace(STAMP, local_code=True), temporary=True)):
        assert "临时编号，以系统编号为准" in page
        assert "（本机）" in page


def test_that_parts_left_out_are_not_printed_and_the_rest_is_numbered_anew():
    found = plain(text_of(render(parts=service_plan.ALL_PARTS - AMOUNT_PARTS)))
    assert "优惠与增值建议" not in found
    assert "18,822.00" not in found
    assert "一、客户现状与需求" in found
    assert "八、双方确认" in found


def test_that_the_preview_knows_where_each_part_begins():
    pdf = render()
    places = preview.part_pages(pdf)
    assert set(places) == set(PlanPart) - {PlanPart.SOLUTION}
    words = pages_of(pdf)
    assert "服务承诺" in words[places[PlanPart.COMMITMENTS]]
    assert places[PlanPart.REVIEW] == 1


def test_that_long_tables_repeat_their_head_and_keep_rows_whole():
    items = tuple(
        ServiceItem(
            name=f"项目{number:03d}", content="每次服务后三个工作日内给出书面结果" * 2, standard=f"尾{number:03d}"
        )
        for number in range(90)
    )
    pages = [page for page in pages_of(render(items=items)) if "项目0" in page]
    assert len(pages) > 3
    for page in pages:
        assert "承诺内容标准频次负责人" in page
        assert set(re.findall(r"项目(\d{3})", page)) == set(re.findall(r"尾(\d{3})", page))


def test_that_a_row_higher_than_a_third_of_a_page_goes_on_over_the_page_end():
    items = (ServiceItem(name="长项目", content="内容" * 1500),)
    assert plain(text_of(render(items=items))).count("内容") >= 1500


def test_that_totals_stay_with_the_last_row():
    for count in range(14, 34):
        prices = tuple(PriceLine(product=f"产品{number:02d}", monthly=100) for number in range(count))
        page = next(page for page in pages_of(render(prices=prices)) if "人民币（大写）" in page)
        assert f"产品{count - 1:02d}" in page


@pytest.mark.parametrize("count", range(6, 46, 4))
def test_that_the_signature_block_never_stands_alone(count):
    keys = tuple(KeyItem(text=f"事项{number}", due=date(2027, 1, 1)) for number in range(count))
    last = pages_of(render(key_items=keys))[-1]
    assert "双方确认" in last
    assert "本计划书自双方签字盖章之日起生效" in last
    assert "代表签字：" in last
    assert "部门负责人签字：" in last


@pytest.mark.parametrize("count", range(1, 30, 3))
def test_that_a_heading_has_two_rows_of_its_table_below_it(count):
    items = tuple(ServiceItem(name=f"承诺{number}") for number in range(count))
    for page in pages_of(render(items=items)):
        if "重点事项" in page:
            assert "二厂区专线提速到1G" in page
            assert "成员统付由320人扩到410人" in page


def test_that_empty_lists_print_dashes():
    empty = dict.fromkeys(("team", "escalation", "review", "products", "items", "calendar", "key_items", "prices"), ())
    found = text_of(render(**empty, review_note="", situation="", needs="", goals="", emergency="", communication=""))
    assert "服务承诺" in found
    assert found.count("—") > 20


@pytest.mark.parametrize("length", [60, 200])
def test_that_a_long_customer_name_is_printed_whole_on_cover_and_confirmation(length):
    name = ("澜州市临港经济技术开发区恒岳精密装备制造集团第一有限责任公司" * 8)[:length]
    customer = msgspec.structs.replace(PLAN.customer, name=name)
    pages = pages_of(render(customer=customer))
    assert name in pages[0]
    assert name in pages[-1]


def test_that_rare_characters_and_emoji_are_printed_and_found():
    name = "䶮㙦𬭚科技😀有限公司"
    found = plain(text_of(render(customer=msgspec.structs.replace(PLAN.customer, name=name))))
    assert name in found


def test_that_a_character_no_font_has_is_named_with_its_field():
    manager = msgspec.structs.replace(PLAN.manager, name="张\U00031350")
    with pytest.raises(fonts.MissingGlyphs) as refused:
        render(manager=manager)
    assert [(each.code, each.field) for each in refused.value.missing] == [("U+31350", "manager.name")]


def test_that_markup_in_names_is_printed_as_typed():
    customer = msgspec.structs.replace(PLAN.customer, name="<b>甲&amp;乙</b> & 丙")
    assert plain("<b>甲&amp;乙</b> & 丙") in plain(text_of(render(customer=customer)))


def test_that_a_black_and_white_print_has_no_colour():
    pdf = render(msgspec.structs.replace(STAMP, monochrome=True))
    for number in range(preview.page_count(pdf)):
        page = preview.render_page(pdf, number, 0.5)
        pixels = page.rgba
        assert max(abs(pixels[at] - pixels[at + 2]) for at in range(0, len(pixels), 4)) < 40


def test_that_a_solution_prints_only_what_was_written_of_it():
    assert "整体解决方案" not in text_of(render())
    made = render(scheme_overview="双路由专线加云主备", acceptance="试运行三十天", escalation_note="两小时未恢复即升级")
    found = plain(text_of(made))
    written = ("方案概述", "双路由专线加云主备", "验收安排", "试运行三十天", "两小时未恢复即升级")
    assert [text for text in written if text not in found] == []
    assert "技术架构" not in found
    assert PlanPart.SOLUTION in preview.part_pages(made)
    without = render(parts=service_plan.ALL_PARTS - {PlanPart.SOLUTION}, scheme_overview="双路由专线加云主备")
    assert "双路由专线" not in plain(text_of(without))
