"""Open, change, assign and take back customer files (2.4, 3.1)."""

from typing import Any, Final

import msgspec
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from domain.base import body_of, fill_in, next_number
from domain.commands.base import Command, Edit
from domain.commands.customers import AssignCustomer, CreateCustomer, EditCustomer, RemoveCustomer
from domain.commands.visits import LogVisit
from domain.entities import Affiliate, Contact, Customer, Person, ServicePlan, Task, VisitLog, VisitPlan
from domain.errors import Refused
from domain.permissions import Actor, Permission, require
from domain.rules.calendars import china_date
from domain.rules.credit_code import clean_credit_code
from domain.rules.customers import CUSTOMER_FIELDS, is_code_paper, problems
from domain.rules.storable import is_canonical_id
from domain.usecases.customer_guards import check_changes, check_new
from domain.usecases.derived import customer_search_text, refresh_completeness, refresh_size, refresh_visit_due
from domain.usecases.shared import (
    REASON_LIMIT,
    at_post,
    audit,
    authored,
    carries,
    changed,
    fetch,
    given_reason,
    merge_edits,
    near,
    new_id_taken,
    refusal,
    refuse_if,
    set_values,
)
from domain.values.customers import CoopState, CustomerState
from domain.values.tasks import OPEN_STATES
from domain.values.visits import VisitState

DUE_FIELDS: Final = frozenset({"value_class", "relation_tier", "sign_date", "micro_flag", "last_visit"})
_ON_A_FILE: Final[tuple[Any, ...]] = (Contact, Affiliate, ServicePlan, VisitPlan, Task)
_OPEN_WORLD: Final = (CustomerState.CLOSED, CustomerState.MERGED)
_TWIN: Final = select(Customer.id).where(
    Customer.cert_no == bindparam("cert_no"),
    Customer.province_code == bindparam("province"),
    Customer.id != bindparam("itself"),
    Customer.deleted_at.is_(None),
    Customer.state.not_in(_OPEN_WORLD),
)


def create_customer(session: Session, actor: Actor, command: CreateCustomer) -> None:
    """Open a customer file; its account manager is the one named, else its author.

    The state of cooperation is taken as stated: files of customers signed long ago are opened too.
    """
    require(actor, Permission.CUSTOMER_CREATE)
    if command.batch_id is not None:
        require(actor, Permission.CUSTOMER_IMPORT)
        _check_batch(command)
    refuse_if(problems(command))
    new_id_taken(session, Customer, command.customer_id)
    values: dict[str, Any] = {name: command.values[name] for name in CUSTOMER_FIELDS if name in command.values}
    if values.get("cert_no") and is_code_paper(values.get("cert_type")):
        values["cert_no"] = clean_credit_code(values["cert_no"])
    manager = _manager(session, actor, values.pop("am_id", None), command)
    customer = Customer(
        id=command.customer_id,
        **authored(actor, command.at),
        owner_id=manager.id,
        am_id=manager.id,
        org_id=manager.org_id,
        province_code=actor.province_code or str(values.get("province") or "")[:2],
        batch_id=command.batch_id,
    )
    set_values(customer, values)
    customer.coop_state = customer.coop_state or CoopState.PROSPECT
    customer.state = CustomerState(customer.coop_state)
    _check_code_free(session, customer)
    check_new(session, actor, customer, values, command)
    customer.cust_no = customer.cust_no or next_number(session, "customer")
    customer.biz_no = customer.cust_no
    customer.search_text = customer_search_text(customer)
    refresh_size(customer)
    fill_in(customer)
    refresh_completeness(session, customer, command.at)
    refresh_visit_due(session, customer, command.at)
    session.add(customer)
    audit(session, actor, command, customer, "create")


def _check_batch(command: CreateCustomer | EditCustomer) -> None:
    if command.batch_id is not None and not is_canonical_id(command.batch_id):
        raise refusal("batch_id", "not_an_id")


def _manager(session: Session, actor: Actor, am_id: str | None, command: Command) -> Person:
    person = at_post(session, am_id or actor.id, "am_id", china_date(command.at))
    if not near(actor, person):
        raise refusal("am_id", "out_of_scope")
    if person.id != actor.id and not carries(person, Permission.CUSTOMER_IDENTITY):
        raise refusal("am_id", "wrong_post")
    return person


def _check_code_free(session: Session, customer: Customer) -> None:
    """A credit code belongs to one living customer of a province (2.0.1)."""
    if not customer.cert_no:
        return
    here = {"cert_no": customer.cert_no, "province": customer.province_code, "itself": customer.id}
    with session.no_autoflush:
        twin = session.scalars(_TWIN, here).first()
    if twin is not None:
        raise refusal("cert_no", "credit_code_taken")


def edit_customer(session: Session, actor: Actor, command: EditCustomer) -> None:
    """Change a file field by field; identity fields need more than an assistant's post."""
    require(actor, Permission.CUSTOMER_EDIT)
    if command.batch_id is not None:
        require(actor, Permission.CUSTOMER_IMPORT)
        _check_batch(command)
    customer = fetch(session, actor, Customer, command.customer_id)
    refuse_if(problems(command, body_of(customer)))
    _merge(session, actor, customer, command.edits, command)


