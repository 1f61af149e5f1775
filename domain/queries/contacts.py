"""The key persons of a customer."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.base import body_of
from domain.entities import Contact
from domain.permissions import Actor, visible
from domain.rules.contacts import CONTACT_FIELDS


class ContactRow(msgspec.Struct, frozen=True):
    """A key person: what lists show, and every value by field in wire form. Numbers are masked where shown."""

    id: str
    name: str
    dept: str
    title: str
    role_kinds: tuple[str, ...]
    attitude: str
    influence: int | None
    is_primary: bool
    has_left: bool
    mobile: str
    updated_at: datetime
    values: dict[str, Any]


def contacts(session: Session, actor: Actor, customer_id: str) -> tuple[ContactRow, ...]:
    """Give the key persons of a customer: the primary one first, those who left last."""
    query = (
        select(Contact)
        .where(Contact.customer_id == customer_id, Contact.deleted_at.is_(None), visible(actor, Contact))
        .order_by(Contact.is_primary.desc(), Contact.left_date.is_not(None), Contact.created_at, Contact.id)
    )
    return tuple(_row(contact) for contact in session.scalars(query))


def _row(contact: Contact) -> ContactRow:
    body = body_of(contact)
    return ContactRow(
        id=contact.id,
        name=contact.name,
        dept=contact.dept,
        title=contact.title,
        role_kinds=tuple(contact.role_kinds),
        attitude=contact.attitude,
        influence=contact.influence,
        is_primary=contact.is_primary,
        has_left=contact.left_date is not None,
        mobile=contact.mobile,
        updated_at=contact.updated_at,
        values={name: body[name] for name in CONTACT_FIELDS},
    )
