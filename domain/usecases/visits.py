"""Plan, move, cancel, log and discuss visits (2.14, 2.15, 3.3)."""

from datetime import timedelta

from sqlalchemy.orm import Session

from domain.base import next_number
from domain.commands.visits import (
    CancelVisit,
    CommentVisit,
    EditVisitPlan,
    LogVisit,
    MoveVisit,
    PlanVisit,
    RemovePhrase,
    ReturnVisit,
    SavePhrase,
)
from domain.entities import Attachment, Contact, Customer, Phrase, Task, VisitComment, VisitLog, VisitPlan
from domain.errors import Problem, Refused
from domain.permissions import Actor, Permission, require
from domain.rules.fields import table_problems
from domain.rules.visits import PLAN_FIELDS, comment_problems, plan_problems, problems
from domain.usecases.derived import refresh_visit_due, visit_validity
from domain.usecases.shared import (
    audit,
    authored,
    changed,
    fetch,
    merge_edits,
    new_id_taken,
    refuse_if,
    set_values,
    under_customer,
)
from domain.usecases.tasks import finish_task, make_task
from domain.values.tasks import OPEN_STATES, TaskOrigin
from domain.values.visits import VisitState

OPEN_PLANS = (VisitState.DRAFT, VisitState.PLANNED, VisitState.UNDER_WAY, VisitState.TO_REPORT)


def plan_visit(session: Session, actor: Actor, command: PlanVisit) -> None:
    """Put a visit on somebody's calendar; for others than oneself it counts as assigned."""
    require(actor, Permission.VISIT_PLAN)
    refuse_if(plan_problems(command))
    customer = fetch(session, actor, Customer, command.customer_id)
    new_id_taken(session, VisitPlan, command.plan_id)
    plan = VisitPlan(
        id=command.plan_id,
        **under_customer(actor, customer, command.at),
        starts_at=command.starts_at,
        ends_at=command.ends_at,
    )
    set_values(plan, {name: command.values[name] for name in PLAN_FIELDS if name in command.values})
    plan.owner_id = command.owner_id or actor.id
    plan.state = VisitState.PLANNED
    session.add(plan)
    audit(session, actor, command, plan, "plan")


def _open_plan(session: Session, actor: Actor, plan_id: str) -> VisitPlan:
    plan = fetch(session, actor, VisitPlan, plan_id)
    if plan.state not in OPEN_PLANS:
        raise Refused("visit_closed", state=plan.state, by=plan.updated_by)
    return plan


def move_visit(session: Session, actor: Actor, command: MoveVisit) -> None:
    """Move a planned visit; refused when somebody else has moved it meanwhile."""
    require(actor, Permission.VISIT_PLAN)
    refuse_if(plan_problems(command))
    plan = _open_plan(session, actor, command.plan_id)
    wanted = (command.starts_at, command.ends_at)
    if (plan.starts_at, plan.ends_at) == wanted:
        return
    if (plan.starts_at, plan.ends_at) != (command.old_starts_at, command.old_ends_at):
        raise Refused("visit_moved", by=plan.updated_by, starts_at=plan.starts_at.isoformat())
    changes = {"starts_at": (plan.starts_at.isoformat(), command.starts_at.isoformat())}
    plan.starts_at, plan.ends_at = wanted
    plan.reschedule_count += 1
    plan.reason = command.reason
    changed(plan, actor, command.at)
    audit(session, actor, command, plan, "move", changes, command.reason)


def edit_visit_plan(session: Session, actor: Actor, command: EditVisitPlan) -> None:
    """Change what a planned visit is about, field by field."""
    require(actor, Permission.VISIT_PLAN)
    refuse_if(table_problems(PLAN_FIELDS, {edit.field: edit.new for edit in command.edits}, partial=True))
    plan = _open_plan(session, actor, command.plan_id)
    applied = merge_edits(session, actor, plan, command.edits, command)
    if applied:
        audit(session, actor, command, plan, "edit", applied)


def cancel_visit(session: Session, actor: Actor, command: CancelVisit) -> None:
    """Call a visit off, with a reason (3.3)."""
    require(actor, Permission.VISIT_PLAN)
    if not command.reason.strip():
        raise Refused("invalid", (Problem(field="reason", code="required"),))
    plan = _open_plan(session, actor, command.plan_id)
    plan.state = VisitState.CANCELLED
    plan.reason = command.reason[:200]
    changed(plan, actor, command.at)
    audit(session, actor, command, plan, "cancel", reason=command.reason)


