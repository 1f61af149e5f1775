"""The bundled fonts: which characters they have, and that none is a twin of another."""

import unicodedata

import pytest
from fontTools.ttLib import TTFont

from desktop.services.documents import fonts

CHINESE = [fonts.HEI, fonts.HEI_MEDIUM, fonts.SONG_BOLD]


def characters(encoding):
    """Every character of an older character set that can be found in text."""
    for code in range(0x80, 0x10000):
        character = chr(code)
        try:
            character.encode(encoding)
        except UnicodeEncodeError:
            continue
        if unicodedata.category(character) != "Co" and character not in "\ufffd\u2252":
            yield character


@pytest.mark.parametrize("name", [*CHINESE, fonts.SONG])
def test_that_every_font_has_gb_2312(name):
    assert [each for each in characters("gb2312") if not fonts.has_glyph(name, fonts.printable(each))] == []


@pytest.mark.parametrize("name", CHINESE)
def test_that_the_main_fonts_have_gbk(name):
    missing = [each for each in characters("gbk") if not fonts.has_glyph(name, fonts.printable(each))]
    assert [each for each in missing if "\u4e00" <= each <= "\u9fa5"] == []


def test_that_the_text_font_has_nearly_all_of_extension_a():
    assert sum(fonts.has_glyph(fonts.HEI, chr(code)) for code in range(0x3400, 0x4DB6)) >= 6500


@pytest.mark.parametrize("name", [*CHINESE, fonts.SONG])
def test_that_no_radical_shares_the_glyph_of_a_character(name):
    with TTFont(fonts.FOLDER / f"{name}.ttf") as font:
        codes = set(font.getBestCmap())
        assert "glyf" in font
        assert font["name"].getDebugName(1).startswith("Jike")
    assert not codes & set(range(0x2E80, 0x2FE0))
    assert len(codes & set(range(0xF900, 0xFB00))) <= 12


@pytest.mark.parametrize("sign", "☑□☐●○◆✓—￥〔〕“”「」·…")
def test_that_signs_of_forms_can_be_printed(sign):
    assert fonts.has_glyph(fonts.HEI, sign)


def test_that_radicals_and_compatibility_characters_print_as_what_people_search_for():
    assert fonts.printable("客⼾⾛访⾦额") == "客户走访金额"
    assert fonts.printable("\uf92c") == "郎"


def test_that_inkless_characters_go_and_line_feeds_stay():
    assert fonts.printable("a\u200bb\x00c\ufeff\r\nd\u202ee\ufe0f") == "abc\nde"


def test_that_a_character_missing_in_the_title_font_comes_from_a_fallback():
    assert list(fonts.runs("甲㙦😀乙", fonts.SONG_BOLD)) == [
        (fonts.SONG_BOLD, "甲"),
        (fonts.HEI, "㙦"),
        (fonts.EMOJI, "😀"),
        (fonts.SONG_BOLD, "乙"),
    ]


def test_that_fonts_stay_within_the_size_a_download_may_have():
    sizes = [path.stat().st_size for path in fonts.FOLDER.glob("*.ttf")]
    assert max(sizes) <= 12_000_000
    assert sum(sizes) <= 45_000_000
