"""Small counters of the workspace: drafts, files, the queue, saved views. Each call gives a job."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from desktop.background import Background, Job, Tick
from desktop.services import drafts, outbox, queue, saved_views
from desktop.services.attachments import AttachmentStore
from desktop.services.database import Database
from desktop.services.drafts import Draft
from domain.permissions import Actor

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


class DraftDesk(Desk):
    """Forms that were begun. `kind` names the form, `key` the record or "new"."""

    def __init__(self, database: Database, background: Background, clock: Callable[[], datetime]) -> None:
        super().__init__(database, background)
        self._clock = clock

    def save(self, kind: str, key: str, value: dict[str, Any]) -> Job:
        """Keep a form as it is now; `value` must be JSON. Fails with a full disk; the form keeps its text."""
        draft = Draft(kind, key, value, self._clock())
        return self._write(lambda session: drafts.save(session, draft))

    def load(self, kind: str, key: str) -> Job:
        """Give the `Draft`, or None."""
        return self._read(lambda session: drafts.find(session, kind, key))

    def of_kind(self, kind: str) -> Job:
        """Give every `Draft` of a form, newest first."""
        return self._read(lambda session: drafts.of_kind(session, kind))

    def remove(self, kind: str, key: str) -> Job:
        """Drop a draft."""
        return self._write(lambda session: drafts.remove(session, kind, key))


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


class QueueDesk(Desk):
    """The queue of commands and the history of exchanges."""

    def __init__(self, database: Database, background: Background, actor: Callable[[], Actor]) -> None:
        super().__init__(database, background)
        self._actor = actor

    def rows(self, limit: int = queue.MOST) -> Job:
        """Give a tuple of `OutboxRow`: open ones first."""
        return self._read(lambda session: queue.outbox_rows(session, self._actor(), limit))

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
