"""What must hold of a customer file beyond the form of its fields: people, tree, states, strategic tier (2.4, 3.1)."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.commands.base import Command
from domain.commands.customers import CreateCustomer, EditCustomer
from domain.entities import Contact, Customer, VisitLog
from domain.permissions import Actor
from domain.rules.calendars import china_date
from domain.rules.credit_code import credit_code_error
from domain.rules.customers import is_code_paper
from domain.usecases.shared import SECOND_LEVEL, at_post, check_people, fetch_for, near, refusal, require_level
from domain.values.customers import CoopState, CreditCheck
from domain.values.tiers import RelationTier
from domain.values.visits import VisitResult

PAST_FIELDS: Final = ("found_date", "last_visit", "credit_check_date")
STRATEGIC_FIELDS: Final = frozenset(
    {"relation_tier", "chief_rep_id", "credit_check", "credit_check_date", "credit_check_evidence"}
)
_TALLEST_TREE: Final = 30


def check_new(
    session: Session, actor: Actor, customer: Customer, values: Mapping[str, Any], command: CreateCustomer
) -> None:
    """Check a new file; one that an import opens may still lack what its tier asks for."""
    given = {name for name, value in values.items() if value not in (None, "", [], False)}
    if "blacklist" in given:
        require_level(actor, "blacklist")
    _check_people(session, actor, customer, given, command)
    _check_days(customer, given, china_date(command.at))
    if "parent_cust_id" in given:
        _check_parent(session, actor, customer)
    if command.batch_id is None:
        _check_direct(customer)
        _check_strategic(customer, given)


def check_changes(
    session: Session, actor: Actor, customer: Customer, applied: Mapping[str, tuple[Any, Any]], command: Command
) -> None:
    """Check a changed file; only what was changed, so that an old gap does not stop another correction."""
    fields = applied.keys()
    if fields & {"blacklist", "blacklist_reason"}:
        require_level(actor, "blacklist")
    _check_people(session, actor, customer, fields, command)
    _check_days(customer, fields, china_date(command.at))
    if "parent_cust_id" in fields:
        _check_parent(session, actor, customer)
    if fields & {"is_direct", "direct_code"}:
        _check_direct(customer)
    is_import = isinstance(command, EditCustomer) and command.batch_id is not None
    if not is_import:
        _check_strategic(customer, fields)
        if "coop_state" in fields:
            _check_state(session, customer, applied["coop_state"][0])


def _check_people(
    session: Session, actor: Actor, customer: Customer, fields: Collection[str], command: Command
) -> None:
    """The second manager and the assistant come to see the file: they must belong to the actor's unit or area."""
    day = china_date(command.at)
    for name in ("am_b_id", "assistant_id"):
        person_id = getattr(customer, name)
        if name in fields and person_id:
            person = at_post(session, person_id, name, day)
            if not near(actor, person):
                raise refusal(name, "out_of_scope")
    if "team_ids" in fields:
        check_people(session, customer.team_ids, "team_ids")
    if "chief_rep_id" in fields and customer.chief_rep_id:
        leader = at_post(session, customer.chief_rep_id, "chief_rep_id", day)
        if leader.perm_level is None or leader.perm_level > SECOND_LEVEL:
            raise refusal("chief_rep_id", "needs_level", level=SECOND_LEVEL)


def _check_days(customer: Customer, fields: Collection[str], today: date) -> None:
    for name in PAST_FIELDS:
        day = getattr(customer, name)
        if name in fields and day is not None and day > today:
            raise refusal(name, "later_than_today")


def _check_parent(session: Session, actor: Actor, customer: Customer) -> None:
    """The parent is a file the actor sees, and no parent of it is the customer itself."""
    if customer.parent_cust_id is None:
        return
    if customer.parent_cust_id == customer.id:
        raise refusal("parent_cust_id", "cycle")
    above: Customer | None = fetch_for(session, actor, Customer, customer.parent_cust_id, "parent_cust_id")
    for _ in range(_TALLEST_TREE):
        if above is None or above.parent_cust_id is None:
            return
        if above.parent_cust_id == customer.id:
            break
        above = session.get(Customer, above.parent_cust_id)
    raise refusal("parent_cust_id", "cycle")


def _check_direct(customer: Customer) -> None:
    if customer.is_direct and not customer.direct_code:
        raise refusal("direct_code", "required")


def _check_strategic(customer: Customer, fields: Collection[str]) -> None:
    """A strategic customer has a leader attached and a look-up, with its evidence, in the credit system (R2.9)."""
    if customer.relation_tier != RelationTier.GROUP_STRATEGIC or STRATEGIC_FIELDS.isdisjoint(fields):
        return
    if not customer.chief_rep_id:
        raise refusal("chief_rep_id", "required")
    if customer.credit_check in (None, CreditCheck.NOT_DONE):
        raise refusal("credit_check", "required")
    if customer.credit_check_date is None:
        raise refusal("credit_check_date", "required")
    if not customer.credit_check_evidence:
        raise refusal("credit_check_evidence", "required")


def _check_state(session: Session, customer: Customer, before: str) -> None:
    """Negotiating needs a visit; signed needs paper, a primary key person and an account manager (3.1)."""
    if before == CoopState.PROSPECT and customer.coop_state != CoopState.PROSPECT:
        met = select(VisitLog.id).where(
            VisitLog.customer_id == customer.id, VisitLog.deleted_at.is_(None), VisitLog.result != VisitResult.ABSENT
        )
        if session.scalars(met.limit(1)).first() is None:
            raise refusal("coop_state", "needs_visit")
    if customer.coop_state != CoopState.SIGNED:
        return
    if not customer.cert_no:
        raise refusal("cert_no", "required")
    if is_code_paper(customer.cert_type) and (trouble := credit_code_error(customer.cert_no)):
        raise refusal("cert_no", trouble)
    primary = select(Contact.id).where(
        Contact.customer_id == customer.id, Contact.is_primary, Contact.deleted_at.is_(None)
    )
    if session.scalars(primary.limit(1)).first() is None:
        raise refusal("coop_state", "needs_primary")
    if not customer.am_id:
        raise refusal("am_id", "required")
    if customer.sign_date is None:
        raise refusal("sign_date", "required")
