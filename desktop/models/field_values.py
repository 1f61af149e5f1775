"""Between a field's wire value and what a person reads or types, by the field table."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from desktop.wording import N_, _
from desktop.wording.labels import label
from domain.rules.codes import CodeLists
from domain.rules.divisions import division_at
from domain.rules.fields import FieldKind, FieldSpec
from domain.values.money import AmountError, MoneyUnit, format_amount, parse_amount

DIVISIONS: Final = ("province", "city", "county")
INDUSTRIES: Final = ("industry_section", "industry_division", "industry_group")
SEPARATORS: Final = "、,，;；\n"
HUNDREDTHS: Final = ("hold_pct",)
"""Fields kept in hundredths of a percent."""
YES_NO: Final = (("yes", N_("是")), ("no", N_("否")))
TEXT_IN_RECORD: Final = "text"
_DATE_DIGITS: Final = 8
NO_NAMES: Final[Mapping[str, str]] = {}


class BadInput(ValueError):  # noqa: N818 -- says what happened to the input; it is shown under the field, not raised further
    """What was typed cannot become a value; `code` has a sentence in the wording."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def division_words(codes: CodeLists, code: str) -> str:
    """Give the name of a division, or its code when it is unknown."""
    found = division_at(codes, code)
    return found.name if found else code


def industry_words(codes: CodeLists, code: str) -> str:
    """Give the name of an industry of any level, or its code when it is unknown."""
    found = codes.industries.get(code)
    return found.name if found else code


def value_words(spec: FieldSpec, value: Any, codes: CodeLists | None, names: Mapping[str, str] = NO_NAMES) -> str:  # noqa: ANN401 -- a wire value of any kind
    """Say a wire value in words; "" where there is none. `names` gives the names behind references.

    Without `codes` places and industries are said by their codes.
    """
    if value in (None, "", []):
        return ""
    if spec.name in DIVISIONS and codes is not None:
        words = division_words(codes, str(value))
    elif spec.name in INDUSTRIES and codes is not None:
        words = industry_words(codes, str(value))
    elif spec.choices is not None:
        chosen = value if isinstance(value, list) else [value]
        words = _("、").join(label(spec.choices, str(code)) for code in chosen)
    elif spec.kind is FieldKind.MONEY:
        words = _("{amount} 元").format(amount=format_amount(int(value)))
    elif spec.kind is FieldKind.BOOLEAN:
        words = _("是") if value else _("否")
    elif spec.kind is FieldKind.REFERENCE:
        words = names.get(str(value), "")
    elif spec.kind is FieldKind.REFERENCES:
        words = _("、").join(filter(None, (names.get(str(one), "") for one in value)))
    elif spec.kind is FieldKind.INTEGER and spec.name not in HUNDREDTHS:
        words = f"{int(value):,}"
    else:
        words = input_text(spec, value)
    return words


def input_text(spec: FieldSpec, value: Any) -> str:  # noqa: ANN401 -- same
    """Give the text a line of input starts with."""
    if value in (None, "", []):
        return ""
    if spec.name in HUNDREDTHS:
        return f"{Decimal(int(value)) / 100:f}"
    match spec.kind:
        case FieldKind.MONEY:
            return format_amount(int(value)).replace(",", "").replace("−", "-")
        case FieldKind.LINES:
            return "、".join(value)
        case FieldKind.RECORDS:
            return "\n".join(record_words(record) for record in value)
    return str(value)


def record_words(record: Mapping[str, Any]) -> str:
    """Say a record of a list field in one line."""
    return str(record.get(TEXT_IN_RECORD) or " ".join(str(part) for part in record.values() if part))


def read_input(spec: FieldSpec, text: str, old: Any = None) -> Any:  # noqa: ANN401 -- gives a wire value of any kind
    """Turn what was typed into a wire value; `old` tells what an empty field is. Raises BadInput."""
    plain = text.strip()
    if not plain:
        return [] if spec.kind in (FieldKind.LINES, FieldKind.RECORDS) else ("" if isinstance(old, str) else None)
    if spec.kind is FieldKind.RECORDS:
        return _records(plain, old)
    if spec.name in HUNDREDTHS:
        return _hundredths(plain)
    reader = _READERS.get(spec.kind)
    return reader(plain) if reader is not None else (text if spec.kind is FieldKind.LONG_TEXT else plain)


def split_words(text: str) -> list[str]:
    """Split typed words such as tags, without repeating any."""
    for separator in SEPARATORS[1:]:
        text = text.replace(separator, SEPARATORS[0])
    return list(dict.fromkeys(part.strip() for part in text.split(SEPARATORS[0]) if part.strip()))


def _fen(text: str) -> int:
    try:
        return parse_amount(text, MoneyUnit.YUAN)
    except AmountError as error:
        raise BadInput(error.code) from error


def _integer(text: str) -> int:
    try:
        return int(text.replace(",", "").replace("，", ""))
    except ValueError as error:
        raise BadInput("not_a_number") from error


def _hundredths(text: str) -> int:
    try:
        return int((Decimal(text.rstrip("%％ ")) * 100).to_integral_value())
    except (InvalidOperation, OverflowError) as error:
        raise BadInput("not_a_number") from error


def _day(text: str) -> str:
    plain = text.replace("/", "-").replace(".", "-")
    if plain.isdigit() and len(plain) == _DATE_DIGITS:
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    try:
        year, month, day = (int(part) for part in plain.split("-"))
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise BadInput("not_a_date") from error


def _records(text: str, old: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- a wire value
    known = {record_words(record): record for record in old or []}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [dict(known.get(line, {TEXT_IN_RECORD: line})) for line in lines]


_READERS: Final[dict[FieldKind, Callable[[str], Any]]] = {
    FieldKind.MONEY: _fen,
    FieldKind.INTEGER: _integer,
    FieldKind.DATE: _day,
    FieldKind.LINES: split_words,
}
