"""Fields two people changed at the same time, with the three values, until the author decides."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.entities import Conflict, Customer, Person
from domain.permissions import Actor, visible


class ConflictRow(msgspec.Struct, frozen=True):
    """One field in conflict: values in wire form as it was (`base`), as I want it, as the server has it.

    `subject` names the customer it belongs to, `theirs_by` who changed it at the server; `at` is UTC.
    """

    id: str
    kind: str
    row_id: str
    customer_id: str | None
    subject: str
    field: str
    base: Any
    mine: Any
    theirs: Any
    theirs_by: str
    at: datetime


def conflicts(session: Session, actor: Actor) -> tuple[ConflictRow, ...]:
    """Give every undecided conflict of the actor, those of one record together, oldest first."""
    query = (
        select(Conflict, Customer.cust_name, Person.name)
        .join(Customer, Customer.id == Conflict.customer_id, isouter=True)
        .join(Person, Person.id == Conflict.theirs_by, isouter=True)
        .where(Conflict.kept.is_(None), Conflict.deleted_at.is_(None), visible(actor, Conflict))
        .order_by(Conflict.row_id, Conflict.created_at, Conflict.field)
    )
    return tuple(
        ConflictRow(
            id=found.id,
            kind=found.kind,
            row_id=found.row_id,
            customer_id=found.customer_id,
            subject=subject or "",
            field=found.field,
            base=found.base,
            mine=found.mine,
            theirs=found.theirs,
            theirs_by=name or "",
            at=found.created_at,
        )
        for found, subject, name in session.execute(query)
    )
