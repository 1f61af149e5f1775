"""What the form that records a visit needs beside it, and one visit log to read (2.15, 3.3)."""

from datetime import date, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.entities import (
    Attachment,
    Contact,
    Customer,
    Person,
    Phrase,
    Task,
    VisitComment,
    VisitLog,
)
from domain.permissions import Actor, visible
from domain.queries.visit_choices import ContactChoice, colleague_choices, contact_choices
from domain.queries.visits import VisitBlock, open_plans, stored_parameters
from domain.rules.customer_file import relation_of, value_class_of
from domain.rules.visit_due import Frequency, visit_band, visit_due_params
from domain.rules.visit_validity import LogEntry, VisitValidityParams, visit_validity_params
from domain.values.tasks import OPEN_STATES

PICKED: Final = 30
RECENT_LOGS: Final = 30


class PromiseRow(msgspec.Struct, frozen=True):
    """Something promised to the customer that is still open."""

    id: str
    title: str
    due: date
    assignee: str = ""


class LastVisit(msgspec.Struct, frozen=True):
    """The visit before this one."""

    id: str
    starts_at: datetime
    way: str
    met: tuple[str, ...]
    content: str


class PhraseRow(msgspec.Struct, frozen=True):
    """A quick phrase of one's own; placeholders stand in square brackets."""

    id: str
    code: str
    text: str


