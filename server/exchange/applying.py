"""Commands in: each applied once, in order, in its own savepoint, with its receipt in the same transaction."""

import logging
import re
import uuid
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random

from domain.commands import Command
from domain.entities import Attachment
from domain.errors import Fact, Problem, Refused
from domain.permissions import Actor, visible
from domain.usecases import apply
from domain.values.sync import Outcome
from domain.wire import COMMAND_DECODER, Receipt, Sent
from server.actors import Actors
from server.database import Database, is_busy, is_collision, is_full
from server.errors import DeniedError
from server.exchange.numbering import TOUCHED, OvertakenError, writing
from server.tables import ACTIVE, Device, JournalEntry

LOG: Final = logging.getLogger(__name__)
ATTEMPTS: Final = 8
LONGEST_PAUSE: Final = 0.05
CHUNK: Final = 500
NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


def _is_worth_repeating(error: BaseException) -> bool:
    return isinstance(error, OvertakenError) or (isinstance(error, OperationalError) and is_collision(error))


def _attempts() -> Retrying:
    return Retrying(
        retry=retry_if_exception(_is_worth_repeating),
        stop=stop_after_attempt(ATTEMPTS),
        wait=wait_random(0, LONGEST_PAUSE),
        reraise=True,
    )


class Sender(msgspec.Struct, frozen=True):
    """Whose commands these are, from which device."""

    person_id: str
    device_id: str


def take_commands(
    database: Database, actors: Actors, sender: Sender, commands: tuple[Sent, ...], now: datetime, hours: int = 8
) -> tuple[Receipt, ...]:
    """Apply what is new, answer what is known, and commit; the same request gives the same receipts.

    Raises DeniedError 409 `gap` or `device_fork`; then nothing of the request took effect.
    """
    for attempt in _attempts():
        with attempt, writing(database, now, hours) as session:
            device = session.scalars(
                select(Device).where(Device.id == sender.device_id).with_for_update()
            ).one_or_none()
            # What somebody may do is decided now, under the device's lock, not when the token was read.
            actor = actors.of(session, sender.person_id)
            if device is None or actor is None or device.status != ACTIVE:
                raise DeniedError(401, "device_blocked")
            device.seen_at = now
            receipts = Answering(session, actor, device, now).answers(commands)
    return receipts


def apply_as(database: Database, actor: Actor, commands: list[Command], now: datetime) -> None:
    """Apply commands of the server's own administrator in one transaction.

    Raises Refused at the first that is not accepted; then none is applied.
    """
    for attempt in _attempts():
        with attempt, writing(database, now) as session:
            for command in commands:
                apply(session, actor, command)


def mark_stored(database: Database, actor: Actor, sha256: str, now: datetime) -> None:
    """Note on the records the sender sees that their bytes have arrived, and on nobody else's of the same hash.

    Otherwise naming a hash would be enough to read a file somebody else has sent.
    """
    for attempt in _attempts():
        with attempt, writing(database, now) as session:
            query = select(Attachment).where(
                Attachment.sha256 == sha256, Attachment.stored.is_(other=False), visible(actor, Attachment)
            )
            for attachment in session.scalars(query):
                attachment.stored = True


