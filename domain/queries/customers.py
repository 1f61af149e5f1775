"""The customer list: its views, filters, orders, rows and sums."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, and_, case, false, func, nulls_last, or_, select, true
from sqlalchemy.orm import Session

from domain.entities import Contact, Customer, Parameter, Person, VisitLog, VisitPlan
from domain.permissions import Actor, visible
from domain.rules.calendars import add_months, china_date
from domain.rules.parameters import ParameterRow, Parameters, parameters_on
from domain.rules.text import search_key
from domain.rules.visit_due import VisitDueParams, VisitStandard, visit_band, visit_due_params
from domain.rules.visit_rhythm import RhythmBar, visit_rhythm
from domain.values.customers import CustomerState
from domain.values.tiers import RelationTier, ValueClass
from domain.values.visits import VisitState

COMPLETE_FROM: Final = 80
"""Files below this percentage are listed as incomplete and drawn in amber."""
_MONTHS_READ: Final = 12
_CHUNK: Final = 400
_CHINA: Final = timezone(timedelta(hours=8))
_GONE: Final = (CustomerState.ABANDONED, CustomerState.LOST, CustomerState.CLOSED, CustomerState.MERGED)


class CustomerView(StrEnum):
    """The views every list of customers offers."""

    MINE = "mine"
    TEAM = "team"
    THIS_WEEK = "this_week"
    OVERDUE = "overdue"
    ARREARS = "arrears"
    INCOMPLETE = "incomplete"


class CustomerFilter(msgspec.Struct, frozen=True):
    """What a list is narrowed to: a view, words, and codes of which one of each kind must hold."""

    view: str = CustomerView.MINE
    words: str = ""
    classes: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything beside the view narrows the list."""
        return bool(self.words.strip() or self.classes or self.relations or self.segments or self.counties)


class CustomerRow(msgspec.Struct, frozen=True):
    """A customer in a list; money in fen, `planned_at` the next visit that is on the calendar."""

    id: str
    name: str
    cust_no: str
    value_class: str
    relation_tier: str
    segment: str
    county: str
    state: str
    am_id: str
    am_name: str
    completeness: int
    rhythm: tuple[RhythmBar, ...]
    last_visit: date | None
    next_due: date | None
    planned_at: datetime | None
    monthly_revenue: int | None
    arrears: int | None
    figures_period: str
    tags: tuple[str, ...]
    updated_at: datetime


class CustomerSums(msgspec.Struct, frozen=True):
    """How many customers there are, and their monthly revenue and arrears together, in fen."""

    count: int = 0
    revenue: int = 0
    arrears: int = 0


class CustomerCounts(msgspec.Struct, frozen=True):
    """How many customers each view, segment and county holds; codes in the order of their numbers."""

    views: dict[str, int]
    segments: tuple[tuple[str, int], ...]
    counties: tuple[tuple[str, int], ...]


def customers_ids(
    session: Session,
    actor: Actor,
    narrowing: CustomerFilter,
    order: tuple[str, bool] = ("next_due", False),
    *,
    today: date,
) -> tuple[str, ...]:
    """Give the ids of a narrowed list in an order: (key, descending); unknown values come last either way."""
    key, descending = order
    column = _ORDERS.get(key, Customer.next_visit_due)
    query = select(Customer.id).where(*_in_sight(actor), *_narrowed(actor, narrowing, today))
    if column is Person.name:
        query = query.join(Person, Person.id == Customer.am_id, isouter=True)
    query = query.order_by(nulls_last(column.desc() if descending else column.asc()), Customer.id)
    return tuple(session.scalars(query))


def customer_rows(session: Session, actor: Actor, ids: Sequence[str], *, today: date) -> tuple[CustomerRow, ...]:
    """Give the rows of some ids, in any order; ids out of sight are left out."""
    rows: list[CustomerRow] = []
    for start in range(0, len(ids), _CHUNK):
        rows += _window(session, actor, ids[start : start + _CHUNK], today)
    return tuple(rows)


def customer_sums(session: Session, actor: Actor, narrowing: CustomerFilter, *, today: date) -> CustomerSums:
    """Add up a narrowed list."""
    query = select(*_SUMS).where(*_in_sight(actor), *_narrowed(actor, narrowing, today))
    count, revenue, arrears = session.execute(query).one()
    return CustomerSums(count, revenue or 0, arrears or 0)


