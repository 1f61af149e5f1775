"""Reads the lines of csv files in the encodings other systems write."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from desktop.services.exchange_files.cells import LONGEST_CELL, Line, make_line
from desktop.services.exchange_files.errors import BadFile

ENCODINGS: Final = ("utf-8-sig", "gbk", "gb18030")
DELIMITERS: Final = ",\t;|"
LARGEST_FIELD: Final = 16 * 1024 * 1024
_BLOCK: Final = 1 << 20
_SAMPLE_LINES: Final = 20
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


def encoding_of(path: Path) -> str:
    """Find the encoding that reads the whole file: UTF-8, UTF-16 by its mark, GBK, GB18030; raises BadFile."""
    with path.open("rb") as file:
        head = file.read(4)
    if head[:2] in _UTF16:
        candidates: tuple[str, ...] = ("utf-16",)
    else:
        candidates = ENCODINGS
    for encoding in candidates:
        if _reads(path, encoding):
            return encoding
    raise BadFile("file_encoding", path=path.name)


def _reads(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while block := file.read(_BLOCK):
                if "\x00" in block:
                    return False
    except UnicodeError:
        return False
    return True


def delimiter_of(path: Path, encoding: str) -> str:
    """Choose the separator that splits the first lines into the most equal columns; a comma when none does."""
    with path.open(encoding=encoding, newline="") as file:
        sample = [line for _, line in zip(range(_SAMPLE_LINES), file, strict=False) if line.strip()]
    best, chosen = 0, ","
    for delimiter in DELIMITERS:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        common = max(set(widths), key=widths.count, default=0)
        if common > 1 and widths.count(common) * common > best:
            best, chosen = widths.count(common) * common, delimiter
    return chosen


def lines(path: Path, encoding: str) -> Iterator[Line]:
    """Give every record of the file, numbered by the line it ends on when cells hold line breaks."""
    csv.field_size_limit(LARGEST_FIELD)
    delimiter = delimiter_of(path, encoding)
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=delimiter)
            for cells in reader:
                yield make_line(reader.line_num, tuple(_plain(cell) for cell in cells))
    except (csv.Error, UnicodeError) as error:
        raise BadFile("file_damaged", path=path.name) from error


def count(path: Path) -> int:
    """Count the lines of the file, for the progress bar."""
    total = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            total += block.count(b"\n")
    return total + 1


def _plain(cell: str) -> str | None:
    """Undo what spreadsheet programs are told so that they keep leading zeros: ="00123" and a leading tab."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) <= LONGEST_CELL:
        return cell[2:-1].replace('""', '"')
    return cell.lstrip("\t") or None
