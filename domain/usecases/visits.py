"""Plan, move, cancel and discuss visits, and keep quick phrases (2.14, 3.3)."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from domain.base import next_number
from domain.commands.visits import (
    CancelVisit,
    CommentVisit,
    EditVisitPlan,
    MoveVisit,
    PlanVisit,
    RemovePhrase,
    ReturnVisit,
    SavePhrase,
)
from domain.entities import Customer, Phrase, VisitComment, VisitLog, VisitPlan
from domain.errors import Refused
from domain.permissions import Actor, Permission, may, require
from domain.rules.calendars import china_date
from domain.rules.fields import FieldSpec, Need, table_problems
from domain.rules.storable import is_canonical_id
from domain.rules.visits import PLAN_FIELDS, comment_problems, is_put_off, plan_edit_problems, plan_problems
from domain.usecases.derived import parameters_for
from domain.usecases.shared import (
    at_post,
    audit,
    authored,
    changed,
    check_contacts,
    check_people,
    fetch,
    given_reason,
    merge_edits,
    near,
    new_id_taken,
    refusal,
    refuse_if,
    set_values,
    under_customer,
)
from domain.usecases.visit_logs import OPEN_PLANS, longest_visit
from domain.values.visits import VisitOrigin, VisitState

RETURN_LIMIT = 300
PHRASE_FIELDS = {
    "code": FieldSpec(name="code", need=Need.MUST, limit=12),
    "text": FieldSpec(name="text", need=Need.MUST, limit=300),
}


def plan_visit(session: Session, actor: Actor, command: PlanVisit) -> None:
    """Put a visit on somebody's calendar; on the calendar of one's staff it counts as ordered."""
    require(actor, Permission.VISIT_PLAN)
    _check_time(session, command)
    customer = fetch(session, actor, Customer, command.customer_id)
    new_id_taken(session, VisitPlan, command.plan_id)
    plan = VisitPlan(
        id=command.plan_id,
        **under_customer(actor, customer, command.at),
        starts_at=command.starts_at,
        ends_at=command.ends_at,
    )
    set_values(plan, {name: command.values[name] for name in PLAN_FIELDS if name in command.values})
    _check_party(session, actor, plan, set(command.values))
    if command.owner_id is not None and command.owner_id != actor.id:
        _plan_for(session, actor, customer, plan, command)
    elif plan.origin == VisitOrigin.ASSIGNED:
        plan.origin = VisitOrigin.OWN
    plan.biz_no = next_number(session, "visit_plan")
    plan.state = VisitState.PLANNED
    session.add(plan)
    audit(session, actor, command, plan, "plan")


def _plan_for(session: Session, actor: Actor, customer: Customer, plan: VisitPlan, command: PlanVisit) -> None:
    """Plan for somebody else: freely for who looks after the customer, as an order for one's staff."""
    owner = at_post(session, str(command.owner_id), "owner_id", china_date(command.at))
    if owner.id in (customer.am_id, customer.am_b_id) and not may(actor, Permission.TASK_ASSIGN).ok:
        plan.owner_id = owner.id
        return
    require(actor, Permission.TASK_ASSIGN)
    if not near(actor, owner):
        raise refusal("owner_id", "out_of_scope")
    plan.owner_id = owner.id
    plan.origin = VisitOrigin.ASSIGNED


def _check_time(session: Session, command: PlanVisit | MoveVisit) -> None:
    params = parameters_for(session, china_date(command.at))
    ahead = timedelta(days=params.integer("visit.plan_ahead"))
    refuse_if(plan_problems(command, longest_visit(params), ahead))


def _check_party(session: Session, actor: Actor, plan: VisitPlan, fields: set[str]) -> None:
    if "contact_ids" in fields:
        check_contacts(session, actor, plan.contact_ids, plan.customer_id)
    if "companion_ids" in fields:
        check_people(session, plan.companion_ids, "companion_ids")


def _open_plan(session: Session, actor: Actor, plan_id: str) -> VisitPlan:
    plan = fetch(session, actor, VisitPlan, plan_id)
    _check_open(plan)
    return plan


def _check_open(plan: VisitPlan) -> None:
    if plan.state not in OPEN_PLANS:
        raise Refused("visit_closed", state=plan.state, by=plan.updated_by)


