"""Numbering of changed rows from one locked counter, taken as the last step before COMMIT.

A sequence would hand out numbers before their rows are visible, and a reader's cursor would pass over rows that
commit late. Here the number a reader has seen is never above one that is still to come.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, event, insert, inspect, select, text, update
from sqlalchemy.orm import PassiveFlag, Session, UOWTransaction
from sqlalchemy.orm.attributes import get_history

from domain.base import NUMBER_MAKER, Base, Synced, is_changed
from domain.entities import BY_KIND, ENTITIES, Conflict, Customer, OrgUnit
from domain.values.people import Post
from server.database import Database
from server.tables import Departure

TOUCHED: Final = "touched"
CHUNK: Final = 500
KINDS: Final = {kind: place for place, kind in enumerate(BY_KIND)}
TAKE: Final = text("UPDATE clock SET seq = seq + :n WHERE id = 1 RETURNING seq")
NEXT_NUMBER: Final = text(
    "INSERT INTO number_series (series, last) VALUES (:series, 1) "
    "ON CONFLICT (series) DO UPDATE SET last = number_series.last + 1 RETURNING last"
)
CUSTOMER_SCOPE: Final = Customer.scope_columns
CHILDREN: Final = tuple(entity for entity in ENTITIES if "customer_id" in inspect(entity).columns)

Key = tuple[str, str]


class OvertakenError(Exception):
    """Another transaction changed a row between our reading and our writing; the work may be tried again."""


class Touched:
    """What a transaction has changed: each row with the revision it was read at, and whom it was taken from."""

    def __init__(self) -> None:
        self.rows: dict[Key, int | None] = {}
        self.left: dict[Key, set[str]] = {}
        self.conflicts = 0

    def copy(self) -> "Touched":
        """Give a copy to come back to when a savepoint is rolled back."""
        twin = Touched()
        twin.rows, twin.conflicts = dict(self.rows), self.conflicts
        twin.left = {key: set(audience) for key, audience in self.left.items()}
        return twin


class WritingSession(Session):
    """A session whose flushes are noted, so that its rows can be numbered."""


@event.listens_for(WritingSession, "before_flush")
def _note(session: Session, _context: UOWTransaction, _instances: object) -> None:
    touched: Touched = session.info[TOUCHED]
    for row in session.new:
        if isinstance(row, Synced):
            touched.rows.setdefault((row.__tablename__, row.id), None)
            touched.conflicts += isinstance(row, Conflict)
            _hold_customer(session, row)
    for row in session.dirty:
        if isinstance(row, Synced) and is_changed(row):
            key = (row.__tablename__, row.id)
            touched.rows.setdefault(key, row.revision)
            audience = _audience(session, row)
            if audience:
                touched.left.setdefault(key, set()).update(audience)
    if any(isinstance(row, Synced) for row in session.deleted):
        raise TypeError("synced rows are marked as deleted, never removed")


def _hold_customer(session: Session, row: Synced) -> None:
    """Keep the customer where it is until a new row of it is committed, else its new manager could miss the row."""
    customer_id = getattr(row, "customer_id", None)
    if customer_id and session.get_bind().dialect.name != "sqlite":
        session.execute(select(Customer.id).where(Customer.id == customer_id).with_for_update(read=True))


def _audience(session: Session, row: Synced) -> set[str]:
    """Name people, units and posts that saw a row until now, when a column that decides on scope changes."""
    histories = {name: get_history(row, name, PassiveFlag.PASSIVE_NO_INITIALIZE) for name in row.scope_columns}
    changed = [name for name, history in histories.items() if history.has_changes()]
    if not changed:
        return set()
    audience: set[str] = set()
    for name, history in histories.items():
        before = history.deleted if history.has_changes() else history.unchanged
        audience |= _names(name, before or ())
        if name == "customer_id" and name in changed:
            audience |= _audience_of_customers(session, before or ())
    return audience


def _names(column: str, values: Iterable[Any]) -> set[str]:
    if column == "to_hq":
        return {Post.HEADQUARTERS_VIEWER.value} if any(values) else set()
    return {value for value in values if value}


def _audience_of_customers(session: Session, ids: Iterable[str]) -> set[str]:
    columns = [getattr(Customer, name) for name in CUSTOMER_SCOPE]
    audience: set[str] = set()
    for values in session.execute(select(*columns).where(Customer.id.in_(list(ids)))):
        for name, value in zip(CUSTOMER_SCOPE, values, strict=True):
            audience |= _names(name, (value,))
    return audience


@contextmanager
def writing(database: Database, now: datetime, hours: int = 8) -> Iterator[WritingSession]:
    """Lend a session, then number what it changed and commit; nothing is kept when the block raises.

    Raises OvertakenError when another transaction came in between. `hours` is the offset of business days from UTC.
    """
    session = WritingSession(database.writer, expire_on_commit=False)
    session.info[TOUCHED] = Touched()
    session.info[NUMBER_MAKER] = _NumberMaker((now + timedelta(hours=hours)).year)
    with session, session.begin():
        yield session
        number_rows(session)


class _NumberMaker:
    """Gives human numbers: customers by the branch's area code, everything else by year."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._area_code = ""

    def __call__(self, session: Session, series: str) -> str:
        if series == "customer":
            self._area_code = self._area_code or self._area(session)
            prefix, width = f"JT-{self._area_code}", 5
        else:
            prefix, width = f"{PREFIXES.get(series, series.upper()[:8])}-{self._year}", 6
        with session.no_autoflush:
            last: int = session.execute(NEXT_NUMBER, {"series": prefix}).scalar_one()
        return f"{prefix}-{last:0{width}d}"

    @staticmethod
    def _area(session: Session) -> str:
        query = select(OrgUnit.area_code).where(OrgUnit.area_code != "").order_by(OrgUnit.created_at).limit(1)
        with session.no_autoflush:
            return session.scalars(query).first() or "000000"


