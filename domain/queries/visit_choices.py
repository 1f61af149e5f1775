"""Customers and people to choose from while a visit is planned or recorded."""

from datetime import date, datetime, timedelta
from typing import Final

import msgspec
from sqlalchemy import case, select
from sqlalchemy.orm import Session

from domain.entities import Contact, Customer, OrgUnit, Person, VisitPlan
from domain.permissions import Actor, Permission, may, visible
from domain.queries.visits import GONE, OPEN_PLANS, day_start, like
from domain.rules.text import search_key
from domain.values.people import PersonStatus

PICKED: Final = 30


class CustomerChoice(msgspec.Struct, frozen=True):
    """A customer to choose; `plan_id` and `starts_at` of today's visit where there is one (UTC)."""

    id: str
    name: str
    value_class: str
    plan_id: str = ""
    starts_at: datetime | None = None


class ContactChoice(msgspec.Struct, frozen=True):
    """A person at the customer, or one of our own: id, name, and a grey word such as the title."""

    id: str
    name: str
    detail: str = ""


def customer_choices(session: Session, actor: Actor, words: str, today: date) -> tuple[CustomerChoice, ...]:
    """Give customers to choose: those of today's visits first, then the ones due soonest; narrowed by words."""
    start = day_start(today)
    plans = (
        select(VisitPlan.customer_id, VisitPlan.id, VisitPlan.starts_at)
        .where(
            VisitPlan.owner_id == actor.id,
            VisitPlan.deleted_at.is_(None),
            VisitPlan.state.in_(OPEN_PLANS),
            VisitPlan.starts_at >= start,
            VisitPlan.starts_at < start + timedelta(days=1),
        )
        .order_by(VisitPlan.starts_at.desc())
    )
    planned = {customer: (plan, at) for customer, plan, at in session.execute(plans)}
    query = select(Customer.id, Customer.cust_name, Customer.value_class).where(
        visible(actor, Customer), Customer.deleted_at.is_(None), Customer.state.not_in(GONE)
    )
    key = search_key(words)
    if key:
        query = query.where(Customer.search_text.like(like(key), escape="\\"))
    today_first = case((Customer.id.in_(planned), 0), (Customer.am_id == actor.id, 1), else_=2)
    query = query.order_by(today_first, Customer.next_visit_due.is_(None), Customer.next_visit_due, Customer.id)
    found = [
        CustomerChoice(key, name, tier, *planned.get(key, ("", None)))
        for key, name, tier in session.execute(query.limit(PICKED))
    ]
    return tuple(sorted(found, key=lambda row: (row.starts_at is None, row.starts_at or start)))


def contact_choices(session: Session, actor: Actor, customer_id: str) -> tuple[ContactChoice, ...]:
    """Give the people of a customer who have not left, the primary one first."""
    query = (
        select(Contact.id, Contact.name, Contact.dept, Contact.title)
        .where(
            visible(actor, Contact),
            Contact.customer_id == customer_id,
            Contact.deleted_at.is_(None),
            Contact.left_date.is_(None),
        )
        .order_by(Contact.is_primary.desc(), Contact.influence.desc(), Contact.id)
    )
    return tuple(
        ContactChoice(key, name, title if dept and dept in title else f"{dept}{title}")
        for key, name, dept, title in session.execute(query)
    )


def colleague_choices(session: Session, actor: Actor) -> tuple[ContactChoice, ...]:
    """Give our own people who may come along or take a task, the actor first."""
    query = (
        select(Person.id, Person.name, OrgUnit.short_name, OrgUnit.name)
        .outerjoin(OrgUnit, OrgUnit.id == Person.org_id)
        .where(visible(actor, Person), Person.deleted_at.is_(None), Person.leave_date.is_(None))
        .order_by(case((Person.id == actor.id, 0), (Person.org_id == actor.org_id, 1), else_=2), Person.staff_no)
    )
    return tuple(ContactChoice(key, name, short or unit or "") for key, name, short, unit in session.execute(query))


def calendar_people(session: Session, actor: Actor) -> tuple[ContactChoice, ...]:
    """Give whose calendars a supervisor may see and plan for: those of the own area; nobody's for all others."""
    if not (may(actor, Permission.TEAM_VIEW).ok and may(actor, Permission.TASK_ASSIGN).ok):
        return ()
    query = (
        select(Person.id, Person.name, OrgUnit.short_name, OrgUnit.name)
        .outerjoin(OrgUnit, OrgUnit.id == Person.org_id)
        .where(
            visible(actor, Person),
            Person.deleted_at.is_(None),
            Person.status != PersonStatus.LEFT,
            Person.org_id.in_((*actor.areas, actor.org_id)),
            Person.id != actor.id,
        )
        .order_by(Person.staff_no)
    )
    return tuple(ContactChoice(key, name, short or unit or "") for key, name, short, unit in session.execute(query))
