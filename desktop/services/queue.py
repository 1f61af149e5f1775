"""What the sync screen shows: the queue with the state of each command, and the history of exchanges."""

from typing import Any, Final

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.services import state
from desktop.services.status import ItemState, OutboxRow, SyncHistoryRow, SyncState, SyncStatus
from desktop.services.tables import outbox, sync_history, touches
from domain.entities import Conflict, Contact, Customer, Task, VisitLog, VisitPlan
from domain.permissions import Actor, visible
from domain.values.sync import Outcome

MOST: Final = 500
_STATES: Final = {
    Outcome.APPLIED: ItemState.ACCEPTED,
    Outcome.CONFLICT: ItemState.CONFLICT,
    Outcome.REFUSED: ItemState.REFUSED,
}
_SUBJECTS: Final = {
    "customers": Customer.cust_name,
    "contacts": Contact.name,
    "tasks": Task.title,
}
_OF_CUSTOMER: Final[dict[str, type[VisitLog | VisitPlan]]] = {"visit_logs": VisitLog, "visit_plans": VisitPlan}
_LEADING: Final = ("visit_logs", "visit_plans", "contacts", "tasks", "customers")
"""Which touched row a command is shown by: what it is about, not what it also changed."""


def outbox_rows(session: Session, _actor: Actor, limit: int = MOST) -> tuple[OutboxRow, ...]:
    """Give waiting and refused commands first, oldest first, then the newest answered ones."""
    open_first = (outbox.c.outcome.is_(None) | ((outbox.c.outcome == Outcome.REFUSED) & ~outbox.c.dismissed)).desc()
    query = select(outbox).order_by(open_first, outbox.c.answered_at.desc(), outbox.c.seq).limit(limit)
    return tuple(_row(session, found) for found in session.connection().execute(query))


def history_rows(session: Session, _actor: Actor, limit: int = 100) -> tuple[SyncHistoryRow, ...]:
    """Give the newest exchanges first."""
    query = select(sync_history).order_by(sync_history.c.id.desc()).limit(limit)
    return tuple(SyncHistoryRow(**found._mapping) for found in session.connection().execute(query))  # noqa: SLF001 -- public name of SQLAlchemy rows


def counts(session: Session, actor: Actor) -> SyncStatus:
    """Count what waits, what was refused and what is in conflict; the state is the caller's to set."""
    connection = session.connection()
    waiting = connection.execute(
        select(func.count()).select_from(outbox).where(outbox.c.outcome.is_(None))
    ).scalar_one()
    refused = connection.execute(
        select(func.count()).select_from(outbox).where(outbox.c.outcome == Outcome.REFUSED, ~outbox.c.dismissed)
    ).scalar_one()
    undecided = (Conflict.kept.is_(None), Conflict.deleted_at.is_(None), visible(actor, Conflict))
    return SyncStatus(
        state=SyncState.SYNCED,
        waiting=waiting,
        refused=refused,
        conflicts=session.scalar(select(func.count(Conflict.id)).where(*undecided)) or 0,
        last_sync=state.find_moment(session, "last_sync"),
        first_copy=not state.get(session, "copy_done", bool, default=False),
        skew_seconds=state.get(session, "skew_seconds", int, 0),
    )


def waiting_ids(session: Session) -> frozenset[str]:
    """Give the ids of every row that a command without an answer has touched."""
    query = select(touches.c.row_id).join(outbox, outbox.c.seq == touches.c.seq).where(outbox.c.outcome.is_(None))
    return frozenset(session.connection().execute(query).scalars())


def _row(session: Session, found: Any) -> OutboxRow:  # noqa: ANN401 -- a row of Core has no type
    rows = (
        session.connection().execute(select(touches.c.kind, touches.c.row_id).where(touches.c.seq == found.seq)).all()
    )
    ranked = sorted((row for row in rows if row.kind in _LEADING), key=lambda row: _LEADING.index(row.kind))
    kind, row_id = tuple(ranked[0]) if ranked else ("", "")
    told = ItemState.LOCAL if found.n is None else ItemState.WAITING
    return OutboxRow(
        id=found.id,
        name=found.name,
        kind=kind,
        row_id=row_id,
        subject=_subject(session, kind, row_id) or _named_in(session, found.body),
        state=_STATES[Outcome(found.outcome)] if found.outcome else told,
        done_at=found.done_at,
        answered_at=found.answered_at,
        code=found.code or found.local_code,
        facts=found.facts,
        can_take_back=found.n is None,
        sent_at=found.sent_at,
        dismissed=found.dismissed,
    )


def _subject(session: Session, kind: str, row_id: str) -> str:
    if kind in _SUBJECTS:
        column = _SUBJECTS[kind]
        return session.scalar(select(column).where(column.class_.id == row_id)) or ""
    if kind in _OF_CUSTOMER:
        entity = _OF_CUSTOMER[kind]
        query = select(Customer.cust_name).join(entity, entity.customer_id == Customer.id).where(entity.id == row_id)
        return session.scalar(query) or ""
    return ""


def _named_in(session: Session, body: str) -> str:
    """Give the name of the customer a command is about, or the one it carries for a thing not there (any more)."""
    command = msgspec.json.decode(body)
    customer = _subject(session, "customers", command.get("customer_id") or "")
    if customer:
        return customer
    values = command.get("values") or {}
    task = command.get("task") or {}
    return str(values.get("cust_name") or values.get("name") or task.get("title") or "")
