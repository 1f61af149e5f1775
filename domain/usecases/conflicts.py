"""Decide conflicts; note prints."""

from typing import Any, Final, cast

from sqlalchemy.orm import Session

from domain.base import Record, columns_of, from_wire, to_wire
from domain.commands.conflicts import RecordPrint, ResolveConflict
from domain.entities import (
    BY_KIND,
    Affiliate,
    AuditEntry,
    Conflict,
    Contact,
    Customer,
    Task,
    VisitLog,
    VisitPlan,
)
from domain.errors import Refused
from domain.permissions import Actor, Permission, require
from domain.rules.fields import FieldKind, FieldSpec, Need, table_problems
from domain.usecases.affiliates import settle_affiliate
from domain.usecases.contacts import settle_contact
from domain.usecases.customers import settle_customer
from domain.usecases.shared import audit, authored, changed, fetch, fetch_for, new_id_taken, refusal, refuse_if, same
from domain.usecases.tasks import settle_task
from domain.usecases.visit_logs import settle_log
from domain.usecases.visits import settle_plan
from domain.values.sync import Keep

PRINT_FIELDS: Final = {
    "paper": FieldSpec(name="paper", need=Need.MUST, limit=40),
    "copy": FieldSpec(name="copy", kind=FieldKind.INTEGER, need=Need.MUST, low=1, high=100_000),
    "reason": FieldSpec(name="reason"),
}


def resolve_conflict(session: Session, actor: Actor, command: ResolveConflict) -> None:
    """Close a conflict; keeping mine puts it over the value shown as theirs, refused if that has changed again."""
    require(actor, Permission.CONFLICT_RESOLVE)
    conflict = fetch(session, actor, Conflict, command.conflict_id)
    if conflict.kept is not None:
        if conflict.kept == command.keep:
            return
        raise Refused("already_decided", by=conflict.updated_by)
    if command.keep is Keep.MINE:
        _put_mine(session, actor, conflict, command)
    conflict.kept = command.keep
    changed(conflict, actor, command.at)


def _put_mine(session: Session, actor: Actor, conflict: Conflict, command: ResolveConflict) -> None:
    row = cast("Record", fetch(session, actor, BY_KIND[conflict.kind], conflict.row_id))
    now = to_wire(getattr(row, conflict.field))
    if same(now, conflict.mine):
        return
    if not same(now, conflict.theirs):
        raise Refused("changed_again", by=row.updated_by)
    setattr(row, conflict.field, from_wire(columns_of(type(row))[conflict.field], conflict.mine))
    changed(row, actor, command.at)
    applied = {conflict.field: (now, conflict.mine)}
    _settle(session, actor, row, applied, command)
    audit(session, actor, command, row, "resolve", applied)


def _settle(
    session: Session, actor: Actor, row: Record, applied: dict[str, tuple[Any, Any]], command: ResolveConflict
) -> None:
    """Check the value as an edit of that kind would, also whether the record may still be changed."""
    match row:
        case Customer():
            settle_customer(session, actor, row, applied, command)
        case Contact():
            settle_contact(session, actor, row, applied, command)
        case Affiliate():
            settle_affiliate(session, actor, row, applied, row.reason or "")
        case Task():
            settle_task(session, row, applied)
        case VisitPlan():
            settle_plan(session, actor, row, applied)
        case VisitLog():
            settle_log(session, actor, row, applied, command)
        case _:
            return


def record_print(session: Session, actor: Actor, command: RecordPrint) -> None:
    """Write down who printed which paper of which record, and the how-many-eth copy it is."""
    require(actor, Permission.PAPER_PRINT)
    if command.kind not in BY_KIND:
        raise refusal("kind", "unknown_choice")
    values = {"paper": command.paper, "copy": command.copy, "reason": command.reason}
    refuse_if(table_problems(PRINT_FIELDS, values, needs=(Need.MUST,)))
    new_id_taken(session, AuditEntry, command.entry_id)
    customer = fetch(session, actor, Customer, command.customer_id) if command.customer_id else None
    row = fetch_for(session, actor, BY_KIND[command.kind], command.row_id, "row_id")
    holder = row.id if isinstance(row, Customer) else getattr(row, "customer_id", None)
    if customer is not None and holder not in (None, customer.id):
        raise refusal("customer_id", "other_customer")
    session.add(
        AuditEntry(
            id=command.entry_id,
            **authored(actor, command.at),
            owner_id=actor.id,
            org_id=customer.org_id if customer else actor.org_id,
            province_code=actor.province_code,
            customer_id=command.customer_id,
            kind=command.kind,
            row_id=command.row_id,
            action="print",
            changes=[{"field": command.paper, "old": None, "new": command.copy}],
            reason=command.reason,
        )
    )
