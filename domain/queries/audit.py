"""Who changed what of a customer, and when (2.36)."""

from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.entities import AuditEntry, Contact, Customer, Person, Task
from domain.permissions import Actor, visible

MOST: Final = 500


class AuditRow(msgspec.Struct, frozen=True):
    """One thing done, or one field changed; `old` and `new` in wire form, people already by name."""

    id: str
    at: datetime
    by: str
    kind: str
    action: str
    subject: str
    field: str
    old: Any
    new: Any
    reason: str


def customer_audit(session: Session, actor: Actor, customer_id: str) -> tuple[AuditRow, ...]:
    """Give the newest entries on a customer and what belongs to it, one row a changed field, newest first."""
    query = (
        select(AuditEntry, Person.name)
        .join(Person, Person.id == AuditEntry.owner_id, isouter=True)
        .where(AuditEntry.customer_id == customer_id, AuditEntry.deleted_at.is_(None), visible(actor, AuditEntry))
        .order_by(AuditEntry.created_at.desc(), AuditEntry.id.desc())
        .limit(MOST)
    )
    entries = [(entry, name or "") for entry, name in session.execute(query)]
    subjects = _subjects(session, entries)
    people = _people(session, entries)
    return tuple(row for entry, name in entries for row in _rows(entry, name, subjects.get(entry.row_id, ""), people))


def _rows(entry: AuditEntry, by: str, subject: str, people: dict[str, str]) -> list[AuditRow]:
    changes = entry.changes or [{"field": "", "old": None, "new": None}]
    return [
        AuditRow(
            id=f"{entry.id}:{place}",
            at=entry.created_at,
            by=by,
            kind=entry.kind,
            action=entry.action,
            subject=subject,
            field=str(change["field"]),
            old=_named(change["old"], people),
            new=_named(change["new"], people),
            reason=entry.reason,
        )
        for place, change in enumerate(changes)
    ]


def _named(value: object, people: dict[str, str]) -> object:
    return people.get(value, value) if isinstance(value, str) else value


def _subjects(session: Session, entries: list[tuple[AuditEntry, str]]) -> dict[str, str]:
    """Name the contacts and tasks that entries are about; the customer itself needs no name."""
    found: dict[str, str] = {}
    named: tuple[tuple[type[Contact | Task], Any], ...] = ((Contact, Contact.name), (Task, Task.title))
    for entity, column in named:
        ids = {entry.row_id for entry, _by in entries if entry.kind == entity.__tablename__}
        if ids:
            found |= dict(session.execute(select(entity.id, column).where(entity.id.in_(ids))).all())
    return found


def _people(session: Session, entries: list[tuple[AuditEntry, str]]) -> dict[str, str]:
    ids = {
        value
        for entry, _by in entries
        for change in entry.changes
        if str(change["field"]).endswith("_id")
        for value in (change["old"], change["new"])
        if isinstance(value, str) and value
    }
    if not ids:
        return {}
    people = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).all())
    firms = select(Customer.id, Customer.cust_name).where(Customer.id.in_(ids))
    return people | dict(session.execute(firms).all())
