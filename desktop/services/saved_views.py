"""Filters and columns somebody gave a name; they stay on this machine."""

from typing import Any

import msgspec
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desktop.services.tables import saved_views


class SavedView(msgspec.Struct, frozen=True):
    """A named view of one screen; `value` is the screen's own JSON."""

    name: str
    value: dict[str, Any]


def of_screen(session: Session, screen: str) -> tuple[SavedView, ...]:
    """Give the views of a screen in their order."""
    query = (
        select(saved_views.c.name, saved_views.c.value)
        .where(saved_views.c.screen == screen)
        .order_by(saved_views.c.position, saved_views.c.name)
    )
    return tuple(SavedView(name, value) for name, value in session.connection().execute(query))


def save(session: Session, screen: str, name: str, value: dict[str, Any]) -> None:
    """Keep a view; one of the same name is replaced, a new one comes last."""
    count = select(func.count()).select_from(saved_views).where(saved_views.c.screen == screen)
    position = session.connection().execute(count).scalar_one()
    statement = insert(saved_views).values(screen=screen, name=name, position=position, value=value)
    fresh = {"value": statement.excluded.value}
    session.connection().execute(statement.on_conflict_do_update(index_elements=["screen", "name"], set_=fresh))


def remove(session: Session, screen: str, name: str) -> None:
    """Drop a view."""
    gone = (saved_views.c.screen == screen) & (saved_views.c.name == name)
    session.connection().execute(delete(saved_views).where(gone))
