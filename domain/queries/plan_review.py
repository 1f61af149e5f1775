"""What the years before a service plan brought, as far as it is on record (2.25)."""

from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.entities import Task, VisitLog
from domain.permissions import Actor, visible
from domain.rules.calendars import CHINA_TIME
from domain.values.tasks import TaskState

VISITS: Final = "visits"
PROMISES: Final = "promises"
TIMES: Final = "times"
PIECES: Final = "pieces"


class ReviewFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the cooperation review: a figure of this period and of the one before, in `unit`."""

    name: str
    unit: str = ""
    before: str = ""
    now: str = ""
    note: str = ""


def review_figures(session: Session, actor: Actor, customer_id: str, year: int) -> tuple[ReviewFigure, ...]:
    """Give the review of a plan's year: the two years before it, and only figures one of them has.

    Names and units are codes. Complaints and faults have no records of their own yet, so they are left out.
    """
    before, now = (visits_made(session, customer_id, each) for each in (year - 2, year - 1))
    kept_before, kept = (_promises_kept(session, actor, customer_id, each) for each in (year - 2, year - 1))
    lines = ((VISITS, TIMES, before, now), (PROMISES, PIECES, kept_before, kept))
    return tuple(
        ReviewFigure(name=name, unit=unit, before=_shown(first), now=_shown(second))
        for name, unit, first, second in lines
        if first or second
    )


def visits_made(session: Session, customer_id: str, year: int) -> int:
    """Count the valid visits to a customer in a year of China."""
    begin, end = _bounds(year)
    query = select(func.count()).where(
        VisitLog.customer_id == customer_id,
        VisitLog.starts_at >= begin,
        VisitLog.starts_at < end,
        VisitLog.valid.is_(other=True),
        VisitLog.deleted_at.is_(None),
    )
    return session.scalars(query).one()


def _promises_kept(session: Session, actor: Actor, customer_id: str, year: int) -> int:
    begin, end = _bounds(year)
    query = select(func.count()).where(
        Task.customer_id == customer_id,
        Task.is_promise.is_(other=True),
        Task.state == TaskState.DONE,
        Task.done_at >= begin,
        Task.done_at < end,
        Task.deleted_at.is_(None),
        visible(actor, Task),
    )
    return session.scalars(query).one()


def _bounds(year: int) -> tuple[datetime, datetime]:
    return datetime(year, 1, 1, tzinfo=CHINA_TIME), datetime(year + 1, 1, 1, tzinfo=CHINA_TIME)


def _shown(count: int) -> str:
    return str(count) if count else ""
