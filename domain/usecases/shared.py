"""What use cases have in common: fetch within scope, three-way edits, the record of changes."""

from datetime import datetime
from typing import Any, TypeVar
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.base import Record, Synced, columns_of, from_wire, to_wire
from domain.commands.base import Command, Edit
from domain.entities import AuditEntry, Conflict, Customer
from domain.errors import Problem, Refused
from domain.permissions import Actor, visible

Row = TypeVar("Row", bound=Synced)


def fetch(session: Session, actor: Actor, entity: type[Row], row_id: str) -> Row:
    """Give a living row the actor may see; refuse with `not_found`, the same for missing and out of scope."""
    query = select(entity).where(entity.id == row_id, entity.deleted_at.is_(None), visible(actor, entity))
    row = session.scalars(query).one_or_none()
    if row is None:
        raise Refused("not_found", kind=entity.__tablename__, id=row_id[:36])
    return row


def refuse_if(problems: list[Problem]) -> None:
    """Refuse with `invalid` and the list, if there is anything in it."""
    if problems:
        raise Refused("invalid", tuple(problems))


def new_id_taken(session: Session, entity: type[Synced], row_id: str) -> None:
    """Refuse with `duplicate_id` when a row of this id exists, seen or unseen, living or deleted."""
    try:
        UUID(row_id)
    except ValueError:
        raise Refused("invalid", (Problem(field="id", code="not_an_id"),)) from None
    if session.get(entity, row_id) is not None:
        raise Refused("duplicate_id", kind=entity.__tablename__)


def derived_id(command_id: str, *parts: str) -> str:
    """Give an id that is the same wherever the command is applied."""
    return str(uuid5(NAMESPACE_OID, "/".join((command_id, *parts))))


def authored(actor: Actor, at: datetime) -> dict[str, Any]:
    """Give the authorship columns of a new row."""
    return {"created_by": actor.id, "created_at": at, "updated_by": actor.id, "updated_at": at}


def under_customer(actor: Actor, customer: Customer, at: datetime) -> dict[str, Any]:
    """Give the columns of a new record that belongs to a customer."""
    return authored(actor, at) | {
        "customer_id": customer.id,
        "org_id": customer.org_id,
        "owner_id": actor.id,
        "province_code": customer.province_code,
    }


def changed(row: Synced, actor: Actor, at: datetime) -> None:
    """Note who changed a row and when."""
    row.updated_by = actor.id
    row.updated_at = at


def set_values(row: Synced, values: dict[str, Any]) -> None:
    """Put wire values into a row's columns."""
    kinds = columns_of(type(row))
    for name, value in values.items():
        setattr(row, name, from_wire(kinds[name], value))


def merge_edits(
    session: Session, actor: Actor, row: Record, edits: tuple[Edit, ...], command: Command
) -> dict[str, tuple[Any, Any]]:
    """Apply edits by three values: seen by the author, wanted, and there now.

    There now equals seen: apply. Equals wanted: nothing to do. Else a conflict keeps both values and the field
    stays. Gives field to (before, after) of what was applied; values in wire form.
    """
    kinds = columns_of(type(row))
    applied: dict[str, tuple[Any, Any]] = {}
    for edit in edits:
        now = to_wire(getattr(row, edit.field))
        if now == edit.new:
            continue
        if now == edit.old:
            setattr(row, edit.field, from_wire(kinds[edit.field], edit.new))
            applied[edit.field] = (now, edit.new)
        else:
            _keep_conflict(session, actor, row, edit, command)
    if applied:
        changed(row, actor, command.at)
    return applied


def _keep_conflict(session: Session, actor: Actor, row: Record, edit: Edit, command: Command) -> None:
    customer_id = row.id if isinstance(row, Customer) else getattr(row, "customer_id", None)
    session.add(
        Conflict(
            id=derived_id(command.id, row.id, edit.field),
            **authored(actor, command.at),
            owner_id=actor.id,
            org_id=row.org_id,
            province_code=row.province_code,
            command_id=command.id,
            kind=row.__tablename__,
            row_id=row.id,
            customer_id=customer_id,
            field=edit.field,
            base=edit.old,
            mine=edit.new,
            theirs=to_wire(getattr(row, edit.field)),
            theirs_by=row.updated_by,
        )
    )


def audit(
    session: Session,
    actor: Actor,
    command: Command,
    row: Record,
    action: str,
    changes: dict[str, tuple[Any, Any]] | None = None,
    reason: str = "",
) -> None:
    """Write what was done to a row into the record of changes (2.36)."""
    customer_id = row.id if isinstance(row, Customer) else getattr(row, "customer_id", None)
    session.add(
        AuditEntry(
            id=derived_id(command.id, row.id, action),
            **authored(actor, command.at),
            owner_id=actor.id,
            org_id=row.org_id,
            province_code=row.province_code,
            customer_id=customer_id,
            kind=row.__tablename__,
            row_id=row.id,
            action=action,
            changes=[{"field": name, "old": old, "new": new} for name, (old, new) in (changes or {}).items()],
            reason=reason[:200],
        )
    )
