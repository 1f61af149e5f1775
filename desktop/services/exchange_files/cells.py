"""One line of a file as it was written, and what can be told of a cell without knowing its column."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

import msgspec

from domain.rules.text import tidy

Cell = str | int | float | bool | date | datetime | time | Decimal | None
LONGEST_CELL: Final = 32_767
"""Characters a cell may hold in any spreadsheet program; longer ones are cut and reported."""
EXACT_DIGITS: Final = 10**15
"""From here on spreadsheet programs have already replaced digits of a number by zeros."""


class Line(msgspec.Struct, frozen=True):
    """A line of the file, counted from 1, with marks for cells that need a word: column to code."""

    number: int
    cells: tuple[Cell, ...]
    marks: dict[int, str] = {}

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in self.cells)

    def at(self, index: int) -> Cell:
        """Give a cell, None beyond the end of the line."""
        return self.cells[index] if index < len(self.cells) else None


def cell_words(cell: Cell) -> str:
    """Give a cell as a person sees it, on one line."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT_DIGITS else repr(cell)
    words = str(cell)
    return words.strip() if words.isprintable() and "  " not in words else tidy(words)


def make_line(number: int, cells: tuple[Cell, ...], formulas: frozenset[int] = frozenset()) -> Line:
    """Make a line from raw cells: cut what is too long, mark errors, formulas and rounded numbers."""
    marks: dict[int, str] = {}
    kept = list(cells)
    while kept and kept[-1] is None:
        kept.pop()
    for index, cell in enumerate(kept):
        if isinstance(cell, str):
            if len(cell) > LONGEST_CELL:
                kept[index] = cell[:LONGEST_CELL]
                marks[index] = "cell_too_long"
            elif cell.startswith("#") and cell.rstrip("!?/0AN") in _ERRORS:
                marks[index] = "cell_error"
        elif isinstance(cell, (int, float)) and abs(cell) >= EXACT_DIGITS:
            marks[index] = "number_rounded"
        if index in formulas and index not in marks:
            marks[index] = "formula" if cell is not None else "formula_without_value"
    for index in formulas:
        if index >= len(kept):
            marks[index] = "formula_without_value"
    return Line(number, tuple(kept), marks)


_ERRORS: Final = frozenset(
    error.rstrip("!?/0AN")
    for error in ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!")
)
