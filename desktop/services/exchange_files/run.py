"""Runs an import: lines stream through reading and deciding into commands, in chunks that can be cancelled."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Protocol

import msgspec

from desktop.services.exchange_files.decide import Decision, Known, compare, decide
from desktop.services.exchange_files.reading import data_lines, is_total
from desktop.services.exchange_files.rows import Reader
from desktop.services.exchange_files.totals import Tally
from domain.commands import AddContact, AnyCommand, CreateCustomer, EditCustomer
from domain.errors import Problem, Refused
from domain.queries.imports import BookRow, HeadRow, ImportTotals, MoneySum, UndoStep
from domain.values.imports import RowFate, TwinChoice, TwinReason

CHUNK: Final = 100
"""Rows whose commands are written in one transaction; a row gives at most two commands."""
Tick = Callable[[int, int], None]
Submit = Callable[[Sequence[AnyCommand]], Sequence[Refused | None]]
"""Applies and queues commands in one transaction; tells for each if it was refused. A refused one stops nothing."""


class Source(Protocol):
    """What an import asks of the database, chunk by chunk."""

    def bodies(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """Give customers by id in their wire form."""

    def with_contacts(self, ids: Sequence[str]) -> frozenset[str]:
        """Give those customers that have a key person."""


class Plan(msgspec.Struct, frozen=True):
    """What is imported, from where, and what was chosen: line to choice, and the choice for the other duplicates."""

    book: BookRow
    head: HeadRow
    reader: Reader
    known: Known
    choices: Mapping[int, TwinChoice] = {}
    default_choice: TwinChoice = TwinChoice.SKIP


class Outcome(msgspec.Struct, frozen=True):
    """How a run ended."""

    totals: ImportTotals
    sums: tuple[MoneySum, ...]
    cancelled: bool


def decisions(plan: Plan, source: Source, tally: Tally, new_id: Callable[[], str]) -> Iterator[list[Decision]]:
    """Give the decisions on all rows, in chunks; counts the rows read and the file's own totals."""
    pending: list[Decision] = []
    touched: set[str] = set()
    for line in data_lines(plan.book, plan.head):
        if is_total(line):
            tally.trailer(line)
            continue
        row = plan.reader.read(line)
        tally.row(row)
        choice = plan.choices.get(line.number, plan.default_choice)
        decision = decide(row, plan.known, choice)
        if decision.fate is RowFate.CREATE:
            decision = msgspec.structs.replace(decision, customer_id=new_id())
            plan.known.add(row, decision.customer_id)
        elif decision.fate is RowFate.UPDATE:
            decision = _once(decision, touched)
        pending.append(decision)
        if len(pending) >= CHUNK:
            yield _compared(pending, source)
            pending = []
    if pending:
        yield _compared(pending, source)


def _once(decision: Decision, touched: set[str]) -> Decision:
    """A second row for the same customer would overwrite the first: it is a duplicate within the file."""
    if decision.customer_id in touched and decision.twin is not None:
        twin = msgspec.structs.replace(decision.twin, reason=TwinReason.IN_FILE)
        return msgspec.structs.replace(decision, fate=RowFate.DUPLICATE, twin=twin)
    touched.add(decision.customer_id)
    return decision


def _compared(pending: list[Decision], source: Source) -> list[Decision]:
    ids = [decision.customer_id for decision in pending if decision.fate is RowFate.UPDATE]
    bodies = source.bodies(ids) if ids else {}
    return [
        compare(decision, bodies.get(decision.customer_id)) if decision.fate is RowFate.UPDATE else decision
        for decision in pending
    ]


class Run:
    """One import on its way; `wrong` is told of every row that was not taken, `undo` of every chunk written."""

    def __init__(
        self,
        plan: Plan,
        source: Source,
        tally: Tally,
        *,
        batch_id: str,
        submit: Submit,
        stamp: Callable[[], tuple[str, datetime]],
        wrong: Callable[[Decision], None],
        undo: Callable[[UndoStep], None],
    ) -> None:
        self._plan = plan
        self._source = source
        self._tally = tally
        self._batch_id = batch_id
        self._submit = submit
        self._stamp = stamp
        self._wrong = wrong
        self._undo = undo

    def __call__(self, tick: Tick, total: int, stopped: Callable[[], bool]) -> Outcome:
        """Import until the end or until `stopped`; what is written by then stays and is counted."""
        for chunk in decisions(self._plan, self._source, self._tally, lambda: self._stamp()[0]):
            if stopped():
                return Outcome(self._tally.totals, self._tally.sums, cancelled=True)
            self._write(chunk)
            tick(min(self._tally.totals.read, total), total)
        return Outcome(self._tally.totals, self._tally.sums, cancelled=False)

    def _write(self, chunk: list[Decision]) -> None:
        updated = [decision.customer_id for decision in chunk if decision.fate is RowFate.UPDATE]
        has_contact = self._source.with_contacts(updated) if updated else frozenset()
        commands: list[AnyCommand] = []
        places: list[tuple[Decision, int]] = []
        for decision in chunk:
            if decision.fate in (RowFate.CREATE, RowFate.UPDATE):
                places.append((decision, len(commands)))
                commands.extend(self._commands(decision, with_contact=decision.customer_id not in has_contact))
        answers = self._submit(commands) if commands else []
        refused = {id(decision): answers[place] for decision, place in places}
        done = [self._count(decision, refused.get(id(decision))) for decision in chunk]
        created = tuple(d.customer_id for d in done if d.fate is RowFate.CREATE)
        edited = tuple((d.customer_id, d.edits) for d in done if d.fate is RowFate.UPDATE)
        if created or edited:
            self._undo(UndoStep(created, edited))

    def _commands(self, decision: Decision, *, with_contact: bool) -> Iterator[AnyCommand]:
        key, at = self._stamp()
        if decision.fate is RowFate.CREATE:
            yield CreateCustomer(
                id=key,
                at=at,
                customer_id=decision.customer_id,
                values=decision.row.values,
                batch_id=self._batch_id,
            )
        else:
            yield EditCustomer(
                id=key, at=at, customer_id=decision.customer_id, edits=decision.edits, batch_id=self._batch_id
            )
        if decision.row.contact and with_contact:
            key, at = self._stamp()
            yield AddContact(
                id=key,
                at=at,
                contact_id=self._stamp()[0],
                customer_id=decision.customer_id,
                values=decision.row.contact,
            )

    def _count(self, decision: Decision, refused: Refused | None) -> Decision:
        if refused is not None:
            problems = refused.problems or (Problem("", refused.code, dict(refused.facts)),)
            decision = msgspec.structs.replace(decision, fate=RowFate.ERROR, problems=tuple(problems))
        self._tally.fate(decision.row, decision.fate)
        if decision.fate in (RowFate.ERROR, RowFate.DUPLICATE):
            self._wrong(decision)
        return decision
