"""The team at a glance: who is overloaded or late, and what is nobody's (R11.4)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import msgspec
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from domain.entities import Customer, Person, VisitComment, VisitLog, VisitPlan
from domain.permissions import Actor, visible
from domain.queries.tasks import TaskRow, team_tasks
from domain.rules.calendars import CHINA_TIME, china_date
from domain.values.people import PersonStatus, Post
from domain.values.visits import VisitState

STRIP_DAYS = 14
REVIEW_DAYS = 14
REVIEWS = 60
MEMBER_POSTS = (Post.ACCOUNT_MANAGER, Post.CHIEF_ACCOUNT_MANAGER, Post.ASSISTANT)
OPEN_PLANS = (VisitState.PLANNED, VisitState.UNDER_WAY, VisitState.TO_REPORT)


class MemberRow(msgspec.Struct, frozen=True, kw_only=True):
    """One member: customers, work per day from the strip's first day, the month's visits, what is late."""

    id: str
    name: str
    post: str
    org_id: str
    customers: int
    loads: tuple[int, ...]
    visits_done: int
    visits_required: int
    overdue_tasks: int
    unlogged_visits: int
    arrears_customers: int


class ReviewRow(msgspec.Struct, frozen=True, kw_only=True):
    """A member's recent visit log; `reviewed` once somebody else scored it or remarked on it. Moments are UTC."""

    visit_id: str
    customer_id: str
    customer_name: str
    value_class: str
    owner_id: str
    owner_name: str
    starts_at: datetime
    submitted_at: datetime
    content: str
    reviewed: bool


class TeamBoard(msgspec.Struct, frozen=True, kw_only=True):
    """The board: the strip's first day, the members, every task of the area, the latest visits to review."""

    first_day: date
    members: tuple[MemberRow, ...]
    tasks: tuple[TaskRow, ...]
    visits: tuple[ReviewRow, ...] = ()


def team_board(session: Session, actor: Actor, today: date) -> TeamBoard:
    """Give the workload of two weeks from this Monday, with tasks and visits per member and day."""
    first = today - timedelta(days=today.weekday())
    tasks = team_tasks(session, actor, today)
    people = _members(session, actor)
    plans = _plan_days(session, actor, first)
    loads = _loads(tasks, plans, first)
    customers, arrears, due = _customer_counts(session, actor, today)
    done = _visits_of_month(session, actor, today)
    overdue = Counter(task.assignee_id for task in tasks if task.overdue_days(today))
    unlogged = _unlogged(session, actor, today)
    members = tuple(
        MemberRow(
            id=person.id,
            name=person.name,
            post=person.post,
            org_id=person.org_id,
            customers=customers[person.id],
            loads=tuple(loads[person.id, day] for day in range(STRIP_DAYS)),
            visits_done=done[person.id],
            visits_required=done[person.id] + due[person.id],
            overdue_tasks=overdue[person.id],
            unlogged_visits=unlogged[person.id],
            arrears_customers=arrears[person.id],
        )
        for person in people
    )
    return TeamBoard(first_day=first, members=members, tasks=tasks, visits=visits_to_review(session, actor, today))


def visits_to_review(session: Session, actor: Actor, today: date) -> tuple[ReviewRow, ...]:
    """Give other people's visit logs of the last two weeks in the actor's sight, those nobody reviewed yet first."""
    remarked = (
        select(VisitComment.id)
        .where(
            VisitComment.visit_id == VisitLog.id,
            VisitComment.owner_id != VisitLog.owner_id,
            VisitComment.deleted_at.is_(None),
        )
        .correlate(VisitLog)
        .exists()
    )
    reviewed = or_(VisitLog.state == VisitState.REVIEWED, remarked)
    query = (
        select(VisitLog, Customer.short_name, Customer.cust_name, Customer.value_class, Person.name, reviewed)
        .join(Customer, Customer.id == VisitLog.customer_id)
        .join(Person, Person.id == VisitLog.owner_id, isouter=True)
        .where(
            VisitLog.owner_id != actor.id,
            VisitLog.submitted_at >= _moment(today - timedelta(days=REVIEW_DAYS)),
            VisitLog.deleted_at.is_(None),
            visible(actor, VisitLog),
        )
        .order_by(reviewed, VisitLog.submitted_at.desc(), VisitLog.id)
        .limit(REVIEWS)
    )
    return tuple(
        ReviewRow(
            visit_id=log.id,
            customer_id=log.customer_id,
            customer_name=short or name,
            value_class=tier,
            owner_id=log.owner_id,
            owner_name=owner or "",
            starts_at=log.starts_at,
            submitted_at=log.submitted_at,
            content=log.content,
            reviewed=bool(done),
        )
        for log, short, name, tier, owner, done in session.execute(query)
    )


