"""The import of customers as the screen sees it: one file on its way through five steps."""

from collections.abc import Mapping
from enum import IntEnum
from pathlib import Path
from typing import Any, Protocol

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop.models.reads import JobLike
from desktop.wording.explain import explain_refused
from desktop.wording.imports import file_trouble_words
from domain.errors import Problem, Refused
from domain.queries.imports import (
    BookRow,
    ColumnChoice,
    HeadRow,
    MappingRow,
    ResultRow,
    RevertRow,
    SurveyRow,
    TargetRow,
)
from domain.values.imports import TargetKind, TwinChoice
from domain.values.money import MoneyUnit


class Step(IntEnum):
    """Where the person is."""

    FILE = 0
    COLUMNS = 1
    PREVIEW = 2
    RUN = 3
    DONE = 4


class RunningJob(JobLike, Protocol):
    """Work with progress that can fail or be given up."""

    @property
    def failed(self) -> Any: ...  # noqa: ANN401, D102 -- a Qt signal has no useful static type

    @property
    def progress(self) -> Any: ...  # noqa: ANN401, D102 -- same

    def cancel(self) -> None:
        """Give the work up."""


class Desk(Protocol):
    """What the import asks of the workspace."""

    def targets(self) -> tuple[TargetRow, ...]: ...  # noqa: D102 -- described by the desk itself
    def problems(self, head: HeadRow, chosen: MappingRow) -> list[Problem]: ...  # noqa: D102 -- same
    def with_named_units(self, head: HeadRow, chosen: MappingRow) -> MappingRow: ...  # noqa: D102 -- same
    def open_book(self, path: Path) -> RunningJob: ...  # noqa: D102 -- same
    def find_head(self, book: BookRow, sheet: str, line: int | None = None) -> RunningJob: ...  # noqa: D102 -- same
    def find_mapping(self, head: HeadRow) -> RunningJob: ...  # noqa: D102 -- same
    def survey(  # noqa: D102 -- same
        self,
        book: BookRow,
        head: HeadRow,
        chosen: MappingRow,
        choices: Mapping[int, TwinChoice],
        default: TwinChoice,
    ) -> RunningJob: ...
    def run(  # noqa: D102 -- same
        self,
        book: BookRow,
        head: HeadRow,
        chosen: MappingRow,
        choices: Mapping[int, TwinChoice],
        default: TwinChoice,
    ) -> RunningJob: ...
    def stop(self) -> None: ...  # noqa: D102 -- same
    def write_errors(self, batch_id: str, path: Path) -> RunningJob: ...  # noqa: D102 -- same
    def revert(self, batch_id: str) -> RunningJob: ...  # noqa: D102 -- same


