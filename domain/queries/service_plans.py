"""The service plan as it prints: one frozen tree (2.25, 5.2)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.entities import Customer, OrgUnit, Parameter, Person, ServicePlan, ServiceRule, Task, VisitLog
from domain.errors import Problem, Refused
from domain.permissions import Actor, visible
from domain.queries.plan_review import ReviewFigure, review_figures, visits_made
from domain.rules.calendars import china_date
from domain.rules.customer_file import relation_of, value_class_of
from domain.rules.parameters import ParameterRow, parameters_on
from domain.rules.phones import format_phone
from domain.rules.plan_rows import KEY_ITEM, PART
from domain.rules.service_year import MONTHS, month_counts, months_done, spread
from domain.rules.visit_due import VisitStandard, visit_band, visit_due_params
from domain.values.papers import MarkKind
from domain.values.people import Post
from domain.values.service_rules import PlanState, RuleItem, RuleUnit
from domain.values.tasks import TaskState

Part = TypeVar("Part", bound=msgspec.Struct)
KEY_ITEMS: Final = 12
"""Promises printed as key items at most."""
_KINDS: Final = {
    RuleItem.INSPECTION: MarkKind.ON_SITE,
    RuleItem.REPORT: MarkKind.MEETING,
    RuleItem.SATISFACTION: MarkKind.MEETING,
    RuleItem.LEADER_VISIT: MarkKind.MEETING,
    RuleItem.BILL_EXPLANATION: MarkKind.BUSINESS,
}
"""How the frequency of a rule is drawn in the year grid; others are counts."""


class ProductLine(msgspec.Struct, frozen=True, kw_only=True):
    """A product in use: where, how much of it, and until when its contract runs."""

    product: str
    site: str = ""
    quantity: str = ""
    expires: date | None = None


class TeamMember(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the service team as the customer may call them; `role` is a post's code or free words."""

    role: str
    name: str
    duty: str = ""
    phone: str = ""
    hours: str = ""
    response: str = ""


class EscalationStep(msgspec.Struct, frozen=True, kw_only=True):
    """A rung of the escalation ladder: whom to call when the one below has not answered in time."""

    level: int
    name: str
    role: str = ""
    phone: str = ""
    after: str = ""


