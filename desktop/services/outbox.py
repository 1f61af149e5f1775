"""What was done here and not yet answered: kept in the same transaction as the change itself.

Beside each change stands the server's last word on the rows it touched (`confirmed`), so that local changes can be
put back and applied again on top of newer rows.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Final, Self

import msgspec
from sqlalchemy import bindparam, delete, event, func, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import ORMExecuteState, Session

from desktop.services.rows import Body, RowKey, copy_of, delete_rows, write_rows
from desktop.services.search import index_rows
from desktop.services.tables import confirmed, outbox, touches
from domain.base import Synced, is_changed
from domain.commands import AnyCommand
from domain.errors import Fact, Problem, Refused
from domain.permissions import Actor
from domain.usecases import apply
from domain.wire import COMMAND_DECODER, ENCODER

KEPT: Final = timedelta(days=30)
"""How long answered commands are kept, to be offered again to a server restored from a backup."""
BATCH: Final = 200
_CHUNK: Final = 400
_RECORDER: Final = "recorder"
"""Who notes the changes of a session just now, if anybody does."""
_KEPT: Final = "kept_copies"
"""Rows whose server's copy this transaction has kept, so that it need not be looked for again."""
_KEEP: Final = insert(confirmed).prefix_with("OR IGNORE")
_IS_KEPT: Final = select(confirmed.c.kind).where(
    confirmed.c.kind == bindparam("of"), confirmed.c.row_id == bindparam("row")
)
_QUEUE: Final = insert(outbox)
_TOUCH: Final = insert(touches)


class Recorder:
    """Notes every row a use case touches and keeps the server's copy of it before the first local change.

    The session is listened to once: listening anew for every command of an import would cost more than the noting.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.touched: dict[RowKey, None] = {}

    def __enter__(self) -> Self:
        if _RECORDER not in self._session.info:
            event.listen(self._session, "before_flush", _note)
            event.listen(self._session, "do_orm_execute", _refuse_bulk)
        self._session.info[_RECORDER] = self
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        self._session.info[_RECORDER] = None
        if failure is None:
            self._session.info.setdefault(_KEPT, set()).update(self.touched)

    def note(self) -> None:
        """Note what the session is about to write."""
        session = self._session
        fresh = [key_of(row) for row in session.new if isinstance(row, Synced)]
        known = [key_of(row) for row in session.deleted if isinstance(row, Synced)]
        known += [key_of(row) for row in session.dirty if isinstance(row, Synced) and is_changed(row)]
        bodies: dict[RowKey, Body | None] = dict.fromkeys(fresh)
        bodies |= {
            key: copy_of(session, key) for key in known if key not in self.touched and not is_confirmed(session, key)
        }
        copies = [{"kind": kind, "row_id": row_id, "body": body} for (kind, row_id), body in bodies.items()]
        if copies:
            session.connection().execute(_KEEP, copies)
        self.touched |= dict.fromkeys([*fresh, *known])


def _note(session: Session, *_: object) -> None:
    recorder: Recorder | None = session.info[_RECORDER]
    if recorder is not None:
        recorder.note()


def _refuse_bulk(executed: ORMExecuteState) -> None:
    if executed.session.info[_RECORDER] and (executed.is_update or executed.is_delete or executed.is_insert):
        raise TypeError("use cases change entities, not tables: bulk statements escape the outbox")


def key_of(row: Synced) -> RowKey:
    """Give a row's kind and id."""
    return row.__tablename__, row.id


def is_confirmed(session: Session, key: RowKey) -> bool:
    """Tell whether the server's copy of a row is kept already."""
    if key in session.info.get(_KEPT, ()):
        return True
    return session.connection().execute(_IS_KEPT, {"of": key[0], "row": key[1]}).first() is not None


def perform(session: Session, actor: Actor, command: AnyCommand) -> tuple[RowKey, ...]:
    """Apply a command and give the rows it touched, still to be indexed; raises Refused with nothing changed."""
    with session.begin_nested(), Recorder(session) as recorder:
        apply(session, actor, command)
        session.flush()
    return tuple(recorder.touched)


def run(session: Session, actor: Actor, command: AnyCommand) -> frozenset[str]:
    """Apply a command and queue it, in the caller's transaction; gives the kinds of rows it changed.

    Raises Refused.
    """
    touched = perform(session, actor, command)
    _queue(session, [(command, touched)])
    index_rows(session, touched)
    return frozenset(kind for kind, _ in touched)


