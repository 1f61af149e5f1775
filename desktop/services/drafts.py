"""Forms that were begun: kept in the encrypted database so that nothing typed is ever lost."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desktop.services.tables import drafts


class Draft(msgspec.Struct, frozen=True):
    """A form as it was left: which form, which record or "new", its content, and when it was saved (UTC)."""

    kind: str
    key: str
    value: dict[str, Any]
    saved_at: datetime


def save(session: Session, draft: Draft) -> None:
    """Keep a draft, replacing the one of the same form and record."""
    values = {"kind": draft.kind, "key": draft.key, "value": draft.value, "saved_at": draft.saved_at}
    statement = insert(drafts).values(values)
    fresh = {"value": statement.excluded.value, "saved_at": statement.excluded.saved_at}
    session.connection().execute(statement.on_conflict_do_update(index_elements=["kind", "key"], set_=fresh))


def find(session: Session, kind: str, key: str) -> Draft | None:
    """Give a draft, or None."""
    query = select(drafts).where(drafts.c.kind == kind, drafts.c.key == key)
    row = session.connection().execute(query).one_or_none()
    return None if row is None else Draft(*row)


def of_kind(session: Session, kind: str) -> tuple[Draft, ...]:
    """Give all drafts of one form, newest first."""
    query = select(drafts).where(drafts.c.kind == kind).order_by(drafts.c.saved_at.desc(), drafts.c.key)
    return tuple(Draft(*row) for row in session.connection().execute(query))


def remove(session: Session, kind: str, key: str) -> None:
    """Drop a draft; nothing happens when there is none."""
    session.connection().execute(delete(drafts).where(drafts.c.kind == kind, drafts.c.key == key))
