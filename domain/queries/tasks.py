"""Tasks as lists and boards show them."""

from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from domain.entities import Customer, Person, Task
from domain.permissions import Actor, visible
from domain.rules.calendars import CHINA_TIME
from domain.values.tasks import OPEN_STATES, TaskState

LIMIT = 2_000


class TaskRow(msgspec.Struct, frozen=True, kw_only=True):
    """A task with the names that go with it; `due` is a business day, `done_at` UTC."""

    id: str
    title: str
    kind: str
    origin: str
    state: str
    priority: str
    due: date
    due_time: time | None
    is_promise: bool
    customer_id: str | None
    customer_name: str
    value_class: str
    assignee_id: str | None
    assignee_name: str
    owner_id: str
    owner_name: str
    visit_id: str | None
    standard: str
    result: str
    done_at: datetime | None
    revision: int

    @property
    def is_open(self) -> bool:
        """Whether the task is still to be done."""
        return self.state in OPEN_STATES

    def overdue_days(self, today: date) -> int:
        """Days past the due day, 0 when done or not yet past."""
        return max(0, (today - self.due).days) if self.is_open else 0


def _tasks(actor: Actor, *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    owner = aliased(Person)
    return (
        select(Task, Customer.short_name, Customer.cust_name, Customer.value_class, Person.name, owner.name)
        .join(Customer, Customer.id == Task.customer_id, isouter=True)
        .join(Person, Person.id == Task.assignee_id, isouter=True)
        .join(owner, owner.id == Task.owner_id, isouter=True)
        .where(Task.deleted_at.is_(None), visible(actor, Task), *conditions)
        .order_by(Task.due, Task.due_time, Task.created_at, Task.id)
        .limit(LIMIT)
    )


def _rows(session: Session, query: Select[*tuple[Any, ...]]) -> tuple[TaskRow, ...]:
    return tuple(
        TaskRow(
            id=task.id,
            title=task.title,
            kind=task.kind,
            origin=task.origin,
            state=task.state,
            priority=task.priority,
            due=task.due,
            due_time=task.due_time,
            is_promise=task.is_promise,
            customer_id=task.customer_id,
            customer_name=short or name or "",
            value_class=value_class or "",
            assignee_id=task.assignee_id,
            assignee_name=assignee or "",
            owner_id=task.owner_id,
            owner_name=owner or "",
            visit_id=task.visit_id,
            standard=task.standard,
            result=task.result,
            done_at=task.done_at,
            revision=task.revision,
        )
        for task, short, name, value_class, assignee, owner in session.execute(query)
    )


def my_tasks(session: Session, actor: Actor, today: date) -> tuple[TaskRow, ...]:
    """Give the actor's open tasks and those finished today, by due day."""
    start = datetime.combine(today, time.min, CHINA_TIME)
    finished = and_(Task.state == TaskState.DONE, Task.done_at >= start, Task.done_at < start + timedelta(days=1))
    mine = Task.assignee_id == actor.id
    return _rows(session, _tasks(actor, mine, or_(Task.state.in_(OPEN_STATES), finished)))


def customer_tasks(session: Session, actor: Actor, customer_id: str) -> tuple[TaskRow, ...]:
    """Give every task of one customer, open ones and done ones."""
    return _rows(session, _tasks(actor, Task.customer_id == customer_id))


def open_promises(session: Session, actor: Actor, customer_id: str) -> tuple[TaskRow, ...]:
    """Give what was promised to a customer and is still open: the tasks its visits led to."""
    promised = or_(Task.is_promise, Task.visit_id.is_not(None))
    return _rows(session, _tasks(actor, Task.customer_id == customer_id, promised, Task.state.in_(OPEN_STATES)))


def team_tasks(session: Session, actor: Actor, today: date) -> tuple[TaskRow, ...]:
    """Give the open tasks of the actor's area, unassigned ones among them, and those finished in the last week."""
    since = datetime.combine(today - timedelta(days=7), time.min, CHINA_TIME)
    finished = and_(Task.state == TaskState.DONE, Task.done_at >= since)
    return _rows(session, _tasks(actor, Task.org_id.in_(actor.areas), or_(Task.state.in_(OPEN_STATES), finished)))


def overdue_count(session: Session, actor: Actor, today: date) -> int:
    """Count the actor's open tasks whose day has passed."""
    mine = (Task.assignee_id == actor.id, Task.state.in_(OPEN_STATES), Task.due < today)
    query = select(func.count()).where(Task.deleted_at.is_(None), visible(actor, Task), *mine)
    return int(session.scalar(query) or 0)


def task(session: Session, actor: Actor, task_id: str) -> TaskRow | None:
    """Give one task, or None when it is missing or out of scope."""
    return next(iter(_rows(session, _tasks(actor, Task.id == task_id))), None)