PREFIXES: Final = {"visit": "ZF", "task": "RW", "plan": "FW", "service_plan": "FW", "contact": "GJ"}
"""Prefix of a series where it is not the series' own name in capitals."""


def number_rows(session: Session) -> int:
    """Give every touched row its revision and write departures; gives how many rows there were.

    Everything that can wait for other transactions happens before the counter is taken.
    """
    session.flush()
    touched: Touched = session.info[TOUCHED]
    _touch_children(session, touched)
    _check_unmoved(session, touched)
    if not touched.rows:
        return 0
    last: int = session.execute(TAKE, {"n": len(touched.rows)}).scalar_one()
    ordered = sorted(touched.rows, key=lambda key: (KINDS[key[0]], key[1]))
    revisions = {key: last - len(ordered) + place for place, key in enumerate(ordered, start=1)}
    for kind in dict.fromkeys(kind for kind, _ in ordered):
        table = Base.metadata.tables[kind]
        statement = update(table).where(table.c.id == bindparam("row")).values(revision=bindparam("number"))
        numbers = [{"row": row_id, "number": revisions[kind, row_id]} for of, row_id in ordered if of == kind]
        session.connection().execute(statement, numbers)
    if touched.left:
        departures = [
            {"revision": revisions[key], "kind": key[0], "row_id": key[1], "audience": sorted(audience)}
            for key, audience in touched.left.items()
        ]
        session.execute(insert(Departure), departures)
    return len(ordered)


def _touch_children(session: Session, touched: Touched) -> None:
    """A customer that changes hands takes its records along: those it comes to have never seen them."""
    moved = sorted(row_id for kind, row_id in touched.left if kind == Customer.__tablename__)
    for entity in CHILDREN if moved else ():
        columns = inspect(entity).columns
        query = select(columns["id"], columns["revision"]).where(columns["customer_id"].in_(moved))
        for row_id, revision in session.execute(query.order_by(columns["id"]).with_for_update()):
            touched.rows.setdefault((entity.__tablename__, row_id), revision)


def _check_unmoved(session: Session, touched: Touched) -> None:
    """Our changes were decided on what was read; by now the rows are locked, so compare once."""
    for kind, entity in BY_KIND.items():
        seen = {
            row_id: revision for (of, row_id), revision in touched.rows.items() if of == kind and revision is not None
        }
        ids = sorted(seen)
        for start in range(0, len(ids), CHUNK):
            query = select(entity.id, entity.revision).where(entity.id.in_(ids[start : start + CHUNK]))
            if any(seen[row_id] != revision for row_id, revision in session.execute(query)):
                raise OvertakenError(kind)
