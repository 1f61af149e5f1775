"""What a paper can be made of: customers for service plans, visits for visit records."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from domain.entities import Customer, VisitLog
from domain.permissions import Actor, visible
from domain.queries.visits import like
from domain.rules.text import search_key
from domain.values.papers import PaperKind

MOST: Final = 40


class PaperChoice(msgspec.Struct, frozen=True):
    """A record to make a paper of: its customer's name, number, and the visit's start (UTC) for a visit."""

    id: str
    name: str
    number: str
    starts_at: datetime | None = None


def paper_choices(session: Session, actor: Actor, kind: PaperKind, words: str) -> tuple[PaperChoice, ...]:
    """Give records to choose from, narrowed by words: customers by name, visits newest first."""
    pattern = like(search_key(words)) if words.strip() else ""
    if kind is PaperKind.VISIT_RECORD:
        visits = _visits(actor).order_by(VisitLog.starts_at.desc())
        if pattern:
            visits = visits.where(Customer.search_text.like(pattern, escape="\\"))
        return tuple(_choice(*found) for found in session.execute(visits.limit(MOST)))
    customers = _customers(actor).order_by(Customer.cust_name)
    if pattern:
        customers = customers.where(Customer.search_text.like(pattern, escape="\\"))
    return tuple(_choice(*found) for found in session.execute(customers.limit(MOST)))


def named_choices(session: Session, actor: Actor, kind: PaperKind, ids: Sequence[str]) -> tuple[PaperChoice, ...]:
    """Give the records of some ids in their order; what the actor cannot see is left out."""
    found: dict[str, PaperChoice] = {}
    for start in range(0, len(ids), 500):
        chosen = ids[start : start + 500]
        if kind is PaperKind.VISIT_RECORD:
            visits = session.execute(_visits(actor).where(VisitLog.id.in_(chosen)))
            found |= {row[0]: _choice(*row) for row in visits}
        else:
            customers = session.execute(_customers(actor).where(Customer.id.in_(chosen)))
            found |= {row[0]: _choice(*row) for row in customers}
    return tuple(found[key] for key in dict.fromkeys(ids) if key in found)


def _customers(actor: Actor) -> Select[str, str, str | None]:
    return select(Customer.id, Customer.cust_name, Customer.cust_no).where(
        visible(actor, Customer), Customer.deleted_at.is_(None)
    )


def _visits(actor: Actor) -> Select[str, str, str | None, datetime]:
    return (
        select(VisitLog.id, Customer.cust_name, VisitLog.biz_no, VisitLog.starts_at)
        .join(Customer, Customer.id == VisitLog.customer_id)
        .where(visible(actor, VisitLog), VisitLog.deleted_at.is_(None))
    )


def _choice(key: str, name: str, number: str | None, starts_at: datetime | None = None) -> PaperChoice:
    return PaperChoice(key, name, number or "", starts_at)
