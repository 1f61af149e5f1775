"""The one object that views and models are given: who acts, reading, running commands, and what changed."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from typing import Any, Final, TypedDict

from PySide6.QtCore import QObject, Qt, Signal, Slot
from uuid_utils import uuid7

from desktop.background import Background, Job, Tick
from desktop.desks import AccountDesk, ExportDesk, FileDesk, ImportDesk, PaperDesk, QueueDesk, ViewDesk
from desktop.draft_desk import DraftDesk
from desktop.services import outbox, queue, recent, search
from desktop.services.database import Database
from desktop.services.deeds import Deeds
from desktop.services.search import Hit
from desktop.services.status import ItemState, OutboxRow, SyncHistoryRow, SyncState, SyncStatus
from desktop.settings import Settings
from domain.commands import AnyCommand
from domain.errors import Refused
from domain.permissions import Actor, Permission, Verdict, may

__all__ = ["Hit", "ItemState", "OutboxRow", "Stamp", "SyncHistoryRow", "SyncState", "SyncStatus", "Workspace"]

BUSINESS_ZONE: Final = timezone(timedelta(hours=8), "China")
"""Business days are days in China, wherever the laptop is."""
Kinds = frozenset[str]


class Stamp(TypedDict):
    """What every command starts with: a new id and the time of doing."""

    id: str
    at: datetime


class Workspace(QObject):
    """What a window needs: `read(query)`, `run(command)`, `may(permission)`, the clock, and signals.

    `changed` carries the frozenset of kinds that changed, `sync_changed` a SyncStatus, `actor_changed` an Actor.
    `queued` tells that a command waits for the server, `sync_wanted` that somebody wants an exchange now.
    """

    changed = Signal(object)
    sync_changed = Signal(object)
    actor_changed = Signal(object)
    sync_wanted = Signal()
    queued = Signal()
    _taken = Signal(object)

    def __init__(
        self,
        *,
        actor: Actor,
        database: Database,
        background: Background,
        settings: Settings,
        files: FileDesk,
        account: AccountDesk | None = None,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._actor = actor
        self._database = database
        self._background = background
        self._clock = clock
        self._status = SyncStatus()
        self._deeds = Deeds()
        self._offline = False
        self.settings = settings
        self.attachments = files
        self.account = account
        self.drafts = DraftDesk(database, background, self.now)
        self.outbox = QueueDesk(database, background, lambda: self._actor)
        self.views = ViewDesk(database, background)
        self.papers = PaperDesk(database, background, lambda: self._actor, self.now)
        self.exports = ExportDesk(background, self.now)
        self.imports = ImportDesk(
            database,
            background,
            lambda: self._actor,
            now=self.now,
            today=self.today,
            tell_changed=self._taken.emit,
        )
        self._taken.connect(self._announce, Qt.ConnectionType.QueuedConnection)

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return self._actor

    @property
    def status(self) -> SyncStatus:
        """The sync at a glance, as last told by `sync_changed`."""
        return self._status

    @property
    def offline(self) -> bool:
        """Whether the person chose to work without the network."""
        return self._offline

    def now(self) -> datetime:
        """Give the present moment in UTC."""
        return self._clock().astimezone(UTC)

    def today(self) -> date:
        """Give the present business day."""
        return self._clock().astimezone(BUSINESS_ZONE).date()

    def new_id(self) -> str:
        """Make an id for a new record."""
        return str(uuid7())

    def stamp(self) -> Stamp:
        """Give the id and time every command starts with: `LogVisit(**workspace.stamp(), ...)`."""
        return {"id": self.new_id(), "at": self.now()}

    def may(self, permission: Permission) -> Verdict:
        """Tell whether the actor may do something, and if not why."""
        return may(self._actor, permission)

    def read(self, query: Callable[..., Any], *args: object, **kwargs: object) -> Job:
        """Run `query(session, actor, ...)` on a reader thread; the job's result is what it returns."""
        actor = self._actor

        def work(_tick: Tick) -> object:
            with self._database.read() as session:
                return query(session, actor, *args, **kwargs)

        return self._background.read(work)

    def work(self, function: Callable[..., Any], *args: object, **kwargs: object) -> Job:
        """Run a function that needs no database on a reader thread, such as making a paper or writing a file."""
        return self._background.read(lambda _tick: function(*args, **kwargs))

    def work_in_steps(self, function: Callable[..., Any], *args: object, **kwargs: object) -> Job:
        """Run `function(tick, ...)` on a reader thread; it reports progress by calling `tick(done, total)`."""
        return self._background.read(lambda tick: function(tick, *args, **kwargs))

    def run(self, command: AnyCommand) -> Job:
        """Do something: apply a command here and queue it for the server; the result is the set of kinds changed.

        Ends in `refused` when the domain says no, in `failed` with a full disk.
        """
        return self._start(command, partial(self._was_run, command))

    def _start(self, command: AnyCommand, heard: Callable[[Kinds], None]) -> Job:
        actor = self._actor

        def work(_tick: Tick) -> Kinds:
            with self._database.write() as session:
                return outbox.run(session, actor, command)

        job = self._background.write(work)
        job.done.connect(heard)
        return job

    def run_all(self, commands: Iterable[AnyCommand]) -> Job:
        """Run many commands with progress; the result is an `outbox.Batch`. Cancelling keeps what was done."""
        actor, chosen = self._actor, tuple(commands)

        def work(tick: Tick) -> outbox.Batch:
            batch = outbox.run_all(self._database.write, actor, chosen, tick, self._taken.emit)
            self._database.tune()
            return batch

        return self._background.write(work)

    def search(self, words: str, limit: int = 8) -> Job:
        """Find customers, contacts, visits and tasks; the result is a tuple of `Hit`."""
        return self.read(search.find, words, limit)

    def note_opened(self, kind: str, row_id: str) -> Job:
        """Note that somebody opened a row, so that the palette offers it."""
        at = self.now()

        def work(_tick: Tick) -> None:
            with self._database.write() as session:
                recent.note(session, kind, row_id, at)

        return self._background.write(work)

    def recently_opened(self, limit: int = 8) -> Job:
        """Give what was opened last; the result is a tuple of `Hit`."""
        return self.read(recent.opened, limit)

    @property
    def undoable(self) -> str:
        """What `undo` takes back, as the command's tag, or ""."""
        return self._deeds.undoable

    @property
    def redoable(self) -> str:
        """What `redo` does again, as the command's tag, or ""."""
        return self._deeds.redoable

    def undo(self) -> Job:
        """Take the last command back; refused with `already_sent` once the server may have it, or `nothing_to_undo`."""
        done = self._deeds.done
        return self.take_back(done[-1].id) if done else self._refusing("nothing_to_undo")

    def redo(self) -> Job:
        """Do what was last undone again; refused with `nothing_to_redo`."""
        if not self._deeds.undone:
            return self._refusing("nothing_to_redo")
        command = self._deeds.undone[-1]
        return self._start(command, partial(self._was_run, command, again=True))

    def take_back(self, command_id: str) -> Job:
        """Undo one command that was not sent yet; refused with `already_sent` otherwise."""
        actor = self._actor

        def work(_tick: Tick) -> Kinds:
            with self._database.write() as session:
                return outbox.take_back(session, actor, command_id)

        job = self._background.write(work)
        job.done.connect(lambda kinds: self._was_taken_back(command_id, kinds))
        return job

    def sync_now(self) -> None:
        """Exchange with the server as soon as possible."""
        self.sync_wanted.emit()

    def set_offline(self, offline: bool) -> None:  # noqa: FBT001 -- a switch of the window
        """Stop or resume exchanging with the server."""
        self._offline = offline
        self.sync_wanted.emit()

    def refresh_status(self) -> Job:
        """Count the queue again and tell `sync_changed`."""
        job = self.read(queue.counts)
        job.done.connect(self._counted)
        return job

    @Slot(object)
    def take_status(self, status: SyncStatus) -> None:
        """Tell everybody how the sync stands; called by who syncs."""
        if status != self._status:
            self._status = status
            self.sync_changed.emit(status)

    @Slot(object)
    def take_actor(self, actor: Actor) -> None:
        """Go on as the actor the server says this is now."""
        if actor != self._actor:
            self._actor = actor
            self.actor_changed.emit(actor)

    @property
    def tell_changed(self) -> Callable[[Kinds], None]:
        """What other threads call to tell that rows of some kinds changed."""
        return self._taken.emit

    def _refusing(self, code: str) -> Job:
        def work(_tick: Tick) -> Kinds:
            raise Refused(code)

        return self._background.write(work)

    def _was_run(self, command: AnyCommand, kinds: Kinds, *, again: bool = False) -> None:
        self._deeds.note_done(command, again=again)
        self._announce(kinds)
        self.queued.emit()

    def _was_taken_back(self, command_id: str, kinds: Kinds) -> None:
        self._deeds.note_taken_back(command_id)
        self._announce(kinds)

    @Slot(object)
    def _announce(self, kinds: Kinds) -> None:
        if kinds:
            self.changed.emit(kinds)
        self.refresh_status()

    @Slot(object)
    def _counted(self, counted: SyncStatus) -> None:
        more = counted.waiting > self._status.waiting
        self.take_status(merged(self._status, counted))
        if more:
            self.queued.emit()


def merged(told: SyncStatus, counted: SyncStatus) -> SyncStatus:
    """Join how the exchange stands with what was counted in the database."""
    state, code = told.state, told.code
    if state in {SyncState.SYNCED, SyncState.CONFLICT}:
        state = SyncState.CONFLICT if counted.conflicts else SyncState.SYNCED
    return SyncStatus(
        state=state,
        code=code,
        done=told.done,
        total=told.total,
        waiting=counted.waiting,
        refused=counted.refused,
        conflicts=counted.conflicts,
        last_sync=counted.last_sync,
        first_copy=counted.first_copy,
        skew_seconds=counted.skew_seconds,
    )
