"""One customer's file: its values with what is missing, affiliates, visits, tasks, and what happened lately."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import msgspec
from sqlalchemy import and_, case, func, select, true
from sqlalchemy.orm import Session

from domain.base import body_of
from domain.entities import Affiliate, AuditEntry, Contact, Customer, Person, Task, VisitLog, VisitPlan
from domain.errors import Refused
from domain.permissions import Actor, visible
from domain.queries.customers import CustomerRow, customer_rows, parameters_in_force, standard_of
from domain.rules.completeness import FieldGap, GroupShare
from domain.rules.credit_code import clean_credit_code
from domain.rules.customer_file import customer_completeness
from domain.rules.customers import READ_FIELDS
from domain.rules.duplicates import Identity, duplicate_params, likely_duplicates, name_similarity
from domain.rules.phones import phone_digits
from domain.rules.text import comparable_name, search_key
from domain.rules.visit_due import Frequency, visit_due_params
from domain.values.tasks import OPEN_STATES
from domain.values.visits import VisitState

_RECENT: Final = 12
_MOST: Final = 500
_CANDIDATES: Final = 200
_SHORTEST: Final = 4
_LONG_ENOUGH: Final = 7
_ALIKE: Final = Decimal("0.8")
_SILENT: Final = ("reveal", "print")
_OPEN_PLANS: Final = (VisitState.DRAFT, VisitState.PLANNED, VisitState.UNDER_WAY, VisitState.TO_REPORT)


class AffiliateRow(msgspec.Struct, frozen=True):
    """A company that belongs to the customer; `to_customer_id` when it is on file, `hold_pct` in 0.01 %."""

    id: str
    name: str
    to_customer_id: str | None
    cert_no: str
    rel_type: str
    hold_pct: int | None
    is_group_member: bool
    value_class: str
    reason: str


class ActivityRow(msgspec.Struct, frozen=True):
    """Something that happened: `kind` of record, `code` the way of a visit or the action, words, who."""

    at: datetime
    kind: str
    code: str
    row_id: str
    text: str
    by: str


class FileTaskRow(msgspec.Struct, frozen=True):
    """A task of the customer."""

    id: str
    title: str
    state: str
    due: date
    assignee: str
    priority: str
    is_promise: bool
    is_open: bool
    result: str
    visit_id: str | None


class FileVisitRow(msgspec.Struct, frozen=True):
    """A visit log or a plan of the customer (`is_plan`)."""

    id: str
    is_plan: bool
    starts_at: datetime
    ends_at: datetime
    way: str
    state: str
    owner: str
    contacts: str
    text: str
    valid: bool


class CustomerFile(msgspec.Struct, frozen=True):
    """Everything the file shows at once: values by field in wire form, names of the people in them, gaps."""

    row: CustomerRow
    values: dict[str, Any]
    names: dict[str, str]
    percent: int
    groups: tuple[GroupShare, ...]
    gaps: tuple[FieldGap, ...]
    frequency: Frequency
    affiliates: tuple[AffiliateRow, ...]
    contacts: int
    visits: int
    open_tasks: int
    overdue_tasks: int
    next_steps: tuple[FileTaskRow, ...]
    activity: tuple[ActivityRow, ...]


class ContactBrief(msgspec.Struct, frozen=True):
    """A key person in a preview."""

    id: str
    name: str
    title: str
    role: str
    is_primary: bool


class CustomerPreview(msgspec.Struct, frozen=True):
    """What stands beside the list: the customer, its people, what is open, what happened."""

    row: CustomerRow
    frequency: Frequency
    contacts: tuple[ContactBrief, ...]
    contact_count: int
    last_log: ActivityRow | None
    open_tasks: int
    late_task: FileTaskRow | None
    activity: tuple[ActivityRow, ...]


class SimilarRow(msgspec.Struct, frozen=True):
    """A customer on file that may be the same organisation."""

    id: str
    name: str
    cust_no: str
    am_name: str
    is_certain: bool


def customer_file(session: Session, actor: Actor, customer_id: str, *, today: date) -> CustomerFile:
    """Give a customer's file; refused with `not_found` when there is none in sight."""
    query = select(Customer).where(Customer.id == customer_id, Customer.deleted_at.is_(None), visible(actor, Customer))
    customer = session.scalars(query).one_or_none()
    if customer is None:
        raise Refused("not_found", kind="customers", id=customer_id[:36])
    parameters = parameters_in_force(session, today)
    living = (Contact.customer_id == customer_id, Contact.deleted_at.is_(None))
    people = list(session.scalars(select(Contact).where(*living)))
    result = customer_completeness(customer, people, today, parameters)
    body = body_of(customer)
    tasks = customer_tasks(session, actor, customer_id)
    still_open = [task for task in tasks if task.is_open]
    row = customer_rows(session, actor, (customer_id,), today=today)[0]
    params = visit_due_params(parameters)
    standard = standard_of(row.value_class, row.relation_tier, params, is_micro=bool(customer.micro_flag))
    visits = select(func.count()).where(VisitLog.customer_id == customer_id, VisitLog.deleted_at.is_(None))
    return CustomerFile(
        row=row,
        values={name: body[name] for name in READ_FIELDS},
        names=_names_in(session, actor, customer),
        percent=customer.completeness,
        groups=result.groups,
        gaps=result.gaps,
        frequency=standard.visits,
        affiliates=_affiliates(session, actor, customer_id),
        contacts=len(people),
        visits=session.scalar(visits) or 0,
        open_tasks=len(still_open),
        overdue_tasks=sum(task.due < today for task in still_open),
        next_steps=tuple(sorted(still_open, key=lambda task: task.due)[:5]),
        activity=_activity(session, actor, customer_id),
    )


