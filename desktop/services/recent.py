"""What was opened last, for the palette before anything is typed."""

from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desktop.services import search
from desktop.services.search import Hit
from desktop.services.tables import recent
from domain.permissions import Actor

KEPT: Final = 50


def note(session: Session, kind: str, row_id: str, at: datetime) -> None:
    """Note that a row was opened."""
    statement = insert(recent).values(kind=kind, row_id=row_id, opened_at=at)
    fresh = {"opened_at": statement.excluded.opened_at}
    session.connection().execute(statement.on_conflict_do_update(index_elements=["kind", "row_id"], set_=fresh))
    old = select(recent.c.opened_at).order_by(recent.c.opened_at.desc()).offset(KEPT).limit(1).scalar_subquery()
    session.connection().execute(delete(recent).where(recent.c.opened_at <= old))


def opened(session: Session, actor: Actor, limit: int = 8) -> tuple[Hit, ...]:
    """Give what was opened last and may still be seen, newest first."""
    query = select(recent.c.kind, recent.c.row_id).order_by(recent.c.opened_at.desc()).limit(limit)
    keys = [tuple(row) for row in session.connection().execute(query)]
    hits = {(hit.kind, hit.id): hit for kind, row_id in keys for hit in search.hits_of(session, actor, kind, [row_id])}
    return tuple(hits[key] for key in keys if key in hits)
