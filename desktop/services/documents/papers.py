"""Papers on request: read the row tree, check it, stamp it, print it. One call gives one finished file."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.services.documents import preview, service_plan, visit_record
from desktop.services.documents.check import plan_findings, visit_findings
from desktop.services.documents.codes import verification_code
from desktop.services.documents.saving import file_name
from desktop.wording import _
from domain.entities import AuditEntry, Customer, OrgUnit, ServicePlan, VisitLog
from domain.permissions import Actor, Permission, require
from domain.queries.service_plans import service_plan_paper
from domain.queries.visit_records import visit_record_paper
from domain.rules.calendars import CHINA_TIME, china_date
from domain.values.papers import (
    Brand,
    PaperFile,
    PaperKind,
    PlanPart,
    PrintFinding,
    PrintOptions,
    PrintStamp,
    Watermark,
)
from domain.values.people import OrgLevel
from domain.values.service_rules import PlanState

PRINTED: Final = "print"
"""What a print is called in the record of changes."""
_BRANCHES: Final = frozenset({OrgLevel.HEADQUARTERS, OrgLevel.PROVINCE, OrgLevel.CITY, OrgLevel.COUNTY})


DEFAULT_OPTIONS: Final = PrintOptions()


def make_service_plan(
    session: Session,
    actor: Actor,
    customer_id: str,
    year: int,
    now: datetime,
    parts: AbstractSet[PlanPart] = service_plan.ALL_PARTS,
    options: PrintOptions = DEFAULT_OPTIONS,
) -> PaperFile:
    """Print the service plan of a customer and year; `now` is UTC.

    Refuses with `not_permitted` and `not_found`. What is not reviewed carries the draft's watermark.
    """
    require(actor, Permission.PAPER_PRINT)
    paper = service_plan_paper(session, actor, customer_id, year, china_date(now), options.as_of)
    findings = plan_findings(paper, parts, now)
    watermark = Watermark.NONE
    if paper.state is PlanState.IN_APPROVAL:
        watermark = Watermark.IN_APPROVAL
    elif any(found.code is PrintFinding.NOT_REVIEWED for found in findings):
        watermark = Watermark.DRAFT
    file = PaperFile(
        kind=PaperKind.SERVICE_PLAN,
        row_kind=(ServicePlan if paper.plan_id else Customer).__tablename__,
        record_id=paper.plan_id or customer_id,
        customer_id=customer_id,
        copy_no=_copy_no(session, paper.plan_id or customer_id, PaperKind.SERVICE_PLAN),
        number=paper.number,
        version=paper.version,
        file_name=file_name(_("服务计划书（{year} 年度）").format(year=year), paper.customer.name, paper.number),
        code=verification_code(paper),
        watermark=watermark,
        findings=findings,
    )
    if any(found.blocking for found in findings):
        return file
    stamp = _stamp(actor, file, now, options, temporary=paper.temporary)
    brand = brand_of(session, session.get_one(Customer, customer_id).org_id, options)
    return _finished(file, service_plan.render(paper, brand, stamp, parts))


def make_visit_record(
    session: Session,
    actor: Actor,
    visit_id: str,
    now: datetime,
    options: PrintOptions = DEFAULT_OPTIONS,
    *,
    reveal: bool = False,
) -> PaperFile:
    """Print the record of a visit; `now` is UTC, phones are masked unless `reveal` is asked for and permitted.

    Refuses with `not_permitted` and `not_found`.
    """
    require(actor, Permission.PAPER_PRINT)
    paper = visit_record_paper(session, actor, visit_id, options.as_of, reveal=reveal)
    visit = session.get_one(VisitLog, visit_id)
    findings = visit_findings(paper, now)
    file = PaperFile(
        kind=PaperKind.VISIT_RECORD,
        row_kind=VisitLog.__tablename__,
        record_id=visit_id,
        customer_id=visit.customer_id,
        copy_no=_copy_no(session, visit_id, PaperKind.VISIT_RECORD),
        number=paper.number,
        version=1,
        file_name=file_name(_("集团客户走访记录表"), paper.customer, paper.number),
        code=verification_code(paper),
        watermark=Watermark.NONE,
        findings=findings,
        revealed=reveal,
    )
    if any(found.blocking for found in findings):
        return file
    stamp = _stamp(actor, file, now, options, temporary=paper.temporary)
    return _finished(file, visit_record.render(paper, brand_of(session, visit.org_id, options), stamp))


def brand_of(session: Session, org_id: str, options: PrintOptions = DEFAULT_OPTIONS) -> Brand:
    """Who issues the papers of a unit: its branch and department, found from the unit upwards."""
    unit, department = "", ""
    each = session.get(OrgUnit, org_id)
    seen: set[str] = set()
    while each is not None and each.id not in seen and not unit:
        seen.add(each.id)
        if each.level in _BRANCHES:
            unit = each.name
        elif each.level == OrgLevel.DEPARTMENT:
            department = each.name
        each = session.get(OrgUnit, each.parent_id) if each.parent_id else None
    return Brand(unit=unit or department, department=department if unit else "", hotline=options.hotline)


def _copy_no(session: Session, record_id: str, kind: PaperKind) -> int:
    """The number of the next print by the record of changes."""
    entries = select(AuditEntry.changes).where(AuditEntry.row_id == record_id, AuditEntry.action == PRINTED)
    return sum(any(each.get("field") == kind for each in changes) for changes in session.scalars(entries)) + 1


def _stamp(actor: Actor, file: PaperFile, now: datetime, options: PrintOptions, *, temporary: bool) -> PrintStamp:
    """Who prints and when."""
    return PrintStamp(
        printed_by=actor.name,
        staff_no=actor.staff_no,
        printed_at=now.astimezone(CHINA_TIME),
        copy_no=file.copy_no,
        watermark=file.watermark,
        monochrome=options.monochrome,
        local_code=temporary,
    )


def _finished(file: PaperFile, pdf: bytes) -> PaperFile:
    """Put the pages into the file."""
    places = preview.part_pages(pdf) if file.kind is PaperKind.SERVICE_PLAN else {}
    return msgspec.structs.replace(file, pdf=pdf, pages=preview.page_count(pdf), places=places)
