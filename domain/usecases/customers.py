"""Open, change, assign and take back customer files (2.4, 2.5, 3.1)."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.base import next_number
from domain.commands.customers import (
    AddAffiliate,
    AssignCustomer,
    CreateCustomer,
    EditCustomer,
    RemoveAffiliate,
    RemoveCustomer,
)
from domain.entities import Affiliate, Customer, Person
from domain.errors import Problem, Refused
from domain.permissions import Actor, Permission, require
from domain.rules.credit_code import clean_credit_code
from domain.rules.customers import AFFILIATE_FIELDS, CUSTOMER_FIELDS, MAJORITY, affiliate_problems, problems
from domain.usecases.derived import customer_search_text, refresh_completeness, refresh_visit_due
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
from domain.values.customers import CoopState, CustomerState, RelationKind


def create_customer(session: Session, actor: Actor, command: CreateCustomer) -> None:
    """Open a customer file; its account manager is the one named, else its author."""
    require(actor, Permission.CUSTOMER_CREATE)
    if command.batch_id:
        require(actor, Permission.CUSTOMER_IMPORT)
    refuse_if(problems(command))
    new_id_taken(session, Customer, command.customer_id)
    values: dict[str, Any] = {name: command.values[name] for name in CUSTOMER_FIELDS if name in command.values}
    if values.get("cert_no"):
        values["cert_no"] = clean_credit_code(values["cert_no"])
    manager = _manager(session, actor, values.pop("am_id", None))
    customer = Customer(
        id=command.customer_id,
        **authored(actor, command.at),
        owner_id=manager.id,
        am_id=manager.id,
        org_id=manager.org_id,
        province_code=actor.province_code or str(values.get("province", ""))[:2],
        batch_id=command.batch_id,
    )
    set_values(customer, values)
    customer.state = CustomerState(CoopState(customer.coop_state or CoopState.PROSPECT).value)
    _check_code_free(session, customer)
    customer.cust_no = customer.cust_no or next_number(session, "customer")
    customer.biz_no = customer.cust_no
    customer.search_text = customer_search_text(customer)
    session.add(customer)
    session.flush()
    refresh_completeness(session, customer, command.at)
    refresh_visit_due(session, customer, command.at)
    audit(session, actor, command, customer, "create")


def _manager(session: Session, actor: Actor, am_id: str | None) -> Person:
    person = session.get(Person, am_id or actor.id)
    if person is None or person.deleted_at is not None:
        raise Refused("invalid", (Problem(field="am_id", code="not_found"),))
    if person.id != actor.id and person.org_id not in (*actor.areas, actor.org_id):
        raise Refused("invalid", (Problem(field="am_id", code="out_of_scope"),))
    return person


def _check_code_free(session: Session, customer: Customer) -> None:
    """A credit code belongs to one living customer of a province (2.0.1)."""
    if not customer.cert_no:
        return
    query = select(Customer).where(
        Customer.cert_no == customer.cert_no,
        Customer.province_code == customer.province_code,
        Customer.id != customer.id,
        Customer.deleted_at.is_(None),
        Customer.state.not_in((CustomerState.CLOSED, CustomerState.MERGED)),
    )
    with session.no_autoflush:
        twin = session.scalars(query).first()
    if twin is not None:
        raise Refused("invalid", (Problem(field="cert_no", code="credit_code_taken"),))


def edit_customer(session: Session, actor: Actor, command: EditCustomer) -> None:
    """Change a file field by field; identity fields need more than an assistant's post."""
    require(actor, Permission.CUSTOMER_EDIT)
    if any(edit.field in CUSTOMER_FIELDS and CUSTOMER_FIELDS[edit.field].identity for edit in command.edits):
        require(actor, Permission.CUSTOMER_IDENTITY)
    refuse_if(problems(command))
    customer = fetch(session, actor, Customer, command.customer_id)
    applied = merge_edits(session, actor, customer, command.edits, command)
    if "cert_no" in applied:
        _check_code_free(session, customer)
    if not applied:
        return
    customer.verified_at = command.at
    customer.search_text = customer_search_text(customer)
    session.flush()
    refresh_completeness(session, customer, command.at)
    if applied.keys() & {"value_class", "relation_tier", "sign_date", "micro_flag"}:
        refresh_visit_due(session, customer, command.at)
    audit(session, actor, command, customer, "edit", applied)


def assign_customer(session: Session, actor: Actor, command: AssignCustomer) -> None:
    """Give a customer to another account manager within the supervisor's area (R11.4)."""
    require(actor, Permission.CUSTOMER_ASSIGN)
    customer = fetch(session, actor, Customer, command.customer_id)
    if customer.am_id != command.old_am_id:
        if customer.am_id == command.new_am_id:
            return
        raise Refused("already_assigned", by=customer.updated_by)
    manager = _manager(session, actor, command.new_am_id)
    changes = {"am_id": (customer.am_id, manager.id)}
    customer.am_id = manager.id
    customer.owner_id = manager.id
    customer.org_id = manager.org_id
    changed(customer, actor, command.at)
    audit(session, actor, command, customer, "assign", changes, command.reason)


def remove_customer(session: Session, actor: Actor, command: RemoveCustomer) -> None:
    """Take back a file opened by mistake: only a prospect of one's own making, with a reason."""
    require(actor, Permission.CUSTOMER_CREATE)
    if not command.reason.strip():
        raise Refused("invalid", (Problem(field="reason", code="required"),))
    customer = fetch(session, actor, Customer, command.customer_id)
    if customer.created_by != actor.id:
        raise Refused("not_author")
    customer.deleted_at = command.at
    changed(customer, actor, command.at)
    audit(session, actor, command, customer, "remove", reason=command.reason)


def add_affiliate(session: Session, actor: Actor, command: AddAffiliate) -> None:
    """Note a relation; control or more than half of the shares counts into unified credit (2.5)."""
    require(actor, Permission.CUSTOMER_EDIT)
    refuse_if(affiliate_problems(command))
    customer = fetch(session, actor, Customer, command.customer_id)
    new_id_taken(session, Affiliate, command.affiliate_id)
    values: dict[str, Any] = {name: command.values[name] for name in AFFILIATE_FIELDS if name in command.values}
    held = int(values.get("hold_pct") or 0)
    controlled = values["rel_type"] in (RelationKind.ACTUAL_CONTROL, RelationKind.COMMON_CONTROLLER)
    values.setdefault("is_group_member", held > MAJORITY or controlled)
    affiliate = Affiliate(id=command.affiliate_id, **under_customer(actor, customer, command.at))
    set_values(affiliate, values)
    session.add(affiliate)
    audit(session, actor, command, affiliate, "add")


def remove_affiliate(session: Session, actor: Actor, command: RemoveAffiliate) -> None:
    """Take back a relation."""
    require(actor, Permission.CUSTOMER_EDIT)
    affiliate = fetch(session, actor, Affiliate, command.affiliate_id)
    affiliate.deleted_at = command.at
    changed(affiliate, actor, command.at)
    audit(session, actor, command, affiliate, "remove")