def customer_preview(session: Session, actor: Actor, customer_id: str, *, today: date) -> CustomerPreview | None:
    """Give what the preview of a list shows, or None when the customer is out of sight."""
    rows = customer_rows(session, actor, (customer_id,), today=today)
    if not rows:
        return None
    row = rows[0]
    params = visit_due_params(parameters_in_force(session, today))
    micro = session.scalar(select(Customer.micro_flag).where(Customer.id == customer_id))
    people = select(Contact.id, Contact.name, Contact.title, Contact.role_kinds, Contact.is_primary).where(
        Contact.customer_id == customer_id, Contact.deleted_at.is_(None), Contact.left_date.is_(None)
    )
    contacts = [
        ContactBrief(found.id, found.name, found.title, next(iter(found.role_kinds), ""), found.is_primary)
        for found in session.execute(people.order_by(Contact.is_primary.desc(), Contact.created_at, Contact.id))
    ]
    still_open = [task for task in customer_tasks(session, actor, customer_id) if task.is_open]
    late = sorted((task for task in still_open if task.due < today), key=lambda task: task.due)
    activity = _activity(session, actor, customer_id)
    return CustomerPreview(
        row=row,
        frequency=standard_of(row.value_class, row.relation_tier, params, is_micro=bool(micro)).visits,
        contacts=tuple(contacts[:3]),
        contact_count=len(contacts),
        last_log=next((entry for entry in activity if entry.kind == "visit_logs"), None),
        open_tasks=len(still_open),
        late_task=next(iter(late), None),
        activity=activity[:5],
    )


def customer_tasks(session: Session, actor: Actor, customer_id: str) -> tuple[FileTaskRow, ...]:
    """Give the tasks of a customer: open ones by due day, then the others, newest first."""
    is_open = Task.state.in_(OPEN_STATES)
    query = (
        select(Task, Person.name)
        .join(Person, Person.id == Task.assignee_id, isouter=True)
        .where(Task.customer_id == customer_id, Task.deleted_at.is_(None), visible(actor, Task))
        .order_by(is_open.desc(), case((is_open, Task.due)), Task.due.desc(), Task.id)
        .limit(_MOST)
    )
    return tuple(
        FileTaskRow(
            id=task.id,
            title=task.title,
            state=task.state,
            due=task.due,
            assignee=name or "",
            priority=task.priority,
            is_promise=task.is_promise,
            is_open=task.state in OPEN_STATES,
            result=task.result,
            visit_id=task.visit_id,
        )
        for task, name in session.execute(query)
    )


def customer_visits(session: Session, actor: Actor, customer_id: str) -> tuple[FileVisitRow, ...]:
    """Give the visits of a customer, open plans first, then logs from the newest."""
    names = dict(session.execute(select(Contact.id, Contact.name).where(Contact.customer_id == customer_id)).all())
    rows: list[FileVisitRow] = []
    kinds: tuple[tuple[Any, Any], ...] = ((VisitPlan, VisitPlan.state.in_(_OPEN_PLANS)), (VisitLog, true()))
    for entity, more in kinds:
        query = (
            select(entity, Person.name)
            .join(Person, Person.id == entity.owner_id, isouter=True)
            .where(and_(entity.customer_id == customer_id, entity.deleted_at.is_(None), visible(actor, entity), more))
            .order_by(entity.starts_at.desc(), entity.id)
            .limit(_MOST)
        )
        rows += [
            FileVisitRow(
                id=visit.id,
                is_plan=isinstance(visit, VisitPlan),
                starts_at=visit.starts_at,
                ends_at=visit.ends_at,
                way=visit.way,
                state=visit.state,
                owner=owner or "",
                contacts="、".join(names[key] for key in visit.contact_ids if key in names),
                text=visit.subject if isinstance(visit, VisitPlan) else visit.content,
                valid=not isinstance(visit, VisitLog) or visit.valid,
            )
            for visit, owner in session.execute(query)
        ]
    return tuple(rows)


