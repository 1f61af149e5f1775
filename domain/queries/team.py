"""The team at a glance: who is overloaded or late, and what is nobody's (R11.4)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import msgspec
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from domain.entities import Customer, Person, VisitLog, VisitPlan
from domain.permissions import Actor, visible
from domain.queries.tasks import TaskRow, team_tasks
from domain.rules.calendars import CHINA_TIME, china_date
from domain.values.people import PersonStatus, Post
from domain.values.visits import VisitState

STRIP_DAYS = 14
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


class TeamBoard(msgspec.Struct, frozen=True, kw_only=True):
    """The board: the strip's first day, the members, every task of the area."""

    first_day: date
    members: tuple[MemberRow, ...]
    tasks: tuple[TaskRow, ...]


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
    return TeamBoard(first_day=first, members=members, tasks=tasks)


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
    living = (Customer.deleted_at.is_(None), visible(actor, Customer))
    month_end = (today.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)

    def count(*conditions: ColumnElement[bool]) -> Counter[str]:
        query = select(Customer.am_id, func.count()).where(*living, *conditions).group_by(Customer.am_id)
        return _counted(session, query)

    return count(), count(Customer.arrears > 0), count(Customer.next_visit_due <= month_end)


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
