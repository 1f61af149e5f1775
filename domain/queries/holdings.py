"""How much of everything is held here, for the progress of the first copy and the data page of the settings."""

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.entities import ENTITIES
from domain.permissions import Actor, visible


class HoldingRow(msgspec.Struct, frozen=True):
    """A kind of record, in the order kinds are sent, and how many of it the actor can see."""

    kind: str
    count: int


def holdings(session: Session, actor: Actor) -> tuple[HoldingRow, ...]:
    """Count every kind in one statement."""
    counts = [
        select(func.count())
        .select_from(entity)
        .where(entity.deleted_at.is_(None), visible(actor, entity))
        .scalar_subquery()
        for entity in ENTITIES
    ]
    found = session.execute(select(*counts)).one()
    return tuple(HoldingRow(entity.__tablename__, int(count)) for entity, count in zip(ENTITIES, found, strict=True))
