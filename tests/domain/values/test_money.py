from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.values.money import (
    MAX_FEN,
    AmountError,
    MoneyUnit,
    amount_in_words,
    fen_of_number,
    format_amount,
    format_discount,
    format_overview,
    parse_amount,
    share_of,
    sum_of_shares,
    without_tax,
)

AMOUNTS = st.integers(min_value=-MAX_FEN + 1, max_value=MAX_FEN - 1)
DIGITS = {word: value for value, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def fen_of_words(words: str) -> int:
    """Read 人民币大写 back, knowing nothing of how it was written."""
    sign = -1 if words.startswith("负") else 1
    words = words.removeprefix("负").removesuffix("整")
    yuan, _, rest = words.rpartition("元")
    total = section = digit = 0
    for char in yuan:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in PLACES:
            section += digit * PLACES[char]
            digit = 0
        elif char == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        else:
            assert char == "亿"
            total, section, digit = (total + section + digit) * 10**8, 0, 0
    fen = (total + section + digit) * 100
    for char in rest:
        if char in DIGITS:
            digit = DIGITS[char]
        else:
            fen += digit * {"角": 10, "分": 1}[char]
    return sign * fen


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (140_950, "壹仟肆佰零玖元伍角整"),
        (600_714, "陆仟零柒元壹角肆分"),
        (10_700_053, "壹拾万柒仟元零伍角叁分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (0, "零元整"),
        (5, "伍分"),
        (1_000, "壹拾元整"),
        (10_000_100_000, "壹亿零壹仟元整"),
        (50, "伍角整"),
        (1_050, "壹拾元零伍角整"),
        (100_000_000_000_000, "壹万亿元整"),
        (100_010_000_000_000, "壹万零壹亿元整"),
        (100_010_001, "壹佰万零壹佰元零壹分"),
        (-140_950, "负壹仟肆佰零玖元伍角整"),
    ],
)
def test_that_amounts_in_words_follow_the_bank_rule(fen, words):
    assert amount_in_words(fen) == words


@given(AMOUNTS)
def test_that_words_read_back_as_the_same_amount(fen):
    assert fen_of_words(amount_in_words(fen)) == fen


@given(AMOUNTS)
def test_that_words_never_double_a_zero_or_end_a_whole_number_in_one(fen):
    words = amount_in_words(fen)
    assert "零零" not in words
    assert fen == 0 or "零元" not in words
    assert "零万" not in words
    assert "零亿" not in words


def test_that_words_of_too_large_an_amount_are_refused():
    with pytest.raises(AmountError):
        amount_in_words(MAX_FEN)


@pytest.mark.parametrize(
    ("text", "unit", "fen"),
    [
        ("1,234.50", MoneyUnit.YUAN, 123_450),
        ("１，２３４．５", MoneyUnit.YUAN, 123_450),
        ("¥ 12", MoneyUnit.YUAN, 1_200),
        ("￥12 元", MoneyUnit.YUAN, 1_200),
        ("（3.00）", MoneyUnit.YUAN, -300),
        ("−5", MoneyUnit.YUAN, -500),
        (".5", MoneyUnit.YUAN, 50),
        ("12.", MoneyUnit.YUAN, 1_200),
        ("1.2345", MoneyUnit.TEN_THOUSAND_YUAN, 1_234_500),
        ("128.46 万", MoneyUnit.TEN_THOUSAND_YUAN, 128_460_000),
        ("35", MoneyUnit.FEN, 35),
        ("345", MoneyUnit.LI, 35),
        ("0.005", MoneyUnit.YUAN, 1),
        ("-0.005", MoneyUnit.YUAN, -1),
        ("0.1", MoneyUnit.YUAN, 10),
    ],
)
def test_that_typed_amounts_become_fen_in_the_declared_unit(text, unit, fen):
    assert parse_amount(text, unit) == fen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount_missing"),
        ("—", "amount_missing"),
        ("12,34.5", "amount_format"),
        ("1.2.3", "amount_format"),
        ("1.5E+05", "amount_format"),
        ("十二", "amount_format"),
        (".", "amount_format"),
        ("12 万", "amount_unit"),
        ("12 分", "amount_unit"),
        ("9" * 40, "amount_too_large"),
    ],
)
def test_that_what_is_no_amount_is_refused_with_a_code(text, code):
    with pytest.raises(AmountError) as caught:
        parse_amount(text, MoneyUnit.YUAN)
    assert caught.value.code == code


@given(AMOUNTS)
def test_that_shown_figures_read_back_as_the_same_amount(fen):
    assert parse_amount(format_amount(fen), MoneyUnit.YUAN) == fen


@pytest.mark.parametrize("value", [0.1, 0.29, 1.005, 123456.78, 3])
def test_that_cells_are_read_by_their_decimal_form(value):
    exact = Decimal(repr(value)) * 100
    assert fen_of_number(value, MoneyUnit.YUAN) == int(exact.to_integral_value(rounding=ROUND_HALF_UP))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e30])
def test_that_a_cell_that_holds_no_amount_is_refused(value):
    with pytest.raises(AmountError):
        fen_of_number(value, MoneyUnit.YUAN)


@pytest.mark.parametrize(
    ("fen", "shown"),
    [(123_456_789, "1,234,567.89"), (0, "0.00"), (-120_000, "\N{MINUS SIGN}1,200.00"), (5, "0.05"), (None, "—")],
)
def test_that_figures_carry_separators_and_a_real_minus(fen, shown):
    assert format_amount(fen) == shown


@pytest.mark.parametrize(
    ("fen", "shown"),
    [
        (128_460_000, "¥128.46 万"),
        (98_000, "¥980.00"),
        (-128_460_000, "\N{MINUS SIGN}¥128.46 万"),
        (32_000_000_000, "¥3.20 亿"),
        (999_999_999_999, "¥100.00 亿"),
        (9_999_999_999, "¥1.00 亿"),
        (None, "—"),
    ],
)
def test_that_headline_figures_are_short_and_carry_their_unit(fen, shown):
    assert format_overview(fen) == shown


def test_that_each_line_is_rounded_before_the_sum():
    lines = [(105, Decimal("0.1"))] * 2
    assert share_of(105, Decimal("0.1")) == 11
    assert sum_of_shares(lines) == 22


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from([Decimal("0.06"), Decimal("0.09"), Decimal("0.13")]))
def test_that_net_and_tax_make_up_the_gross_amount(gross, rate):
    net = without_tax(gross, rate)
    assert abs(share_of(net, 1 + rate) - gross) <= 1


@pytest.mark.parametrize(
    ("ratio", "shown"), [("0.85", "8.5 折"), ("0.9", "9 折"), ("0.88", "8.8 折"), ("1", "不打折"), ("0.825", "8.25 折")]
)
def test_that_discounts_are_shown_as_they_are_spoken(ratio, shown):
    assert format_discount(Decimal(ratio)) == shown
