"""The start screen: what must be done next, and what is about to hurt."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from domain.entities import Contact, Customer, Person, VisitComment, VisitLog, VisitPlan
from domain.permissions import Actor, visible
from domain.queries.tasks import TaskRow, my_tasks, open_promises
from domain.rules.calendars import CHINA_TIME
from domain.values.visits import VisitState

LOW_COMPLETENESS = 80
ALERTS = 12
WEEK_DAYS = 7


class DayVisit(msgspec.Struct, frozen=True, kw_only=True):
    """A visit on today's timeline: planned, or already logged; times are UTC."""

    plan_id: str | None
    visit_id: str | None
    customer_id: str
    customer_name: str
    value_class: str
    starts_at: datetime
    ends_at: datetime
    subject: str
    place: str
    purposes: tuple[str, ...]
    contacts: str
    state: str
    to_confirm: bool
    revision: int


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers on top; money in fen, with the billing period they come from."""

    customers: int
    monthly_revenue: int | None
    period: str
    source: str
    visits_done: int
    visits_required: int
    arrears: int
    arrears_customers: int
    overdue_customers: int
    due_this_week: int
    completeness: int
    low_files: int


class AlertRow(msgspec.Struct, frozen=True, kw_only=True):
    """Something about to hurt: kind is overdue or arrears; `amount` in fen, `day` the due day."""

    kind: str
    customer_id: str
    customer_name: str
    value_class: str
    day: date | None = None
    amount: int | None = None
    last_visit: date | None = None


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """Before you walk in: the last promise, what to raise, the money, and what to beware of."""

    promises: tuple[TaskRow, ...]
    last_visit: date | None
    last_content: str
    subject: str
    needs: str
    monthly_revenue: int | None
    arrears: int | None
    period: str
    competitor: str
    taboo: str


class CommentRow(msgspec.Struct, frozen=True, kw_only=True):
    """A recent remark on one of the actor's visits."""

    visit_id: str
    customer_name: str
    text: str
    score: int | None
    by: str
    at: datetime


class NearDue(msgspec.Struct, frozen=True, kw_only=True):
    """A customer near today's visits who is to be visited by a day and has no visit planned."""

    customer_id: str
    customer_name: str
    value_class: str
    due: date


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of the start screen in one reading."""

    visits: tuple[DayVisit, ...]
    tasks: tuple[TaskRow, ...]
    figures: Figures
    alerts: tuple[AlertRow, ...]
    comments: tuple[CommentRow, ...]
    near: NearDue | None = None


def _moment(day: date) -> datetime:
    return datetime.combine(day, time.min, CHINA_TIME)


def today_screen(session: Session, actor: Actor, today: date) -> Today:
    """Give the visits of the day, the tasks, the figures, the alerts and the latest remarks."""
    visits = day_visits(session, actor, today)
    return Today(
        visits=visits,
        tasks=my_tasks(session, actor, today),
        figures=figures(session, actor, today),
        alerts=alerts(session, actor, today),
        comments=recent_comments(session, actor, today),
        near=near_due(session, actor, today, [visit.customer_id for visit in visits]),
    )


def near_due(session: Session, actor: Actor, today: date, visited: Sequence[str]) -> NearDue | None:
    """Give the customer in the same county as the day's visits who is due soonest within a week and not planned."""
    if not visited:
        return None
    counties = select(Customer.county).where(Customer.id.in_(visited), Customer.county.is_not(None))
    planned = select(VisitPlan.customer_id).where(
        VisitPlan.starts_at >= _moment(today),
        VisitPlan.state.in_((VisitState.PLANNED, VisitState.UNDER_WAY)),
        VisitPlan.deleted_at.is_(None),
    )
    query = (
        select(Customer.id, Customer.short_name, Customer.cust_name, Customer.value_class, Customer.next_visit_due)
        .where(
            Customer.am_id == actor.id,
            Customer.county.in_(counties),
            Customer.next_visit_due <= today + timedelta(days=WEEK_DAYS),
            Customer.id.not_in(visited),
            Customer.id.not_in(planned),
            Customer.deleted_at.is_(None),
            visible(actor, Customer),
        )
        .order_by(Customer.next_visit_due, Customer.id)
        .limit(1)
    )
    row = session.execute(query).first()
    if row is None or row[4] is None:
        return None
    return NearDue(customer_id=row[0], customer_name=row[1] or row[2], value_class=row[3], due=row[4])


