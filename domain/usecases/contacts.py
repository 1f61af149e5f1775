"""Keep key persons: exactly one of a customer's is the primary one (2.6)."""

from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.base import fill_in
from domain.commands.base import Command
from domain.commands.contacts import AddContact, EditContact, RemoveContact, RevealContact
from domain.entities import Contact, Customer
from domain.permissions import Actor, Permission, require
from domain.rules.calendars import china_date
from domain.rules.contacts import CONTACT_FIELDS, REACHES, problems
from domain.usecases.derived import contact_search_text, contacts_of, refresh_completeness
from domain.usecases.shared import (
    at_post,
    audit,
    changed,
    fetch,
    fetch_for,
    merge_edits,
    new_id_taken,
    refusal,
    refuse_if,
    set_values,
    under_customer,
)

_TALLEST_TREE: Final = 30


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
    people = contacts_of(session, customer.id)
    primary = sorted((other for other in people if other.is_primary), key=lambda other: other.id)
    contact.is_primary = bool(values.get("is_primary")) or not primary
    _check(session, actor, contact, set(values), command)
    if contact.is_primary:
        _demote(primary, actor, command)
    fill_in(contact)
    session.add(contact)
    refresh_completeness(session, customer, command.at, [*people, contact])
    audit(session, actor, command, contact, "add")


def edit_contact(session: Session, actor: Actor, command: EditContact) -> None:
    """Change a key person field by field; a new primary person replaces the old."""
    require(actor, Permission.CONTACT_EDIT)
    refuse_if(problems(command))
    contact = fetch(session, actor, Contact, command.contact_id)
    fetch(session, actor, Customer, contact.customer_id)
    applied = merge_edits(session, actor, contact, command.edits, command)
    if applied:
        settle_contact(session, actor, contact, applied, command)
        audit(session, actor, command, contact, "edit", applied)


def settle_contact(
    session: Session, actor: Actor, contact: Contact, applied: dict[str, tuple[Any, Any]], command: Command
) -> None:
    """Check what was changed of a key person, keep exactly one primary, and what follows from the change."""
    if not any(getattr(contact, name) for name in REACHES):
        raise refusal("mobile", "one_reach_needed")
    _check(session, actor, contact, set(applied), command)
    contact.search_text = contact_search_text(contact)
    if "is_primary" in applied and not contact.is_primary:
        raise refusal("is_primary", "one_primary_needed")
    session.flush()
    if "is_primary" in applied:
        _demote([other for other in _primary(session, contact.customer_id) if other.id != contact.id], actor, command)
    elif contact.left_date is not None and contact.is_primary:
        _pass_on(session, contact, actor, command)
    session.flush()
    refresh_completeness(session, fetch(session, actor, Customer, contact.customer_id), command.at)


def remove_contact(session: Session, actor: Actor, command: RemoveContact) -> None:
    """Take a key person off the file; the next becomes primary."""
    require(actor, Permission.CONTACT_EDIT)
    contact = fetch(session, actor, Contact, command.contact_id)
    customer = fetch(session, actor, Customer, contact.customer_id)
    contact.deleted_at = command.at
    changed(contact, actor, command.at)
    session.flush()
    if contact.is_primary:
        _pass_on(session, contact, actor, command)
    refresh_completeness(session, customer, command.at)
    audit(session, actor, command, contact, "remove")


def reveal_contact(session: Session, actor: Actor, command: RevealContact) -> None:
    """Record that somebody looked at a masked number."""
    require(actor, Permission.CONTACT_REVEAL)
    contact = fetch(session, actor, Contact, command.contact_id)
    audit(session, actor, command, contact, "reveal")


def _check(session: Session, actor: Actor, contact: Contact, fields: set[str], command: Command) -> None:
    """Check whom a key person's record names, and that nobody leaves or consents in the future."""
    today = china_date(command.at)
    if "relation_owner_id" in fields and contact.relation_owner_id:
        at_post(session, contact.relation_owner_id, "relation_owner_id", today)
    if "reports_to_id" in fields and contact.reports_to_id:
        _check_superior(session, actor, contact)
    for name in ("left_date", "consent_date"):
        day = getattr(contact, name)
        if name in fields and day is not None and day > today:
            raise refusal(name, "later_than_today")


def _check_superior(session: Session, actor: Actor, contact: Contact) -> None:
    above: Contact | None = fetch_for(session, actor, Contact, str(contact.reports_to_id), "reports_to_id")
    if above is not None and above.customer_id != contact.customer_id:
        raise refusal("reports_to_id", "other_customer")
    for _ in range(_TALLEST_TREE):
        if above is None:
            return
        if above.id == contact.id:
            break
        above = session.get(Contact, above.reports_to_id) if above.reports_to_id else None
    raise refusal("reports_to_id", "cycle")


def _primary(session: Session, customer_id: str) -> list[Contact]:
    query = select(Contact).where(Contact.customer_id == customer_id, Contact.is_primary, Contact.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Contact.id)))


def _demote(others: list[Contact], actor: Actor, command: Command) -> None:
    for other in others:
        other.is_primary = False
        changed(other, actor, command.at)


def _pass_on(session: Session, gone: Contact, actor: Actor, command: Command) -> None:
    """Make the oldest of the others primary, if there is one; who has left the customer comes last."""
    query = (
        select(Contact)
        .where(Contact.customer_id == gone.customer_id, Contact.deleted_at.is_(None), Contact.id != gone.id)
        .order_by(Contact.left_date.is_not(None), Contact.created_at, Contact.id)
        .limit(1)
    )
    heir = session.scalars(query).first()
    if heir is None or (gone.deleted_at is None and heir.left_date is not None):
        return
    heir.is_primary = True
    changed(heir, actor, command.at)
    _demote([gone], actor, command)