def _queue(session: Session, done: Sequence[tuple[AnyCommand, tuple[RowKey, ...]]]) -> None:
    """Put commands into the queue, in order, each with the rows it touched."""
    if not done:
        return
    rows = [
        {
            "id": command.id,
            "name": str(type(command).__struct_config__.tag),
            "body": ENCODER.encode(command).decode(),
            "done_at": command.at,
            "facts": {},
        }
        for command, _ in done
    ]
    session.connection().execute(_QUEUE, rows)
    numbers = select(outbox.c.id, outbox.c.seq).where(outbox.c.id.in_([row["id"] for row in rows]))
    seqs = {found.id: found.seq for found in session.connection().execute(numbers)}
    values = [
        {"seq": seqs[command.id], "kind": kind, "row_id": row_id}
        for command, touched in done
        for kind, row_id in touched
    ]
    if values:
        session.connection().execute(_TOUCH, values)


class Batch(msgspec.Struct, frozen=True):
    """What became of many commands: kinds changed, how many were done, and the refused ones with their reason."""

    kinds: frozenset[str]
    done: int
    refused: tuple[tuple[str, str, tuple[Problem, ...], dict[str, Fact]], ...] = ()
    """(command id, code, problems, facts) of each refused command."""


def run_all(
    writing: Callable[[], AbstractContextManager[Session]],
    actor: Actor,
    commands: Sequence[AnyCommand],
    tick: Callable[[int, int], None],
    tell: Callable[[frozenset[str]], None],
) -> Batch:
    """Run many commands, a few hundred to a transaction; one that is refused does not stop the others.

    `tick(done, total)` may raise to stop between two transactions; what was done stays.
    """
    kinds: frozenset[str] = frozenset()
    refused: list[tuple[str, str, tuple[Problem, ...], dict[str, Fact]]] = []
    for start in range(0, len(commands), BATCH):
        tick(start, len(commands))
        done: list[tuple[AnyCommand, tuple[RowKey, ...]]] = []
        with writing() as session:
            for command in commands[start : start + BATCH]:
                try:
                    done.append((command, perform(session, actor, command)))
                except Refused as refusal:
                    refused.append((command.id, refusal.code, refusal.problems, refusal.facts))
                    session.expunge_all()
            _queue(session, done)
            touched = dict.fromkeys(key for _, keys in done for key in keys)
            index_rows(session, touched)
        fresh = frozenset(kind for kind, _ in touched)
        tell(fresh)
        kinds |= fresh
    tick(len(commands), len(commands))
    return Batch(kinds, len(commands) - len(refused), tuple(refused))


def find(session: Session, command_id: str) -> AnyCommand | None:
    """Give a command of the queue as it was done, or None."""
    body = session.connection().execute(select(outbox.c.body).where(outbox.c.id == command_id)).scalar_one_or_none()
    return None if body is None else COMMAND_DECODER.decode(body)


def take_back(session: Session, actor: Actor, command_id: str) -> frozenset[str]:
    """Undo a command that was never sent: put its rows back and apply the others again; gives the kinds changed.

    Raises Refused("already_sent") once it was sent, Refused("not_found") for a command that is not in the queue.
    """
    found = session.connection().execute(select(outbox.c.seq, outbox.c.n).where(outbox.c.id == command_id)).first()
    if found is None:
        raise Refused("not_found", kind="outbox", id=command_id)
    if found.n is not None:
        raise Refused("already_sent", id=command_id)
    rows = touched_by(session, [found.seq])
    session.connection().execute(delete(touches).where(touches.c.seq == found.seq))
    session.connection().execute(delete(outbox).where(outbox.c.seq == found.seq))
    again, concerned = affected(session, rows)
    put_back(session, concerned)
    concerned |= apply_again(session, actor, again)
    index_rows(session, tuple(concerned))
    return frozenset(kind for kind, _ in concerned)