class VisitContext(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the form shows beside what is typed; money in fen, `params` for the marks of a log."""

    customer_id: str
    name: str
    short_name: str
    value_class: str
    place: str
    contacts: tuple[ContactChoice, ...]
    colleagues: tuple[ContactChoice, ...]
    plans: tuple[VisitBlock, ...]
    last: LastVisit | None
    promises: tuple[PromiseRow, ...]
    frequency: Frequency
    due: date | None
    last_visit: date | None
    monthly_revenue: int | None
    arrears: int | None
    figures_period: str
    figures_source: str
    completeness: int
    params: VisitValidityParams
    recent: tuple[LogEntry, ...]


class AttachmentRow(msgspec.Struct, frozen=True):
    """A file of a visit log; `stored` once the server has its bytes."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    stored: bool


class CommentRow(msgspec.Struct, frozen=True):
    """What somebody said about a visit log."""

    id: str
    author: str
    text: str
    score: int | None
    at: datetime


class FollowUp(msgspec.Struct, frozen=True):
    """A task that followed from a visit."""

    id: str
    title: str
    assignee: str
    due: date
    state: str
    is_promise: bool


class FileUpdate(msgspec.Struct, frozen=True):
    """A field of the customer file that the visit changed; values in wire form, `names` the people among them."""

    field: str
    old: Any
    new: Any
    names: dict[str, str] = {}


class VisitLogRow(msgspec.Struct, frozen=True, kw_only=True):
    """One visit log with everything a reader wants; moments are UTC."""

    id: str
    number: str
    revision: int
    customer_id: str
    customer: str
    value_class: str
    owner_id: str
    author: str
    plan_id: str | None
    starts_at: datetime
    ends_at: datetime
    way: str
    grade: str
    purposes: tuple[str, ...]
    place: str
    contact_ids: tuple[str, ...]
    companion_ids: tuple[str, ...]
    met: tuple[ContactChoice, ...]
    companions: tuple[ContactChoice, ...]
    content: str
    needs: tuple[str, ...]
    opinions: tuple[str, ...]
    complaints: tuple[str, ...]
    competitor_info: str
    mood: str | None
    result: str
    result_note: str
    next_visit: date | None
    cust_sign: bool
    state: str
    return_reason: str
    score: int | None
    submitted_at: datetime
    late_hours: int
    valid: bool
    invalid_reasons: tuple[str, ...]
    tasks: tuple[FollowUp, ...]
    attachments: tuple[AttachmentRow, ...]
    comments: tuple[CommentRow, ...]
    file_updates: tuple[FileUpdate, ...] = ()


def visit_context(
    session: Session, actor: Actor, customer_id: str, today: date, *, but: str = ""
) -> VisitContext | None:
    """Give what stands beside the form for one customer, or None out of sight; `but` is the log that is mended."""
    seen = select(Customer).where(Customer.id == customer_id, Customer.deleted_at.is_(None), visible(actor, Customer))
    customer = session.scalars(seen).one_or_none()
    if customer is None:
        return None
    parameters = stored_parameters(session, today)
    band = visit_band(value_class_of(customer), relation_of(customer), is_micro=bool(customer.micro_flag))
    return VisitContext(
        customer_id=customer.id,
        name=customer.cust_name,
        short_name=customer.short_name or customer.cust_name,
        value_class=customer.value_class,
        place=customer.office_address or customer.reg_address,
        contacts=contact_choices(session, actor, customer_id),
        colleagues=colleague_choices(session, actor),
        plans=open_plans(session, actor, customer_id),
        last=_last_visit(session, actor, customer_id, but),
        promises=_promises(session, actor, customer_id),
        frequency=visit_due_params(parameters).standards[band].visits,
        due=customer.next_visit_due,
        last_visit=customer.last_visit,
        monthly_revenue=customer.monthly_revenue,
        arrears=customer.arrears,
        figures_period=customer.figures_period,
        figures_source=customer.figures_source,
        completeness=customer.completeness,
        params=visit_validity_params(parameters),
        recent=_recent(session, actor, but),
    )


def phrases(session: Session, actor: Actor) -> tuple[PhraseRow, ...]:
    """Give the actor's own quick phrases by code."""
    query = select(Phrase).where(visible(actor, Phrase), Phrase.deleted_at.is_(None)).order_by(Phrase.code, Phrase.id)
    return tuple(PhraseRow(row.id, row.code, row.text) for row in session.scalars(query))


def visit_log(session: Session, actor: Actor, visit_id: str) -> VisitLogRow | None:
    """Give a visit log to read, or None out of sight."""
    query = (
        select(VisitLog, Customer)
        .join(Customer, Customer.id == VisitLog.customer_id)
        .where(VisitLog.id == visit_id, VisitLog.deleted_at.is_(None), visible(actor, VisitLog))
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    log, customer = found
    people = _names(session)
    return VisitLogRow(
        id=log.id,
        number=log.biz_no or "",
        revision=log.revision,
        customer_id=customer.id,
        customer=customer.cust_name,
        value_class=customer.value_class,
        owner_id=log.owner_id,
        author=people.get(log.owner_id, ""),
        plan_id=log.plan_id,
        starts_at=log.starts_at,
        ends_at=log.ends_at,
        way=log.way,
        grade=log.grade,
        purposes=tuple(log.purposes),
        place=log.place,
        contact_ids=tuple(log.contact_ids),
        companion_ids=tuple(log.companion_ids),
        met=_met(session, log),
        companions=tuple(ContactChoice(key, people[key]) for key in log.companion_ids if key in people),
        content=log.content,
        needs=tuple(log.needs),
        opinions=tuple(log.opinions),
        complaints=tuple(log.complaints),
        competitor_info=log.competitor_info,
        mood=log.mood,
        result=log.result,
        result_note=log.result_note,
        next_visit=log.next_visit,
        cust_sign=log.cust_sign,
        state=log.state,
        return_reason=log.return_reason,
        score=log.score,
        submitted_at=log.submitted_at,
        late_hours=log.submit_delay_h,
        valid=log.valid,
        invalid_reasons=tuple(log.invalid_reasons),
        tasks=_follow_ups(session, actor, log.id, people),
        attachments=_attachments(session, actor, log.id),
        comments=_comments(session, actor, log.id, people),
        file_updates=tuple(_file_update(each, people) for each in log.file_updates),
    )


def _names(session: Session) -> dict[str, str]:
    return {key: name for key, name in session.execute(select(Person.id, Person.name))}  # noqa: C416 -- rows, not tuples


def _file_update(record: dict[str, Any], people: dict[str, str]) -> FileUpdate:
    sides = (record.get("old"), record.get("new"))
    named = {key for side in sides for key in (side if isinstance(side, list) else [side]) if isinstance(key, str)}
    return FileUpdate(str(record.get("field", "")), *sides, {key: people[key] for key in named if key in people})


def _met(session: Session, log: VisitLog) -> tuple[ContactChoice, ...]:
    query = select(Contact.id, Contact.name, Contact.title).where(Contact.id.in_(log.contact_ids))
    found = {key: ContactChoice(key, name, title) for key, name, title in session.execute(query)}
    return tuple(found[key] for key in log.contact_ids if key in found)


def _follow_ups(session: Session, actor: Actor, visit_id: str, people: dict[str, str]) -> tuple[FollowUp, ...]:
    query = select(Task).where(Task.visit_id == visit_id, Task.deleted_at.is_(None), visible(actor, Task))
    return tuple(
        FollowUp(task.id, task.title, people.get(task.assignee_id or "", ""), task.due, task.state, task.is_promise)
        for task in session.scalars(query.order_by(Task.due, Task.id))
    )


def _attachments(session: Session, actor: Actor, visit_id: str) -> tuple[AttachmentRow, ...]:
    query = select(Attachment).where(
        Attachment.holder_id == visit_id, Attachment.deleted_at.is_(None), visible(actor, Attachment)
    )
    return tuple(
        AttachmentRow(row.id, row.name, row.media_type, row.size, row.sha256, row.stored)
        for row in session.scalars(query.order_by(Attachment.created_at, Attachment.id))
    )


def _comments(session: Session, actor: Actor, visit_id: str, people: dict[str, str]) -> tuple[CommentRow, ...]:
    query = select(VisitComment).where(
        VisitComment.visit_id == visit_id, VisitComment.deleted_at.is_(None), visible(actor, VisitComment)
    )
    return tuple(
        CommentRow(row.id, people.get(row.created_by, ""), row.text, row.score, row.created_at)
        for row in session.scalars(query.order_by(VisitComment.created_at, VisitComment.id))
    )


def _last_visit(session: Session, actor: Actor, customer_id: str, but: str) -> LastVisit | None:
    query = (
        select(VisitLog)
        .where(VisitLog.customer_id == customer_id, VisitLog.deleted_at.is_(None), visible(actor, VisitLog))
        .where(VisitLog.id != but)
        .order_by(VisitLog.starts_at.desc())
        .limit(1)
    )
    log = session.scalars(query).first()
    if log is None:
        return None
    met = tuple(person.name for person in _met(session, log))
    return LastVisit(log.id, log.starts_at, log.way, met, log.content)


def _promises(session: Session, actor: Actor, customer_id: str) -> tuple[PromiseRow, ...]:
    query: Any = (
        select(Task.id, Task.title, Task.due, Person.name)
        .outerjoin(Person, Person.id == Task.assignee_id)
        .where(
            visible(actor, Task),
            Task.customer_id == customer_id,
            Task.is_promise,
            Task.state.in_(OPEN_STATES),
            Task.deleted_at.is_(None),
        )
        .order_by(Task.due, Task.id)
        .limit(PICKED)
    )
    return tuple(PromiseRow(key, title, due, name or "") for key, title, due, name in session.execute(query))


def _recent(session: Session, actor: Actor, but: str) -> tuple[LogEntry, ...]:
    """The writer's newest logs, for the marks of a new one."""
    query = (
        select(VisitLog.ends_at, VisitLog.submitted_at, VisitLog.content)
        .where(VisitLog.owner_id == actor.id, VisitLog.deleted_at.is_(None), visible(actor, VisitLog))
        .where(VisitLog.id != but)
        .order_by(VisitLog.submitted_at.desc())
        .limit(RECENT_LOGS)
    )
    return tuple(LogEntry(ends, submitted, text) for ends, submitted, text in session.execute(query))
