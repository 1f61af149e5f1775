"""The visit calendar: who is due and not planned, and what stands in a stretch of days (2.14, 4.3)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, String, and_, cast, exists, or_, select
from sqlalchemy.orm import Session, aliased

from domain.entities import Conflict, Customer, Parameter, Task, VisitLog, VisitPlan
from domain.permissions import Actor, visible
from domain.rules.calendars import CHINA_TIME
from domain.rules.customer_file import relation_of, value_class_of
from domain.rules.parameters import ParameterRow, Parameters, parameters_on
from domain.rules.visit_due import DueReason, visit_band, visit_due_params
from domain.values.customers import CustomerState
from domain.values.tasks import OPEN_STATES, TaskKind
from domain.values.visits import VisitState

OPEN_PLANS: Final = (VisitState.DRAFT, VisitState.PLANNED, VisitState.UNDER_WAY, VisitState.TO_REPORT)
GONE: Final = (CustomerState.ABANDONED, CustomerState.LOST, CustomerState.CLOSED, CustomerState.MERGED)
MEETING: Final = timedelta(hours=1)
MOST: Final = 500
_LIKE: Final = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


class BlockKind(StrEnum):
    """What a block of the calendar stands for."""

    PLAN = "plan"
    LOG = "log"
    OTHER = "other"


class DueCustomer(msgspec.Struct, frozen=True, kw_only=True):
    """A customer who must be visited: the last day, and the rule it comes from (`times` visits in `months`)."""

    id: str
    name: str
    short_name: str
    value_class: str
    due: date
    reason: DueReason
    times: int
    months: int
    last_visit: date | None
    planned_at: datetime | None = None


class VisitBlock(msgspec.Struct, frozen=True, kw_only=True):
    """Something that takes time in the calendar; moments are UTC. A log without plan and a meeting cannot be moved."""

    id: str
    kind: BlockKind
    customer_id: str = ""
    name: str = ""
    value_class: str = ""
    starts_at: datetime
    ends_at: datetime
    subject: str = ""
    way: str = ""
    purposes: tuple[str, ...] = ()
    contact_ids: tuple[str, ...] = ()
    companion_ids: tuple[str, ...] = ()
    place: str = ""
    goals: str = ""
    owner_id: str = ""
    state: str = ""
    to_confirm: bool = False
    in_conflict: bool = False
    visit_id: str = ""
    due: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is a plan that may still be moved."""
        return self.kind is BlockKind.PLAN and self.state in OPEN_PLANS and not self.visit_id


class OwnVisit(msgspec.Struct, frozen=True):
    """A visit of one's own, made or planned; moments are UTC."""

    name: str
    starts_at: datetime
    ends_at: datetime


def stored_parameters(session: Session, day: date) -> Parameters:
    """Give the parameters in force on a day."""
    rows = session.scalars(select(Parameter).where(Parameter.deleted_at.is_(None)))
    return parameters_on(day, [ParameterRow(row.code, row.value, row.valid_from, row.valid_to) for row in rows])


def day_start(day: date) -> datetime:
    """Give the moment a business day begins in China."""
    return datetime.combine(day, time(), CHINA_TIME)