def affected(session: Session, rows: Iterable[RowKey]) -> tuple[list[int], set[RowKey]]:
    """Give the unsettled commands that new rows concern, in order, and every row those commands touch."""
    concerned, fresh = set(rows), set(rows)
    commands: set[int] = set()
    if session.connection().execute(select(outbox.c.seq).where(~outbox.c.settled).limit(1)).first() is None:
        return [], concerned
    while fresh:
        found = _waiting_touching(session, fresh) - commands
        commands |= found
        fresh = touched_by(session, found) - concerned
        concerned |= fresh
    return sorted(commands), concerned


def put_back(session: Session, rows: Iterable[RowKey]) -> None:
    """Give rows the server's last word again, as far as a copy is kept, and drop the copies."""
    session.info.pop(_KEPT, None)
    keys = list(rows)
    written: list[tuple[RowKey, Body]] = []
    deleted: list[RowKey] = []
    for start in range(0, len(keys), _CHUNK):
        chosen = tuple_(confirmed.c.kind, confirmed.c.row_id).in_(keys[start : start + _CHUNK])
        for kind, row_id, body in session.connection().execute(select(confirmed).where(chosen)):
            if body is None:
                deleted.append((kind, row_id))
            else:
                written.append(((kind, row_id), body))
        session.connection().execute(delete(confirmed).where(chosen))
    delete_rows(session, deleted)
    write_rows(session, written)
    session.expunge_all()


def apply_again(session: Session, actor: Actor, commands: Iterable[int]) -> set[RowKey]:
    """Apply unsettled commands again, in order; one that is refused here stays waiting, for the server decides.

    Gives the rows they touched.
    """
    touched_rows: set[RowKey] = set()
    for seq in commands:
        body = session.connection().execute(select(outbox.c.body).where(outbox.c.seq == seq)).scalar_one()
        code = ""
        try:
            touched = perform(session, actor, COMMAND_DECODER.decode(body))
        except Refused as refused:
            code = refused.code  # its touches stay, so that the next newer row tries it again
        except IntegrityError:
            code = "duplicate_id"  # rows it makes have come from the server already, those it starts with have not
        else:
            session.connection().execute(delete(touches).where(touches.c.seq == seq))
            _note_touches(session, seq, touched)
            touched_rows.update(touched)
        session.expunge_all()
        session.connection().execute(update(outbox).where(outbox.c.seq == seq).values(local_code=code))
    return touched_rows


def touched_by(session: Session, commands: Iterable[int]) -> set[RowKey]:
    """Give the rows that commands touched here."""
    numbers = list(commands)
    rows: set[RowKey] = set()
    for start in range(0, len(numbers), _CHUNK):
        query = select(touches.c.kind, touches.c.row_id).where(touches.c.seq.in_(numbers[start : start + _CHUNK]))
        rows.update((kind, row_id) for kind, row_id in session.connection().execute(query))
    return rows


def waiting_count(session: Session) -> int:
    """Count the commands without an answer."""
    query = select(func.count()).select_from(outbox).where(outbox.c.outcome.is_(None))
    return session.connection().execute(query).scalar_one()


def forget_old(session: Session, now: datetime) -> None:
    """Drop commands answered more than 30 days ago, except refused ones nobody has dismissed."""
    old = (outbox.c.answered_at < now - KEPT) & ((outbox.c.outcome != "refused") | outbox.c.dismissed)
    seqs = select(outbox.c.seq).where(old)
    session.connection().execute(delete(touches).where(touches.c.seq.in_(seqs)))
    session.connection().execute(delete(outbox).where(old))


def dismiss(session: Session, command_id: str) -> None:
    """Note that a refused command has been seen."""
    session.connection().execute(update(outbox).where(outbox.c.id == command_id).values(dismissed=True))


def _note_touches(session: Session, seq: int, touched: Iterable[RowKey]) -> None:
    values = [{"seq": seq, "kind": kind, "row_id": row_id} for kind, row_id in touched]
    if values:
        session.connection().execute(_TOUCH, values)


def _waiting_touching(session: Session, rows: Iterable[RowKey]) -> set[int]:
    keys = list(rows)
    found: set[int] = set()
    for start in range(0, len(keys), _CHUNK):
        chosen = tuple_(touches.c.kind, touches.c.row_id).in_(keys[start : start + _CHUNK])
        query = select(touches.c.seq).join(outbox, outbox.c.seq == touches.c.seq).where(chosen, ~outbox.c.settled)
        found.update(session.connection().execute(query).scalars())
    return found