def edit_at_visit(
    session: Session, actor: Actor, customer: Customer, edits: tuple[Edit, ...], command: LogVisit
) -> dict[str, tuple[Any, Any]]:
    """Change a file by what a visit brought to light; gives field to (before, after) of what was applied."""
    require(actor, Permission.CUSTOMER_EDIT)
    as_edit = EditCustomer(id=command.id, at=command.at, customer_id=customer.id, edits=edits)
    refuse_if(problems(as_edit, body_of(customer)))
    return _merge(session, actor, customer, edits, command)


def _merge(
    session: Session, actor: Actor, customer: Customer, edits: tuple[Edit, ...], command: Command
) -> dict[str, tuple[Any, Any]]:
    applied = merge_edits(session, actor, customer, tuple(_cleaned(customer, edits)), command)
    if applied:
        settle_customer(session, actor, customer, applied, command)
        audit(session, actor, command, customer, "edit", applied)
    return applied


def _cleaned(customer: Customer, edits: tuple[Edit, ...]) -> list[Edit]:
    """Give the edits with a credit code in the one form it is kept and compared in."""
    papers = {edit.field: edit.new for edit in edits}
    is_code = is_code_paper(papers.get("cert_type", customer.cert_type))
    return [
        msgspec.structs.replace(edit, new=clean_credit_code(edit.new))
        if edit.field == "cert_no" and is_code and isinstance(edit.new, str)
        else edit
        for edit in edits
    ]


def settle_customer(
    session: Session, actor: Actor, customer: Customer, applied: dict[str, tuple[Any, Any]], command: Command
) -> None:
    """Check what was changed against the rest of the file, and keep what follows from it."""
    if any(CUSTOMER_FIELDS[name].identity for name in applied if name in CUSTOMER_FIELDS):
        require(actor, Permission.CUSTOMER_IDENTITY)
    if "cert_no" in applied:
        _check_code_free(session, customer)
    check_changes(session, actor, customer, applied, command)
    if "coop_state" in applied:
        customer.state = CustomerState(customer.coop_state)
    customer.verified_at = command.at
    customer.search_text = customer_search_text(customer)
    refresh_size(customer)
    session.flush()
    refresh_completeness(session, customer, command.at)
    if applied.keys() & DUE_FIELDS:
        refresh_visit_due(session, customer, command.at)


def assign_customer(session: Session, actor: Actor, command: AssignCustomer) -> None:
    """Give a customer to another account manager within the supervisor's area (R11.4)."""
    require(actor, Permission.CUSTOMER_ASSIGN)
    reason = given_reason(command.reason, REASON_LIMIT) if command.reason.strip() else ""
    customer = fetch(session, actor, Customer, command.customer_id)
    if customer.am_id != command.old_am_id:
        if customer.am_id == command.new_am_id:
            return
        raise Refused("already_assigned", by=customer.updated_by)
    manager = _manager(session, actor, command.new_am_id, command)
    changes: dict[str, tuple[Any, Any]] = {"am_id": (customer.am_id, manager.id)}
    if customer.am_b_id == manager.id:
        changes["am_b_id"] = (customer.am_b_id, None)
        customer.am_b_id = None
    customer.am_id = manager.id
    customer.owner_id = manager.id
    customer.org_id = manager.org_id
    changed(customer, actor, command.at)
    audit(session, actor, command, customer, "assign", changes, reason)


def remove_customer(session: Session, actor: Actor, command: RemoveCustomer) -> None:
    """Take back a file of one's own making: a prospect, or one an import opened, and nobody has visited."""
    require(actor, Permission.CUSTOMER_CREATE)
    reason = given_reason(command.reason)
    customer = fetch(session, actor, Customer, command.customer_id)
    if customer.created_by != actor.id:
        raise Refused("not_author")
    visited = select(VisitLog.id).where(VisitLog.customer_id == customer.id, VisitLog.deleted_at.is_(None)).limit(1)
    is_prospect = customer.state == CustomerState.PROSPECT or customer.batch_id is not None
    if not is_prospect or session.scalars(visited).first():
        raise Refused("customer_in_use", state=customer.state)
    _remove_what_hangs_on(session, actor, customer, command)
    customer.deleted_at = command.at
    changed(customer, actor, command.at)
    audit(session, actor, command, customer, "remove", reason=reason)


def _remove_what_hangs_on(session: Session, actor: Actor, customer: Customer, command: RemoveCustomer) -> None:
    """Take away key persons, relations and service plans, and with them the tasks and visits still to be done.

    They belong to the file: nobody could open or finish them without it. What was done stays in the history.
    """
    for entity in _ON_A_FILE:
        of_it = select(entity).where(entity.customer_id == customer.id, entity.deleted_at.is_(None))
        for row in session.scalars(of_it.order_by(entity.id)):
            if (isinstance(row, Task) and row.state not in OPEN_STATES) or (
                isinstance(row, VisitPlan) and row.state == VisitState.CANCELLED
            ):
                continue
            row.deleted_at = command.at
            changed(row, actor, command.at)
            audit(session, actor, command, row, "remove")
