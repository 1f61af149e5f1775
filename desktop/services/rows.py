"""Rows in their wire form, written and read in bulk below the mapper."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Select, Table, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from domain.base import Base, Synced, columns_of, from_wire, to_wire
from domain.entities import BY_KIND

RowKey = tuple[str, str]
"""Kind and id of a row."""
Body = dict[str, Any]


def table_of(kind: str) -> Table:
    """Give the table of a kind."""
    return Base.metadata.tables[kind]


def copy_of(session: Session, key: RowKey) -> Body | None:
    """Give a row's wire form as the database has it, or None when it has none."""
    found = session.connection().execute(_one_of(key[0]), {"row": key[1]}).mappings().one_or_none()
    return None if found is None else {name: to_wire(value) for name, value in found.items()}


@cache
def _one_of(kind: str) -> Select[*tuple[Any, ...]]:
    table = table_of(kind)
    return select(table).where(table.c.id == bindparam("row"))


def write_rows(session: Session, rows: Iterable[tuple[RowKey, Body]]) -> None:
    """Insert or replace rows; columns this program does not know are left out, unsent ones keep their value."""
    groups: dict[tuple[str, frozenset[str]], list[Body]] = {}
    for (kind, row_id), body in rows:
        entity = BY_KIND.get(kind)
        if entity is not None:
            values = _values(entity, body) | {"id": row_id}
            groups.setdefault((kind, frozenset(values)), []).append(values)
    for (kind, names), bodies in groups.items():
        statement = insert(table_of(kind))
        fresh = {name: statement.excluded[name] for name in names if name != "id"}
        upsert = statement.on_conflict_do_update(index_elements=["id"], set_=fresh)
        session.connection().execute(upsert, bodies)


def delete_rows(session: Session, keys: Iterable[RowKey]) -> None:
    """Delete rows."""
    groups: dict[str, list[str]] = {}
    for kind, row_id in keys:
        if kind in BY_KIND:
            groups.setdefault(kind, []).append(row_id)
    for kind, ids in groups.items():
        table = table_of(kind)
        for start in range(0, len(ids), 500):
            session.connection().execute(delete(table).where(table.c.id.in_(ids[start : start + 500])))


def _values(entity: type[Synced], body: Body) -> Body:
    kinds = columns_of(entity)
    return {name: from_wire(kinds[name], value) for name, value in body.items() if name in kinds}