class Answering:
    """Answers one request's commands; their receipts are written together at the end, not one flush each."""

    def __init__(self, session: Session, actor: Actor, device: Device, now: datetime) -> None:
        self._session = session
        self._actor = actor
        self._device = device
        self._now = now
        self._last_n = device.last_n
        self._fresh: dict[int, JournalEntry] = {}
        self._by_command: dict[str, JournalEntry] = {}

    def answers(self, commands: tuple[Sent, ...]) -> tuple[Receipt, ...]:
        """Give a receipt for each command, in order; raises DeniedError 409 `gap` or `device_fork`."""
        self._read_journal([sent.id for sent in commands if _is_id(sent.id)])
        receipts = tuple(self._answer(sent) for sent in commands)
        self._session.add_all(self._fresh.values())
        self._device.last_n = self._last_n
        return receipts

    def _read_journal(self, ids: list[str]) -> None:
        for start in range(0, len(ids), CHUNK):
            query = select(JournalEntry).where(JournalEntry.command_id.in_(ids[start : start + CHUNK]))
            self._by_command.update((str(entry.command_id), entry) for entry in self._session.scalars(query))

    def _answer(self, sent: Sent) -> Receipt:
        if sent.n <= self._last_n:
            return self._known(sent)
        if sent.n != self._last_n + 1:
            raise DeniedError(409, "gap", expected=self._last_n + 1)
        self._last_n = sent.n
        before = self._answered_elsewhere(sent)
        receipt = before or _applied(self._session, self._actor, sent)
        is_first = before is None and _is_id(sent.id)
        entry = JournalEntry(
            device_id=self._device.id,
            n=sent.n,
            command_id=sent.id if is_first else None,
            repeat_of=None if is_first else sent.id[:36].replace("\0", ""),
            person_id=self._actor.id,
            outcome=receipt.outcome.value,
            code=receipt.code,
            facts=receipt.facts,
            problems=msgspec.to_builtins(receipt.problems),
            received_at=self._now,
        )
        self._fresh[sent.n] = entry
        if is_first:
            self._by_command[sent.id] = entry
        return receipt

    def _known(self, sent: Sent) -> Receipt:
        entry = self._fresh.get(sent.n) or self._session.get(JournalEntry, (self._device.id, sent.n))
        if entry is None:
            return Receipt(n=sent.n, id=sent.id, outcome=Outcome.REFUSED, code="receipt_expired")
        if (entry.command_id or entry.repeat_of) != sent.id[:36].replace("\0", ""):
            raise DeniedError(409, "device_fork", n=sent.n)
        return _receipt_of(entry, sent)

    def _answered_elsewhere(self, sent: Sent) -> Receipt | None:
        """A command answered before under another number or from another device of the person keeps its answer."""
        entry = self._by_command.get(sent.id)
        if entry is None:
            return None
        if entry.person_id != self._actor.id:
            return Receipt(n=sent.n, id=sent.id, outcome=Outcome.REFUSED, code="duplicate_id")
        return _receipt_of(entry, sent)


def _receipt_of(entry: JournalEntry, sent: Sent) -> Receipt:
    return Receipt(
        n=sent.n,
        id=sent.id,
        outcome=Outcome(entry.outcome),
        code=entry.code,
        facts=entry.facts,
        problems=msgspec.convert(entry.problems, tuple[Problem, ...]),
    )


def _applied(session: Session, actor: Actor, sent: Sent) -> Receipt:
    touched = session.info[TOUCHED]
    before = touched.copy()
    try:
        command = _decoded(sent)
        with session.begin_nested():
            apply(session, actor, command)
    except Refused as refused:
        session.info[TOUCHED] = before
        return _refused(sent, refused.code, refused.facts, refused.problems)
    except (DataError, IntegrityError, OverflowError):
        session.info[TOUCHED] = before
        return _refused(sent, "unstorable", {})
    except OvertakenError:
        raise
    except Exception as error:
        if isinstance(error, OperationalError) and (is_busy(error) or is_full(error)):
            raise
        # One command that meets a bug must not stop its device's whole queue for ever: it gets a final answer,
        # its author keeps it under "not accepted", and the trace is logged under the reference given.
        session.info[TOUCHED] = before
        ref = uuid.uuid4().hex[:12]
        LOG.exception("bug", extra={"ref": ref, "command": sent.id})
        return _refused(sent, "bug", {"ref": ref})
    conflicts = session.info[TOUCHED].conflicts - before.conflicts
    if conflicts:
        return Receipt(n=sent.n, id=sent.id, outcome=Outcome.CONFLICT, facts={"fields": conflicts})
    return Receipt(n=sent.n, id=sent.id, outcome=Outcome.APPLIED)


def _refused(sent: Sent, code: str, facts: dict[str, Fact], problems: tuple[Problem, ...] = ()) -> Receipt:
    return Receipt(n=sent.n, id=sent.id, outcome=Outcome.REFUSED, code=code, facts=facts, problems=problems)


def _decoded(sent: Sent) -> Command:
    """Read a command; raises Refused `malformed` for anything that is none, before the database sees it."""
    body = bytes(sent.body)
    if NUL.search(body):
        raise Refused("malformed", reason="control_characters")
    try:
        command: Command = COMMAND_DECODER.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError):
        raise Refused("malformed", reason="not_a_command") from None
    if command.id != sent.id or not _is_id(command.id):
        raise Refused("malformed", reason="id_mismatch")
    if command.at.tzinfo is None:
        raise Refused("malformed", reason="no_time_zone")
    return command


def _is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