def due_customers(
    session: Session, actor: Actor, today: date, *, days: int = 14, owner_id: str = "", planned: bool = False
) -> tuple[DueCustomer, ...]:
    """Give a manager's customers who are due within some days or late, the latest first; without plan only.

    `planned` gives those that have a plan too, for the line of deadlines.
    """
    params = visit_due_params(stored_parameters(session, today))
    start = day_start(today)
    next_plan = (
        select(VisitPlan.starts_at)
        .where(
            VisitPlan.customer_id == Customer.id,
            VisitPlan.deleted_at.is_(None),
            VisitPlan.state.in_(OPEN_PLANS),
            VisitPlan.starts_at >= start,
        )
        .order_by(VisitPlan.starts_at)
        .limit(1)
        .correlate(Customer)
        .scalar_subquery()
    )
    query = (
        select(Customer, next_plan)
        .where(
            visible(actor, Customer),
            Customer.deleted_at.is_(None),
            Customer.am_id == (owner_id or actor.id),
            Customer.state.not_in(GONE),
            Customer.next_visit_due.is_not(None),
            Customer.next_visit_due <= today + timedelta(days=days),
        )
        .order_by(Customer.next_visit_due, Customer.id)
    )
    if not planned:
        query = query.where(next_plan.is_(None))
    found = []
    for customer, planned_at in session.execute(query.limit(MOST)):
        band = visit_band(value_class_of(customer), relation_of(customer), is_micro=bool(customer.micro_flag))
        visits = params.standards[band].visits
        found.append(
            DueCustomer(
                id=customer.id,
                name=customer.cust_name,
                short_name=customer.short_name or customer.cust_name,
                value_class=customer.value_class,
                due=customer.next_visit_due or today,
                reason=DueReason.INTERVAL if customer.last_visit else DueReason.FIRST,
                times=visits.times,
                months=visits.months,
                last_visit=customer.last_visit,
                planned_at=planned_at,
            )
        )
    return tuple(found)


def visit_blocks(
    session: Session, actor: Actor, first: date, last: date, *, owner_id: str = ""
) -> tuple[VisitBlock, ...]:
    """Give everything on somebody's calendar from a day to a day, both included, by start."""
    who = owner_id or actor.id
    since, until = day_start(first), day_start(last + timedelta(days=1))
    found = [
        *_plans(session, actor, who, since, until),
        *_bare_logs(session, actor, who, since, until),
        *_meetings(session, actor, who, first, last),
    ]
    return tuple(sorted(found, key=lambda block: (block.starts_at, block.id)))


def visit_plan(session: Session, actor: Actor, plan_id: str) -> VisitBlock | None:
    """Give one plan, whoever owns it, or None out of sight."""
    found = _plan_blocks(session, actor, actor.id, VisitPlan.id == plan_id)
    return found[0] if found else None


def open_plans(session: Session, actor: Actor, customer_id: str) -> tuple[VisitBlock, ...]:
    """Give a customer's plans that have no log yet, by start, for linking a log."""
    mine = and_(VisitPlan.customer_id == customer_id, VisitPlan.state.in_(OPEN_PLANS))
    found = _plan_blocks(session, actor, actor.id, mine)
    return tuple(block for block in found if not block.visit_id)


def own_visits(
    session: Session,
    actor: Actor,
    since: datetime,
    until: datetime,
    customer_id: str = "",
    *,
    but: tuple[str, ...] = (),
) -> tuple[OwnVisit, ...]:
    """Give the actor's visits that meet a time: those made, and those still planned with other customers.

    `but` names the log and the plan that are being recorded.
    """
    made = (
        select(Customer.short_name, Customer.cust_name, VisitLog.starts_at, VisitLog.ends_at)
        .join(Customer, Customer.id == VisitLog.customer_id)
        .where(visible(actor, VisitLog), VisitLog.deleted_at.is_(None), VisitLog.owner_id == actor.id)
        .where(VisitLog.starts_at < until, VisitLog.ends_at > since, VisitLog.id.not_in(but))
    )
    logged = exists(select(VisitLog.id).where(VisitLog.plan_id == VisitPlan.id, VisitLog.deleted_at.is_(None)))
    planned = (
        select(Customer.short_name, Customer.cust_name, VisitPlan.starts_at, VisitPlan.ends_at)
        .join(Customer, Customer.id == VisitPlan.customer_id)
        .where(visible(actor, VisitPlan), VisitPlan.deleted_at.is_(None), VisitPlan.owner_id == actor.id, ~logged)
        .where(VisitPlan.starts_at < until, VisitPlan.ends_at > since, VisitPlan.id.not_in(but))
        .where(VisitPlan.state.in_(OPEN_PLANS), VisitPlan.customer_id != customer_id)
    )
    rows = [*session.execute(made), *session.execute(planned)]
    return tuple(OwnVisit(short or name, at, end) for short, name, at, end in sorted(rows, key=lambda row: row[2]))


