"""Checks before printing: what is missing, old, provisional or confidential on a paper."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from typing import Final

from desktop.services.documents import fonts
from desktop.services.documents.visit_record import NEEDS_SIGNATURE
from domain.queries.service_plans import ServicePlanPaper
from domain.queries.visit_records import VisitRecordPaper
from domain.values.papers import AMOUNT_PARTS, Finding, PlanPart, PrintFinding
from domain.values.service_rules import PlanState
from domain.values.visits import VisitState

STALE_DAYS: Final = 3
"""Shipped default: older local data is named before printing."""
_REVIEWED: Final = frozenset({PlanState.TO_CONFIRM, PlanState.RUNNING, PlanState.MIDTERM, PlanState.CLOSED})


def plan_findings(
    paper: ServicePlanPaper, parts: AbstractSet[PlanPart], now: datetime, stale_days: int = STALE_DAYS
) -> tuple[Finding, ...]:
    """Check a service plan with the parts chosen; `now` is UTC."""
    must = {
        "customer": paper.customer.name,
        "manager": paper.manager.name,
        "phone": paper.manager.phone,
        "team": paper.team if PlanPart.TEAM in parts else True,
        "items": paper.items if PlanPart.COMMITMENTS in parts else True,
        "calendar": paper.calendar if PlanPart.YEAR in parts else True,
        "prices": paper.prices if PlanPart.PRICES in parts else True,
    }
    found = [
        *_missing(field for field, value in must.items() if not value),
        *_glyphs(paper),
        *_common(paper.as_of, now, stale_days, temporary=paper.temporary),
    ]
    if paper.state not in _REVIEWED:
        found.append(Finding(PrintFinding.NOT_REVIEWED, {"version": paper.version}))
    if parts & AMOUNT_PARTS:
        found.append(Finding(PrintFinding.AMOUNTS, {"parts": ",".join(sorted(parts & AMOUNT_PARTS))}))
    return tuple(found)


def visit_findings(paper: VisitRecordPaper, now: datetime, stale_days: int = STALE_DAYS) -> tuple[Finding, ...]:
    """Check a visit record; `now` is UTC."""
    must = {"customer": paper.customer, "met": paper.met, "content": paper.content, "purposes": paper.purposes}
    found = [
        *_missing(field for field, value in must.items() if not value),
        *_glyphs(paper),
        *_common(paper.as_of, now, stale_days, temporary=paper.temporary),
    ]
    if paper.state is not VisitState.REVIEWED:
        found.append(Finding(PrintFinding.NOT_REVIEWED))
    if NEEDS_SIGNATURE & set(paper.purposes) and not paper.signed_by_customer:
        found.append(Finding(PrintFinding.SIGNATURE_NEEDED))
    return tuple(found)


def _missing(fields: Iterable[str]) -> list[Finding]:
    return [Finding(PrintFinding.MISSING_FIELD, {"field": field}) for field in fields]


def _glyphs(paper: ServicePlanPaper | VisitRecordPaper) -> list[Finding]:
    return [
        Finding(
            PrintFinding.MISSING_GLYPH,
            {"character": each.character, "code": each.code, "field": each.field},
            blocking=True,
        )
        for each in fonts.missing_glyphs(paper)
    ]


def _common(as_of: datetime | None, now: datetime, stale_days: int, *, temporary: bool) -> list[Finding]:
    """What holds for every paper: age of the local data, temporary number."""
    found: list[Finding] = []
    if as_of is not None and now - as_of > timedelta(days=stale_days):
        found.append(Finding(PrintFinding.STALE_DATA, {"days": (now - as_of).days}))
    if temporary:
        found.append(Finding(PrintFinding.TEMPORARY_NUMBER))
    return found
