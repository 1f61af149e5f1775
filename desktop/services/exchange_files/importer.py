"""Imports from the first look at a file to taking the import back; each call blocks and belongs on a worker thread."""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import msgspec
from uuid_utils import uuid7

from desktop.services import outbox, state
from desktop.services.code_lists import load_codes
from desktop.services.database import Database
from desktop.services.exchange_files import export, mapping, reading
from desktop.services.exchange_files.decide import Known
from desktop.services.exchange_files.errors_book import WrongRows
from desktop.services.exchange_files.preview import Survey
from desktop.services.exchange_files.revert import Undo, undo_commands
from desktop.services.exchange_files.rows import Reader
from desktop.services.exchange_files.run import CHUNK, Plan, Run, Tick
from desktop.services.exchange_files.totals import Tally
from desktop.wording import _
from domain.commands import AnyCommand
from domain.errors import Refused
from domain.permissions import Actor, Permission, require
from domain.queries import imports as queries
from domain.queries.imports import BookRow, HeadRow, MappingRow, ResultRow, RevertRow, SurveyRow, UndoStep
from domain.rules.codes import CodeLists
from domain.rules.duplicates import duplicate_params
from domain.usecases.derived import parameters_for
from domain.values.imports import TwinChoice

TELL_EVERY: Final = 10
"""Chunks after which open windows are told that something changed."""
Kinds = frozenset[str]
Choices = Mapping[int, TwinChoice]


