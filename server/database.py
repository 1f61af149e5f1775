"""The engine: an SQLite file by default, PostgreSQL in production; the same code above it."""

import sqlite3
from pathlib import Path
from typing import Any, Final, Self

from sqlalchemy import Connection, Engine, create_engine, event, make_url  # noqa: TID251 -- this is the server's one place for engines
from sqlalchemy.exc import OperationalError

BUSY_SECONDS: Final = 5
POOL_SIZE: Final = 10
POOL_OVERFLOW: Final = 10
WRITES: Final = "jike_writes"
POSTGRES_LIMITS: Final = (
    "-c lock_timeout=5s -c statement_timeout=30s -c idle_in_transaction_session_timeout=10s -c timezone=UTC"
)
DEADLOCK: Final = "40P01"
DISK_FULL: Final = "53100"
PRIMARY: Final = 0xFF
"""The part of an SQLite error code that names its kind."""
NOT_SERIALIZABLE: Final = "40001"


class Database:
    """Two faces of one pool: `writer` takes SQLite's write lock at once, `reader` sees one unmoving snapshot."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite(url) if self.is_sqlite else _postgresql(url)
        self.writer: Engine = self.engine.execution_options(**{WRITES: True})
        self.reader: Engine = (
            self.engine
            if self.is_sqlite
            else self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        )

    def __enter__(self) -> Self:
        """Lend the database."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give all connections back."""
        self.close()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _sqlite(url: str) -> Engine:
    file = make_url(url).database
    if file and file != ":memory:":
        # It holds everybody's customers and the key of the tokens; SQLite gives its side files the same permission.
        Path(file).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        Path(file).touch(mode=0o600)
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
    )

    # The driver's own BEGIN comes too late for savepoints and snapshots, so it is switched off and ours comes first:
    # https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#pysqlite-serializable
    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 -- a DB-API connection has no shared type
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=OFF")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: str) -> Engine:
    return create_engine(
        url,
        connect_args={"options": POSTGRES_LIMITS, "connect_timeout": BUSY_SECONDS},
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
        pool_pre_ping=True,
    )


def is_busy(error: OperationalError) -> bool:
    """Tell whether the database could not answer just now: locked, cut off, shutting down; not a bug of ours."""
    if isinstance(error.orig, sqlite3.Error):
        return error.orig.sqlite_errorcode & PRIMARY in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return True


def is_full(error: OperationalError) -> bool:
    """Tell whether the disk of the database is full."""
    if isinstance(error.orig, sqlite3.Error):
        return error.orig.sqlite_errorcode & PRIMARY == sqlite3.SQLITE_FULL
    return getattr(error.orig, "sqlstate", None) == DISK_FULL


def is_collision(error: BaseException) -> bool:
    """Tell whether two transactions got in each other's way, so that the same work may be tried again."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    return state in {DEADLOCK, NOT_SERIALIZABLE}