def chosen_sums(session: Session, actor: Actor, ids: Iterable[str]) -> CustomerSums:
    """Add up some customers."""
    chosen, total = list(ids), CustomerSums()
    for start in range(0, len(chosen), _CHUNK):
        query = select(*_SUMS).where(*_in_sight(actor), Customer.id.in_(chosen[start : start + _CHUNK]))
        count, revenue, arrears = session.execute(query).one()
        total = CustomerSums(total.count + count, total.revenue + (revenue or 0), total.arrears + (arrears or 0))
    return total


def customer_counts(session: Session, actor: Actor, narrowing: CustomerFilter, *, today: date) -> CustomerCounts:
    """Count every view, and the segments and counties inside the chosen one."""
    wanted = [*(_view(actor, view, today) for view in CustomerView), _view(actor, narrowing.view, today)]
    sums = [func.sum(case((held, 1), else_=0)) for held in wanted]
    query = select(Customer.segment, Customer.county, *sums).where(*_in_sight(actor))
    views: Counter[str] = Counter({view.value: 0 for view in CustomerView})
    segments: Counter[str] = Counter()
    counties: Counter[str] = Counter()
    for segment, county, *numbers, inside in session.execute(query.group_by(Customer.segment, Customer.county)):
        views.update(dict(zip(views, map(int, numbers), strict=True)))
        segments[segment] += int(inside)
        counties[county] += int(inside)
    return CustomerCounts(dict(views), _by_number(segments), _by_number(counties))