def move_visit(session: Session, actor: Actor, command: MoveVisit) -> None:
    """Move a planned visit; refused when somebody else has moved it meanwhile.

    Another day, or a visit promised to the customer, needs a reason and counts as put off (2.14).
    """
    require(actor, Permission.VISIT_PLAN)
    _check_time(session, command)
    plan = _open_plan(session, actor, command.plan_id)
    wanted = (command.starts_at, command.ends_at)
    if (plan.starts_at, plan.ends_at) == wanted:
        return
    if (plan.starts_at, plan.ends_at) != (command.old_starts_at, command.old_ends_at):
        raise Refused("visit_moved", by=plan.updated_by, starts_at=plan.starts_at.isoformat())
    put_off = is_put_off(plan.starts_at, command.starts_at, promised=plan.to_confirm)
    reason = given_reason(command.reason) if put_off or command.reason.strip() else ""
    changes: dict[str, tuple[Any, Any]] = {
        "starts_at": (plan.starts_at.isoformat(), command.starts_at.isoformat()),
        "ends_at": (plan.ends_at.isoformat(), command.ends_at.isoformat()),
    }
    plan.starts_at, plan.ends_at = wanted
    if put_off:
        plan.reschedule_count += 1
        plan.reason = reason
    changed(plan, actor, command.at)
    audit(session, actor, command, plan, "move", changes, reason)


def edit_visit_plan(session: Session, actor: Actor, command: EditVisitPlan) -> None:
    """Change what a planned visit is about, field by field."""
    require(actor, Permission.VISIT_PLAN)
    refuse_if(plan_edit_problems(command))
    plan = _open_plan(session, actor, command.plan_id)
    applied = merge_edits(session, actor, plan, command.edits, command)
    settle_plan(session, actor, plan, applied)
    if applied:
        audit(session, actor, command, plan, "edit", applied)


def settle_plan(session: Session, actor: Actor, plan: VisitPlan, applied: dict[str, tuple[Any, Any]]) -> None:
    """Check what was changed of a planned visit; refuses with `visit_closed` one that is over or called off."""
    _check_open(plan)
    _check_party(session, actor, plan, set(applied))


def cancel_visit(session: Session, actor: Actor, command: CancelVisit) -> None:
    """Call a visit off, with a reason; an ordered one only by who may order (3.3)."""
    require(actor, Permission.VISIT_PLAN)
    reason = given_reason(command.reason)
    plan = _open_plan(session, actor, command.plan_id)
    if plan.origin == VisitOrigin.ASSIGNED:
        require(actor, Permission.TASK_ASSIGN)
    before = plan.state
    plan.state = VisitState.CANCELLED
    plan.reason = reason
    changed(plan, actor, command.at)
    audit(session, actor, command, plan, "cancel", {"state": (before, VisitState.CANCELLED.value)}, reason)


def comment_visit(session: Session, actor: Actor, command: CommentVisit) -> None:
    """Add a remark; a score by somebody who may review locks the log as reviewed.

    Remarks of the author are addenda: the only way to correct a reviewed log (3.3).
    """
    refuse_if(comment_problems(command))
    log = fetch(session, actor, VisitLog, command.visit_id)
    if log.owner_id != actor.id or command.score is not None:
        require(actor, Permission.VISIT_COMMENT)
    if command.score is not None:
        _check_reviewable(actor, log)
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
        log.score = command.score
        log.state = VisitState.REVIEWED
        changed(log, actor, command.at)
    audit(session, actor, command, log, "comment")


def _check_reviewable(actor: Actor, log: VisitLog) -> None:
    if log.owner_id == actor.id:
        raise Refused("own_work")
    if log.state == VisitState.REVIEWED:
        raise Refused("already_decided", by=log.updated_by)
    if log.state != VisitState.REPORTED:
        raise Refused("visit_closed", state=log.state, by=log.updated_by)


def return_visit(session: Session, actor: Actor, command: ReturnVisit) -> None:
    """Hand a reported log back to its author with a reason; a reviewed one stays as it is (3.3)."""
    require(actor, Permission.VISIT_COMMENT)
    reason = given_reason(command.reason, RETURN_LIMIT)
    log = fetch(session, actor, VisitLog, command.visit_id)
    if log.owner_id == actor.id:
        raise Refused("own_work")
    if log.state != VisitState.REPORTED:
        raise Refused("visit_closed", state=log.state, by=log.updated_by)
    log.state = VisitState.TO_REPORT
    log.return_reason = reason
    changed(log, actor, command.at)
    changes = {"state": (VisitState.REPORTED.value, VisitState.TO_REPORT.value)}
    audit(session, actor, command, log, "return", changes, reason)


def save_phrase(session: Session, actor: Actor, command: SavePhrase) -> None:
    """Keep a quick phrase; saving again under the same id changes it."""
    values = {"code": command.code.strip(), "text": command.text.strip()}
    refuse_if(table_problems(PHRASE_FIELDS, values, needs=(Need.MUST,)))
    phrase = session.get(Phrase, command.phrase_id) if is_canonical_id(command.phrase_id) else None
    if phrase is None:
        new_id_taken(session, Phrase, command.phrase_id)
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
    phrase.code, phrase.text = values["code"], values["text"]
    phrase.deleted_at = None
    changed(phrase, actor, command.at)


def remove_phrase(session: Session, actor: Actor, command: RemovePhrase) -> None:
    """Drop a quick phrase of one's own."""
    phrase = fetch(session, actor, Phrase, command.phrase_id)
    phrase.deleted_at = command.at
    changed(phrase, actor, command.at)
