"""Forms that were begun, kept in the encrypted database, and what could not be kept."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from desktop.background import Background, Job, Tick
from desktop.desks import Desk
from desktop.services import drafts
from desktop.services.database import Database
from desktop.services.drafts import Draft
from desktop.services.errors import Trouble


class DraftDesk(Desk):
    """Forms that were begun. `kind` names the form, `key` the record or "new"."""

    def __init__(self, database: Database, background: Background, clock: Callable[[], datetime]) -> None:
        super().__init__(database, background)
        self._clock = clock
        self._troubles: dict[tuple[str, str], Trouble] = {}

    def save(self, kind: str, key: str, value: dict[str, Any]) -> Job:
        """Keep a form as it is now; `value` must be JSON. Fails with a full disk; the form keeps its text."""
        draft = Draft(kind, key, value, self._clock())

        def work(_tick: Tick) -> None:
            self._troubles.pop((kind, key), None)
            try:
                with self._database.write() as session:
                    drafts.save(session, draft)
            except Trouble as trouble:
                self._troubles[kind, key] = trouble
                raise

        return self._background.write(work)

    def settle(self) -> Trouble | None:
        """Wait until all drafts are written; gives why one of them could not be, None when nothing is lost."""
        self._background.finish_writing()
        return next(iter(tuple(self._troubles.values())), None)

    def load(self, kind: str, key: str) -> Job:
        """Give the `Draft`, or None."""
        return self._read(lambda session: drafts.find(session, kind, key))

    def of_kind(self, kind: str) -> Job:
        """Give every `Draft` of a form, newest first."""
        return self._read(lambda session: drafts.of_kind(session, kind))

    def remove(self, kind: str, key: str) -> Job:
        """Drop a draft."""
        self._troubles.pop((kind, key), None)
        return self._write(lambda session: drafts.remove(session, kind, key))
