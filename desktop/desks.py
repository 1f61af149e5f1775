"""Small counters of the workspace: drafts, files, the queue, saved views. Each call gives a job."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.orm import Session

from desktop.background import Background, Job, Tick
from desktop.services import backup, outbox, profiles, queue, saved_views
from desktop.services.attachments import AttachmentStore
from desktop.services.database import Database
from desktop.services.exchange_files import mapping, targets
from desktop.services.profiles import Profile
from domain.errors import Problem
from domain.permissions import Actor
from domain.queries.imports import BookRow, HeadRow, MappingRow, TargetRow
from domain.queries.visits import VisitBlock
from domain.values.imports import TwinChoice
from domain.values.papers import PaperFile, PlanPart, PrintOptions

if TYPE_CHECKING:
    from desktop.services.exchange_files.importer import Importer

Result = TypeVar("Result")


class Desk:
    """Runs functions on the local tables."""

    def __init__(self, database: Database, background: Background) -> None:
        self._database = database
        self._background = background

    def _read(self, function: Callable[[Session], Result]) -> Job:
        def work(_tick: Tick) -> Result:
            with self._database.read() as session:
                return function(session)

        return self._background.read(work)

    def _write(self, function: Callable[[Session], Result]) -> Job:
        def work(_tick: Tick) -> Result:
            with self._database.write() as session:
                return function(session)

        return self._background.write(work)


class FileDesk:
    """Attachments: taken in, cleaned, encrypted, found again by hash."""

    def __init__(self, store: AttachmentStore, background: Background) -> None:
        self._store = store
        self._background = background

    def add_file(self, path: Path) -> Job:
        """Take in a file; the result is a `StoredFile`. Fails with `bad_attachment` and the reason in its facts."""
        return self._background.read(lambda _tick: self._store.add_file(path))

    def add_bytes(self, name: str, data: bytes) -> Job:
        """Take in what was pasted or dropped; the result is a `StoredFile`."""
        return self._background.read(lambda _tick: self._store.add_bytes(name, data))

    def load(self, sha256: str) -> Job:
        """Give the bytes, or None while they are only on the server."""
        return self._background.read(lambda _tick: self._store.load(sha256))

    def lend(self, sha256: str, name: str) -> Job:
        """Give the path of a plain copy for another program, or None while the bytes are only on the server."""
        return self._background.read(lambda _tick: self._store.lend(sha256, name))

    def ask_for(self, sha256: str) -> None:
        """Fetch bytes first in the next exchange; `changed` tells of "attachments" when they are here."""
        self._store.ask_for(sha256)


class QueueDesk(Desk):
    """The queue of commands and the history of exchanges."""

    def __init__(self, database: Database, background: Background, actor: Callable[[], Actor]) -> None:
        super().__init__(database, background)
        self._actor = actor

    def rows(self, limit: int = queue.MOST) -> Job:
        """Give a tuple of `OutboxRow`: open ones first."""
        return self._read(lambda session: queue.outbox_rows(session, self._actor(), limit))

    def waiting_ids(self) -> Job:
        """Give the frozenset of ids of rows whose changes wait for the server, for their cloud marks."""
        return self._read(queue.waiting_ids)

    def history(self, limit: int = 100) -> Job:
        """Give a tuple of `SyncHistoryRow`, newest first."""
        return self._read(lambda session: queue.history_rows(session, self._actor(), limit))

    def body(self, command_id: str) -> Job:
        """Give a queued or answered command as it was done, or None."""
        return self._read(lambda session: outbox.find(session, command_id))

    def dismiss(self, command_id: str) -> Job:
        """Put a refused command away."""
        return self._write(lambda session: outbox.dismiss(session, command_id))


class ViewDesk(Desk):
    """Filters and columns somebody gave a name, per screen."""

    def of_screen(self, screen: str) -> Job:
        """Give a tuple of `SavedView`, in their order."""
        return self._read(lambda session: saved_views.of_screen(session, screen))

    def save(self, screen: str, name: str, value: dict[str, Any]) -> Job:
        """Keep a view under a name; `value` must be JSON."""
        return self._write(lambda session: saved_views.save(session, screen, name, value))

    def remove(self, screen: str, name: str) -> Job:
        """Drop a view."""
        return self._write(lambda session: saved_views.remove(session, screen, name))


class PaperDesk(Desk):
    """Papers: made from the local data, looked at page by page, saved. The printer gets the pages of the same file."""

    def __init__(
        self, database: Database, background: Background, actor: Callable[[], Actor], now: Callable[[], datetime]
    ) -> None:
        super().__init__(database, background)
        self._actor = actor
        self._now = now

    def service_plan(
        self, customer_id: str, year: int, parts: frozenset[PlanPart], options: PrintOptions | None = None
    ) -> Job:
        """Make the service plan of a customer and year; the result is a `PaperFile`, empty when a finding stops it."""
        from desktop.services.documents import papers  # noqa: PLC0415 -- ReportLab is slow to load

        chosen = options or papers.DEFAULT_OPTIONS
        return self._read(
            lambda session: papers.make_service_plan(
                session, self._actor(), customer_id, year, self._now(), parts, chosen
            )
        )

    def visit_record(self, visit_id: str, options: PrintOptions | None = None, *, reveal: bool = False) -> Job:
        """Make the record of a visit; the result is a `PaperFile`. Phones show when `reveal` is permitted."""
        from desktop.services.documents import papers  # noqa: PLC0415 -- ReportLab is slow to load

        chosen = options or papers.DEFAULT_OPTIONS
        return self._read(
            lambda session: papers.make_visit_record(
                session, self._actor(), visit_id, self._now(), chosen, reveal=reveal
            )
        )

    def page(self, file: PaperFile, index: int, scale: float) -> Job:
        """Draw a page, counted from 0; the result is a `RasterPage`. Scale 1 is 72 dots an inch."""
        from desktop.services.documents import preview  # noqa: PLC0415 -- PDFium is slow to load

        return self._background.read(lambda _tick: preview.render_page(file.pdf, index, scale))

    def save(self, file: PaperFile, path: Path) -> Job:
        """Write a paper to a file, replacing what stands there; the result is the path.

        Fails with `disk_full`, or with why the target cannot be written and its path in the facts.
        """
        from desktop.services.documents import saving  # noqa: PLC0415 -- beside its package

        def work(_tick: Tick) -> Path:
            saving.save(file.pdf, path)
            return path

        return self._background.read(work)

    def save_in(self, file: PaperFile, folder: Path) -> Job:
        """Write a paper into a folder under its own name, with a number when that is taken; the result is the path."""
        from desktop.services.documents import saving  # noqa: PLC0415 -- beside its package

        return self.save(file, saving.free_path(folder, file.file_name))


class ExportDesk:
    """Files a screen hands out beside papers: the week for other calendars, and text that could not be kept."""

    def __init__(self, background: Background, now: Callable[[], datetime]) -> None:
        self._background = background
        self._now = now

    def calendar(self, blocks: Sequence[VisitBlock], path: Path) -> Job:
        """Write visits as an iCalendar file; the result is the path. Fails as saving a paper does."""
        from desktop.services.exchange_files import calendar_file  # noqa: PLC0415 -- only for who exports

        return self._write(lambda: calendar_file.write_calendar(blocks, self._now()), path)

    def text(self, text: str, path: Path) -> Job:
        """Write a text as UTF-8; the result is the path. Fails as saving a paper does."""
        return self._write(text.encode, path)

    def data(self, data: bytes, path: Path) -> Job:
        """Write bytes such as an attachment's; the result is the path. Fails as saving a paper does."""
        return self._write(lambda: data, path)

    def _write(self, make: Callable[[], bytes], path: Path) -> Job:
        from desktop.services.documents import saving  # noqa: PLC0415 -- beside its package

        def work(_tick: Tick) -> Path:
            saving.save(make(), path)
            return path

        return self._background.read(work)


