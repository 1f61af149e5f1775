"""The two answers of synchronising: one exchange, and a page of the first copy."""

from collections.abc import Callable
from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.entities import BY_KIND
from domain.permissions import Actor
from domain.wire import PAGE_ROWS, CopyPage, CopyRequest, ExchangeReply, ExchangeRequest
from server.actors import Actors
from server.database import Database
from server.errors import DeniedError
from server.exchange.applying import Sender, take_commands
from server.exchange.changes import Changes, changes_between, copy_after, count_visible
from server.exchange.cursor import CopyMark, Cursor, check_owner, scope_of
from server.seals import Seals
from server.settings import Settings
from server.tables import Clock


class Exchange:
    """Answers exchanges and first copies; `now` is the server's clock."""

    def __init__(
        self, database: Database, seals: Seals, actors: Actors, settings: Settings, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._seals = seals
        self._actors = actors
        self._settings = settings
        self._now = now

    def answer(self, actor: Actor, device_id: str, request: ExchangeRequest) -> ExchangeReply:
        """Take the device's commands, then give its rows from one snapshot.

        Raises DeniedError; then nothing of the request took effect.
        """
        if len(request.commands) > self._settings.max_commands:
            raise DeniedError(413, "too_many_commands", limit=self._settings.max_commands)
        epoch, seq = self._clock()
        if request.epoch not in {"", epoch}:
            raise DeniedError(409, "epoch_changed", epoch=epoch)
        cursor = self._cursor(request.cursor, actor, device_id, epoch)
        if cursor.seq > seq:
            raise DeniedError(409, "cursor_ahead")
        now, hours = self._now(), self._settings.time_zone_hours
        receipts = (
            take_commands(self._database, self._actors, Sender(actor.id, device_id), request.commands, now, hours)
            if request.commands
            else ()
        )
        with Session(self._database.reader) as session:
            # The counter is read first: nothing above it can be in the snapshot, everything up to it is.
            epoch, ceiling = session.execute(select(Clock.epoch, Clock.seq)).one()
            current = self._actors.of(session, actor.id)
            if current is None or scope_of(current) != cursor.scope:
                # What the actor may see has just changed: only receipts now, the next exchange says so.
                changes = Changes(rows=(), gone=(), end=cursor.seq, more=False)
            elif cursor.seq == ceiling:
                changes = Changes(rows=(), gone=(), end=ceiling, more=False)
            else:
                limit = min(max(request.limit, 1), PAGE_ROWS)
                changes = changes_between(session, current, cursor.seq, ceiling, limit)
        return ExchangeReply(
            epoch=epoch,
            cursor=self._seals.seal(msgspec.structs.replace(cursor, seq=changes.end), now),
            more=changes.more,
            server_time=now,
            actor=current or actor,
            receipts=receipts,
            rows=changes.rows,
            gone=changes.gone,
        )

    def copy(self, actor: Actor, device_id: str, request: CopyRequest) -> CopyPage:
        """Give a page of everything in the actor's scope; the last one brings the cursor to go on from.

        Raises DeniedError 409 `scope_changed` or `epoch_changed` when the copy must begin anew.
        """
        now = self._now()
        with Session(self._database.reader) as session:
            epoch, seq = session.execute(select(Clock.epoch, Clock.seq)).one()
            if request.after:
                mark = self._seals.open(CopyMark, request.after)
                check_owner(mark.cursor, actor, device_id, epoch)
                if mark.cursor.seq > seq:
                    raise DeniedError(409, "cursor_ahead")
            else:
                cursor = Cursor(epoch, seq, actor.id, device_id, scope_of(actor))
                mark = CopyMark(cursor, "", "", count_visible(session, actor))
            if mark.kind and mark.kind not in BY_KIND:
                raise DeniedError(409, "scope_changed")
            page = copy_after(session, actor, mark.kind, mark.row_id, PAGE_ROWS)
        after = self._seals.seal(CopyMark(mark.cursor, page.kind, page.row_id, mark.total), now) if page.kind else ""
        return CopyPage(
            epoch=epoch,
            ceiling=mark.cursor.seq,
            after=after,
            total=mark.total,
            cursor="" if after else self._seals.seal(mark.cursor, now),
            rows=page.rows,
        )

    def epoch(self) -> str:
        """Give the database's epoch."""
        return self._clock()[0]

    def _clock(self) -> tuple[str, int]:
        with Session(self._database.reader) as session:
            return session.execute(select(Clock.epoch, Clock.seq)).one()

    def _cursor(self, text: str, actor: Actor, device_id: str, epoch: str) -> Cursor:
        if not text:
            return Cursor(epoch, 0, actor.id, device_id, scope_of(actor))
        cursor = self._seals.open(Cursor, text)
        check_owner(cursor, actor, device_id, epoch)
        return cursor
