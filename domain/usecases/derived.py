"""Columns that follow from others, kept by the use cases so that lists can sort by them in SQL."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import date, datetime
from decimal import ROUND_HALF_UP
from typing import Final, TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from domain.commands.visits import LogVisit
from domain.entities import Attachment, Contact, Customer, Parameter, VisitLog
from domain.rules.calendars import china_date
from domain.rules.completeness import completeness_params
from domain.rules.customer_file import (
    contact_search_text,
    customer_percent,
    customer_search_text,
    national_size,
    relation_of,
    value_class_of,
)
from domain.rules.parameters import ParameterRow, Parameters, parameters_on
from domain.rules.visit_due import next_due, visit_band, visit_due_params
from domain.rules.visit_validity import VisitFacts, judge_visit, visit_validity_params
from domain.values.visits import VisitWay

__all__ = [
    "contact_search_text",
    "contacts_of",
    "customer_search_text",
    "forget_parameters",
    "log_validity",
    "parameters_for",
    "refresh_completeness",
    "refresh_size",
    "refresh_visit_due",
    "visit_validity",
]

Thresholds = TypeVar("Thresholds")
_CACHE: Final = "parameters"
_THRESHOLDS: Final = "thresholds"
_CONTACTS: Final = select(Contact).where(Contact.customer_id == bindparam("customer"), Contact.deleted_at.is_(None))
_NEWEST: Final = (
    select(VisitLog.starts_at)
    .where(VisitLog.customer_id == bindparam("customer"), VisitLog.valid, VisitLog.deleted_at.is_(None))
    .order_by(VisitLog.starts_at.desc())
    .limit(1)
)


def parameters_for(session: Session, day: date) -> Parameters:
    """Give the parameters in force on a day, read once per session."""
    cache: dict[date, Parameters] = session.info.setdefault(_CACHE, {})
    if day not in cache:
        rows = session.scalars(select(Parameter).where(Parameter.deleted_at.is_(None)))
        stored = [ParameterRow(row.code, row.value, row.valid_from, row.valid_to) for row in rows]
        cache[day] = parameters_on(day, stored)
    return cache[day]


def forget_parameters(session: Session) -> None:
    """Read the parameters again next time; called when one changes."""
    session.info.pop(_CACHE, None)
    session.info.pop(_THRESHOLDS, None)


def refresh_size(customer: Customer) -> None:
    """Class the enterprise anew after its industry or one of its figures changed (2.0.4)."""
    size = national_size(customer)
    customer.nat_size = size.value if size else None


def _thresholds(session: Session, day: date, make: Callable[[Parameters], Thresholds]) -> Thresholds:
    """Give what a rule makes of a day's parameters, made once per session."""
    cache: dict[tuple[date, object], Thresholds] = session.info.setdefault(_THRESHOLDS, {})
    if (day, make) not in cache:
        cache[day, make] = make(parameters_for(session, day))
    return cache[day, make]


def contacts_of(session: Session, customer_id: str) -> list[Contact]:
    """Give the key persons of a customer."""
    return list(session.scalars(_CONTACTS, {"customer": customer_id}))


def refresh_completeness(
    session: Session, customer: Customer, at: datetime, contacts: Iterable[Contact] | None = None
) -> None:
    """Weigh the file anew after it or its key persons changed; whole percent, half up (4.2).

    `contacts` are its key persons where they are at hand, among them one that is not written yet.
    """
    day = china_date(at)
    people = contacts_of(session, customer.id) if contacts is None else contacts
    percent = customer_percent(customer, people, day, _thresholds(session, day, completeness_params))
    customer.completeness = int(percent.to_integral_value(ROUND_HALF_UP))


def refresh_visit_due(session: Session, customer: Customer, at: datetime, log: VisitLog | None = None) -> None:
    """Find the last visit that counts and the next that is owed (4.3); `log` is one that is not written yet."""
    day = china_date(at)
    with session.no_autoflush if log else nullcontext():
        newest = session.scalars(_NEWEST, {"customer": customer.id}).first()
    moments = [newest, log.starts_at if log and log.valid else None]
    days = [found for found in (customer.last_visit, *(china_date(moment) for moment in moments if moment)) if found]
    params = _thresholds(session, day, visit_due_params)
    band = visit_band(value_class_of(customer), relation_of(customer), is_micro=bool(customer.micro_flag))
    customer.last_visit = max(days, default=None)
    due = next_due(params.standards[band], params, last_counted=customer.last_visit, signed_on=customer.sign_date)
    customer.next_visit_due = due.on if due else None


def visit_validity(session: Session, command: LogVisit) -> tuple[bool, list[str]]:
    """Judge a visit as it is logged: whether it counts, and what it falls short of (4.3)."""
    facts = VisitFacts(
        started_at=command.starts_at,
        ended_at=command.ends_at,
        submitted_at=command.at,
        contacts=len(command.contact_ids),
        content=command.content,
        has_location=bool(command.lon and command.lat) or bool(command.place.strip()),
        has_photo=any(evidence.media_type.startswith("image/") for evidence in command.attachments),
        has_signature=command.cust_sign,
        is_on_site=command.way == VisitWay.ON_SITE,
    )
    return _judged(session, facts)


def log_validity(session: Session, log: VisitLog) -> tuple[bool, list[str]]:
    """Judge a visit by its record, after it was mended; reported is when it was reported first (4.3)."""
    photos = select(Attachment.id).where(
        Attachment.holder_id == log.id, Attachment.media_type.startswith("image/"), Attachment.deleted_at.is_(None)
    )
    facts = VisitFacts(
        started_at=log.starts_at,
        ended_at=log.ends_at,
        submitted_at=log.submitted_at,
        contacts=len(log.contact_ids),
        content=log.content,
        has_location=bool(log.lon and log.lat) or bool(log.place.strip()),
        has_photo=session.scalars(photos.limit(1)).first() is not None,
        has_signature=log.cust_sign,
        is_on_site=log.way == VisitWay.ON_SITE,
    )
    return _judged(session, facts)


def _judged(session: Session, facts: VisitFacts) -> tuple[bool, list[str]]:
    params = _thresholds(session, china_date(facts.submitted_at), visit_validity_params)
    judgement = judge_visit(facts, params)
    return judgement.counts, [shortfall.value for shortfall in judgement.shortfalls]
