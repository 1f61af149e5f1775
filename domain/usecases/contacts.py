"""Keep key persons: exactly one of a customer's is the primary one (2.6)."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.commands.contacts import AddContact, EditContact, RemoveContact, RevealContact
from domain.entities import Contact, Customer
from domain.permissions import Actor, Permission, require
from domain.rules.contacts import CONTACT_FIELDS, problems
from domain.usecases.derived import contact_search_text, refresh_completeness
from domain.usecases.shared import (
    audit,
    changed,
    fetch,
    merge_edits,
    new_id_taken,
    refuse_if,
    set_values,
    under_customer,
)


def add_contact(session: Session, actor: Actor, command: AddContact) -> None:
    """Note a key person; the first of a customer becomes primary."""
    require(actor, Permission.CONTACT_EDIT)
    refuse_if(problems(command))
    customer = fetch(session, actor, Customer, command.customer_id)
    new_id_taken(session, Contact, command.contact_id)
    values: dict[str, Any] = {name: command.values[name] for name in CONTACT_FIELDS if name in command.values}
    contact = Contact(id=command.contact_id, **under_customer(actor, customer, command.at))
    set_values(contact, values)
    contact.search_text = contact_search_text(contact)
    others = _primary(session, customer.id)
    contact.is_primary = bool(values.get("is_primary")) or not others
    session.add(contact)
    if contact.is_primary:
        _demote(others, actor, command)
    session.flush()
    refresh_completeness(session, customer, command.at)
    audit(session, actor, command, contact, "add")


def edit_contact(session: Session, actor: Actor, command: EditContact) -> None:
    """Change a key person field by field; a new primary person replaces the old."""
    require(actor, Permission.CONTACT_EDIT)
    refuse_if(problems(command))
    contact = fetch(session, actor, Contact, command.contact_id)
    applied = merge_edits(session, actor, contact, command.edits, command)
    contact.search_text = contact_search_text(contact)
    if applied.get("is_primary", (None, None))[1]:
        _demote([other for other in _primary(session, contact.customer_id) if other.id != contact.id], actor, command)
    if applied:
        session.flush()
        refresh_completeness(session, fetch(session, actor, Customer, contact.customer_id), command.at)
        audit(session, actor, command, contact, "edit", applied)


def remove_contact(session: Session, actor: Actor, command: RemoveContact) -> None:
    """Take a key person off the file; the next becomes primary."""
    require(actor, Permission.CONTACT_EDIT)
    contact = fetch(session, actor, Contact, command.contact_id)
    contact.deleted_at = command.at
    changed(contact, actor, command.at)
    session.flush()
    if contact.is_primary:
        _promote_next(session, contact, actor, command)
    refresh_completeness(session, fetch(session, actor, Customer, contact.customer_id), command.at)
    audit(session, actor, command, contact, "remove")


def reveal_contact(session: Session, actor: Actor, command: RevealContact) -> None:
    """Record that somebody looked at a masked number."""
    require(actor, Permission.CONTACT_REVEAL)
    contact = fetch(session, actor, Contact, command.contact_id)
    audit(session, actor, command, contact, "reveal")


def _primary(session: Session, customer_id: str) -> list[Contact]:
    query = select(Contact).where(Contact.customer_id == customer_id, Contact.is_primary, Contact.deleted_at.is_(None))
    return list(session.scalars(query))


def _demote(others: list[Contact], actor: Actor, command: AddContact | EditContact) -> None:
    for other in others:
        other.is_primary = False
        changed(other, actor, command.at)


def _promote_next(session: Session, gone: Contact, actor: Actor, command: RemoveContact) -> None:
    query = (
        select(Contact)
        .where(Contact.customer_id == gone.customer_id, Contact.deleted_at.is_(None), Contact.id != gone.id)
        .order_by(Contact.created_at, Contact.id)
        .limit(1)
    )
    heir = session.scalars(query).first()
    if heir is not None:
        heir.is_primary = True
        changed(heir, actor, command.at)
