"""What goes out: waiting commands in order, numbered without gaps before they are sent for the first time."""

from typing import Final

import msgspec
from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from desktop.services import state
from desktop.services.tables import outbox
from domain.values.sync import Outcome
from domain.wire import MAX_COMMANDS, MAX_EXCHANGE_BYTES, Sent

BODY_BYTES: Final = MAX_EXCHANGE_BYTES // 2
"""Commands of one request, in bytes; the rest of the limit is for the frame around them."""
NEXT_NUMBER: Final = "next_n"
FAR_AHEAD: Final = 1_000_000
"""A number no device has reached; the server answers it with the one it expects."""


def next_batch(session: Session, most: int = MAX_COMMANDS) -> tuple[Sent, ...]:
    """Give the next waiting commands, numbered; the caller commits before anything is sent.

    A command that alone is too large for a request is never sent: it is marked as refused.
    """
    _refuse_giants(session)
    waiting = outbox.c.outcome.is_(None)
    query = select(outbox.c.seq, outbox.c.n, outbox.c.id, outbox.c.body).where(waiting).order_by(outbox.c.seq)
    batch: list[Sent] = []
    size = 0
    upcoming = state.get(session, NEXT_NUMBER, int, 1)
    for row in session.connection().execute(query.limit(most)).all():
        body = row.body.encode()
        size += len(body)
        if batch and size > BODY_BYTES:
            break
        number = row.n
        if number is None:
            number, upcoming = upcoming, upcoming + 1
            session.connection().execute(update(outbox).where(outbox.c.seq == row.seq).values(n=number))
        batch.append(Sent(n=number, id=row.id, body=msgspec.Raw(body)))
    state.put(session, NEXT_NUMBER, upcoming)
    return tuple(batch)


def renumber(session: Session, first: int) -> None:
    """Number the waiting commands that were sent before anew from `first`; the server knows them by their ids."""
    seqs = session.connection().execute(
        select(outbox.c.seq).where(outbox.c.outcome.is_(None), outbox.c.n.is_not(None)).order_by(outbox.c.seq)
    )
    numbers = list(seqs.scalars())
    for number, seq in enumerate(numbers, start=first):
        session.connection().execute(update(outbox).where(outbox.c.seq == seq).values(n=number))
    state.put(session, NEXT_NUMBER, first + len(numbers))


def offer_again(session: Session) -> None:
    """Offer answered commands again, to a server that was restored from a backup and may have lost them."""
    accepted = outbox.c.outcome.in_([Outcome.APPLIED, Outcome.CONFLICT]) & outbox.c.n.is_not(None)
    session.connection().execute(update(outbox).where(accepted).values(outcome=None, answered_at=None, settled=False))


def count(session: Session) -> tuple[int, int]:
    """Give how many commands wait, and how many of them were never sent."""
    fresh = func.coalesce(func.sum(case((outbox.c.n.is_(None), 1), else_=0)), 0)
    row = session.connection().execute(select(func.count(), fresh).where(outbox.c.outcome.is_(None))).one()
    return row[0], row[1]


def _refuse_giants(session: Session) -> None:
    giant = outbox.c.outcome.is_(None) & outbox.c.n.is_(None) & (func.length(outbox.c.body) > BODY_BYTES // 3)
    for row in session.connection().execute(select(outbox.c.seq, outbox.c.body).where(giant)).all():
        if len(row.body.encode()) > BODY_BYTES:
            values = {"outcome": Outcome.REFUSED.value, "code": "command_too_large", "facts": {"limit": BODY_BYTES}}
            session.connection().execute(update(outbox).where(outbox.c.seq == row.seq).values(values))