class ImportModel(QObject):
    """One import.

    Signals: `changed()` after anything known changed, `progressed(int, int)` rows done of all, `troubled(str)` a
    sentence about what went wrong, "" when it is over, `errors_written(str)` the path of the workbook.
    """

    changed = Signal()
    progressed = Signal(int, int)
    troubled = Signal(str)
    errors_written = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: RunningJob | None = None
        self._turn = 0
        self.clear()

    def clear(self) -> None:
        """Begin anew without a file."""
        self._give_up()
        self.step = Step.FILE
        self.book: BookRow | None = None
        self.head: HeadRow | None = None
        self.mapping = MappingRow(())
        self.survey: SurveyRow | None = None
        self.result: ResultRow | None = None
        self.reverted: RevertRow | None = None
        self.choices: dict[int, TwinChoice] = {}
        self.default_choice = TwinChoice.SKIP
        self.changed.emit()

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._job is not None

    @property
    def targets(self) -> tuple[TargetRow, ...]:
        """Every field a column can be put into."""
        return self._desk.targets()

    @property
    def problems(self) -> list[Problem]:
        """What keeps the mapping from being used."""
        return self._desk.problems(self.head, self.mapping) if self.head else []

    @property
    def unit_offered(self) -> bool:
        """Whether headings name units that nobody has declared yet."""
        return self.head is not None and self._desk.with_named_units(self.head, self.mapping) != self.mapping

    def open_file(self, path: Path) -> None:
        """Look at another file."""
        self.clear()
        self._start(self._desk.open_book(path), self._take_book)

    def choose_sheet(self, sheet: str, line: int | None = None) -> None:
        """Look at another sheet, or take another line for the headings."""
        if self.book is not None:
            self.head = None
            self._start(self._desk.find_head(self.book, sheet, line), self._take_head)

    def choose_target(self, index: int, target: str) -> None:
        """Put a column into a field; a column of something else that had this field loses it."""
        kinds = {row.key: row.kind for row in self.targets}
        columns = []
        for choice in self.mapping.columns:
            if choice.index == index:
                keeps = kinds.get(target) is TargetKind.MONEY
                columns.append(ColumnChoice(index, target, choice.unit if keeps else None))
            elif target and choice.target == target:
                columns.append(ColumnChoice(choice.index))
            else:
                columns.append(choice)
        self._remap(columns)

    def choose_unit(self, index: int, unit: MoneyUnit | None) -> None:
        """Declare the unit of a column of money."""
        self._remap(
            [
                msgspec.structs.replace(choice, unit=unit) if choice.index == index else choice
                for choice in self.mapping.columns
            ]
        )

    def take_named_units(self) -> None:
        """Declare the units the headings name."""
        if self.head is not None:
            self.mapping = self._desk.with_named_units(self.head, self.mapping)
            self.changed.emit()

    def choose_twins(self, lines: list[int], choice: TwinChoice) -> None:
        """Decide about some duplicates, and look at the file again."""
        self.choices |= dict.fromkeys(lines, choice)
        self.look()

    def go(self, step: Step) -> None:
        """Go back to a step that is done, or on to the next one."""
        self.step = step
        self.troubled.emit("")
        self.changed.emit()
        if step is Step.PREVIEW and self.survey is None:
            self.look()

    def look(self) -> None:
        """Read the whole file to see what would become of each row."""
        if self.book is not None and self.head is not None:
            job = self._desk.survey(self.book, self.head, self.mapping, dict(self.choices), self.default_choice)
            self._start(job, self._take_survey)

    def run(self) -> None:
        """Import."""
        if self.book is not None and self.head is not None:
            self.step = Step.RUN
            job = self._desk.run(self.book, self.head, self.mapping, dict(self.choices), self.default_choice)
            self._start(job, self._take_result)

    def stop(self) -> None:
        """End the running import after the rows in hand; what was imported stays and can be taken back."""
        self._desk.stop()

    def write_errors(self, path: Path) -> None:
        """Write the workbook of rows that were not taken."""
        if self.result is not None:
            self._start(self._desk.write_errors(self.result.batch_id, path), self._take_errors)

    def revert(self) -> None:
        """Take the import back."""
        if self.result is not None:
            self._start(self._desk.revert(self.result.batch_id), self._take_revert)

    def _remap(self, columns: list[ColumnChoice]) -> None:
        self.mapping = MappingRow(tuple(columns))
        self.survey = None
        self.choices.clear()
        self.changed.emit()

    def _give_up(self) -> None:
        self._turn += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _start(self, job: RunningJob, take: Any) -> None:  # noqa: ANN401 -- a bound method of one frozen value
        self._give_up()
        turn = self._turn
        self._job = job
        job.done.connect(lambda answer: self._finish(turn, take, answer))
        job.failed.connect(lambda trouble: self._fail(turn, trouble))
        job.refused.connect(lambda refused: self._fail(turn, refused))
        job.progress.connect(self.progressed)
        self.troubled.emit("")
        self.changed.emit()

    def _finish(self, turn: int, take: Any, answer: object) -> None:  # noqa: ANN401 -- same
        if turn == self._turn:
            self._job = None
            take(answer)
            self.changed.emit()

    def _fail(self, turn: int, trouble: Any) -> None:  # noqa: ANN401 -- a Refused, or a known trouble with code and facts
        if turn == self._turn:
            self._job = None
            if self.step is Step.RUN:
                self.step = Step.PREVIEW
            self.changed.emit()
            self.troubled.emit(
                explain_refused(trouble)
                if isinstance(trouble, Refused)
                else file_trouble_words(trouble.code, dict(trouble.facts))
            )

    def _take_book(self, book: BookRow) -> None:
        self.book = book
        self.choose_sheet(max(book.sheets, key=lambda sheet: sheet.rows > 1).name)

    def _take_head(self, head: HeadRow) -> None:
        self.head = head
        self.survey = None
        self.choices.clear()
        self._start(self._desk.find_mapping(head), self._take_mapping)

    def _take_mapping(self, mapping: MappingRow) -> None:
        self.mapping = mapping

    def _take_survey(self, survey: SurveyRow) -> None:
        self.survey = survey

    def _take_result(self, result: ResultRow) -> None:
        self.result = result
        self.step = Step.DONE

    def _take_errors(self, path: Path) -> None:
        self.errors_written.emit(str(path))

    def _take_revert(self, reverted: RevertRow) -> None:
        self.reverted = reverted