class ImportDesk:
    """Customers from files and into files. Jobs fail with BadFile and are refused without the right."""

    def __init__(
        self,
        database: Database,
        background: Background,
        actor: Callable[[], Actor],
        *,
        now: Callable[[], datetime],
        today: Callable[[], date],
        tell_changed: Callable[[frozenset[str]], None],
    ) -> None:
        self._database = database
        self._background = background
        self._actor = actor
        self._now = now
        self._today = today
        self._tell_changed = tell_changed
        self._made: Importer | None = None

    @property
    def _importer(self) -> "Importer":
        if self._made is None:
            from desktop.services.exchange_files.importer import Importer  # noqa: PLC0415 -- openpyxl is slow to load

            self._made = Importer(
                self._database, self._actor, now=self._now, today=self._today, tell_changed=self._tell_changed
            )
        return self._made

    def targets(self) -> tuple[TargetRow, ...]:
        """Give every field a column can be put into."""
        return targets.targets()

    def problems(self, head: HeadRow, chosen: MappingRow) -> list[Problem]:
        """Tell what keeps a mapping from being used."""
        return mapping.mapping_problems(head, chosen)

    def with_named_units(self, head: HeadRow, chosen: MappingRow) -> MappingRow:
        """Declare the units the headings name, because a person asked for it."""
        return mapping.with_named_units(head, chosen)

    def open_book(self, path: Path) -> Job:
        """Look at a file; the result is a `BookRow`."""
        return self._background.read(lambda _tick: self._importer.open_book(path))

    def find_head(self, book: BookRow, sheet: str, line: int | None = None) -> Job:
        """Find the headings of a sheet, or take those of a line; the result is a `HeadRow`."""
        return self._background.read(lambda _tick: self._importer.find_head(book, sheet, line))

    def find_mapping(self, head: HeadRow) -> Job:
        """Give a `MappingRow`: the one last used for this head, or a guess without units."""
        return self._background.read(lambda _tick: self._importer.find_mapping(head))

    def survey(
        self,
        book: BookRow,
        head: HeadRow,
        chosen: MappingRow,
        choices: Mapping[int, TwinChoice],
        default: TwinChoice,
    ) -> Job:
        """Read the whole file with progress and tell what an import would do: a `SurveyRow`."""
        return self._background.read(lambda tick: self._importer.survey(tick, book, head, chosen, choices, default))

    def run(
        self,
        book: BookRow,
        head: HeadRow,
        chosen: MappingRow,
        choices: Mapping[int, TwinChoice],
        default: TwinChoice,
    ) -> Job:
        """Import with progress; the result is a `ResultRow`, also after `stop`."""
        return self._background.read(lambda tick: self._importer.run(tick, book, head, chosen, choices, default))

    def stop(self) -> None:
        """End the running import after the rows in hand."""
        self._importer.stop()

    def write_errors(self, batch_id: str, path: Path) -> Job:
        """Write the rows that were not taken with their reasons; the result is the path."""
        return self._background.read(lambda _tick: self._importer.write_errors(batch_id, path))

    def revert(self, batch_id: str) -> Job:
        """Take an import back with progress; the result is a `RevertRow`."""
        return self._background.read(lambda tick: self._importer.revert(tick, batch_id))

    def export(self, path: Path, ids: Sequence[str] | None = None) -> Job:
        """Write customers to an xlsx or csv; the result is how many."""
        return self._background.read(lambda _tick: self._importer.export(path, ids))


