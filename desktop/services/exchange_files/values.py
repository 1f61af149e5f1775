"""From a cell to a field's wire value; a cell that is none gives a code instead."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from desktop.services.exchange_files.cells import Cell, cell_words
from desktop.services.exchange_files.choices import code_of
from domain.commands.base import Json
from domain.rules.codes import CodeLists
from domain.rules.contact_details import clean_email
from domain.rules.credit_code import clean_credit_code
from domain.rules.fields import FieldKind, FieldSpec
from domain.rules.phones import parse_phone
from domain.rules.text import half_width, tidy
from domain.values.money import AmountError, MoneyUnit, fen_of_number, parse_amount

NOTHING: Final = frozenset({"", "-", "--", "—", "/", "\\", "null", "none", "n/a", "#n/a", "无", "nan"})
"""What other systems write where they know nothing."""
_NAMED: Final = frozenset({"cust_name", "short_name", "alias", "name", "remarks"})
_CODES: Final = frozenset(
    {"cert_no", "cust_no", "direct_code", "hq_code", "biz_analysis_code", "figures_period", "listed_code"}
)
_PHONES: Final = frozenset({"tel", "fax", "mobile", "office_tel"})
_YES: Final = frozenset({"是", "y", "yes", "true", "1", "√", "有", "已覆盖", "覆盖"})
_NO: Final = frozenset({"否", "n", "no", "false", "0", "×", "x", "未覆盖", "不覆盖"})
_DATE: Final = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_BARE_DATE: Final = re.compile(r"(19|20)\d{6}")
_FIRST_SERIAL, _LAST_SERIAL = 14_000, 80_000
_EPOCH: Final = date(1899, 12, 30)
_THOUSANDS: Final = re.compile(r"[,\s]")
_INTEGER: Final = re.compile(r"([+-]?\d+)(?:\.0+)?\s*(?:人|户|个|名|家|星)?")
_LIST_MARK: Final = re.compile(r"[;；,，、|]")


class Unreadable(Exception):  # noqa: N818 -- says what the cell is
    """A cell that holds no value of its field; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_nothing(cell: Cell) -> bool:
    """Whether a cell holds nothing, or one of the words for nothing."""
    return cell is None or (isinstance(cell, str) and half_width(cell).strip().casefold() in NOTHING)


def wire_value(spec: FieldSpec, cell: Cell, unit: MoneyUnit | None, codes: CodeLists) -> Json:
    """Give the wire value of a filled cell for a field; raises Unreadable."""
    if spec.kind is FieldKind.MONEY:
        return _money(cell, unit)
    if spec.check == "division":
        return _division(cell_words(cell), spec.name, codes)
    readers: dict[FieldKind, Callable[[FieldSpec, Cell], Json]] = {
        FieldKind.DATE: lambda _spec, value: _day(value),
        FieldKind.INTEGER: lambda _spec, value: _integer(value),
        FieldKind.BOOLEAN: lambda _spec, value: _truth(value),
        FieldKind.CHOICE: _choice,
        FieldKind.LINES: lambda _spec, value: [
            part.strip() for part in _LIST_MARK.split(cell_words(value)) if part.strip()
        ],
    }
    return readers.get(spec.kind, _text)(spec, cell)


def _text(spec: FieldSpec, cell: Cell) -> str:
    words = cell_words(cell)
    if spec.kind is FieldKind.LONG_TEXT and isinstance(cell, str):
        return cell.strip()
    if spec.name in _NAMED:
        return words
    plain = half_width(words)
    if spec.name in _CODES:
        return clean_credit_code(words) if spec.name == "cert_no" else re.sub(r"\s", "", plain)
    if spec.name in _PHONES:
        phone = parse_phone(words, hotline=True)
        return phone.number if phone else tidy(plain)
    if spec.name == "email":
        return clean_email(words)
    return plain if spec.check else words


def _money(cell: Cell, unit: MoneyUnit | None) -> int:
    if unit is None:
        raise Unreadable("unit_missing")
    if isinstance(cell, (bool, date)):
        raise Unreadable("amount_format")
    try:
        return fen_of_number(cell, unit) if isinstance(cell, (int, float)) else parse_amount(cell_words(cell), unit)
    except AmountError as error:
        raise Unreadable(error.code) from error


def _day(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and _FIRST_SERIAL <= cell <= _LAST_SERIAL:
        return (_EPOCH + timedelta(days=int(cell))).isoformat()
    words = half_width(cell_words(cell))
    found = _DATE.fullmatch(words)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        if _BARE_DATE.fullmatch(words):
            return date(int(words[:4]), int(words[4:6]), int(words[6:])).isoformat()
    except ValueError:
        pass
    raise Unreadable("not_a_date")


def _integer(cell: Cell) -> int:
    found = _INTEGER.fullmatch(_THOUSANDS.sub("", half_width(cell_words(cell))))
    if isinstance(cell, bool) or found is None or len(found[1]) > 15:  # noqa: PLR2004 -- more digits than any file is exact in
        raise Unreadable("not_a_number")
    return int(found[1])


def _truth(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    words = half_width(cell_words(cell)).casefold()
    if words in _YES or words in _NO:
        return words in _YES
    raise Unreadable("not_yes_or_no")


def _choice(spec: FieldSpec, cell: Cell) -> str:
    code = code_of(spec.choices, cell_words(cell)) if spec.choices else None
    if code is None:
        raise Unreadable("unknown_word")
    return code


def _division(words: str, name: str, codes: CodeLists) -> str:
    """Read a division by its six digits, nine- or twelve-digit statistics code, or a name that only one place has."""
    plain = re.sub(r"\s", "", half_width(words))
    if plain.isdigit():
        code = {2: plain + "0000", 4: plain + "00"}.get(len(plain), plain[:6])
        if code not in codes.divisions:
            raise Unreadable("unknown_division")
        return code
    shape = {"province": r"\d\d0000", "city": r"\d{4}00"}.get(name, r"\d{6}")
    found = [code for code in _names(codes).get(plain, ()) if re.fullmatch(shape, code)]
    if len(found) != 1:
        raise Unreadable("unknown_division" if not found else "ambiguous_division")
    return found[0]


_BY_NAME: Final[dict[int, dict[str, tuple[str, ...]]]] = {}


def _names(codes: CodeLists) -> dict[str, tuple[str, ...]]:
    key = id(codes)
    if key not in _BY_NAME:
        table: dict[str, tuple[str, ...]] = {}
        for code, entries in codes.divisions.items():
            if entries[-1].valid_to is None:
                table[entries[-1].name] = (*table.get(entries[-1].name, ()), code)
        _BY_NAME.clear()
        _BY_NAME[key] = table
    return _BY_NAME[key]
