"""Tells what an import would do: the first rows as they will be, the duplicates and errors, and the control totals."""

from collections.abc import Mapping
from itertools import count
from typing import Any, Final

from desktop.services.exchange_files.choices import word_of
from desktop.services.exchange_files.decide import Decision
from desktop.services.exchange_files.run import Plan, Source, Tick, decisions
from desktop.services.exchange_files.targets import CONTACT, PEOPLE
from desktop.services.exchange_files.totals import Tally
from domain.queries.imports import PlannedRow, SurveyRow
from domain.rules.codes import CodeLists
from domain.rules.customers import CUSTOMER_FIELDS
from domain.rules.divisions import division_at
from domain.rules.fields import FieldKind
from domain.values.imports import RowFate
from domain.values.money import format_amount

FIRST: Final = 50
LISTED: Final = 500
"""Duplicates and errors listed one by one; all are counted, and all errors go into the workbook."""
_DIVISIONS: Final = ("province", "city", "county")


class Survey:
    """One pass over the file in which nothing is written."""

    def __init__(self, plan: Plan, source: Source, tally: Tally, codes: CodeLists, people: Mapping[str, str]) -> None:
        self._plan = plan
        self._source = source
        self._tally = tally
        self._codes = codes
        self._staff = {key: number for number, key in people.items()}

    def take(self, tick: Tick, total: int) -> SurveyRow:
        """Read everything; `tick` may raise to stop."""
        first: list[PlannedRow] = []
        duplicates: list[PlannedRow] = []
        errors: list[PlannedRow] = []
        numbers = count(1)
        for chunk in decisions(self._plan, self._source, self._tally, lambda: f"row-{next(numbers)}"):
            for decision in chunk:
                self._tally.fate(decision.row, decision.fate)
                self._list(decision, first, duplicates, errors)
            tick(min(self._tally.totals.read, total), total)
        return SurveyRow(self._tally.totals, self._tally.sums, tuple(first), tuple(duplicates), tuple(errors))

    def _list(
        self,
        decision: Decision,
        first: list[PlannedRow],
        duplicates: list[PlannedRow],
        errors: list[PlannedRow],
    ) -> None:
        wants = {RowFate.DUPLICATE: duplicates, RowFate.ERROR: errors}.get(decision.fate)
        listed = wants is not None and len(wants) < LISTED
        if len(first) >= FIRST and not listed and decision.twin is None:
            return
        row = self._planned(decision)
        if len(first) < FIRST:
            first.append(row)
        if wants is not None and listed:
            wants.append(row)
        elif decision.twin is not None and decision.fate is not RowFate.ERROR and _was_asked(decision):
            duplicates.append(row)

    def _planned(self, decision: Decision) -> PlannedRow:
        row = decision.row
        values = {name: self._shown(name, value) for name, value in row.values.items()}
        values |= {CONTACT + name: _plain(value) for name, value in row.contact.items()}
        return PlannedRow(
            line=row.line.number,
            fate=decision.fate,
            name=str(row.values.get("cust_name") or ""),
            values=values,
            problems=decision.problems,
            notes=decision.notes,
            twin=decision.twin,
        )

    def _shown(self, name: str, value: Any) -> str:  # noqa: ANN401 -- wire values
        spec = CUSTOMER_FIELDS[name]
        if name in PEOPLE:
            return self._staff.get(str(value), "")
        if spec.kind is FieldKind.MONEY and isinstance(value, int):
            return format_amount(value)
        if spec.kind is FieldKind.CHOICE and spec.choices is not None:
            return word_of(spec.choices, str(value))
        if name in _DIVISIONS:
            division = division_at(self._codes, str(value))
            return division.name if division else str(value)
        return _plain(value)


def _was_asked(decision: Decision) -> bool:
    """Whether a row is taken because a person decided about a likely duplicate."""
    return decision.twin is not None and decision.twin.reason.value in {"same_name", "alike"}


def _plain(value: Any) -> str:  # noqa: ANN401 -- wire values
    if isinstance(value, bool):
        return "是" if value else "否"
    return "；".join(str(item) for item in value) if isinstance(value, list) else str(value)