class AccountDesk:
    """The profile of whoever works here: its passphrase, the key ring, and signing in again."""

    def __init__(self, profile: Profile, background: Background) -> None:
        self._profile = profile
        self._background = background

    def sign_in(self, password: str) -> Job:
        """Sign in again after the server asked for it; the result is an `Actor`, then `sync_now` goes on.

        Fails with `wrong_password`, `wait` (seconds) or a reason for being offline.
        """
        return self._background.read(lambda _tick: profiles.sign_in(self._profile, password))

    def change_passphrase(self, old: str, new: str) -> Job:
        """Change the passphrase of this machine. Fails with `wrong_passphrase` or `passphrase_too_short`."""
        return self._background.write(lambda _tick: self._profile.account.change_passphrase(old, new))

    def remember(self, *, wanted: bool) -> Job:
        """Keep the key in the machine's key ring, or take it out; the result tells whether it is there now."""

        def work(_tick: Tick) -> bool:
            if wanted:
                return self._profile.account.remember(self._profile.database.key)
            self._profile.account.forget()
            return False

        return self._background.write(work)

    def look_in_key_ring(self) -> Job:
        """Tell whether this machine has a key ring, and whether it has the key: a pair of truths."""
        account = self._profile.account
        return self._background.read(lambda _tick: (account.has_key_ring, account.recall() is not None))

    @property
    def folder(self) -> str:
        """Where everything of this profile is kept."""
        return str(self._profile.account.home)

    def backups(self) -> Job:
        """Give the checked copies as (path, bytes) pairs, newest first."""
        folder = self._profile.account.backups
        return self._background.read(
            lambda _tick: tuple((str(path), path.stat().st_size) for path in backup.all_of(folder))
        )

    def back_up_daily(self) -> Job:
        """Make a checked copy of the database when this business day has none; fails with a full disk."""
        account, database = self._profile.account, self._profile.database

        def work(_tick: Tick) -> None:
            at = self._profile.clock()
            if backup.is_due(account.backups, at):
                backup.make(account.database_path, database.key, account.backups, at)

        return self._background.read(work)

    def back_up(self) -> Job:
        """Make a checked copy of the database; the result is its path."""
        account, database = self._profile.account, self._profile.database
        return self._background.read(
            lambda _tick: backup.make(account.database_path, database.key, account.backups, self._profile.clock())
        )
