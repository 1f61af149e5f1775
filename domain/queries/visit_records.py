"""The visit record as it prints: one frozen tree (2.15, 5.3)."""

from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.entities import Contact, Customer, Parameter, Person, ServicePlan, VisitComment, VisitLog
from domain.errors import Refused
from domain.permissions import Actor, Permission, may, visible
from domain.rules.calendars import CHINA_TIME, china_date
from domain.rules.parameters import ParameterRow, parameters_on
from domain.rules.phones import format_phone, mask_phone_display
from domain.values.visits import VisitGrade, VisitPurpose, VisitResult, VisitState, VisitWay


class MetPerson(msgspec.Struct, frozen=True, kw_only=True):
    """A person of the customer who was met; the phone is masked unless the actor may reveal it."""

    name: str
    title: str = ""
    phone: str = ""


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """One of our own people at the visit, with post code."""

    name: str
    post: str = ""


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """Something promised at the visit: what, whose, by when."""

    text: str
    owner: str = ""
    due: date | None = None


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """What a supervisor said about the visit; `score` is 1 to 5."""

    author: str
    text: str
    written_on: date
    score: int | None = None


class VisitRecordPaper(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a printed visit record says; times are local with their zone, `as_of` is UTC."""

    visit_id: str
    number: str
    temporary: bool = False
    state: VisitState = VisitState.REPORTED
    starts_at: datetime
    ends_at: datetime
    customer: str
    customer_number: str = ""
    value_class: str = "unrated"
    relation_tier: str = "prospect"
    address: str = ""
    segment: str = "other"
    visitor: Staff
    companions: tuple[Staff, ...] = ()
    met: tuple[MetPerson, ...] = ()
    way: VisitWay = VisitWay.ON_SITE
    grade: VisitGrade = VisitGrade.GENERAL
    purposes: tuple[VisitPurpose, ...] = ()
    business: tuple[str, ...] = ()
    content: str = ""
    needs: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()
    competitor: str = ""
    promises: tuple[Promise, ...] = ()
    result: VisitResult = VisitResult.REACHED
    result_note: str = ""
    next_visit: date | None = None
    signed_by_customer: bool = False
    remarks: tuple[Remark, ...] = ()
    late_hours: int = 0
    as_of: datetime | None = None


def visit_record_paper(
    session: Session, actor: Actor, visit_id: str, as_of: datetime | None = None, *, reveal: bool = False
) -> VisitRecordPaper:
    """Give a visit log as it prints; phones are masked unless `reveal` is asked for and permitted (R8.1).

    Refuses with `not_found` outside the scope and `not_permitted` when phones may not be shown.
    """
    seen = select(VisitLog).where(VisitLog.id == visit_id, VisitLog.deleted_at.is_(None), visible(actor, VisitLog))
    log = session.scalars(seen).one_or_none()
    customer = session.get(Customer, log.customer_id) if log else None
    if log is None or customer is None:
        raise Refused("not_found", kind=VisitLog.__tablename__, id=visit_id[:36])
    if reveal and not may(actor, Permission.CONTACT_REVEAL).ok:
        raise Refused("not_permitted", permission=Permission.CONTACT_REVEAL.value)
    people = _people(session, [log.owner_id, *log.companion_ids, *_owners(log.commitments)])
    visitor = people.get(log.owner_id)
    return VisitRecordPaper(
        visit_id=log.id,
        number=log.biz_no or log.id[-8:],
        temporary=log.revision == 0,
        state=VisitState(log.state),
        starts_at=log.starts_at.astimezone(CHINA_TIME),
        ends_at=log.ends_at.astimezone(CHINA_TIME),
        customer=customer.cust_name,
        customer_number=customer.cust_no or "",
        value_class=customer.value_class,
        relation_tier=customer.relation_tier,
        address=log.place or customer.office_address or customer.reg_address,
        segment=customer.segment,
        visitor=_staff(visitor) if visitor else Staff(name=""),
        companions=tuple(_staff(people[each]) for each in log.companion_ids if each in people),
        met=_met(session, log, reveal=reveal),
        way=VisitWay(log.way),
        grade=VisitGrade(log.grade),
        purposes=tuple(VisitPurpose(each) for each in log.purposes),
        business=_business(session, customer.id),
        content=log.content,
        needs=tuple(log.needs),
        opinions=tuple(log.opinions),
        complaints=tuple(log.complaints),
        competitor=log.competitor_info,
        promises=tuple(_promise(each, people) for each in log.commitments),
        result=VisitResult(log.result),
        result_note=log.result_note,
        next_visit=log.next_visit,
        signed_by_customer=log.cust_sign,
        remarks=_remarks(session, log.id),
        late_hours=_late_hours(session, log),
        as_of=as_of,
    )


def _owners(commitments: list[dict[str, Any]]) -> list[str]:
    return [each["owner_id"] for each in commitments if each.get("owner_id")]


def _people(session: Session, ids: list[str]) -> dict[str, Person]:
    return {person.id: person for person in session.scalars(select(Person).where(Person.id.in_(ids)))}


def _staff(person: Person) -> Staff:
    return Staff(name=person.name, post=person.post)


def _met(session: Session, log: VisitLog, *, reveal: bool) -> tuple[MetPerson, ...]:
    """The people met, in the order the author gave."""
    found = {each.id: each for each in session.scalars(select(Contact).where(Contact.id.in_(log.contact_ids)))}
    shown = format_phone if reveal else mask_phone_display
    return tuple(
        MetPerson(
            name=found[each].name,
            title=found[each].title,
            phone=shown(found[each].mobile) if found[each].mobile else "",
        )
        for each in log.contact_ids
        if each in found
    )


def _business(session: Session, customer_id: str) -> tuple[str, ...]:
    """Products in use by the newest service plan."""
    query = (
        select(ServicePlan.products)
        .where(ServicePlan.customer_id == customer_id, ServicePlan.deleted_at.is_(None))
        .order_by(ServicePlan.year.desc(), ServicePlan.version.desc())
        .limit(1)
    )
    rows = session.scalars(query).first() or []
    return tuple(" ".join(filter(None, (row.get("product", ""), row.get("quantity", "")))) for row in rows)


def _promise(record: dict[str, Any], people: dict[str, Person]) -> Promise:
    owner = people.get(record.get("owner_id") or "")
    due = record.get("due")
    return Promise(
        text=record.get("text", ""), owner=owner.name if owner else "", due=date.fromisoformat(due) if due else None
    )


def _remarks(session: Session, visit_id: str) -> tuple[Remark, ...]:
    """What supervisors said, oldest first."""
    query = (
        select(VisitComment, Person.name)
        .outerjoin(Person, Person.id == VisitComment.created_by)
        .where(VisitComment.visit_id == visit_id, VisitComment.deleted_at.is_(None))
        .order_by(VisitComment.created_at, VisitComment.id)
    )
    return tuple(
        Remark(author=name or "", text=said.text, written_on=china_date(said.created_at), score=said.score)
        for said, name in session.execute(query)
    )


def _late_hours(session: Session, log: VisitLog) -> int:
    """Hours between the visit and its entry, when that is more than the rule allows (4.3); else 0."""
    rows = session.scalars(
        select(Parameter).where(Parameter.code == "visit.late_after", Parameter.deleted_at.is_(None))
    )
    stored = [ParameterRow(row.code, row.value, row.valid_from, row.valid_to) for row in rows]
    limit = parameters_on(china_date(log.submitted_at), stored).integer("visit.late_after")
    return log.submit_delay_h if log.submit_delay_h > limit else 0
