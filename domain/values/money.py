"""Money as integer fen (分): reading what people type, rounding, figures and amounts in words."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

MINUS = "\N{MINUS SIGN}"
MISSING = "—"
MAX_FEN = 10**17
"""Amounts stay below this many fen, well inside a 64-bit column and inside 人民币大写."""

_FEN_PER_TEN_THOUSAND_YUAN = 10_000 * 100
_FEN_PER_HUNDRED_MILLION_YUAN = 100_000_000 * 100
_AMOUNT = re.compile(
    r"(?P<sign>[-+]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)?(?P<fraction>\.\d*)?(?P<unit>万元|万|元|分|厘)?"
)
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")


class MoneyUnit(StrEnum):
    """The unit a column or field of amounts is declared in; nothing guesses it."""

    YUAN = "yuan"
    TEN_THOUSAND_YUAN = "ten_thousand_yuan"
    FEN = "fen"
    LI = "li"


_FEN_PER_UNIT = {
    MoneyUnit.YUAN: Decimal(100),
    MoneyUnit.TEN_THOUSAND_YUAN: Decimal(1_000_000),
    MoneyUnit.FEN: Decimal(1),
    MoneyUnit.LI: Decimal("0.1"),
}
_WRITTEN_UNITS = {
    "元": MoneyUnit.YUAN,
    "万元": MoneyUnit.TEN_THOUSAND_YUAN,
    "万": MoneyUnit.TEN_THOUSAND_YUAN,
    "分": MoneyUnit.FEN,
    "厘": MoneyUnit.LI,
}


class AmountError(ValueError):
    """A text that is no amount; ``code`` is ``amount_missing``, ``_format``, ``_unit`` or ``_too_large``."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text!r}")
        self.code = code
        self.text = text


def round_half_up(value: Decimal) -> int:
    """The nearest whole number, halves away from zero."""
    return int(value.to_integral_value(rounding=ROUND_HALF_UP))


def parse_amount(text: str, unit: MoneyUnit) -> int:
    """Fen of an amount as people write it (`1,234.50`, `¥12`, `（3.00）`) in the declared unit.

    Raises AmountError; a unit written in the text must be the declared one.
    """
    shown = text[:60]
    tidy = unicodedata.normalize("NFKC", text).replace(MINUS, "-")
    tidy = re.sub(r"[\s¥$]|RMB|CNY|人民币", "", tidy)
    if tidy in {"", "-", "--", MISSING}:
        raise AmountError("amount_missing", shown)
    if tidy.startswith("(") and tidy.endswith(")"):
        tidy = "-" + tidy[1:-1]
    match = _AMOUNT.fullmatch(tidy)
    if match is None or not (match["whole"] or (match["fraction"] or ".") != "."):
        raise AmountError("amount_format", shown)
    if match["unit"] and _WRITTEN_UNITS[match["unit"]] is not unit:
        raise AmountError("amount_unit", shown)
    digits = (match["whole"] or "0").replace(",", "")
    if len(digits.lstrip("0")) > len(str(MAX_FEN)) + 1:
        raise AmountError("amount_too_large", shown)
    fraction = (match["fraction"] or ".0")[:30]
    return _in_fen(Decimal(f"{match['sign']}{digits}{fraction}0"), unit, shown)


def fen_of_number(value: float | Decimal, unit: MoneyUnit) -> int:
    """Fen of a number from a worksheet cell, read by its shortest decimal form; raises AmountError."""
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not number.is_finite():
        raise AmountError("amount_format", str(value))
    if number.adjusted() > len(str(MAX_FEN)):
        raise AmountError("amount_too_large", str(value))
    return _in_fen(number, unit, str(value))


def _in_fen(number: Decimal, unit: MoneyUnit, shown: str) -> int:
    fen = round_half_up(number * _FEN_PER_UNIT[unit])
    if abs(fen) >= MAX_FEN:
        raise AmountError("amount_too_large", shown)
    return fen


def share_of(fen: int, ratio: Decimal) -> int:
    """One line's rebate, late fee, discount or tax, half-up at fen (4.13)."""
    return round_half_up(Decimal(fen) * ratio)


def sum_of_shares(lines: Iterable[tuple[int, Decimal]]) -> int:
    """Total in fen of (fen, ratio) lines, each rounded first and then added (4.13)."""
    return sum(share_of(fen, ratio) for fen, ratio in lines)


def without_tax(gross_fen: int, rate: Decimal) -> int:
    """The part of a tax-inclusive amount that is not tax; tax is ``gross - without_tax``."""
    return round_half_up(Decimal(gross_fen) / (1 + rate))


def format_amount(fen: int | None) -> str:
    """Figures for tables and forms in yuan, `1,234,567.89`; `−` when negative, `—` when missing."""
    if fen is None:
        return MISSING
    yuan, rest = divmod(abs(fen), 100)
    return f"{MINUS if fen < 0 else ''}{yuan:,}.{rest:02d}"


def format_overview(fen: int | None) -> str:
    """Short figures for headlines: `¥980.00`, `¥128.46 万`, `¥3.20 亿`; `—` when missing."""
    if fen is None:
        return MISSING
    sign = MINUS if fen < 0 else ""
    size = abs(fen)
    if size < _FEN_PER_TEN_THOUSAND_YUAN:
        return f"{sign}¥{format_amount(size)}"
    hundredths = round_half_up(Decimal(size * 100) / _FEN_PER_TEN_THOUSAND_YUAN)
    unit = "万"
    if hundredths >= 10_000 * 100:
        hundredths = round_half_up(Decimal(size * 100) / _FEN_PER_HUNDRED_MILLION_YUAN)
        unit = "亿"
    return f"{sign}¥{format_amount(hundredths)} {unit}"


def format_discount(ratio: Decimal) -> str:
    """A discount ratio 0–1 as it is spoken: 0.85 is `8.5 折`, 1 is `不打折`."""
    if ratio == 1:
        return "不打折"
    tenths = (ratio * 10).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{tenths.normalize():f} 折"


def amount_in_words(fen: int) -> str:
    """人民币大写 of an amount in fen (4.13); `负` before a negative one, ValueError when it is too large."""
    if abs(fen) >= MAX_FEN:
        raise AmountError("amount_too_large", str(fen))
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    if rest == 0:
        return ("负" if fen < 0 else "") + _whole_in_words(yuan) + "元整"
    words = "负" if fen < 0 else ""
    if yuan:
        words += _whole_in_words(yuan) + "元"
        if jiao == 0 or yuan % 10 == 0:
            words += "零"
    if jiao:
        words += _DIGITS[jiao] + "角"
    return words + (_DIGITS[cents] + "分" if cents else "整")


def _whole_in_words(number: int) -> str:
    """A whole number in formal characters, one 零 for each run of zeros between digits."""
    if number == 0:
        return "零"
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            words = _whole_in_words(high) + name
            if low == 0:
                return words
            return words + ("零" if low < size // 10 else "") + _whole_in_words(low)
    words = ""
    gap = False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            gap = words != ""
            continue
        words += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return words
