"""Rows out: what changed in an actor's scope between two numbers, and the first copy, each from one snapshot."""

from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Select, Table, and_, func, literal, select, union_all
from sqlalchemy.orm import Session

from domain.base import Base, Synced, to_wire
from domain.entities import BY_KIND, ENTITIES, Person
from domain.permissions import ROLES, Actor, Permission, visible
from domain.wire import Gone, RowChange
from server.tables import Departure

OPEN_PERSON: Final = frozenset(
    {"id", "revision", "created_by", "created_at", "updated_by", "updated_at", "deleted_at"}
    | {"staff_no", "name", "mobile", "org_id", "post", "status"}
)
"""Columns of people that everybody may see; the rest is for their superiors."""
HIDDEN: Final[dict[str, Any]] = {
    "gender": "unstated",
    "email": "",
    "skill_level": "",
    "speciality": [],
    "certs": [],
    "training": [],
}
"""What stands in place of a hidden column that cannot be empty; null stands for the others."""


class Changes(msgspec.Struct, frozen=True):
    """One page of changes; `end` is the number read up to."""

    rows: tuple[RowChange, ...]
    gone: tuple[Gone, ...]
    end: int
    more: bool


def changes_between(session: Session, actor: Actor, after: int, ceiling: int, limit: int) -> Changes:
    """Give what changed after one number up to another, at most `limit` rows, oldest first."""
    found: list[RowChange] = []
    for entity in _changed_entities(session, after, ceiling):
        table = _table(entity)
        window = and_(table.c.revision > after, table.c.revision <= ceiling)
        query = _visible_rows(actor, entity).where(window).order_by(table.c.revision).limit(limit + 1)
        found += _changes(session, actor, entity, query)
    found.sort(key=lambda change: change.revision)
    more = len(found) > limit
    rows = tuple(found[:limit])
    # Every row has a number of its own, so a page may end after any row.
    end = rows[-1].revision if more else ceiling
    return Changes(rows=rows, gone=_gone(session, actor, after, end), end=end, more=more)


def _changed_entities(session: Session, after: int, ceiling: int) -> list[type[Synced]]:
    probes = [
        select(literal(kind)).where(
            select(literal(1)).where(entity.revision > after, entity.revision <= ceiling).exists()
        )
        for kind, entity in BY_KIND.items()
    ]
    kinds = set(session.scalars(union_all(*probes)))
    return [entity for kind, entity in BY_KIND.items() if kind in kinds]


def _gone(session: Session, actor: Actor, after: int, end: int) -> tuple[Gone, ...]:
    query = (
        select(Departure.kind, Departure.row_id, Departure.audience)
        .where(Departure.revision > after, Departure.revision <= end)
        .order_by(Departure.revision)
    )
    me = {actor.id, actor.post.value, *actor.areas}
    left: dict[str, dict[str, None]] = {}
    for kind, row_id, audience in session.execute(query):
        if me.intersection(audience):
            left.setdefault(kind, {})[row_id] = None
    gone: list[Gone] = []
    for kind, ids in left.items():
        entity = BY_KIND[kind]
        still = set(session.scalars(select(entity.id).where(entity.id.in_(list(ids)), visible(actor, entity))))
        gone += [Gone(kind=kind, id=row_id) for row_id in ids if row_id not in still]
    return tuple(gone)


class CopyRows(msgspec.Struct, frozen=True):
    """One page of the first copy; `kind` is empty when it was the last."""

    rows: tuple[RowChange, ...]
    kind: str
    row_id: str


def copy_after(session: Session, actor: Actor, kind: str, row_id: str, limit: int) -> CopyRows:
    """Give the living rows of the actor's scope that follow a row in the order of kinds and ids."""
    kinds = list(BY_KIND)
    rows: list[RowChange] = []
    for entity in ENTITIES[kinds.index(kind) if kind else 0 :]:
        table = _table(entity)
        query = _visible_rows(actor, entity).where(table.c.deleted_at.is_(None)).order_by(table.c.id)
        if entity.__tablename__ == kind:
            query = query.where(table.c.id > row_id)
        rows += _changes(session, actor, entity, query.limit(limit - len(rows) + 1))
        if len(rows) > limit:
            last = rows[limit - 1]
            return CopyRows(rows=tuple(rows[:limit]), kind=last.kind, row_id=last.id)
    return CopyRows(rows=tuple(rows), kind="", row_id="")


def count_visible(session: Session, actor: Actor) -> int:
    """Give how many rows the first copy will bring."""
    counts = [
        select(func.count())
        .select_from(entity)
        .where(entity.deleted_at.is_(None), visible(actor, entity))
        .scalar_subquery()
        for entity in ENTITIES
    ]
    return sum(session.execute(select(*counts)).one())


def _table(entity: type[Synced]) -> Table:
    return Base.metadata.tables[entity.__tablename__]


def _visible_rows(actor: Actor, entity: type[Synced]) -> Select[Any]:
    condition: ColumnElement[bool] = visible(actor, entity)
    return select(*_table(entity).columns).where(condition)


def _changes(session: Session, actor: Actor, entity: type[Synced], query: Select[Any]) -> list[RowChange]:
    kind = entity.__tablename__
    names = [column.key for column in _table(entity).columns]
    changes = []
    for values in session.execute(query):
        body = {name: to_wire(value) for name, value in zip(names, values, strict=True)}
        if entity is Person and not _may_see_person(actor, body):
            body = {name: value if name in OPEN_PERSON else HIDDEN.get(name) for name, value in body.items()}
        changes.append(RowChange(kind=kind, id=body["id"], revision=body["revision"], body=body))
    return changes


def _may_see_person(actor: Actor, body: dict[str, Any]) -> bool:
    return body["id"] == actor.id or body["org_id"] in actor.areas or Permission.PEOPLE_WRITE in ROLES[actor.post]
