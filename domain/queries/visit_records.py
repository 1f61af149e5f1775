"""The visit record as it prints: one frozen tree (2.15, 5.3)."""

from datetime import date, datetime

import msgspec

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