def _by_number(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    held = [(code, number) for code, number in counted.items() if code and number]
    return tuple(sorted(held, key=lambda pair: (-pair[1], pair[0])))


_SUMS: Final = (
    func.count(),
    func.sum(Customer.monthly_revenue),
    func.sum(Customer.arrears),
)
_ORDERS: Final[dict[str, Any]] = {
    "name": Customer.cust_name,
    "cust_no": Customer.cust_no,
    "value_class": Customer.value_class,
    "relation_tier": Customer.relation_tier,
    "segment": Customer.segment,
    "county": Customer.county,
    "am_name": Person.name,
    "completeness": Customer.completeness,
    "last_visit": Customer.last_visit,
    "next_due": Customer.next_visit_due,
    "monthly_revenue": Customer.monthly_revenue,
    "arrears": Customer.arrears,
}


def _in_sight(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Living customers the actor may see.

    A desktop holds little else, so the condition is hidden from the planner: walking the indexes of the scope row by
    row takes three times as long as reading the table, and a window of ids should go by its ids.
    """
    return Customer.deleted_at.is_(None), case((visible(actor, Customer), true()), else_=false()).is_(other=True)


def _narrowed(actor: Actor, narrowing: CustomerFilter, today: date) -> list[ColumnElement[bool]]:
    conditions = [_view(actor, narrowing.view, today)]
    codes = (
        (Customer.value_class, narrowing.classes),
        (Customer.relation_tier, narrowing.relations),
        (Customer.segment, narrowing.segments),
        (Customer.county, narrowing.counties),
    )
    conditions += [column.in_(chosen) for column, chosen in codes if chosen]
    key = search_key(narrowing.words)
    if key:
        people = select(Contact.customer_id).where(
            Contact.search_text.contains(key, autoescape=True), Contact.deleted_at.is_(None)
        )
        conditions.append(or_(Customer.search_text.contains(key, autoescape=True), Customer.id.in_(people)))
    return conditions


def _view(actor: Actor, view: str, today: date) -> ColumnElement[bool]:
    present = Customer.state.not_in(_GONE)
    if view == CustomerView.MINE:
        own = (Customer.am_id == actor.id, Customer.am_b_id == actor.id, Customer.assistant_id == actor.id)
        return and_(present, or_(*own))
    if view == CustomerView.THIS_WEEK:
        sunday = today + timedelta(days=6 - today.weekday())
        return and_(present, Customer.next_visit_due.between(sunday - timedelta(days=6), sunday))
    if view == CustomerView.OVERDUE:
        return and_(present, Customer.next_visit_due < today)
    if view == CustomerView.ARREARS:
        return Customer.arrears > 0
    if view == CustomerView.INCOMPLETE:
        return and_(present, Customer.completeness < COMPLETE_FROM)
    return present


_COLUMNS: Final = (
    Customer.id,
    Customer.cust_name,
    Customer.cust_no,
    Customer.value_class,
    Customer.relation_tier,
    Customer.micro_flag,
    Customer.segment,
    Customer.county,
    Customer.state,
    Customer.am_id,
    Customer.completeness,
    Customer.last_visit,
    Customer.next_visit_due,
    Customer.sign_date,
    Customer.monthly_revenue,
    Customer.arrears,
    Customer.figures_period,
    Customer.tags,
    Customer.updated_at,
    Person.name.label("am_name"),
)


def _window(session: Session, actor: Actor, ids: Sequence[str], today: date) -> list[CustomerRow]:
    query = (
        select(*_COLUMNS)
        .join(Person, Person.id == Customer.am_id, isouter=True)
        .where(*_in_sight(actor), Customer.id.in_(ids))
    )
    params = visit_due_params(parameters_in_force(session, today))
    visits = _visit_days(session, ids, today)
    plans = _planned(session, ids, today)
    return [
        _row(found, params, visits.get(found.id, ()), plans.get(found.id, ()), today)
        for found in session.execute(query)
    ]


def parameters_in_force(session: Session, day: date) -> Parameters:
    """Give the thresholds of a day, stored ones before the shipped ones."""
    rows = session.scalars(select(Parameter).where(Parameter.deleted_at.is_(None)))
    return parameters_on(day, [ParameterRow(row.code, row.value, row.valid_from, row.valid_to) for row in rows])


def _visit_days(session: Session, ids: Sequence[str], today: date) -> dict[str, list[date]]:
    since = datetime.combine(add_months(today.replace(day=1), -_MONTHS_READ), time(), _CHINA)
    query = select(VisitLog.customer_id, VisitLog.starts_at).where(
        VisitLog.customer_id.in_(ids), VisitLog.starts_at >= since, VisitLog.valid, VisitLog.deleted_at.is_(None)
    )
    days: dict[str, list[date]] = {}
    for customer_id, starts_at in session.execute(query):
        days.setdefault(customer_id, []).append(china_date(starts_at))
    return days


def _planned(session: Session, ids: Sequence[str], today: date) -> dict[str, list[datetime]]:
    query = (
        select(VisitPlan.customer_id, VisitPlan.starts_at)
        .where(
            VisitPlan.customer_id.in_(ids),
            VisitPlan.starts_at >= datetime.combine(today, time(), _CHINA),
            VisitPlan.state == VisitState.PLANNED,
            VisitPlan.deleted_at.is_(None),
        )
        .order_by(VisitPlan.starts_at)
    )
    plans: dict[str, list[datetime]] = {}
    for customer_id, starts_at in session.execute(query):
        plans.setdefault(customer_id, []).append(starts_at)
    return plans


def _row(
    found: Any,  # noqa: ANN401 -- a row of chosen columns has no type of its own
    params: VisitDueParams,
    visits: Sequence[date],
    plans: Sequence[datetime],
    today: date,
) -> CustomerRow:
    standard = standard_of(found.value_class, found.relation_tier, params, is_micro=bool(found.micro_flag))
    imported = () if found.last_visit is None or found.last_visit in visits else (found.last_visit,)
    bars = visit_rhythm(
        standard,
        params,
        today,
        visits=(*visits, *imported),
        planned=[china_date(plan) for plan in plans],
        signed_on=found.sign_date,
    )
    return CustomerRow(
        id=found.id,
        name=found.cust_name,
        cust_no=found.cust_no or "",
        value_class=found.value_class,
        relation_tier=found.relation_tier,
        segment=found.segment,
        county=found.county,
        state=found.state,
        am_id=found.am_id,
        am_name=found.am_name or "",
        completeness=found.completeness,
        rhythm=bars,
        last_visit=found.last_visit,
        next_due=found.next_visit_due,
        planned_at=plans[0] if plans else None,
        monthly_revenue=found.monthly_revenue,
        arrears=found.arrears,
        figures_period=found.figures_period,
        tags=tuple(found.tags),
        updated_at=found.updated_at,
    )


def standard_of(value_class: str, relation: str, params: VisitDueParams, *, is_micro: bool) -> VisitStandard:
    """Give what a customer is owed; codes of a newer server count as unrated and prospect."""
    known_class = ValueClass(value_class) if value_class in set(ValueClass) else ValueClass.UNRATED
    known_tier = RelationTier(relation) if relation in set(RelationTier) else RelationTier.PROSPECT
    return params.standards[visit_band(known_class, known_tier, is_micro=is_micro)]
