"""Put rules and parameters in force, write service plans (2.24, 2.25, 2.37)."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.base import next_number, to_wire
from domain.commands.service_rules import SaveServicePlan, SetParameter, SetServiceRule
from domain.entities import Customer, Parameter, ServicePlan, ServiceRule
from domain.errors import Refused
from domain.permissions import Actor, Permission, may, require
from domain.rules.service_rules import (
    CONFIRMED_STATES,
    PLAN_FIELDS,
    RULE_FIELDS,
    loosens,
    outranks,
    parameter_problems,
    plan_problems,
    rule_problems,
    rule_scope,
)
from domain.rules.storable import is_canonical_id
from domain.usecases.derived import forget_parameters
from domain.usecases.shared import (
    audit,
    authored,
    changed,
    fetch,
    new_id_taken,
    refusal,
    refuse_if,
    set_values,
    under_customer,
)
from domain.values.service_rules import PlanState, RuleLevel


def set_service_rule(session: Session, actor: Actor, command: SetServiceRule) -> None:
    """Put a rule in force; the one in force under the same code ends the day before (R2.11).

    A unit writes rules of its own level only, and may ask more than the levels above it, never less.
    """
    require(actor, Permission.RULE_WRITE)
    refuse_if(rule_problems(command))
    new_id_taken(session, ServiceRule, command.rule_id)
    rule = ServiceRule(id=command.rule_id, **authored(actor, command.at))
    set_values(rule, {name: command.values[name] for name in RULE_FIELDS if name in command.values})
    if rule.level != RuleLevel.UNIT and not may(actor, Permission.PARAMETER_WRITE).ok:
        raise refusal("level", "out_of_scope_level")
    living = select(ServiceRule).where(ServiceRule.deleted_at.is_(None))
    with session.no_autoflush:
        scope = rule_scope(rule)
        above = session.scalars(living.where(ServiceRule.item == rule.item, ServiceRule.code != rule.code))
        if any(loosens(scope, rule_scope(other)) for other in above):
            raise refusal("value", "rule_loosened")
        same = session.scalars(living.where(ServiceRule.code == rule.code, ServiceRule.valid_to.is_(None)))
        earlier = list(same.all())
        if any(outranks(other.level, rule.level) for other in earlier):
            raise refusal("code", "code_of_higher_level")
        _end_earlier(earlier, rule.valid_from, actor, command)
    session.add(rule)


def set_parameter(session: Session, actor: Actor, command: SetParameter) -> None:
    """Give a parameter a value from a day on; what held until then ends the day before."""
    require(actor, Permission.PARAMETER_WRITE)
    refuse_if(parameter_problems(command))
    new_id_taken(session, Parameter, command.parameter_id)
    earlier = select(Parameter).where(
        Parameter.code == command.code, Parameter.valid_to.is_(None), Parameter.deleted_at.is_(None)
    )
    _end_earlier(list(session.scalars(earlier)), command.valid_from, actor, command)
    session.add(
        Parameter(
            id=command.parameter_id,
            **authored(actor, command.at),
            code=command.code,
            value=command.value,
            valid_from=command.valid_from,
        )
    )
    forget_parameters(session)


def _end_earlier(
    rows: list[ServiceRule] | list[Parameter], valid_from: date, actor: Actor, command: SetServiceRule | SetParameter
) -> None:
    for row in rows:
        if row.valid_from > valid_from:
            raise refusal("valid_from", "later_value_exists")
        row.valid_to = valid_from - timedelta(days=1)
        if row.valid_to < row.valid_from:
            row.deleted_at = command.at
        changed(row, actor, command.at)


def save_service_plan(session: Session, actor: Actor, command: SaveServicePlan) -> None:
    """Write a customer's plan of a year; saving it again makes the next version, what it replaced stays in the record.

    A plan runs once the customer confirmed it, and a closed one stays as it is (3.9).
    """
    require(actor, Permission.PLAN_WRITE)
    refuse_if(plan_problems(command))
    customer = fetch(session, actor, Customer, command.customer_id)
    values: dict[str, Any] = {name: command.values[name] for name in PLAN_FIELDS if name in command.values}
    plan = session.get(ServicePlan, command.plan_id) if is_canonical_id(command.plan_id) else None
    changes: dict[str, tuple[Any, Any]] = {}
    if plan is None:
        new_id_taken(session, ServicePlan, command.plan_id)
        common = under_customer(actor, customer, command.at)
        plan = ServicePlan(
            id=command.plan_id, **common, biz_no=next_number(session, "plan"), year=command.year, version=1
        )
        set_values(plan, values)
        session.add(plan)
    elif plan.customer_id != customer.id or plan.year != command.year or plan.deleted_at is not None:
        raise Refused("not_found", kind=ServicePlan.__tablename__)
    elif plan.state == PlanState.CLOSED:
        raise Refused("plan_closed", by=plan.updated_by)
    else:
        before = {name: to_wire(getattr(plan, name)) for name in values}
        set_values(plan, values)
        changes = {name: (old, to_wire(getattr(plan, name))) for name, old in before.items()}
        plan.version += 1
        changed(plan, actor, command.at)
    if plan.state in CONFIRMED_STATES and not (plan.confirmed_name and plan.confirmed_date):
        raise refusal("confirmed_name", "required")
    audit(session, actor, command, plan, "save", {name: pair for name, pair in changes.items() if pair[0] != pair[1]})