class ServiceItem(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment to the customer; items of internal-only rules never get here (2.24).

    `value` and `unit` are a rule's own limit or frequency, printed where the texts are empty. `rule` is the code of
    the rule it comes from and `item` what that regulates; `times` is how often it was done the year before.
    """

    name: str
    content: str = ""
    standard: str = ""
    frequency: str = ""
    value: int | None = None
    unit: str = ""
    owner: str = ""
    actual: str = ""
    rule: str = ""
    item: str = ""
    times: int | None = None


CONTRACT_REVIEW: Final = "contract_review"
"""Name of the year line that derives from the ends of contracts."""


class YearMark(msgspec.Struct, frozen=True):
    """One month of one line of the year grid: how often it is planned and how often it was done."""

    planned: int = 0
    done: int = 0


class YearLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the year grid: what (a rule item's code or words), how it is drawn, twelve months from January."""

    name: str
    kind: MarkKind
    months: tuple[YearMark, ...]


class KeyItem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that matters this year: goal, who helps, by when, whose."""

    text: str
    partner: str = ""
    due: date | None = None
    owner: str = ""


class PriceLine(msgspec.Struct, frozen=True, kw_only=True):
    """A priced product: standard and offered fee a month in fen, how many, and the month's total in fen."""

    product: str
    standard_fee: int | None = None
    offered_fee: int | None = None
    quantity: int = 1
    monthly: int = 0


class PlanCustomer(msgspec.Struct, frozen=True, kw_only=True):
    """The customer as the cover names it; class and tier are codes."""

    id: str
    name: str
    number: str = ""
    value_class: str = "unrated"
    relation_tier: str = "prospect"


class ServicePlanPaper(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a printed service plan says; `as_of` is the moment the local data was last exchanged (UTC)."""

    plan_id: str
    number: str
    temporary: bool = False
    version: int = 1
    state: PlanState = PlanState.DRAFT
    customer: PlanCustomer
    year: int
    valid_from: date
    valid_to: date
    prepared_on: date
    manager: TeamMember
    team: tuple[TeamMember, ...] = ()
    escalation: tuple[EscalationStep, ...] = ()
    review_note: str = ""
    review: tuple[ReviewFigure, ...] = ()
    situation: str = ""
    needs: str = ""
    goals: str = ""
    products: tuple[ProductLine, ...] = ()
    items: tuple[ServiceItem, ...] = ()
    calendar: tuple[YearLine, ...] = ()
    key_items: tuple[KeyItem, ...] = ()
    emergency: str = ""
    prices: tuple[PriceLine, ...] = ()
    report_cycle: str = ""
    communication: str = ""
    escalation_note: str = ""
    scheme_overview: str = ""
    architecture: str = ""
    investment: str = ""
    implementation: str = ""
    acceptance: str = ""
    after_sale: str = ""
    confirmed_name: str = ""
    confirmed_date: date | None = None
    as_of: datetime | None = None


def service_plan_paper(
    session: Session, actor: Actor, customer_id: str, year: int, today: date, as_of: datetime | None = None
) -> ServicePlanPaper:
    """Give the plan of a customer and year as it prints: what was saved, and what rules and records say beside it.

    Without a saved plan it is a first proposal under a temporary number. Refuses with `not_found` outside the scope.
    """
    seen = select(Customer).where(Customer.id == customer_id, Customer.deleted_at.is_(None), visible(actor, Customer))
    customer = session.scalars(seen).one_or_none()
    if customer is None:
        raise Refused("not_found", kind=Customer.__tablename__, id=customer_id[:36])
    saved = select(ServicePlan).where(
        ServicePlan.customer_id == customer_id, ServicePlan.year == year, ServicePlan.deleted_at.is_(None)
    )
    plan = session.scalars(saved.order_by(ServicePlan.version.desc(), ServicePlan.id).limit(1)).one_or_none()
    manager, team, ladder = plan_people(session, customer)
    rules = promised_rules(session, customer, date(year, 1, 1))
    products = _parts(plan.products if plan else (), ProductLine)
    agreed = plan.items if plan else []
    promises = _parts((row for row in agreed if row.get(PART) != KEY_ITEM), ServiceItem)
    matters = [row for row in agreed if row.get(PART) == KEY_ITEM]
    return ServicePlanPaper(
        plan_id=plan.id if plan else "",
        number=(plan.biz_no if plan else None) or f"{customer.cust_no or customer.id[-8:]}-{year}",
        temporary=plan is None or plan.revision == 0,
        version=plan.version if plan else 1,
        state=PlanState(plan.state) if plan else PlanState.DRAFT,
        customer=_customer(customer),
        year=year,
        valid_from=date(year, 1, 1),
        valid_to=date(year, 12, 31),
        prepared_on=china_date(plan.updated_at) if plan else today,
        manager=manager,
        team=_parts(plan.team if plan else (), TeamMember) or team,
        escalation=ladder,
        review=review_figures(session, actor, customer_id, year),
        situation=plan.situation if plan else "",
        needs=(plan.needs if plan else "") or customer.needs_summary,
        goals=plan.goals if plan else "",
        products=products,
        items=_with_times(promises or tuple(map(rule_item, rules)), session, customer_id, year),
        calendar=_calendar(session, customer, year, rules, products),
        key_items=_parts(matters, KeyItem) or open_promises(session, actor, customer, today),
        emergency=plan.emergency if plan else "",
        prices=_parts(plan.prices if plan else (), PriceLine),
        report_cycle=plan.report_cycle if plan else "",
        communication=plan.communication if plan else "",
        review_note=plan.review_notes if plan else "",
        escalation_note=plan.escalation if plan else "",
        **_solution(plan),
        confirmed_name=plan.confirmed_name if plan else "",
        confirmed_date=plan.confirmed_date if plan else None,
        as_of=as_of,
    )


SOLUTION: Final = ("scheme_overview", "architecture", "investment", "implementation", "acceptance", "after_sale")
"""The texts of a solution, in the order they print."""


def _solution(plan: ServicePlan | None) -> dict[str, str]:
    return {} if plan is None else {name: getattr(plan, name) for name in SOLUTION}


def _parts(rows: Iterable[dict[str, Any]], kind: type[Part]) -> tuple[Part, ...]:
    """Stored records as rows; extra fields of a newer program are left out, wrong ones refused as `invalid`."""
    try:
        return tuple(msgspec.convert(row, kind, strict=False) for row in rows)
    except msgspec.ValidationError:
        raise Refused("invalid", (Problem(field=kind.__name__, code="bad_record"),)) from None


def _with_times(
    items: tuple[ServiceItem, ...], session: Session, customer_id: str, year: int
) -> tuple[ServiceItem, ...]:
    """Say at the promise to visit how often that was done the year before, where visits are on record."""
    if not any(item.item == RuleItem.VISIT_FREQUENCY for item in items):
        return items
    times = visits_made(session, customer_id, year - 1) or None
    return tuple(
        msgspec.structs.replace(item, times=times) if item.item == RuleItem.VISIT_FREQUENCY else item for item in items
    )


def _customer(customer: Customer) -> PlanCustomer:
    return PlanCustomer(
        id=customer.id,
        name=customer.cust_name,
        number=customer.cust_no or "",
        value_class=customer.value_class,
        relation_tier=customer.relation_tier,
    )


def plan_people(
    session: Session, customer: Customer
) -> tuple[TeamMember, tuple[TeamMember, ...], tuple[EscalationStep, ...]]:
    """Give the manager, the whole team, and the ladder of leaders from the customer's unit upwards."""
    wanted = [customer.am_id, customer.am_b_id, customer.assistant_id]
    leaders: list[str] = []
    unit = session.get(OrgUnit, customer.org_id)
    while unit is not None and len(leaders) < MONTHS:
        if unit.leader_id and unit.leader_id not in leaders:
            leaders.append(unit.leader_id)
        unit = session.get(OrgUnit, unit.parent_id) if unit.parent_id else None
    ids = [each for each in (*wanted, *leaders) if each]
    people = {person.id: person for person in session.scalars(select(Person).where(Person.id.in_(ids)))}
    members = [_member(people[each]) for each in dict.fromkeys(wanted) if each in people]
    manager = members[0] if customer.am_id in people else TeamMember(role=Post.ACCOUNT_MANAGER, name="")
    first = (people[customer.am_id],) if customer.am_id in people else ()
    rungs = [*first, *(people[each] for each in leaders if each in people and each != customer.am_id)]
    ladder = tuple(
        EscalationStep(level=level, name=person.name, role=person.post, phone=format_phone(person.mobile))
        for level, person in enumerate(rungs[:3], 1)
    )
    return manager, tuple(members), ladder


def _member(person: Person) -> TeamMember:
    return TeamMember(role=person.post, name=person.name, phone=format_phone(person.mobile))


def promised_rules(session: Session, customer: Customer, day: date) -> list[ServiceRule]:
    """Give the rules in force on the first day of the year that hold for the customer and may be promised to it."""
    query = select(ServiceRule).where(
        ServiceRule.deleted_at.is_(None),
        ServiceRule.internal_only.is_(other=False),
        (ServiceRule.valid_to.is_(None)) | (ServiceRule.valid_to >= day),
    )
    held = {
        "value_classes": customer.value_class,
        "service_classes": customer.service_class,
        "segments": customer.segment,
    }
    return [
        rule
        for rule in session.scalars(query.order_by(ServiceRule.item, ServiceRule.code))
        if all(not getattr(rule, name) or value in getattr(rule, name) for name, value in held.items())
    ]


def rule_item(rule: ServiceRule) -> ServiceItem:
    """Give the promise a rule makes."""
    return ServiceItem(
        name=rule.name, content=rule.standard, value=rule.value, unit=rule.unit, rule=rule.code, item=rule.item
    )


def _calendar(
    session: Session, customer: Customer, year: int, rules: Sequence[ServiceRule], products: Iterable[ProductLine]
) -> tuple[YearLine, ...]:
    """Visits by the standard of the class, every promised frequency, and the months contracts end in."""
    standard = _standard(session, customer, date(year, 1, 1))
    starts = session.scalars(
        select(VisitLog.starts_at).where(VisitLog.customer_id == customer.id, VisitLog.deleted_at.is_(None))
    )
    done = months_done(map(china_date, starts), year)
    visits = spread(standard.visits.times, standard.visits.months)
    for rule in rules:
        if rule.item == RuleItem.VISIT_FREQUENCY:
            visits = max(visits, month_counts(rule.value, RuleUnit(rule.unit)), key=sum)
    lines = [_line(RuleItem.VISIT_FREQUENCY, MarkKind.COUNT, visits, done)]
    if not any(rule.item == RuleItem.LEADER_VISIT for rule in rules):
        leader = spread(standard.leader.times, standard.leader.months)
        lines.append(_line(RuleItem.LEADER_VISIT, MarkKind.MEETING, leader))
    for rule in rules:
        if rule.item != RuleItem.VISIT_FREQUENCY:
            kind = _KINDS.get(RuleItem(rule.item), MarkKind.COUNT)
            lines.append(_line(rule.name, kind, month_counts(rule.value, RuleUnit(rule.unit))))
    ends = months_done((line.expires for line in products if line.expires is not None), year)
    lines.append(_line(CONTRACT_REVIEW, MarkKind.BUSINESS, ends))
    return tuple(line for line in lines if any(mark.planned or mark.done for mark in line.months))


def _line(name: str, kind: MarkKind, planned: Sequence[int], done: Sequence[int] = (0,) * MONTHS) -> YearLine:
    months = tuple(YearMark(count, finished) for count, finished in zip(planned, done, strict=True))
    return YearLine(name=name, kind=kind, months=months)


def _standard(session: Session, customer: Customer, day: date) -> VisitStandard:
    """What the customer's class is owed by the parameters of a day."""
    rows = session.scalars(select(Parameter).where(Parameter.deleted_at.is_(None)))
    stored = [ParameterRow(row.code, row.value, row.valid_from, row.valid_to) for row in rows]
    params = visit_due_params(parameters_on(day, stored))
    band = visit_band(value_class_of(customer), relation_of(customer), is_micro=customer.micro_flag)
    return params.standards[band]


def open_promises(session: Session, actor: Actor, customer: Customer, today: date) -> tuple[KeyItem, ...]:
    """Give the promises to the customer that are still open, by the day they are due."""
    query = (
        select(Task.title, Task.due, Person.name)
        .outerjoin(Person, Person.id == Task.assignee_id)
        .where(
            Task.customer_id == customer.id,
            Task.is_promise.is_(other=True),
            Task.state.not_in((TaskState.DONE, TaskState.CANCELLED)),
            Task.due >= today,
            Task.deleted_at.is_(None),
            visible(actor, Task),
        )
        .order_by(Task.due, Task.id)
        .limit(KEY_ITEMS)
    )
    return tuple(KeyItem(text=title, due=due, owner=owner or "") for title, due, owner in session.execute(query))