def day_visits(session: Session, actor: Actor, day: date) -> tuple[DayVisit, ...]:
    """Give the actor's visits of a day in the order of time; a logged plan appears once, as logged."""
    start, end = _moment(day), _moment(day + timedelta(days=1))
    plans = session.execute(
        select(VisitPlan, Customer.short_name, Customer.cust_name, Customer.value_class, VisitLog.id)
        .join(Customer, Customer.id == VisitPlan.customer_id)
        .join(VisitLog, VisitLog.plan_id == VisitPlan.id, isouter=True)
        .where(
            VisitPlan.owner_id == actor.id,
            VisitPlan.starts_at >= start,
            VisitPlan.starts_at < end,
            VisitPlan.state != VisitState.CANCELLED,
            VisitPlan.deleted_at.is_(None),
            visible(actor, VisitPlan),
        )
    ).all()
    logs = session.execute(
        select(VisitLog, Customer.short_name, Customer.cust_name, Customer.value_class)
        .join(Customer, Customer.id == VisitLog.customer_id)
        .where(
            VisitLog.owner_id == actor.id,
            VisitLog.starts_at >= start,
            VisitLog.starts_at < end,
            VisitLog.deleted_at.is_(None),
            visible(actor, VisitLog),
        )
    ).all()
    met = [contact for plan, *_ in plans for contact in plan.contact_ids]
    met += [contact for log, *_ in logs for contact in log.contact_ids]
    names = _contact_names(session, actor, met)
    shown = {plan.id for plan, *_ in plans}
    found = [_planned(plan, short or name, tier, visit_id, names) for plan, short, name, tier, visit_id in plans]
    found += [_logged(log, short or name, tier, names) for log, short, name, tier in logs if log.plan_id not in shown]
    return tuple(sorted(found, key=lambda visit: (visit.starts_at, visit.customer_name)))


def _contact_names(session: Session, actor: Actor, ids: Sequence[str]) -> dict[str, str]:
    query = select(Contact.id, Contact.name, Contact.dept).where(
        Contact.id.in_(ids), visible(actor, Contact), Contact.deleted_at.is_(None)
    )
    return {contact_id: f"{name} {dept}".strip() for contact_id, name, dept in session.execute(query)}


def _planned(plan: VisitPlan, name: str, tier: str, visit_id: str | None, names: dict[str, str]) -> DayVisit:
    return DayVisit(
        plan_id=plan.id,
        visit_id=visit_id,
        customer_id=plan.customer_id,
        customer_name=name,
        value_class=tier,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        subject=plan.subject,
        place=plan.place,
        purposes=tuple(plan.purposes),
        contacts="、".join(names[one] for one in plan.contact_ids if one in names),
        state=plan.state,
        to_confirm=plan.to_confirm,
        revision=plan.revision,
    )


def _logged(log: VisitLog, name: str, tier: str, names: dict[str, str]) -> DayVisit:
    return DayVisit(
        plan_id=None,
        visit_id=log.id,
        customer_id=log.customer_id,
        customer_name=name,
        value_class=tier,
        starts_at=log.starts_at,
        ends_at=log.ends_at,
        subject="",
        place=log.place,
        purposes=tuple(log.purposes),
        contacts="、".join(names[one] for one in log.contact_ids if one in names),
        state=log.state,
        to_confirm=False,
        revision=log.revision,
    )


