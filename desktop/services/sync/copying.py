"""The first copy: every row in scope by pages, resumable after any page, usable from the first.

Pages come ordered by kind and id, so each covers a stretch of the table; what stands here inside that stretch and is
not on the page no longer exists for this actor and is dropped. Therefore a copy may also be made over an old one.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.services import state
from desktop.services.rows import table_of
from desktop.services.sync.taking import News, Taken, take
from desktop.services.tables import confirmed
from domain.entities import BY_KIND
from domain.permissions import Actor
from domain.wire import CopyPage, Gone, RowChange

DONE: Final = "copy_done"
AFTER: Final = "copy_after"
LAST: Final = "copy_last"
RECEIVED: Final = "copy_received"
CURSOR: Final = "cursor"
EPOCH: Final = "epoch"
KINDS: Final = tuple(BY_KIND)


def is_done(session: Session) -> bool:
    """Tell whether the first copy is complete."""
    return state.get(session, DONE, bool, default=False)


def restart(session: Session) -> None:
    """Forget how far this device has read; rows and outbox stay until the new copy replaces them."""
    state.drop(session, DONE, AFTER, LAST, RECEIVED, CURSOR, EPOCH)


def take_page(session: Session, actor: Actor, page: CopyPage, now: datetime) -> Taken:
    """Take a page and note where the next begins, in the caller's transaction."""
    if not state.get(session, AFTER, str, ""):
        state.put(session, EPOCH, page.epoch)
        state.drop(session, LAST, RECEIVED)
    before = state.get(session, LAST, list[str], [])
    last = [page.rows[-1].kind, page.rows[-1].id] if page.after and page.rows else []
    news = News(rows=page.rows, gone=tuple(_vanished(session, page.rows, before, last)))
    taken = take(session, actor, news, now)
    state.put(session, AFTER, page.after)
    state.put(session, LAST, last or before)
    state.put(session, RECEIVED, state.get(session, RECEIVED, int, 0) + len(page.rows))
    if not page.after:
        state.put(session, CURSOR, page.cursor)
        state.put(session, DONE, value=True)
        state.drop(session, AFTER, LAST, RECEIVED)
    return taken


def _vanished(session: Session, rows: Iterable[RowChange], before: list[str], last: list[str]) -> list[Gone]:
    """Give the rows inside the stretch after `before` up to `last` that the page does not have."""
    present = {(row.kind, row.id) for row in rows}
    own = select(confirmed.c.row_id).where(confirmed.c.body.is_(None))
    first_kind = KINDS.index(before[0]) if before else 0
    last_kind = KINDS.index(last[0]) if last else len(KINDS) - 1
    gone: list[Gone] = []
    for place in range(first_kind, last_kind + 1):
        kind = KINDS[place]
        table = table_of(kind)
        query = select(table.c.id).where(table.c.id.not_in(own.where(confirmed.c.kind == kind)))
        if before and place == first_kind:
            query = query.where(table.c.id > before[1])
        if last and place == last_kind:
            query = query.where(table.c.id <= last[1])
        ids = session.connection().execute(query).scalars()
        gone += [Gone(kind=kind, id=row_id) for row_id in ids if (kind, row_id) not in present]
    return gone