def log_visit(session: Session, actor: Actor, command: LogVisit) -> None:
    """Record a visit: log, tasks, promises kept, evidence, plan done, next due day, in one transaction."""
    require(actor, Permission.VISIT_LOG)
    refuse_if(problems(command))
    customer = fetch(session, actor, Customer, command.customer_id)
    new_id_taken(session, VisitLog, command.visit_id)
    _check_contacts(session, actor, command)
    log = _new_log(session, actor, customer, command)
    session.add(log)
    for new in command.tasks:
        task = make_task(session, actor, new, customer, command.at)
        task.origin = TaskOrigin.VISIT
        task.visit_id = log.id
    for task_id in command.kept_task_ids:
        kept = fetch(session, actor, Task, task_id)
        if kept.state in OPEN_STATES:
            finish_task(session, actor, kept, command, "")
    for evidence in command.attachments:
        session.add(
            Attachment(
                **under_customer(actor, customer, command.at),
                id=evidence.id,
                holder_kind=VisitLog.__tablename__,
                holder_id=log.id,
                name=evidence.name[:200],
                media_type=evidence.media_type[:100],
                size=evidence.size,
                sha256=evidence.sha256,
                captured_at=evidence.captured_at,
            )
        )
    _close_plan(session, actor, command)
    session.flush()
    refresh_visit_due(session, customer, command.at)
    audit(session, actor, command, log, "log")


def _check_contacts(session: Session, actor: Actor, command: LogVisit) -> None:
    for contact_id in command.contact_ids:
        contact = fetch(session, actor, Contact, contact_id)
        if contact.customer_id != command.customer_id:
            raise Refused("invalid", (Problem(field="contact_ids", code="other_customer"),))


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
        place=command.place[:200],
        lon=command.lon,
        lat=command.lat,
        contact_ids=list(command.contact_ids),
        companion_ids=list(command.companion_ids),
        content=command.content.strip(),
        needs=list(command.needs),
        opinions=list(command.opinions),
        complaints=list(command.complaints),
        competitor_info=command.competitor_info,
        mood=command.mood,
        result=command.result,
        result_note=command.result_note[:300],
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


def _close_plan(session: Session, actor: Actor, command: LogVisit) -> None:
    if command.plan_id is None:
        return
    plan = fetch(session, actor, VisitPlan, command.plan_id)
    plan.state = VisitState.REPORTED
    changed(plan, actor, command.at)


def comment_visit(session: Session, actor: Actor, command: CommentVisit) -> None:
    """Add a remark; a score by somebody who may review locks the log as reviewed."""
    refuse_if(comment_problems(command))
    log = fetch(session, actor, VisitLog, command.visit_id)
    if log.owner_id != actor.id:
        require(actor, Permission.VISIT_COMMENT)
    customer = fetch(session, actor, Customer, log.customer_id)
    new_id_taken(session, VisitComment, command.comment_id)
    session.add(
        VisitComment(
            id=command.comment_id,
            **under_customer(actor, customer, command.at),
            visit_id=log.id,
            text=command.text.strip(),
            score=command.score,
        )
    )
    if command.score is not None:
        require(actor, Permission.VISIT_COMMENT)
        if log.owner_id == actor.id:
            raise Refused("own_work")
        log.score = command.score
        log.state = VisitState.REVIEWED
        changed(log, actor, command.at)
    audit(session, actor, command, log, "comment")


def return_visit(session: Session, actor: Actor, command: ReturnVisit) -> None:
    """Hand a log back to its author; a reviewed one stays as it is."""
    require(actor, Permission.VISIT_COMMENT)
    if not command.reason.strip():
        raise Refused("invalid", (Problem(field="reason", code="required"),))
    log = fetch(session, actor, VisitLog, command.visit_id)
    if log.state == VisitState.REVIEWED:
        raise Refused("visit_closed", state=log.state, by=log.updated_by)
    log.state = VisitState.TO_REPORT
    log.return_reason = command.reason[:300]
    changed(log, actor, command.at)
    audit(session, actor, command, log, "return", reason=command.reason)


def save_phrase(session: Session, actor: Actor, command: SavePhrase) -> None:
    """Keep a quick phrase; saving again under the same id changes it."""
    if not command.code.strip() or not command.text.strip():
        raise Refused("invalid", (Problem(field="code", code="required"),))
    phrase = session.get(Phrase, command.phrase_id)
    if phrase is None:
        phrase = Phrase(
            id=command.phrase_id,
            **authored(actor, command.at),
            owner_id=actor.id,
            org_id=actor.org_id,
            province_code=actor.province_code,
        )
        session.add(phrase)
    elif phrase.owner_id != actor.id:
        raise Refused("not_found", kind=Phrase.__tablename__)
    phrase.code = command.code.strip()[:12]
    phrase.text = command.text.strip()[:300]
    phrase.deleted_at = None
    changed(phrase, actor, command.at)


def remove_phrase(session: Session, actor: Actor, command: RemovePhrase) -> None:
    """Drop a quick phrase of one's own."""
    phrase = fetch(session, actor, Phrase, command.phrase_id)
    phrase.deleted_at = command.at
    changed(phrase, actor, command.at)