def _plans(session: Session, actor: Actor, who: str, since: datetime, until: datetime) -> Iterable[VisitBlock]:
    joined = cast(VisitPlan.companion_ids, String).contains(who, autoescape=True)
    return _plan_blocks(
        session,
        actor,
        who,
        VisitPlan.starts_at < until,
        VisitPlan.ends_at > since,
        VisitPlan.state != VisitState.CANCELLED,
        or_(VisitPlan.owner_id == who, joined),
    )


def _plan_blocks(session: Session, actor: Actor, who: str, *narrowed: ColumnElement[bool]) -> list[VisitBlock]:
    log = aliased(VisitLog)
    conflict = exists(
        select(Conflict.id).where(
            Conflict.row_id == VisitPlan.id,
            Conflict.kept.is_(None),
            Conflict.deleted_at.is_(None),
            visible(actor, Conflict),
        )
    )
    query = (
        select(VisitPlan, Customer, log.id, conflict)
        .join(Customer, Customer.id == VisitPlan.customer_id)
        .outerjoin(log, and_(log.plan_id == VisitPlan.id, log.deleted_at.is_(None)))
        .where(visible(actor, VisitPlan), VisitPlan.deleted_at.is_(None), *narrowed)
        .order_by(VisitPlan.starts_at, VisitPlan.id)
    )
    seen: dict[str, VisitBlock] = {}
    for plan, customer, visit_id, in_conflict in session.execute(query):
        seen[plan.id] = VisitBlock(
            id=plan.id,
            kind=BlockKind.PLAN if plan.owner_id == who else BlockKind.OTHER,
            customer_id=customer.id,
            name=customer.short_name or customer.cust_name,
            value_class=customer.value_class,
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            subject=plan.subject,
            way=plan.way,
            purposes=tuple(plan.purposes),
            contact_ids=tuple(plan.contact_ids),
            companion_ids=tuple(plan.companion_ids),
            place=plan.place,
            goals=plan.goals,
            owner_id=plan.owner_id,
            state=plan.state,
            to_confirm=plan.to_confirm,
            in_conflict=bool(in_conflict),
            visit_id=visit_id or "",
            due=customer.next_visit_due,
        )
    return list(seen.values())


def _bare_logs(session: Session, actor: Actor, who: str, since: datetime, until: datetime) -> Iterable[VisitBlock]:
    """Visits that were never planned, where they took place."""
    query = (
        select(VisitLog, Customer)
        .join(Customer, Customer.id == VisitLog.customer_id)
        .where(
            visible(actor, VisitLog),
            VisitLog.deleted_at.is_(None),
            VisitLog.plan_id.is_(None),
            VisitLog.owner_id == who,
            VisitLog.starts_at < until,
            VisitLog.ends_at > since,
        )
    )
    for log, customer in session.execute(query):
        yield VisitBlock(
            id=log.id,
            kind=BlockKind.LOG,
            customer_id=customer.id,
            name=customer.short_name or customer.cust_name,
            value_class=customer.value_class,
            starts_at=log.starts_at,
            ends_at=log.ends_at,
            way=log.way,
            purposes=tuple(log.purposes),
            owner_id=log.owner_id,
            state=log.state,
            visit_id=log.id,
        )


def _meetings(session: Session, actor: Actor, who: str, first: date, last: date) -> Iterable[VisitBlock]:
    """Meetings with a time, as long as nobody says how long they take: one hour."""
    query = select(Task).where(
        visible(actor, Task),
        Task.deleted_at.is_(None),
        Task.assignee_id == who,
        Task.kind == TaskKind.MEETING,
        Task.state.in_(OPEN_STATES),
        Task.due_time.is_not(None),
        Task.due.between(first, last),
    )
    for task in session.scalars(query):
        starts = datetime.combine(task.due, task.due_time or time(), CHINA_TIME)
        yield VisitBlock(
            id=task.id,
            kind=BlockKind.OTHER,
            name=task.title,
            starts_at=starts,
            ends_at=starts + MEETING,
            state=task.state,
        )


def like(words: str) -> str:
    """Give words as a LIKE pattern that finds them anywhere; escape with a backslash."""
    return f"%{words.translate(_LIKE)}%"
