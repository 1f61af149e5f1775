"""Record visits, and mend the records that were handed back (2.15, 3.3)."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from domain.base import fill_in, next_number
from domain.commands.base import Command
from domain.commands.visits import Evidence, LogVisit, ReviseVisit
from domain.entities import Attachment, Customer, Task, VisitLog, VisitPlan
from domain.errors import Refused
from domain.permissions import Actor, Permission, require
from domain.rules.calendars import china_date
from domain.rules.parameters import Parameters
from domain.rules.visits import (
    MOST_FILES,
    content_problems,
    log_span_problems,
    problems,
    revise_problems,
    signature_problems,
)
from domain.usecases.customers import edit_at_visit
from domain.usecases.derived import log_validity, parameters_for, refresh_visit_due, visit_validity
from domain.usecases.shared import (
    audit,
    changed,
    check_contacts,
    check_people,
    fetch,
    fetch_for,
    merge_edits,
    new_id_taken,
    refusal,
    refuse_if,
    under_customer,
)
from domain.usecases.tasks import finish_task, make_task
from domain.values.customers import CoopState, CustomerState
from domain.values.tasks import OPEN_STATES, TaskOrigin
from domain.values.visits import VisitResult, VisitState

OPEN_PLANS: Final = (VisitState.DRAFT, VisitState.PLANNED, VisitState.UNDER_WAY, VisitState.TO_REPORT)


def log_visit(session: Session, actor: Actor, command: LogVisit) -> None:
    """Record a visit: log, tasks, promises kept, evidence, file, plan done, next due day, in one transaction."""
    require(actor, Permission.VISIT_LOG)
    params = parameters_for(session, china_date(command.at))
    refuse_if(problems(command, params.integer("visit.content_min"), longest_visit(params)))
    customer = fetch(session, actor, Customer, command.customer_id)
    new_id_taken(session, VisitLog, command.visit_id)
    check_contacts(session, actor, command.contact_ids, customer.id)
    check_people(session, command.companion_ids, "companion_ids")
    plan = _plan_of(session, actor, command)
    log = _new_log(session, actor, customer, command)
    fill_in(log)
    session.add(log)
    for new in command.tasks:
        task = make_task(session, actor, new, customer, command.at)
        task.origin = TaskOrigin.VISIT
        task.visit_id = log.id
    _keep_promises(session, actor, command)
    _add_files(session, actor, customer, log, command.attachments, command)
    if plan is not None and plan.state in OPEN_PLANS:
        plan.state = VisitState.REPORTED
        changed(plan, actor, command.at)
    if command.file_edits:
        session.flush()
        applied = edit_at_visit(session, actor, customer, command.file_edits, command)
        log.file_updates = [{"field": name, "old": old, "new": new} for name, (old, new) in applied.items()]
    _begin_negotiating(session, actor, customer, command)
    refresh_visit_due(session, customer, command.at, log)
    audit(session, actor, command, log, "log")


def longest_visit(params: Parameters) -> timedelta:
    """Give how long a visit may last."""
    return timedelta(hours=params.integer("visit.longest"))


def _plan_of(session: Session, actor: Actor, command: LogVisit) -> VisitPlan | None:
    """Give the plan this visit was made by: one of the same customer. A plan closed meanwhile does not lose the log."""
    if command.plan_id is None:
        return None
    plan = fetch_for(session, actor, VisitPlan, command.plan_id, "plan_id")
    if plan.customer_id != command.customer_id:
        raise refusal("plan_id", "other_customer")
    return plan


def _keep_promises(session: Session, actor: Actor, command: LogVisit) -> None:
    for task_id in dict.fromkeys(command.kept_task_ids):
        kept = fetch_for(session, actor, Task, task_id, "kept_task_ids")
        if kept.customer_id != command.customer_id:
            raise refusal("kept_task_ids", "other_customer")
        if kept.state in OPEN_STATES:
            finish_task(session, actor, kept, command, "")


def _add_files(
    session: Session,
    actor: Actor,
    customer: Customer,
    log: VisitLog,
    files: tuple[Evidence, ...],
    command: LogVisit | ReviseVisit,
) -> None:
    for evidence in files:
        new_id_taken(session, Attachment, evidence.id)
        session.add(
            Attachment(
                **under_customer(actor, customer, command.at),
                id=evidence.id,
                holder_kind=VisitLog.__tablename__,
                holder_id=log.id,
                name=evidence.name,
                media_type=evidence.media_type,
                size=evidence.size,
                sha256=evidence.sha256,
                captured_at=evidence.captured_at,
            )
        )
        session.flush()


def _begin_negotiating(session: Session, actor: Actor, customer: Customer, command: LogVisit) -> None:
    """The first visit that met somebody turns a prospect into a customer in negotiation (3.1)."""
    if customer.state != CustomerState.PROSPECT or command.result == VisitResult.ABSENT:
        return
    changes = {"coop_state": (customer.coop_state, CoopState.NEGOTIATING.value)}
    customer.state = CustomerState.NEGOTIATING
    customer.coop_state = CoopState.NEGOTIATING
    changed(customer, actor, command.at)
    audit(session, actor, command, customer, "negotiate", changes)


def _new_log(session: Session, actor: Actor, customer: Customer, command: LogVisit) -> VisitLog:
    delay = max(timedelta(0), command.at - command.ends_at)
    valid, reasons = visit_validity(session, command)
    return VisitLog(
        id=command.visit_id,
        **under_customer(actor, customer, command.at),
        biz_no=next_number(session, "visit"),
        plan_id=command.plan_id,
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        way=command.way,
        grade=command.grade,
        purposes=list(command.purposes),
        place=command.place,
        lon=command.lon or None,
        lat=command.lat or None,
        contact_ids=list(command.contact_ids),
        companion_ids=list(command.companion_ids),
        content=command.content.strip(),
        needs=list(command.needs),
        opinions=list(command.opinions),
        complaints=list(command.complaints),
        competitor_info=command.competitor_info,
        mood=command.mood or None,
        result=command.result,
        result_note=command.result_note,
        commitments=[
            {"task_id": task.id, "text": task.title, "owner_id": task.assignee_id, "due": task.due.isoformat()}
            for task in command.tasks
        ],
        next_visit=command.next_visit,
        attachment_ids=[evidence.id for evidence in command.attachments],
        cust_sign=command.cust_sign,
        state=VisitState.REPORTED,
        submitted_at=command.at,
        submit_delay_h=int(delay.total_seconds() // 3600),
        valid=valid,
        invalid_reasons=reasons,
    )


def revise_visit(session: Session, actor: Actor, command: ReviseVisit) -> None:
    """Mend a log that was handed back and report it again; when it was first reported still decides on being late."""
    require(actor, Permission.VISIT_LOG)
    refuse_if(revise_problems(command))
    log = fetch(session, actor, VisitLog, command.visit_id)
    if log.owner_id != actor.id:
        raise Refused("not_own_visit", by=log.owner_id)
    if log.state != VisitState.TO_REPORT:
        raise Refused("visit_closed", state=log.state, by=log.updated_by)
    applied = merge_edits(session, actor, log, command.edits, command)
    customer = fetch(session, actor, Customer, log.customer_id)
    _add_files(session, actor, customer, log, command.attachments, command)
    log.attachment_ids = [*log.attachment_ids, *(evidence.id for evidence in command.attachments)]
    _check_revised(session, actor, log, applied, command)
    log.content = log.content.strip()
    log.state = VisitState.REPORTED
    log.valid, log.invalid_reasons = log_validity(session, log)
    changed(log, actor, command.at)
    session.flush()
    refresh_visit_due(session, customer, command.at)
    audit(session, actor, command, log, "revise", applied)


def settle_log(
    session: Session, actor: Actor, log: VisitLog, applied: dict[str, tuple[Any, Any]], command: Command
) -> None:
    """Check what was changed of a log, and judge it anew; refuses with `visit_closed` a reviewed one (3.3)."""
    if log.state not in (VisitState.TO_REPORT, VisitState.REPORTED):
        raise Refused("visit_closed", state=log.state, by=log.updated_by)
    _check_revised(session, actor, log, applied, command)
    log.valid, log.invalid_reasons = log_validity(session, log)
    session.flush()
    refresh_visit_due(session, fetch(session, actor, Customer, log.customer_id), command.at)


def _check_revised(
    session: Session, actor: Actor, log: VisitLog, applied: dict[str, tuple[Any, Any]], command: Command
) -> None:
    params = parameters_for(session, china_date(command.at))
    found = log_span_problems(log.starts_at, log.ends_at, command.at, longest_visit(params))
    found += content_problems(log.content, params.integer("visit.content_min"))
    found += signature_problems(log.purposes, log.attachment_ids, signed=log.cust_sign)
    refuse_if(found)
    if len(log.attachment_ids) > MOST_FILES:
        raise refusal("attachments", "too_many", limit=MOST_FILES)
    if "contact_ids" in applied:
        check_contacts(session, actor, log.contact_ids, log.customer_id)
    if "companion_ids" in applied:
        check_people(session, log.companion_ids, "companion_ids")
