"""The service plan as it prints: one frozen tree (2.25, 5.2)."""

from datetime import date, datetime

import msgspec

from domain.values.papers import MarkKind
from domain.values.service_rules import PlanState


class ReviewFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the cooperation review: a figure of this period and of the one before, in `unit`."""

    name: str
    unit: str = ""
    before: str = ""
    now: str = ""
    note: str = ""


class ProductLine(msgspec.Struct, frozen=True, kw_only=True):
    """A product in use: where, how much of it, and until when its contract runs."""

    product: str
    site: str = ""
    quantity: str = ""
    expires: date | None = None


class TeamMember(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the service team as the customer may call them."""

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
    """A commitment to the customer; items of internal-only rules never get here (R12, 2.24)."""

    name: str
    content: str = ""
    standard: str = ""
    frequency: str = ""
    owner: str = ""
    actual: str = ""


class YearMark(msgspec.Struct, frozen=True):
    """One month of one line of the year grid: how often it is planned and how often it was done."""

    planned: int = 0
    done: int = 0


class YearLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the year grid: what, how it is drawn, and twelve months from January."""

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
    confirmed_name: str = ""
    confirmed_date: date | None = None
    as_of: datetime | None = None
