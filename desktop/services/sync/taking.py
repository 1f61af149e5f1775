"""Taking what the server says, in one transaction: put back, write, evict, settle, apply the rest again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from desktop.services import outbox
from desktop.services.attachments import is_used
from desktop.services.rows import RowKey, delete_rows, table_of, write_rows
from desktop.services.search import index_rows
from desktop.services.tables import blobs, recent
from desktop.services.tables import outbox as queue
from domain.entities import BY_KIND, Attachment, Customer
from domain.permissions import Actor
from domain.values.sync import Outcome
from domain.wire import Gone, Receipt, RowChange

CUSTOMERS: Final = Customer.__tablename__
CHILDREN: Final = tuple(kind for kind in BY_KIND if "customer_id" in table_of(kind).columns)
_CHUNK: Final = 400


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What a reply brings. `complete` says that the rows made of every answered command have arrived with it."""

    rows: tuple[RowChange, ...] = ()
    gone: tuple[Gone, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    complete: bool = False


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: kinds changed, outcomes counted, and hashes of attachments nobody here may see any more."""

    kinds: frozenset[str]
    refused: int = 0
    conflicts: int = 0
    lost_files: tuple[str, ...] = ()


def take(session: Session, actor: Actor, news: News, now: datetime) -> Taken:
    """Take a reply; the caller keeps the cursor in the same transaction."""
    settled = _note_receipts(session, news.receipts, now)
    if news.complete:
        settled |= _settle_answered(session)
    # What the server sends is in scope, also when its customer is not: tasks stay with whoever has to do them.
    evicted = _with_children(session, news.gone) - {(row.kind, row.id) for row in news.rows}
    files = _hashes(session, evicted)
    start = {(row.kind, row.id) for row in news.rows if row.kind in BY_KIND}
    start |= evicted | outbox.touched_by(session, settled)
    again, concerned = outbox.affected(session, start)
    outbox.put_back(session, concerned)
    write_rows(session, (((row.kind, row.id), row.body) for row in news.rows))
    delete_rows(session, evicted)
    _forget(session, evicted)
    concerned |= outbox.apply_again(session, actor, again)
    index_rows(session, concerned)
    return Taken(
        kinds=frozenset(kind for kind, _ in concerned),
        refused=sum(receipt.outcome == Outcome.REFUSED for receipt in news.receipts),
        conflicts=sum(receipt.outcome == Outcome.CONFLICT for receipt in news.receipts),
        lost_files=_unused(session, files),
    )


def _note_receipts(session: Session, receipts: Iterable[Receipt], now: datetime) -> set[int]:
    """Write the server's words beside the commands; give the refused ones, which are settled at once."""
    refused: set[int] = set()
    for receipt in receipts:
        found = session.connection().execute(select(queue.c.seq).where(queue.c.id == receipt.id)).scalar_one_or_none()
        if found is None:
            continue
        is_refused = receipt.outcome == Outcome.REFUSED
        facts = receipt.facts | ({"problems": ",".join(p.code for p in receipt.problems)} if receipt.problems else {})
        session.connection().execute(
            update(queue)
            .where(queue.c.seq == found)
            .values(outcome=receipt.outcome, code=receipt.code, facts=facts, answered_at=now, settled=is_refused)
        )
        if is_refused:
            refused.add(found)
    return refused


def _settle_answered(session: Session) -> set[int]:
    answered = queue.c.outcome.is_not(None) & ~queue.c.settled
    seqs = set(session.connection().execute(select(queue.c.seq).where(answered)).scalars())
    if seqs:
        session.connection().execute(update(queue).where(answered).values(settled=True, local_code=""))
    return seqs


def _with_children(session: Session, gone: Iterable[Gone]) -> set[RowKey]:
    """Add to what left the scope everything that belongs to a customer that left."""
    keys = {(item.kind, item.id) for item in gone if item.kind in BY_KIND}
    customers = sorted(row_id for kind, row_id in keys if kind == CUSTOMERS)
    for kind in CHILDREN:
        table = table_of(kind)
        for start in range(0, len(customers), _CHUNK):
            query = select(table.c.id).where(table.c.customer_id.in_(customers[start : start + _CHUNK]))
            keys |= {(kind, row_id) for row_id in session.connection().execute(query).scalars()}
    return keys


def _hashes(session: Session, keys: Iterable[RowKey]) -> set[str]:
    ids = sorted(row_id for kind, row_id in keys if kind == Attachment.__tablename__)
    found: set[str] = set()
    for start in range(0, len(ids), _CHUNK):
        query = select(Attachment.sha256).where(Attachment.id.in_(ids[start : start + _CHUNK]))
        found.update(session.connection().execute(query).scalars())
    return found


def _unused(session: Session, hashes: Iterable[str]) -> tuple[str, ...]:
    """Give the hashes no record and no draft names any more, and forget that their bytes are here."""
    lost = []
    for sha256 in sorted(hashes):
        if not is_used(session, sha256):
            session.connection().execute(delete(blobs).where(blobs.c.sha256 == sha256))
            lost.append(sha256)
    return tuple(lost)


def _forget(session: Session, keys: set[RowKey]) -> None:
    statement = delete(recent).where(recent.c.kind == bindparam("of"), recent.c.row_id == bindparam("row"))
    if keys:
        session.connection().execute(statement, [{"of": kind, "row": row_id} for kind, row_id in sorted(keys)])