def figures(session: Session, actor: Actor, today: date) -> Figures:
    """Sum up the customers in the actor's scope in one statement, and the month's counting visits in another."""
    month_end = (today.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    week_end = today + timedelta(days=WEEK_DAYS - 1 - today.weekday())
    row = session.execute(
        select(
            func.count(),
            func.sum(Customer.monthly_revenue),
            func.max(Customer.figures_period),
            func.max(Customer.figures_source),
            func.coalesce(func.sum(Customer.arrears).filter(Customer.arrears > 0), 0),
            func.count().filter(Customer.arrears > 0),
            func.count().filter(Customer.next_visit_due < today),
            func.count().filter(Customer.next_visit_due.between(today, week_end)),
            func.count().filter(Customer.next_visit_due <= month_end),
            func.coalesce(func.avg(Customer.completeness), 0),
            func.count().filter(Customer.completeness < LOW_COMPLETENESS),
        ).where(Customer.deleted_at.is_(None), visible(actor, Customer))
    ).one()
    done = session.scalar(
        select(func.count()).where(
            VisitLog.starts_at >= _moment(today.replace(day=1)),
            VisitLog.valid,
            VisitLog.deleted_at.is_(None),
            visible(actor, VisitLog),
        )
    )
    visits_done = int(done or 0)
    return Figures(
        customers=row[0],
        monthly_revenue=int(row[1]) if row[1] is not None else None,
        period=row[2] or "",
        source=row[3] or "",
        visits_done=visits_done,
        visits_required=visits_done + row[8],
        arrears=int(row[4]),
        arrears_customers=row[5],
        overdue_customers=row[6],
        due_this_week=row[7],
        completeness=round(float(row[9])),
        low_files=row[10],
    )


def alerts(session: Session, actor: Actor, today: date) -> tuple[AlertRow, ...]:
    """Give arrears by amount and overdue visits by day, the worst first, a dozen at most."""
    mine = (Customer.deleted_at.is_(None), visible(actor, Customer))
    columns = (Customer.id, Customer.short_name, Customer.cust_name, Customer.value_class, Customer.last_visit)
    owing = session.execute(
        select(*columns, Customer.arrears)
        .where(*mine, Customer.arrears > 0)
        .order_by(Customer.arrears.desc(), Customer.id)
        .limit(ALERTS // 2)
    )
    late = session.execute(
        select(*columns, Customer.next_visit_due)
        .where(*mine, Customer.next_visit_due < today)
        .order_by(Customer.next_visit_due, Customer.id)
        .limit(ALERTS // 2)
    )
    found = [_alert("arrears", row, amount=row[5]) for row in owing]
    found += [_alert("overdue", row, day=row[5]) for row in late]
    return tuple(found)


def _alert(kind: str, row: Row[*tuple[Any, ...]], *, amount: int | None = None, day: date | None = None) -> AlertRow:
    return AlertRow(
        kind=kind,
        customer_id=row[0],
        customer_name=row[1] or row[2],
        value_class=row[3],
        last_visit=row[4],
        amount=amount,
        day=day,
    )


def recent_comments(session: Session, actor: Actor, today: date) -> tuple[CommentRow, ...]:
    """Give other people's remarks of the last two weeks on the actor's visits, the newest first."""
    from_day = _moment(today - timedelta(days=2 * WEEK_DAYS))
    query = (
        select(VisitComment, Customer.short_name, Customer.cust_name, Person.name)
        .join(Person, Person.id == VisitComment.owner_id, isouter=True)
        .join(VisitLog, VisitLog.id == VisitComment.visit_id)
        .join(Customer, Customer.id == VisitComment.customer_id)
        .where(
            VisitLog.owner_id == actor.id,
            VisitComment.owner_id != actor.id,
            VisitComment.created_at >= from_day,
            VisitComment.deleted_at.is_(None),
            visible(actor, VisitComment),
        )
        .order_by(VisitComment.created_at.desc())
        .limit(ALERTS)
    )
    return tuple(
        CommentRow(
            visit_id=comment.visit_id,
            customer_name=short or name,
            text=comment.text,
            score=comment.score,
            by=who or "",
            at=comment.created_at,
        )
        for comment, short, name, who in session.execute(query)
    )


def brief(session: Session, actor: Actor, customer_id: str, subject: str = "") -> Brief | None:
    """Give what to look at before walking in to a customer; None when it is out of scope."""
    customer = session.scalars(
        select(Customer).where(Customer.id == customer_id, Customer.deleted_at.is_(None), visible(actor, Customer))
    ).one_or_none()
    if customer is None:
        return None
    last = session.scalars(
        select(VisitLog)
        .where(VisitLog.customer_id == customer_id, VisitLog.deleted_at.is_(None), visible(actor, VisitLog))
        .order_by(VisitLog.starts_at.desc())
        .limit(1)
    ).first()
    taboos = session.scalars(
        select(Contact.taboo).where(
            Contact.customer_id == customer_id,
            Contact.taboo != "",
            Contact.left_date.is_(None),
            Contact.deleted_at.is_(None),
            visible(actor, Contact),
        )
    )
    return Brief(
        promises=open_promises(session, actor, customer_id),
        last_visit=customer.last_visit,
        last_content=last.content if last else "",
        subject=subject,
        needs="；".join(last.needs) if last and last.needs else customer.needs_summary,
        monthly_revenue=customer.monthly_revenue,
        arrears=customer.arrears,
        period=customer.figures_period,
        competitor=last.competitor_info if last else "",
        taboo="；".join(taboos),
    )