def similar_customers(
    session: Session, actor: Actor, name: str, phone: str = "", credit_code: str = "", *, today: date
) -> tuple[SimilarRow, ...]:
    """Give up to five customers in sight that may be the one about to be opened, the likeliest first."""
    wanted = Identity(name=name, credit_code=credit_code, phone=phone)
    core = comparable_name(name)
    parts = {core, core[2:], core[3:]}  # an unknown region may stand before the name
    signs = [
        Customer.search_text.contains(search_key(part), autoescape=True) for part in parts if len(part) >= _SHORTEST
    ]
    if clean_credit_code(credit_code):
        signs.append(Customer.cert_no == clean_credit_code(credit_code))
    digits = phone_digits(phone)
    if len(digits) >= _LONG_ENOUGH:
        signs.append(Customer.search_text.contains(digits, autoescape=True))
    found: dict[str, tuple[Customer, str]] = {}
    for sign in signs:
        query = (
            select(Customer, Person.name)
            .join(Person, Person.id == Customer.am_id, isouter=True)
            .where(sign, Customer.deleted_at.is_(None), visible(actor, Customer))
            .limit(_CANDIDATES)
        )
        found |= {customer.id: (customer, am_name or "") for customer, am_name in session.execute(query)}
    files = [
        (key, Identity(one.cust_name, one.cert_no or "", one.tel, one.office_address, one.legal_rep))
        for key, (one, _am_name) in found.items()
    ]
    certain = {
        key: score.is_certain
        for key, score in likely_duplicates(wanted, files, duplicate_params(parameters_in_force(session, today)))
    }
    alike = [key for key, one in files if key in certain or name_similarity(name, one.name) >= _ALIKE]
    return tuple(
        SimilarRow(key, found[key][0].cust_name, found[key][0].cust_no or "", found[key][1], certain.get(key, False))
        for key in sorted(alike, key=lambda key: (not certain.get(key, False), found[key][0].cust_name))[:5]
    )


def _names_in(session: Session, actor: Actor, customer: Customer) -> dict[str, str]:
    named = (customer.am_id, customer.am_b_id, customer.assistant_id, customer.chief_rep_id, *customer.team_ids)
    ids = {person_id for person_id in named if person_id}
    names = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).all())
    if customer.parent_cust_id:
        parent = select(Customer.cust_name).where(Customer.id == customer.parent_cust_id, visible(actor, Customer))
        names[customer.parent_cust_id] = session.scalar(parent) or ""
    return {str(key): str(name) for key, name in names.items()}


def _affiliates(session: Session, actor: Actor, customer_id: str) -> tuple[AffiliateRow, ...]:
    own = select(Affiliate).where(
        Affiliate.customer_id == customer_id, Affiliate.deleted_at.is_(None), visible(actor, Affiliate)
    )
    rows = list(session.scalars(own.order_by(Affiliate.created_at, Affiliate.id)))
    on_file = {row.to_customer_id for row in rows if row.to_customer_id}
    known = select(Customer.id, Customer.value_class).where(Customer.id.in_(on_file), visible(actor, Customer))
    classes = dict(session.execute(known).all()) if on_file else {}
    return tuple(
        AffiliateRow(
            id=row.id,
            name=row.to_name,
            to_customer_id=row.to_customer_id if row.to_customer_id in classes else None,
            cert_no=row.to_cert_no or "",
            rel_type=row.rel_type,
            hold_pct=row.hold_pct,
            is_group_member=row.is_group_member,
            value_class=classes.get(row.to_customer_id or "", ""),
            reason=row.reason,
        )
        for row in rows
    )


def _activity(session: Session, actor: Actor, customer_id: str) -> tuple[ActivityRow, ...]:
    logs = (
        select(VisitLog.starts_at, VisitLog.way, VisitLog.id, VisitLog.content, Person.name)
        .join(Person, Person.id == VisitLog.owner_id, isouter=True)
        .where(VisitLog.customer_id == customer_id, VisitLog.deleted_at.is_(None), visible(actor, VisitLog))
        .order_by(VisitLog.starts_at.desc())
        .limit(_RECENT)
    )
    subject = func.coalesce(Task.title, Contact.name, "")
    done = (
        select(AuditEntry.created_at, AuditEntry.kind, AuditEntry.action, AuditEntry.row_id, subject, Person.name)
        .join(Person, Person.id == AuditEntry.owner_id, isouter=True)
        .join(Task, and_(AuditEntry.kind == Task.__tablename__, Task.id == AuditEntry.row_id), isouter=True)
        .join(Contact, and_(AuditEntry.kind == Contact.__tablename__, Contact.id == AuditEntry.row_id), isouter=True)
        .where(
            AuditEntry.customer_id == customer_id,
            AuditEntry.action.not_in(_SILENT),
            AuditEntry.kind != VisitLog.__tablename__,
            AuditEntry.deleted_at.is_(None),
            visible(actor, AuditEntry),
        )
        .order_by(AuditEntry.created_at.desc())
        .limit(_RECENT)
    )
    found = [
        ActivityRow(at, "visit_logs", way, row_id, content[:200], name or "")
        for at, way, row_id, content, name in session.execute(logs)
    ]
    found += [
        ActivityRow(at, kind, action, key, about, name or "")
        for at, kind, action, key, about, name in session.execute(done)
    ]
    return tuple(sorted(found, key=lambda entry: entry.at, reverse=True)[:_RECENT])
