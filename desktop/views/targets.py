"""What screens ask each other to show: frozen targets of `Screen.navigate`."""

from datetime import date

import msgspec


class CustomerTarget(msgspec.Struct, frozen=True):
    """One customer's file, at a tab: overview, contacts, visits, tasks or history."""

    customer_id: str
    tab: str = "overview"


class CustomerListTarget(msgspec.Struct, frozen=True):
    """The customer list in one of its views, by the view's code."""

    view: str


class VisitLogTarget(msgspec.Struct, frozen=True):
    """The form that records a visit: for a customer, for a planned visit, or a draft begun earlier."""

    customer_id: str | None = None
    plan_id: str | None = None
    draft_key: str | None = None


class VisitTarget(msgspec.Struct, frozen=True):
    """One visit log to read and to comment on."""

    visit_id: str


class CalendarTarget(msgspec.Struct, frozen=True):
    """The visit calendar at a day, with customers to be put on it."""

    day: date | None = None
    customer_ids: tuple[str, ...] = ()


class PaperTarget(msgspec.Struct, frozen=True):
    """A paper to preview: "service_plan" of customers or "visit_record" of visits; a plan's year, 0 for the usual."""

    paper: str
    customer_ids: tuple[str, ...] = ()
    visit_ids: tuple[str, ...] = ()
    year: int = 0


class PlanTarget(msgspec.Struct, frozen=True):
    """A customer's service plan to write, of a year; 0 for the one that is usually written now."""

    customer_id: str
    year: int = 0


class TaskTarget(msgspec.Struct, frozen=True):
    """One task, to be shown in its list."""

    task_id: str


class ConflictTarget(msgspec.Struct, frozen=True):
    """The sync screen at one conflict or refused command."""

    row_id: str = ""


class NewTaskTarget(msgspec.Struct, frozen=True):
    """The form of a new task, with its title."""

    title: str = ""
