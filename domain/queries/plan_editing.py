"""A service plan to be written: what is kept, and what records offer for it (2.25)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.base import to_wire
from domain.entities import Customer, Person, ServicePlan, Task, VisitLog
from domain.errors import Refused
from domain.permissions import Actor, visible
from domain.queries.service_plans import ServiceItem, TeamMember, plan_people, promised_rules, rule_item
from domain.rules.service_rules import PLAN_FIELDS
from domain.values.service_rules import PlanState
from domain.values.tasks import OPEN_STATES

LAST_VISITS: Final = 5
MOST_TASKS: Final = 12


class VisitNote(msgspec.Struct, frozen=True):
    """What a visit brought to light: needs and opinions as noted, and what was talked about."""

    starts_at: datetime
    needs: tuple[str, ...]
    opinions: tuple[str, ...]
    content: str


class OpenTask(msgspec.Struct, frozen=True):
    """Something still to be done for the customer."""

    title: str
    due: date
    owner: str
    is_promise: bool


class PlanEditing(msgspec.Struct, frozen=True, kw_only=True):
    """A plan of a customer and year with everything its editor offers.

    `values` are the saved fields in wire form, empty before the first save; `last_year` those of the year before.
    `promises` come from the rules in force and cannot be edited, internal ones are never among them.
    """

    customer_id: str
    customer_name: str
    year: int
    plan_id: str = ""
    number: str = ""
    version: int = 0
    state: PlanState = PlanState.DRAFT
    updated_at: datetime | None = None
    values: dict[str, Any] = {}
    last_year: dict[str, Any] = {}
    team: tuple[TeamMember, ...] = ()
    promises: tuple[ServiceItem, ...] = ()
    needs_summary: str = ""
    concerns: tuple[str, ...] = ()
    visits: tuple[VisitNote, ...] = ()
    tasks: tuple[OpenTask, ...] = ()


def plan_editing(session: Session, actor: Actor, customer_id: str, year: int) -> PlanEditing:
    """Give a plan to be edited; refused with `not_found` when the customer is out of sight."""
    seen = select(Customer).where(Customer.id == customer_id, Customer.deleted_at.is_(None), visible(actor, Customer))
    customer = session.scalars(seen).one_or_none()
    if customer is None:
        raise Refused("not_found", kind=Customer.__tablename__, id=customer_id[:36])
    plans = session.scalars(
        select(ServicePlan)
        .where(
            ServicePlan.customer_id == customer_id,
            ServicePlan.year.in_((year, year - 1)),
            ServicePlan.deleted_at.is_(None),
        )
        .order_by(ServicePlan.version.desc(), ServicePlan.id)
    ).all()
    plan, former = _of(plans, year), _of(plans, year - 1)
    _manager, team, ladder = plan_people(session, customer)
    above = ladder[1:2] if customer.am_id else ladder[:1]
    leaders = tuple(TeamMember(role=step.role, name=step.name, phone=step.phone) for step in above)
    known = {member.name for member in team}
    return PlanEditing(
        customer_id=customer_id,
        customer_name=customer.cust_name,
        year=year,
        plan_id=plan.id if plan else "",
        number=(plan.biz_no or "") if plan else "",
        version=plan.version if plan else 0,
        state=PlanState(plan.state) if plan else PlanState.DRAFT,
        updated_at=plan.updated_at if plan else None,
        values=_values(plan),
        last_year=_values(former),
        team=(*team, *(member for member in leaders if member.name not in known)),
        promises=tuple(map(rule_item, promised_rules(session, customer, date(year, 1, 1)))),
        needs_summary=customer.needs_summary,
        concerns=tuple(filter(None, map(_concern, customer.concerns))),
        visits=_visits(session, actor, customer_id),
        tasks=_tasks(session, actor, customer_id),
    )


def _of(plans: Sequence[ServicePlan], year: int) -> ServicePlan | None:
    return next((plan for plan in plans if plan.year == year), None)


def _values(plan: ServicePlan | None) -> dict[str, Any]:
    return {} if plan is None else {name: to_wire(getattr(plan, name)) for name in PLAN_FIELDS}


def _concern(record: object) -> str:
    """Give the words of a concern, however its record names them."""
    if not isinstance(record, dict):
        return ""
    return "，".join(value for value in record.values() if isinstance(value, str) and value)


def _visits(session: Session, actor: Actor, customer_id: str) -> tuple[VisitNote, ...]:
    query = (
        select(VisitLog)
        .where(VisitLog.customer_id == customer_id, VisitLog.deleted_at.is_(None), visible(actor, VisitLog))
        .order_by(VisitLog.starts_at.desc(), VisitLog.id)
        .limit(LAST_VISITS)
    )
    return tuple(
        VisitNote(log.starts_at, tuple(log.needs), tuple(log.opinions), log.content) for log in session.scalars(query)
    )


def _tasks(session: Session, actor: Actor, customer_id: str) -> tuple[OpenTask, ...]:
    query = (
        select(Task.title, Task.due, Person.name, Task.is_promise)
        .outerjoin(Person, Person.id == Task.assignee_id)
        .where(
            Task.customer_id == customer_id,
            Task.state.in_(OPEN_STATES),
            Task.deleted_at.is_(None),
            visible(actor, Task),
        )
        .order_by(Task.is_promise.desc(), Task.due, Task.id)
        .limit(MOST_TASKS)
    )
    return tuple(
        OpenTask(title, due, owner or "", is_promise) for title, due, owner, is_promise in session.execute(query)
    )
