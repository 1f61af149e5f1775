"""Opens a table file of any accepted kind, finds its headings, and gives the lines below them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from desktop.services.exchange_files import texts, workbooks
from desktop.services.exchange_files.cells import Line, cell_words
from desktop.services.exchange_files.errors import BadFile
from desktop.services.exchange_files.targets import named_unit, target_of_heading
from domain.queries.imports import BookRow, ColumnRow, HeadRow, SheetRow

WORKBOOKS: Final = (".xlsx", ".xlsm")
TEXTS: Final = (".csv", ".txt", ".tsv")
ACCEPTED: Final = (*WORKBOOKS, *TEXTS)
HEAD_SEARCH: Final = 30
SAMPLES: Final = 3
_SHORT_HEADING: Final = 30
_OLD_OFFICE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_TOTAL: Final = re.compile(
    r"(合\s*计|总\s*计|小\s*计|汇\s*总|sub\s*total|grand\s*total|total|sum)\s*[:：]?.{0,12}", re.IGNORECASE
)
_TOTAL_COLUMNS: Final = 3


def open_book(path: Path) -> BookRow:
    """Look at a file and tell what it holds; raises BadFile with the reason in a code."""
    if not path.is_file():
        raise BadFile("file_missing", path=path.name)
    size = path.stat().st_size
    if size > workbooks.LARGEST_FILE:
        raise BadFile("file_too_large", path=path.name, limit=workbooks.LARGEST_FILE // 1024 // 1024)
    if size == 0:
        raise BadFile("file_empty", path=path.name)
    with path.open("rb") as file:
        start = file.read(8)
    if start == _OLD_OFFICE:
        raise BadFile("file_encrypted", path=path.name)
    if start.startswith(b"PK"):
        workbooks.check_archive(path)
        found = tuple(SheetRow(name, rows) for name, rows in workbooks.sheets(path))
        if not found:
            raise BadFile("file_empty", path=path.name)
        return BookRow(str(path), path.name, size, found)
    if path.suffix.lower() in WORKBOOKS:
        raise BadFile("file_damaged", path=path.name)
    if path.suffix.lower() not in TEXTS:
        raise BadFile("file_not_a_table", path=path.name)
    encoding = texts.encoding_of(path)
    return BookRow(str(path), path.name, size, (SheetRow(path.stem, texts.count(path)),), encoding)


def all_lines(book: BookRow, sheet: str) -> Iterator[Line]:
    """Give every line of a sheet from its top."""
    path = Path(book.path)
    if not path.is_file():
        raise BadFile("file_missing", path=path.name)
    if book.encoding:
        return texts.lines(path, book.encoding)
    return workbooks.lines(path, sheet)


def find_head(book: BookRow, sheet: str, line: int | None = None) -> HeadRow:
    """Find the headings of a sheet, or take those of a given line; raises BadFile("no_head").

    A title above them is passed over, a second line of headings under merged ones is joined.
    """
    top = _top(book, sheet)
    filled = [number for number, found in enumerate(top) if not found.is_blank]
    if not filled:
        raise BadFile("file_empty", path=book.name)
    if line is not None:
        place = next((number for number in filled if top[number].number == line), None)
    else:
        place = max(filled, key=lambda number: _head_score(top[number]))
        place = place if _head_score(top[place]) > 0 else None
    if place is None:
        raise BadFile("no_head", path=book.name)
    first, last, headings = _join(top, place)
    below = [found for found in top if found.number > last and not found.is_blank][:SAMPLES]
    columns = tuple(
        ColumnRow(index, heading, tuple(cell_words(found.at(index))[:40] for found in below), named_unit(heading))
        for index, heading in enumerate(headings)
    )
    return HeadRow(sheet, first, last, columns)


def data_lines(book: BookRow, head: HeadRow) -> Iterator[Line]:
    """Give the filled lines below the headings; headings repeated further down are passed over."""
    titles = [column.heading for column in head.columns]
    named = next((index for index, title in enumerate(titles) if title), 0)
    for line in all_lines(book, head.sheet):
        if line.number <= head.last_line or line.is_blank:
            continue
        if (
            cell_words(line.at(named)) == titles[named]
            and [cell_words(line.at(index)) for index in range(len(titles))] == titles
        ):
            continue
        yield line


def is_total(line: Line) -> bool:
    """Whether a line is the file's own total and no customer: the first filled cell says so."""
    for index in range(_TOTAL_COLUMNS):
        words = cell_words(line.at(index))
        if words:
            return bool(_TOTAL.fullmatch(words)) and sum(cell is not None for cell in line.cells) < len(line.cells)
    return False


def _top(book: BookRow, sheet: str) -> list[Line]:
    top: list[Line] = []
    for line in all_lines(book, sheet):
        top.append(line)
        if len(top) >= HEAD_SEARCH + SAMPLES:
            break
    return top


def _head_score(line: Line) -> int:
    """Count what looks like a heading: known words weigh most, numbers and long texts count against it."""
    score = 0
    for cell in line.cells:
        if isinstance(cell, str) and cell.strip():
            words = cell_words(cell)
            known = target_of_heading(words) != ""
            score += 5 if known else int(len(words) <= _SHORT_HEADING and not words[:1].isdigit())
        elif cell is not None:
            score -= 2
    return score


def _join(top: list[Line], place: int) -> tuple[int, int, list[str]]:
    """Join a line of headings with a second one beside it when merged cells left gaps in one of them."""
    upper, lower = top[place], top[place + 1] if place + 1 < len(top) else None
    if place and _gaps_filled(top[place - 1], upper):
        upper, lower = top[place - 1], upper
    elif lower is None or not _gaps_filled(upper, lower):
        return upper.number, upper.number, [cell_words(cell) for cell in upper.cells]
    width = max(len(upper.cells), len(lower.cells))
    headings, group = [], ""
    for index in range(width):
        over, under = cell_words(upper.at(index)), cell_words(lower.at(index))
        group = over or group
        headings.append(_joined(group, over, under))
    return upper.number, lower.number, headings


def _joined(group: str, over: str, under: str) -> str:
    if not under or group in ("", under):
        return under or over
    both = f"{group} {under}"
    return both if target_of_heading(both) or not target_of_heading(under) else under


def _gaps_filled(upper: Line, lower: Line) -> bool:
    """Whether the lower line holds short texts only, fills gaps of the upper one, and leaves gaps under it."""
    texts_below = [(n, cell) for n, cell in enumerate(lower.cells) if cell is not None and cell_words(cell)]
    if not texts_below or len([cell for cell in upper.cells if cell]) < 2:  # noqa: PLR2004 -- a lone title is no heading
        return False
    plain = all(
        isinstance(cell, str) and len(cell) <= _SHORT_HEADING and not cell[:1].isdigit() for _, cell in texts_below
    )
    fills = any(not cell_words(upper.at(n)) for n, _ in texts_below)
    below = {n for n, _ in texts_below}
    alone = any(cell and n not in below for n, cell in enumerate(upper.cells))
    known = any(target_of_heading(cell_words(cell)) for _, cell in texts_below)
    return plain and fills and known and (alone or len(texts_below) >= len(upper.cells))
