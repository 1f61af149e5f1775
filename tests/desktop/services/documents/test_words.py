"""Breaking text into lines."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.services.documents import fonts
from desktop.services.documents.look import Style
from desktop.services.documents.words import (
    LEAST_LINES,
    NOT_AT_LINE_END,
    NOT_AT_LINE_START,
    Words,
    break_lines,
    measured,
)

STYLE = Style(leading=16)
TEXT = st.text(st.sampled_from("客户经理走访计划书，。（）「」abc 0583-8800.5%"), max_size=120)


@given(TEXT, st.integers(60, 400))
def test_that_no_character_is_lost_and_no_line_is_too_wide(text, room):
    shown = fonts.printable(text)
    lines = break_lines(shown, STYLE, room)
    assert "".join("".join(lines).split()) == "".join(shown.split())
    slack = 4 * STYLE.size
    assert all(measured(STYLE)(line) <= room + slack for line in lines)


@given(
    st.text(st.sampled_from("客户经理走访计划书，。（）"), min_size=30, max_size=120).filter(
        lambda text: "，。" not in text
    )
)
def test_that_closing_marks_do_not_begin_lines_in_ordinary_text(text):
    ordinary = text.replace("（", "甲（乙").replace("）", "丙）丁").replace("，", "，戊己").replace("。", "。庚辛")
    for line in break_lines(ordinary, STYLE, 200)[1:]:
        assert line[0] not in NOT_AT_LINE_START


def test_that_opening_marks_do_not_end_lines():
    lines = break_lines("走访计划书一二三四（五六七八）九十", STYLE, 10 * STYLE.size)
    assert all(line[-1] not in NOT_AT_LINE_END for line in lines)


def test_that_numbers_and_latin_words_stay_whole():
    lines = break_lines("联系电话是 0583-8800-0126 请在 12,800.50 元以内", STYLE, 90)
    assert any("0583-8800-0126" in line for line in lines)
    assert any("12,800.50" in line for line in lines)


def test_that_a_word_longer_than_a_line_is_cut():
    assert len(break_lines("W" * 200, STYLE, 100)) > 5


def test_that_a_ticked_choice_stays_with_its_words():
    lines = break_lines("☑签约续约　□催缴　☑合规核查", STYLE, 75)
    assert lines == ["☑签约续约", "□催缴", "☑合规核查"] or all(line.strip("　") for line in lines)
    assert "☑签约续约" in lines[0]


def test_that_split_text_keeps_two_lines_on_each_side():
    words = Words("走访" * 200, STYLE)
    words.wrap(300, 1000)
    total = len(words.lines)
    first, rest = words.split(300, 16 * (total - 1))
    assert (len(first.lines), len(rest.lines)) == (total - LEAST_LINES, LEAST_LINES)
    assert words.split(300, 16) == []
