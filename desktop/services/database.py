"""The encrypted local database: opened with a raw key, one writer at a time, any number of readers."""

import errno
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event  # noqa: TID251 -- one of the two places
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from desktop.services.errors import DiskFull, NotOurs, Trouble, WrongKey

KEY_BYTES: Final = 32
BUSY_MILLISECONDS: Final = 10_000
CACHE_KIB: Final = 64 * 1024
NEEDED_BYTES: Final = 200 * 1024 * 1024
"""What the disk should have free for comfortable work; named to the person when it is full."""
QUICK_CHECK_BYTES: Final = 64 * 1024 * 1024
"""Larger files are checked when they are backed up, not at every start."""
PAGE_BYTES: Final = 4096
ANALYSED_ROWS: Final = 1000
_FULL: Final = 13
_NOT_A_DATABASE: Final = 26
_IO_ERROR: Final = 10


def connect(path: Path, key: bytes, *, read_only: bool = False) -> dbapi2.Connection:
    """Open one connection to an encrypted file and prove the key by a first query.

    Raises the driver's DatabaseError when the key or the file is wrong.
    """
    connection = dbapi2.connect(
        str(path), timeout=BUSY_MILLISECONDS / 1000, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON").fetchone()
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}").fetchone()
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB if not read_only else CACHE_KIB // 4}")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
    except dbapi2.Error:
        connection.close()
        raise
    return connection


class Database:
    """One profile's database. `write()` gives the single writing session, `read()` a session of one snapshot."""

    def __init__(self, path: Path, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError("the key must have 32 bytes")
        self.path = path
        self.key = key
        self.info: dict[str, Any] = {}
        self._lock = threading.RLock()
        self._writer = self._engine(read_only=False)
        self._readers = self._engine(read_only=True)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give the writing session; commits at the end, undoes everything on an error.

        Raises DiskFull; other database errors are bugs.
        """
        with self._lock, troubles(self.path), Session(self._writer, info=dict(self.info)) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a reading session on one snapshot."""
        with troubles(self.path), Session(self._readers, info=dict(self.info)) as session, session.begin():
            yield session

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """Give a bare connection while nobody writes, for migrations and backups."""
        with self._lock, troubles(self.path), self._writer.connect() as connection:
            yield connection

    def tune(self) -> None:
        """Let the planner look at the tables; after much was written it would choose the wrong index without."""
        with self.alone() as connection:
            connection.exec_driver_sql(f"PRAGMA analysis_limit = {ANALYSED_ROWS}")
            connection.exec_driver_sql("PRAGMA optimize = 0x10002")
            connection.commit()
        with self._lock:
            bare = connect(self.path, self.key)
            bare.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()  # the main file alone is a whole profile then
            bare.close()
        self._readers.dispose()  # statistics are read when a connection is opened

    def close(self) -> None:
        """Close every connection."""
        self._readers.dispose()
        self._writer.dispose()

    def _engine(self, *, read_only: bool) -> Engine:
        engine = create_engine(
            "sqlite+pysqlite://",
            module=dbapi2,
            creator=lambda: connect(self.path, self.key, read_only=read_only),
            poolclass=QueuePool,
            hide_parameters=True,  # business data has no place in tracebacks and logs
            pool_size=6 if read_only else 1,
        )
        statement = "BEGIN" if read_only else "BEGIN IMMEDIATE"

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql(statement)

        return engine


def prove(path: Path, key: bytes, newest_sound: Callable[[], Path | None]) -> None:
    """Check before use that a file is a database of ours that this key opens.

    Raises NotOurs (the file is left as it is; `backup` names the newest sound copy), WrongKey, DiskFull.
    """
    if not path.exists():
        return
    if _plain(path) or path.stat().st_size == 0:
        raise NotOurs(path=str(path), backup=str(newest_sound() or ""))
    try:
        with troubles(path):
            connection = connect(path, key)
            try:
                whole = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
                small = path.stat().st_size <= QUICK_CHECK_BYTES
                damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0] if small else "ok"
            finally:
                connection.close()
    except dbapi2.DatabaseError as error:
        copy = newest_sound()
        if _code(error) == _NOT_A_DATABASE and copy is None and path.stat().st_size % PAGE_BYTES == 0:
            raise WrongKey(path=str(path)) from error
        raise NotOurs(path=str(path), backup=str(copy or "")) from error
    if damage != "ok" or not whole:
        raise NotOurs(path=str(path), backup=str(newest_sound() or ""))


@contextmanager
def troubles(path: Path) -> Iterator[None]:
    """Turn a full disk into DiskFull; every other error passes."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        if any(_disk_is_full(one, path) for one in _behind(error)):
            raise _full(path) from error
        raise
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise _full(path) from error
        raise


def _behind(error: BaseException) -> Iterator[BaseException]:
    """Give an error and those it came from: a full disk ends the transaction, and leaving its savepoint fails then."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [one.__cause__, one.__context__]


def _full(path: Path) -> Trouble:
    return DiskFull(path=str(path.parent), needed=NEEDED_BYTES)


def _code(error: BaseException | None) -> int:
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def _disk_is_full(error: BaseException | None, path: Path) -> bool:
    code = _code(error)
    if code == _FULL:
        return True
    return code == _IO_ERROR and shutil.disk_usage(path.parent).free < KEY_BYTES * 1024


def _plain(path: Path) -> bool:
    """Tell whether a file is empty-headed or a readable SQLite file, which an encrypted one never is."""
    with path.open("rb") as file:
        head = file.read(16)
    return head.startswith(b"SQLite format 3") or 0 < len(head) < len(b"SQLite format 3\0")
