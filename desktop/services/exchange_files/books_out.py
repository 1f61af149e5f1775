"""Writes workbooks and text tables: line by line, beside the target first, and never a formula."""

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError

from desktop.services.exchange_files.cells import LONGEST_CELL
from desktop.services.exchange_files.errors import BadFile
from domain.rules.text import tidy

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_WIDEST: Final = 60
_NARROWEST: Final = 8
Out = str | int | float | None


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a path to write to, moved to the target when all went well; raises BadFile("not_writable")."""
    draft = path.with_name(f".{path.name}.part")
    try:
        yield draft
        os.replace(draft, path)  # noqa: PTH105 -- Path.replace is the same call
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise BadFile("not_writable", path=str(path), cause=error.strerror or "") from error


def write_book(
    path: Path, sheet: str, heads: Sequence[str], rows: Iterable[Sequence[Out]], *, bad: Sequence[Sequence[int]] = ()
) -> None:
    """Write a workbook with a frozen, filtered head; `bad` names the columns to mark in each row."""
    with beside(path) as draft, draft.open("wb") as file:
        book = Workbook(write_only=True)
        page = book.create_sheet(sheet)
        page.freeze_panes = "A2"
        for number, head in enumerate(heads, start=1):
            width = min(max(_wide(head) + 4, _NARROWEST), _WIDEST)
            page.column_dimensions[get_column_letter(number)].width = width
        page.append([_cell(page, head, bold=True) for head in heads])
        count = 1
        for number, row in enumerate(rows):
            marked = set(bad[number]) if number < len(bad) else set()
            page.append([_cell(page, value, bad=place in marked) for place, value in enumerate(row)])
            count += 1
        page.auto_filter.ref = f"A1:{get_column_letter(max(len(heads), 1))}{count}"
        book.save(file)


def write_text(path: Path, heads: Sequence[str], rows: Iterable[Sequence[Out]], encoding: str = "utf-8-sig") -> None:
    """Write a csv that spreadsheet programs open rightly; a text that would be run as a formula is quoted off."""
    with beside(path) as draft, draft.open("w", encoding=encoding, newline="", errors="replace") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        for row in rows:
            writer.writerow([_harmless(value) if isinstance(value, str) else value for value in row])


def _cell(page: Any, value: Out, *, bold: bool = False, bad: bool = False) -> Any:  # noqa: ANN401 -- untyped library
    if isinstance(value, str):
        value = value[:LONGEST_CELL]
    try:
        cell = WriteOnlyCell(page, value=value)
    except IllegalCharacterError:
        cell = WriteOnlyCell(page, value=tidy(str(value)))
    if isinstance(value, str):
        cell.data_type = "s"  # text stays text, whatever it begins with
    cell.alignment = Alignment(vertical="center")
    if bold:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EEF7")
    if bad:
        cell.fill = PatternFill("solid", fgColor="FDE7E4")
    return cell


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True


def _wide(text: str) -> int:
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text)  # noqa: PLR2004 -- CJK begins here
