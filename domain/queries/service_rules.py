"""What administrators look after: every threshold with its value today, and the service rules in force."""

from datetime import date

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.entities import Parameter, ServiceRule
from domain.permissions import Actor, visible
from domain.rules.parameters import PARAMETERS


class ParameterLine(msgspec.Struct, frozen=True):
    """A threshold: `value` in force today, since `valid_from` (None: the shipped default), and what comes next."""

    id: str
    value: str
    default: str
    unit: str
    valid_from: date | None = None
    next_value: str = ""
    next_from: date | None = None


class ServiceRuleLine(msgspec.Struct, frozen=True):
    """A service rule in force, as it is read in a list; `value` is in `unit`, `item` a code."""

    id: str
    code: str
    name: str
    item: str
    value: int
    unit: str
    tolerance: int
    standard: str
    level: str
    value_classes: tuple[str, ...]
    valid_from: date
    valid_to: date | None


def parameter_lines(session: Session, actor: Actor, today: date) -> tuple[ParameterLine, ...]:
    """Give every threshold there is, stored or shipped, in the order of the table of parameters."""
    stored: dict[str, list[Parameter]] = {}
    query = select(Parameter).where(Parameter.deleted_at.is_(None), visible(actor, Parameter))
    for row in session.scalars(query.order_by(Parameter.valid_from)):
        stored.setdefault(row.code, []).append(row)
    lines = []
    for spec in PARAMETERS:
        rows = stored.get(spec.code, [])
        now = [row for row in rows if row.valid_from <= today and (row.valid_to is None or row.valid_to >= today)]
        later = next((row for row in rows if row.valid_from > today), None)
        lines.append(
            ParameterLine(
                id=spec.code,
                value=now[-1].value if now else spec.default,
                default=spec.default,
                unit=spec.unit.value,
                valid_from=now[-1].valid_from if now else None,
                next_value=later.value if later is not None else "",
                next_from=later.valid_from if later is not None else None,
            )
        )
    return tuple(lines)


def service_rule_lines(session: Session, actor: Actor, today: date) -> tuple[ServiceRuleLine, ...]:
    """Give the service rules in force today or later, by code."""
    query = (
        select(ServiceRule)
        .where(
            ServiceRule.deleted_at.is_(None),
            or_(ServiceRule.valid_to.is_(None), ServiceRule.valid_to >= today),
            visible(actor, ServiceRule),
        )
        .order_by(ServiceRule.code, ServiceRule.valid_from)
    )
    return tuple(
        ServiceRuleLine(
            id=row.id,
            code=row.code,
            name=row.name,
            item=row.item,
            value=row.value,
            unit=row.unit,
            tolerance=row.tolerance,
            standard=row.standard,
            level=row.level,
            value_classes=tuple(row.value_classes),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in session.scalars(query)
    )