class Importer:
    """Everything the import screen asks for. Raises BadFile for files, Refused for rights, DiskFull while writing."""

    def __init__(
        self,
        database: Database,
        actor: Callable[[], Actor],
        *,
        now: Callable[[], datetime],
        today: Callable[[], date],
        tell_changed: Callable[[Kinds], None],
        codes: CodeLists | None = None,
    ) -> None:
        self._database = database
        self._actor = actor
        self._now = now
        self._today = today
        self._tell_changed = tell_changed
        self._codes = codes
        self._stop = threading.Event()
        self._wrong: dict[str, WrongRows] = {}
        self._kinds: set[str] = set()
        self._untold = 0
        self._counted: dict[tuple[str, HeadRow], int] = {}

    @property
    def codes(self) -> CodeLists:
        """The code lists, read at first use."""
        if self._codes is None:
            self._codes = load_codes()
        return self._codes

    def open_book(self, path: Path) -> BookRow:
        """Look at a file."""
        return reading.open_book(path)

    def find_head(self, book: BookRow, sheet: str, line: int | None = None) -> HeadRow:
        """Find the headings of a sheet, or take those of a line."""
        return reading.find_head(book, sheet, line)

    def find_mapping(self, head: HeadRow) -> MappingRow:
        """Give the mapping last used for this head, else one guessed by the headings (without units)."""
        with self._database.read() as session:
            kept = state.get(session, _head_key(head), MappingRow, MappingRow(()))
        return msgspec.structs.replace(kept, remembered=True) if kept.columns else mapping.guess(head)

    def survey(
        self, tick: Tick, book: BookRow, head: HeadRow, chosen: MappingRow, choices: Choices, default: TwinChoice
    ) -> SurveyRow:
        """Read the whole file and tell what an import would do; nothing is written."""
        columns = mapping.checked(head, chosen)
        tally = Tally(head, columns, self.codes)
        plan = self._plan(book, head, columns, choices, default)
        total = self._lines(book, head)
        survey = Survey(plan, self, tally, self.codes, plan.reader.people).take(tick, total)
        self._counted = {(book.path, head): survey.totals.read}
        return survey

    def run(
        self, tick: Tick, book: BookRow, head: HeadRow, chosen: MappingRow, choices: Choices, default: TwinChoice
    ) -> ResultRow:
        """Import the file and remember its mapping; `stop` ends it after the chunk in hand."""
        self._stop.clear()
        require(self._actor(), Permission.CUSTOMER_IMPORT)
        columns = mapping.checked(head, chosen)
        batch_id, started = str(uuid7()), self._now()
        wrong = WrongRows(head, {target: index for index, (target, _unit) in columns.items()})
        tally = Tally(head, columns, self.codes)
        self._keep(_head_key(head), chosen)
        run = Run(
            self._plan(book, head, columns, choices, default),
            self,
            tally,
            batch_id=batch_id,
            submit=self._submit,
            stamp=self._stamp,
            wrong=wrong.add,
            undo=lambda step: self._keep_step(batch_id, step),
        )
        try:
            total = self._counted.get((book.path, head)) or self._lines(book, head)
            outcome = run(tick, total, self._stop.is_set)
        finally:
            self._announce()
        self._wrong[batch_id] = wrong
        result = ResultRow(batch_id, book.name, started, outcome.totals, outcome.sums, outcome.cancelled)
        self._keep(_batch_key(batch_id), result)
        return result

    def stop(self) -> None:
        """End the running import after the chunk in hand; callable from any thread."""
        self._stop.set()

    def write_errors(self, batch_id: str, path: Path) -> Path:
        """Write the rows an import did not take, with their reasons; only for imports of this session."""
        self._wrong[batch_id].write(path)
        return path

    def revert(self, tick: Tick, batch_id: str) -> RevertRow:
        """Take an import back as far as nobody has changed its customers since."""
        self._stop.clear()
        steps = self._steps(batch_id)
        with self._database.read() as session:
            created = dict(queries.created_by_batch(session, self._actor(), batch_id))
        total = len(created) + sum(len(step.edited) for step in steps)
        done = RevertRow()
        pending: list[Undo] = []
        undoing = undo_commands(steps, created, self.bodies, self._stamp, _("撤销导入"), batch_id)
        for number, undo in enumerate(undoing, start=1):
            pending.append(undo)
            if len(pending) >= CHUNK:
                done = self._undone(pending, created, done)
                pending = []
                tick(number, total)
        done = self._undone(pending, created, done)
        self._announce()
        return done

    def export(self, path: Path, ids: Sequence[str] | None = None) -> int:
        """Write customers, all or some, to an xlsx or csv; gives how many."""
        with self._database.read() as session:
            customers = queries.exported_customers(session, self._actor(), ids)
            staff = queries.staff_numbers(session, self._actor())
        return export.export_customers(path, customers, staff)

    def bodies(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """Give customers by id in their wire form."""
        with self._database.read() as session:
            return queries.customer_bodies(session, self._actor(), ids)

    def with_contacts(self, ids: Sequence[str]) -> frozenset[str]:
        """Give those customers that have a key person."""
        with self._database.read() as session:
            return queries.primary_contacts(session, self._actor(), ids)

    def _plan(
        self,
        book: BookRow,
        head: HeadRow,
        columns: Mapping[int, tuple[str, Any]],
        choices: Choices,
        default: TwinChoice,
    ) -> Plan:
        with self._database.read() as session:
            actor = self._actor()
            people = queries.people_by_staff_no(session, actor)
            params = duplicate_params(parameters_for(session, self._today()))
            known = Known(queries.known_customers(session, actor), params)
        return Plan(book, head, Reader(columns, self.codes, people), known, choices, default)

    @staticmethod
    def _lines(book: BookRow, head: HeadRow) -> int:
        rows = next((sheet.rows for sheet in book.sheets if sheet.name == head.sheet), 0)
        return max(rows - head.last_line, 1)

    def _submit(self, commands: Sequence[AnyCommand]) -> Sequence[Refused | None]:
        answers: list[Refused | None] = []
        kinds: set[str] = set()
        with self._database.write() as session:
            for command in commands:
                try:
                    kinds |= outbox.run(session, self._actor(), command)
                    answers.append(None)
                except Refused as refused:
                    answers.append(refused)
        self._kinds |= kinds
        self._untold += 1
        if self._untold >= TELL_EVERY:
            self._announce()
        return answers

    def _announce(self) -> None:
        """Tell open windows what changed, now and then and at the end: every telling makes them read again."""
        kinds, self._kinds, self._untold = frozenset(self._kinds), set(), 0
        if kinds:
            self._tell_changed(kinds)

    def _undone(self, pending: list[Undo], created: Mapping[str, bool], done: RevertRow) -> RevertRow:
        chosen = [undo for undo in pending if undo.command is not None]
        answers = self._submit([undo.command for undo in chosen if undo.command is not None])
        taken = [undo for undo, answer in zip(chosen, answers, strict=True) if answer is None]
        removed = sum(undo.customer_id in created for undo in taken)
        return RevertRow(
            removed=done.removed + removed,
            restored=done.restored + len(taken) - removed,
            kept=done.kept + len(pending) - len(taken),
        )

    def _stamp(self) -> tuple[str, datetime]:
        return str(uuid7()), self._now()

    def _keep(self, key: str, value: object) -> None:
        with self._database.write() as session:
            state.put(session, key, value)

    def _keep_step(self, batch_id: str, step: UndoStep) -> None:
        with self._database.write() as session:
            number = state.get(session, _batch_key(batch_id, "n"), int, 0)
            state.put(session, _batch_key(batch_id, str(number)), step)
            state.put(session, _batch_key(batch_id, "n"), number + 1)

    def _steps(self, batch_id: str) -> list[UndoStep]:
        with self._database.read() as session:
            count = state.get(session, _batch_key(batch_id, "n"), int, 0)
            keys = [_batch_key(batch_id, str(number)) for number in range(count)]
            return [state.get(session, key, UndoStep, UndoStep()) for key in keys]


def _head_key(head: HeadRow) -> str:
    return f"head:{mapping.fingerprint(head.columns)}"


def _batch_key(batch_id: str, part: str = "") -> str:
    return f"i:{batch_id.replace('-', '')}{':' if part else ''}{part}"
