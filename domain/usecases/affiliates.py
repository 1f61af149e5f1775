"""Keep the relations between companies (2.5)."""

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.commands.customers import AddAffiliate, EditAffiliate, RemoveAffiliate
from domain.entities import Affiliate, Customer
from domain.permissions import Actor, Permission, require
from domain.rules.affiliates import AFFILIATE_FIELDS, WHOLE, affiliate_problems, counts_by_itself, holds_shares
from domain.rules.credit_code import clean_credit_code
from domain.rules.text import search_key
from domain.usecases.shared import (
    audit,
    changed,
    fetch,
    fetch_for,
    merge_edits,
    new_id_taken,
    refusal,
    refuse_if,
    require_level,
    set_values,
    under_customer,
)


def add_affiliate(session: Session, actor: Actor, command: AddAffiliate) -> None:
    """Note a relation; control or more than half of the shares counts into unified credit."""
    require(actor, Permission.CUSTOMER_EDIT)
    refuse_if(affiliate_problems(command))
    customer = fetch(session, actor, Customer, command.customer_id)
    new_id_taken(session, Affiliate, command.affiliate_id)
    values: dict[str, Any] = {name: command.values[name] for name in AFFILIATE_FIELDS if name in command.values}
    by_itself = counts_by_itself(values["rel_type"], values.get("hold_pct") or None)
    if values.get("is_group_member") in (None, ""):
        values["is_group_member"] = by_itself
    affiliate = Affiliate(id=command.affiliate_id, **under_customer(actor, customer, command.at))
    set_values(affiliate, values)
    if by_itself and not affiliate.is_group_member:
        _check_leaving(actor, affiliate.reason or "")
    _check_agreement(session, actor, affiliate)
    session.add(affiliate)
    audit(session, actor, command, affiliate, "add")


def edit_affiliate(session: Session, actor: Actor, command: EditAffiliate) -> None:
    """Change a relation field by field; taking it out of unified credit needs level 2 and a reason."""
    require(actor, Permission.CUSTOMER_EDIT)
    refuse_if(affiliate_problems(command))
    affiliate = fetch(session, actor, Affiliate, command.affiliate_id)
    fetch(session, actor, Customer, affiliate.customer_id)
    applied = merge_edits(session, actor, affiliate, command.edits, command)
    if applied:
        settle_affiliate(
            session,
            actor,
            affiliate,
            applied,
            str({edit.field: edit.new for edit in command.edits}.get("reason") or ""),
        )
        audit(session, actor, command, affiliate, "edit", applied)


def settle_affiliate(
    session: Session, actor: Actor, affiliate: Affiliate, applied: dict[str, tuple[Any, Any]], reason: str
) -> None:
    """Check what was changed of a relation; leaving unified credit needs level 2 and a reason."""
    if applied.get("is_group_member", (False, True)) == (True, False):
        _check_leaving(actor, reason)
    _check_agreement(session, actor, affiliate)


def remove_affiliate(session: Session, actor: Actor, command: RemoveAffiliate) -> None:
    """Take back a relation; one that counts into unified credit is a matter of level 2."""
    require(actor, Permission.CUSTOMER_EDIT)
    affiliate = fetch(session, actor, Affiliate, command.affiliate_id)
    if affiliate.is_group_member and affiliate.created_by != actor.id:
        require_level(actor, "is_group_member")
    affiliate.deleted_at = command.at
    changed(affiliate, actor, command.at)
    audit(session, actor, command, affiliate, "remove")


def _check_leaving(actor: Actor, reason: str) -> None:
    require_level(actor, "is_group_member")
    if not reason.strip():
        raise refusal("reason", "required")


def _check_agreement(session: Session, actor: Actor, affiliate: Affiliate) -> None:
    """Check what must agree in a relation: share given, days in order, target known and not itself, shares in all."""
    if affiliate.to_cert_no:
        affiliate.to_cert_no = clean_credit_code(affiliate.to_cert_no)
    if holds_shares(affiliate.rel_type) and affiliate.hold_pct is None:
        raise refusal("hold_pct", "required")
    if affiliate.valid_from and affiliate.valid_to and affiliate.valid_to < affiliate.valid_from:
        raise refusal("valid_to", "end_before_start")
    if affiliate.to_customer_id == affiliate.customer_id:
        raise refusal("to_customer_id", "itself")
    if affiliate.to_customer_id:
        fetch_for(session, actor, Customer, affiliate.to_customer_id, "to_customer_id")
    if holds_shares(affiliate.rel_type):
        held = _held_by_others(session, affiliate) + (affiliate.hold_pct or 0)
        if held > WHOLE:
            raise refusal("hold_pct", "over_the_whole")


def _held_by_others(session: Session, affiliate: Affiliate) -> int:
    """Add up the shares of the same company held in other relations: by file, credit code, or the same name."""
    same = [Affiliate.to_name == affiliate.to_name]
    if affiliate.to_customer_id:
        same.append(Affiliate.to_customer_id == affiliate.to_customer_id)
    if affiliate.to_cert_no:
        same.append(Affiliate.to_cert_no == affiliate.to_cert_no)
    query = select(Affiliate).where(or_(*same), Affiliate.deleted_at.is_(None), Affiliate.id != affiliate.id)
    with session.no_autoflush:
        others = [other for other in session.scalars(query) if holds_shares(other.rel_type)]
    return sum(other.hold_pct or 0 for other in others if _is_same(other, affiliate))


def _is_same(one: Affiliate, other: Affiliate) -> bool:
    """The same name with two different credit codes is two companies."""
    if one.to_cert_no and other.to_cert_no:
        return one.to_cert_no == other.to_cert_no
    if one.to_customer_id and other.to_customer_id:
        return one.to_customer_id == other.to_customer_id
    return search_key(one.to_name) == search_key(other.to_name)
