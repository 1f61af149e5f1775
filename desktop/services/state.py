"""Single facts about this profile, kept in the local database."""

from datetime import datetime
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import delete, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desktop.services.tables import state

Kind = TypeVar("Kind")
_NEXT: Final = text(
    "INSERT INTO state (key, value) VALUES (:key, '1') "
    "ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(state.value AS INTEGER) + 1 AS TEXT) RETURNING value"
)


def get(session: Session, key: str, kind: type[Kind], default: Kind) -> Kind:
    """Give a fact as the given type, or the default when it was never set."""
    found = session.connection().execute(select(state.c.value).where(state.c.key == key)).scalar_one_or_none()
    return default if found is None else msgspec.convert(found, kind)


def find_moment(session: Session, key: str) -> datetime | None:
    """Give a moment, or None when it was never set."""
    text = get(session, key, str, "")
    return datetime.fromisoformat(text) if text else None


def put(session: Session, key: str, value: Any) -> None:  # noqa: ANN401 -- anything msgspec can turn into JSON
    """Set a fact."""
    builtin = msgspec.to_builtins(value)
    statement = insert(state).values(key=key, value=builtin)
    session.connection().execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": builtin}))


def drop(session: Session, *keys: str) -> None:
    """Forget facts."""
    session.connection().execute(delete(state).where(state.c.key.in_(keys)))


def next_local_number(session: Session, series: str) -> str:
    """Give a temporary number, replaced by the server's own once it has taken the record."""
    number = int(session.connection().execute(_NEXT, {"key": f"number:{series}"}).scalar_one())
    return f"临-{number:05d}"