def _members(session: Session, actor: Actor) -> list[Person]:
    query = (
        select(Person)
        .where(
            Person.org_id.in_(actor.areas),
            Person.post.in_(MEMBER_POSTS),
            Person.status != PersonStatus.LEFT,
            Person.deleted_at.is_(None),
            visible(actor, Person),
        )
        .order_by(Person.staff_no)
    )
    return list(session.scalars(query))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time.min, CHINA_TIME)


def _plan_days(session: Session, actor: Actor, first: date) -> list[tuple[str, date]]:
    query = select(VisitPlan.owner_id, VisitPlan.starts_at).where(
        VisitPlan.starts_at >= _moment(first),
        VisitPlan.starts_at < _moment(first + timedelta(days=STRIP_DAYS)),
        VisitPlan.state.in_((*OPEN_PLANS, VisitState.REPORTED, VisitState.REVIEWED)),
        VisitPlan.deleted_at.is_(None),
        visible(actor, VisitPlan),
    )
    return [(owner, china_date(starts_at)) for owner, starts_at in session.execute(query)]


def _loads(tasks: Iterable[TaskRow], plans: Iterable[tuple[str, date]], first: date) -> Counter[tuple[str, int]]:
    loads: Counter[tuple[str, int]] = Counter()
    for task in tasks:
        if task.is_open and task.assignee_id:
            loads[task.assignee_id, (task.due - first).days] += 1
    for owner, day in plans:
        loads[owner, (day - first).days] += 1
    return loads


def _customer_counts(session: Session, actor: Actor, today: date) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Count each manager's customers, those in arrears, and those due by the end of the month."""
    month_end = (today.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    query = (
        select(
            Customer.am_id,
            func.count(),
            func.count().filter(Customer.arrears > 0),
            func.count().filter(Customer.next_visit_due <= month_end),
        )
        .where(Customer.deleted_at.is_(None), visible(actor, Customer))
        .group_by(Customer.am_id)
    )
    all_of: Counter[str] = Counter()
    arrears: Counter[str] = Counter()
    due: Counter[str] = Counter()
    for manager, count, owing, waiting in session.execute(query):
        all_of[manager], arrears[manager], due[manager] = count, owing, waiting
    return all_of, arrears, due


def _visits_of_month(session: Session, actor: Actor, today: date) -> Counter[str]:
    query = (
        select(VisitLog.owner_id, func.count())
        .where(
            VisitLog.starts_at >= _moment(today.replace(day=1)),
            VisitLog.valid,
            VisitLog.deleted_at.is_(None),
            visible(actor, VisitLog),
        )
        .group_by(VisitLog.owner_id)
    )
    return _counted(session, query)


def _unlogged(session: Session, actor: Actor, today: date) -> Counter[str]:
    """Visits whose day is over and that nobody has logged or called off."""
    query = (
        select(VisitPlan.owner_id, func.count())
        .where(
            VisitPlan.ends_at < _moment(today),
            VisitPlan.state.in_(OPEN_PLANS),
            VisitPlan.deleted_at.is_(None),
            visible(actor, VisitPlan),
        )
        .group_by(VisitPlan.owner_id)
    )
    return _counted(session, query)


def _counted(session: Session, query: Select[str, int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for owner, number in session.execute(query):
        counts[owner] = number
    return counts
