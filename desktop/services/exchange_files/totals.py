"""Control totals: every row counted once, every column of money summed, and compared with the file's own total line."""

from collections import Counter
from collections.abc import Mapping

from desktop.services.exchange_files.cells import Line
from desktop.services.exchange_files.rows import ReadRow
from desktop.services.exchange_files.targets import is_money
from desktop.services.exchange_files.values import Unreadable, is_nothing, wire_value
from domain.queries.imports import HeadRow, ImportTotals, MoneySum
from domain.rules.codes import CodeLists
from domain.rules.customers import CUSTOMER_FIELDS
from domain.values.imports import RowFate
from domain.values.money import MoneyUnit

TAKEN = frozenset({RowFate.CREATE, RowFate.UPDATE, RowFate.UNCHANGED})


class Tally:
    """Counts rows and money while they pass."""

    def __init__(self, head: HeadRow, columns: Mapping[int, tuple[str, MoneyUnit | None]], codes: CodeLists) -> None:
        self._codes = codes
        self._fates: Counter[RowFate] = Counter()
        self._read = 0
        self._money = {target: (index, unit) for index, (target, unit) in columns.items() if is_money(target)}
        self._headings = {column.index: column.heading for column in head.columns}
        self._sums = dict.fromkeys(self._money, 0)
        self._taken = dict.fromkeys(self._money, 0)
        self._trailer: dict[str, int] = {}

    def row(self, row: ReadRow) -> None:
        """Count a row that was read."""
        self._read += 1
        for target in self._money:
            self._sums[target] += self._amount(row, target)

    def fate(self, row: ReadRow, fate: RowFate) -> None:
        """Count what became of a row."""
        self._fates[fate] += 1
        if fate in TAKEN:
            for target in self._money:
                self._taken[target] += self._amount(row, target)

    def trailer(self, line: Line) -> None:
        """Take the file's own totals from its last total line."""
        for target, (index, unit) in self._money.items():
            cell = line.at(index)
            if not is_nothing(cell):
                try:
                    value = wire_value(CUSTOMER_FIELDS[target], cell, unit, self._codes)
                except Unreadable:
                    continue
                self._trailer[target] = value if isinstance(value, int) else 0

    @property
    def totals(self) -> ImportTotals:
        """The counts so far."""
        fates = self._fates
        return ImportTotals(
            read=self._read,
            created=fates[RowFate.CREATE],
            updated=fates[RowFate.UPDATE],
            unchanged=fates[RowFate.UNCHANGED],
            duplicates=fates[RowFate.DUPLICATE],
            errors=fates[RowFate.ERROR],
            left=self._read - sum(fates.values()),
        )

    @property
    def sums(self) -> tuple[MoneySum, ...]:
        """The money so far, by column."""
        return tuple(
            MoneySum(
                target,
                self._headings.get(index, ""),
                self._sums[target],
                self._taken[target],
                self._trailer.get(target),
            )
            for target, (index, _) in self._money.items()
        )

    @staticmethod
    def _amount(row: ReadRow, target: str) -> int:
        value = row.values.get(target)
        return value if isinstance(value, int) else 0
