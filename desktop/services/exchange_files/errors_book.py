"""The workbook of rows that were not taken: the file's own columns and values, and why, to be mended and sent again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from desktop.services.exchange_files.books_out import Out, write_book
from desktop.services.exchange_files.cells import Cell, cell_words
from desktop.services.exchange_files.decide import Decision
from desktop.wording import N_, _
from desktop.wording.imports import problem_words, twin_words
from domain.queries.imports import HeadRow
from domain.values.imports import RowFate

SHEET: Final = N_("未导入的行")
LINE: Final = N_("原行号")
COLUMN: Final = N_("出错列")
REASON: Final = N_("未导入原因")


class WrongRows:
    """Keeps what was not taken until somebody wants the workbook."""

    def __init__(self, head: HeadRow, columns: dict[str, int]) -> None:
        self._head = head
        self._columns = columns
        self._rows: list[Decision] = []

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, decision: Decision) -> None:
        """Keep a row."""
        self._rows.append(decision)

    def write(self, path: Path) -> None:
        """Write the workbook; raises BadFile("not_writable")."""
        heads = [column.heading for column in self._head.columns]
        rows = [self._row(decision, len(heads)) for decision in self._rows]
        bad = [[place + 3 for place in self._places(decision)] for decision in self._rows]
        write_book(path, _(SHEET), [_(LINE), _(COLUMN), _(REASON), *heads], rows, bad=bad)

    def _row(self, decision: Decision, width: int) -> list[Out]:
        line = decision.row.line
        headings = [self._head.columns[place].heading for place in self._places(decision)]
        cells = [_plain(line.at(index)) for index in range(width)]
        return [line.number, _("、").join(headings), reason(decision), *cells]

    def _places(self, decision: Decision) -> Sequence[int]:
        places = {self._columns[problem.field] for problem in decision.problems if problem.field in self._columns}
        return sorted(place for place in places if place < len(self._head.columns))


def reason(decision: Decision) -> str:
    """Say in one line why a row was not taken."""
    if decision.fate is RowFate.DUPLICATE and decision.twin is not None:
        return twin_words(decision.twin)
    return _("；").join(problem_words(problem) for problem in decision.problems)


def _plain(cell: Cell) -> Out:
    """Give a cell as it stood; numbers stay numbers, everything else becomes text."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return cell
    return cell if isinstance(cell, str) else cell_words(cell) or None
