"""One round with the server: the first copy when needed, exchanges until nothing is left, then attachments."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final, Protocol

import msgspec
from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from desktop.services import outbox, state
from desktop.services.attachments import AttachmentStore
from desktop.services.database import Database
from desktop.services.errors import BadAttachment, Offline, ServerRefused, Trouble
from desktop.services.sync import copying, sending
from desktop.services.sync.taking import News, Taken, take
from desktop.services.tables import sync_history
from domain.entities import Attachment
from domain.permissions import Actor
from domain.wire import (
    MAX_COMMANDS,
    PROTOCOL,
    CopyPage,
    CopyRequest,
    ExchangeReply,
    ExchangeRequest,
    Sent,
)

ACTOR: Final = "actor"
DEVICE: Final = "device_id"
LAST_SYNC: Final = "last_sync"
SKEW: Final = "skew_seconds"
COPY_ANEW: Final = frozenset({"epoch_changed", "scope_changed", "cursor_ahead", "cursor_foreign", "bad_seal"})
MAX_RESTARTS: Final = 3
MAX_EXCHANGES: Final = 10_000
FETCHED_FILES: Final = 20
FETCHED_BYTES: Final = 8 * 1024 * 1024
KEPT_HISTORY: Final = 500
NOTED_SKEW: Final = 120
"""A clock this many seconds off is worth telling."""
logger = logging.getLogger(__name__)
Tick = Callable[[int, int], None]


class Connection(Protocol):
    """What a round needs of the server; `Api` over the network, or the server itself in tests."""

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        """Send commands and fetch what changed."""

    def copy(self, request: CopyRequest) -> CopyPage:
        """Fetch a page of the first copy."""

    def put_attachment(self, device_id: str, sha256: str, data: bytes) -> None:
        """Give the server the bytes of an attachment."""

    def get_attachment(self, device_id: str, sha256: str) -> bytes:
        """Fetch the bytes of an attachment."""


class Tally(msgspec.Struct):
    """What a round has moved."""

    sent: int = 0
    received: int = 0
    refused: int = 0
    conflicts: int = 0


class Syncer:
    """Exchanges one profile with its server. `tell` hears the kinds that changed after every taken reply."""

    def __init__(
        self,
        database: Database,
        connection: Connection,
        store: AttachmentStore,
        clock: Callable[[], datetime],
        tell: Callable[[frozenset[str]], None] = lambda _kinds: None,
    ) -> None:
        self._database = database
        self._connection = connection
        self._store = store
        self._clock = clock
        self._tell = tell

    def round(self, tick: Tick) -> Actor:
        """Do everything once; gives who the server says this is.

        Raises Offline, SignedOut, TooOld, ServerRefused, DiskFull; what was taken before stays.
        """
        started, tally = time.perf_counter(), Tally()
        code, outcome = "", "synced"
        try:
            self._exchange_all(tick, tally)
            self._move_files()
        except Trouble as trouble:
            code, outcome = trouble.code, "failed"
            raise
        finally:
            if tally.sent or tally.received or code:
                self._note(tally, outcome, code, int((time.perf_counter() - started) * 1000))
        with self._database.read() as session:
            return actor_of(session)

    def _exchange_all(self, tick: Tick, tally: Tally) -> None:
        restarts = most = 0
        for _ in range(MAX_EXCHANGES):
            try:
                self._copy(tick, tally)
                if not self._exchange_once(tick, tally, most or MAX_COMMANDS):
                    return
            except ServerRefused as refused:
                restarts += 1
                if restarts > MAX_RESTARTS or not self._recover(refused):
                    raise
                most = 1 if refused.code == "too_large" else 0

    def _recover(self, refused: ServerRefused) -> bool:
        """Do what a refusal of the whole request asks for; False when nothing can be done."""
        with self._database.write() as session:
            if refused.code in COPY_ANEW:
                if refused.code in {"epoch_changed", "cursor_ahead"}:
                    sending.offer_again(session)
                copying.restart(session)
            elif refused.code == "gap":
                sending.renumber(session, int(refused.facts.get("expected") or 1))
            elif refused.code == "device_fork":
                sending.renumber(session, sending.FAR_AHEAD)
            else:
                return refused.code == "too_large"
        return True

    def _copy(self, tick: Tick, tally: Tally) -> None:
        while True:
            with self._database.read() as session:
                if copying.is_done(session):
                    return
                after = state.get(session, copying.AFTER, str, "")
                request = CopyRequest(protocol=PROTOCOL, device_id=state.get(session, DEVICE, str, ""), after=after)
                received = state.get(session, copying.RECEIVED, int, 0)
            page = self._connection.copy(request)
            with self._database.write() as session:
                taken = copying.take_page(session, actor_of(session), page, self._clock())
            tally.received += len(page.rows)
            self._finish(taken)
            if not page.after:
                self._database.tune()
            tick(min(received + len(page.rows), page.total), page.total)

    def _exchange_once(self, tick: Tick, tally: Tally, most: int) -> bool:
        """Do one exchange; True when another must follow."""
        with self._database.write() as session:
            batch = sending.next_batch(session, most)
            request = _request(session, batch)
        reply = self._connection.exchange(request)
        if len(reply.receipts) < len(batch):
            raise Offline("damaged_answer")  # every command sent has a receipt, or asking again would never end
        with self._database.write() as session:
            taken, unsettled = take_reply(session, reply, self._clock())
            waiting, _ = sending.count(session)
        tally.sent += len(batch)
        tally.received += len(reply.rows)
        tally.refused += taken.refused
        tally.conflicts += taken.conflicts
        self._finish(taken)
        tick(tally.sent, tally.sent + waiting)
        return reply.more or unsettled or waiting > 0

    def _finish(self, taken: Taken) -> None:
        self._store.remove_unused(taken.lost_files)
        if taken.kinds:
            self._tell(taken.kinds)

    def _move_files(self) -> None:
        with self._database.read() as session:
            device = state.get(session, DEVICE, str, "")
            known = select(Attachment.sha256).where(Attachment.revision > 0, Attachment.deleted_at.is_(None))
            # The same bytes may belong to several records, and each has to be sent them: that proves having them.
            owed = set(session.scalars(known.where(Attachment.stored.is_(other=False))))
            newest = known.where(Attachment.size <= FETCHED_BYTES).order_by(Attachment.created_at.desc())
            wanted = [
                sha256 for sha256 in session.scalars(newest.limit(10 * FETCHED_FILES)) if not self._store.has(sha256)
            ]
            wanted = [*session.scalars(known.where(Attachment.sha256.in_(self._store.asked))), *wanted]
        for sha256 in sorted(owed):
            try:
                data = self._store.load(sha256)
            except BadAttachment as damaged:
                logger.warning("attachment %s is damaged here", damaged.facts.get("name"))
                continue
            if data is not None:
                self._connection.put_attachment(device, sha256, data)
                self._store.mark_uploaded(sha256)
        arrived = False
        for sha256 in dict.fromkeys(wanted[:FETCHED_FILES]):
            try:
                self._store.keep_fetched(sha256, self._connection.get_attachment(device, sha256))
            except ServerRefused as refused:
                if refused.code != "not_found":
                    raise
            except BadAttachment as damaged:
                logger.warning("attachment %s arrived damaged", damaged.facts.get("name"))
            else:
                arrived = True
        if arrived:
            self._tell(frozenset({Attachment.__tablename__}))

    def _note(self, tally: Tally, outcome: str, code: str, milliseconds: int) -> None:
        values = {"at": self._clock(), "outcome": outcome, "code": code, "milliseconds": milliseconds}
        with self._database.write() as session:
            session.connection().execute(insert(sync_history).values(values | msgspec.structs.asdict(tally)))
            newest = session.connection().execute(select(func.max(sync_history.c.id))).scalar_one()
            session.connection().execute(delete(sync_history).where(sync_history.c.id <= newest - KEPT_HISTORY))
            outbox.forget_old(session, self._clock())


def actor_of(session: Session) -> Actor:
    """Give who this profile belongs to; raises Offline when nobody has signed in yet."""
    kept = state.get(session, ACTOR, dict, {})
    if not kept:
        raise Offline("not_signed_in")
    return msgspec.convert(kept, Actor)


def take_reply(session: Session, reply: ExchangeReply, now: datetime) -> tuple[Taken, bool]:
    """Take a reply with its cursor in one transaction; tells also whether answered commands still miss their rows."""
    before = actor_of(session)
    same_scope = (before.post, before.level, before.org_id, sorted(before.areas)) == (
        reply.actor.post,
        reply.actor.level,
        reply.actor.org_id,
        sorted(reply.actor.areas),
    )
    state.put(session, ACTOR, reply.actor)
    complete = same_scope and not reply.more
    news = News(rows=reply.rows, gone=reply.gone, receipts=reply.receipts, complete=complete)
    taken = take(session, reply.actor, news, now)
    state.put(session, copying.CURSOR, reply.cursor)
    state.put(session, copying.EPOCH, reply.epoch)
    state.put(session, LAST_SYNC, now)
    skew = round((now - reply.server_time).total_seconds())
    state.put(session, SKEW, skew if abs(skew) >= NOTED_SKEW else 0)
    return taken, not complete


def _request(session: Session, batch: tuple[Sent, ...]) -> ExchangeRequest:
    return ExchangeRequest(
        protocol=PROTOCOL,
        device_id=state.get(session, DEVICE, str, ""),
        epoch=state.get(session, copying.EPOCH, str, ""),
        cursor=state.get(session, copying.CURSOR, str, ""),
        commands=batch,
    )
