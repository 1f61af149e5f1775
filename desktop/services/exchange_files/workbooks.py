"""Reads the lines of xlsx workbooks one after the other, within limits, never trusting the file."""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from desktop.services.exchange_files.cells import Cell, Line, make_line
from desktop.services.exchange_files.errors import BadFile

LARGEST_FILE: Final = 80 * 1024 * 1024
LARGEST_UNPACKED: Final = 1024 * 1024 * 1024
LARGEST_STRINGS: Final = 256 * 1024 * 1024
HIGHEST_RATIO: Final = 250
"""Real workbooks pack 5 to 30 times; small files may pack better and are harmless."""
HARMLESS: Final = 32 * 1024 * 1024
MOST_PARTS: Final = 4096
MOST_COLUMNS: Final = 1024
_BLOCK: Final = 1 << 20


def check_archive(path: Path) -> None:
    """Refuse what only pretends to be a workbook: too large, too many parts, or packed like a bomb."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise BadFile("file_damaged", path=path.name) from error
    unpacked = sum(part.file_size for part in parts)
    packed = max(path.stat().st_size, 1)
    strings = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    if (
        len(parts) > MOST_PARTS
        or unpacked > LARGEST_UNPACKED
        or strings > LARGEST_STRINGS
        or (unpacked > HARMLESS and unpacked / packed > HIGHEST_RATIO)
    ):
        raise BadFile("file_bomb", path=path.name, size=unpacked)
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise BadFile("file_not_a_table", path=path.name)


@contextmanager
def opened(path: Path, *, formulas: bool = False) -> Iterator[Any]:
    """Open a workbook for reading line by line; raises BadFile for whatever is wrong with it."""
    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions nobody reads here
            book = load_workbook(file, read_only=True, data_only=not formulas, keep_links=False)
            with closing(book):
                yield book
    except DefusedXmlException as error:
        raise BadFile("file_bomb", path=path.name, size=0) from error
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        ParseError,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        EOFError,
        OSError,
        NotImplementedError,
    ) as error:
        raise BadFile("file_damaged", path=path.name) from error


def sheets(path: Path) -> tuple[tuple[str, int], ...]:
    """Give the visible sheets with cells and how many lines each says it has."""
    with opened(path) as book:
        return tuple(
            (str(sheet.title), int(sheet.max_row or 0)) for sheet in book.worksheets if sheet.sheet_state == "visible"
        )


def lines(path: Path, sheet: str) -> Iterator[Line]:
    """Give every line of a sheet, formulas as the value last computed."""
    with opened(path) as book:
        worksheet = _sheet(book, sheet, path)
        if not _has_formulas(path, worksheet):
            yield from _plain(worksheet, path)
            return
        with opened(path, formulas=True) as twin:
            yield from _with_formulas(worksheet, _sheet(twin, sheet, path), path)


def _sheet(book: Any, name: str, path: Path) -> Any:  # noqa: ANN401 -- openpyxl's read-only sheets are untyped
    for sheet in book.worksheets:
        if sheet.title == name:
            sheet.reset_dimensions()
            return sheet
    raise BadFile("sheet_missing", path=path.name, sheet=name[:40])


def _plain(sheet: Any, path: Path) -> Iterator[Line]:  # noqa: ANN401 -- same
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield _checked(number, cells, frozenset(), path)


def _with_formulas(sheet: Any, twin: Any, path: Path) -> Iterator[Line]:  # noqa: ANN401 -- same
    both = zip(sheet.iter_rows(values_only=True), twin.iter_rows(values_only=True), strict=False)
    for number, (cells, written) in enumerate(both, start=1):
        formulas = frozenset(index for index, cell in enumerate(written) if _is_formula(cell))
        yield _checked(number, cells, formulas, path)


def _is_formula(cell: object) -> bool:
    return (isinstance(cell, str) and cell.startswith("=")) or type(cell).__name__ in {
        "ArrayFormula",
        "DataTableFormula",
    }


def _checked(number: int, cells: tuple[Cell, ...], formulas: frozenset[int], path: Path) -> Line:
    line = make_line(number, tuple(cells), formulas)
    if len(line.cells) > MOST_COLUMNS:
        raise BadFile("too_many_columns", path=path.name, limit=MOST_COLUMNS)
    return line


def _has_formulas(path: Path, sheet: Any) -> bool:  # noqa: ANN401 -- same
    """Look for formulas in the packed sheet itself; reading a sheet twice costs double."""
    name = str(sheet._worksheet_path)  # noqa: SLF001 -- the one name openpyxl has for it
    with zipfile.ZipFile(path) as archive, archive.open(name) as part:
        tail = b""
        while block := part.read(_BLOCK):
            if b"<f>" in tail + block or b"<f " in tail + block:
                return True
            tail = block[-2:]
    return False
