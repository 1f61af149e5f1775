"""Opening a profile's database: proved, copied before any change of its form, and brought to this program's form."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from desktop.services import backup
from desktop.services.database import Database, prove
from desktop.services.errors import TooNew
from desktop.services.state import next_local_number
from domain.base import NUMBER_MAKER

HEAD: Final = "0001"
"""The form of database this program works with: its newest migration."""


def open_database(path: Path, key: bytes, backups: Path, now: Callable[[], datetime]) -> Database:
    """Open a database, made new when there is none, and bring it to the form this program knows.

    Before an older one is changed a checked copy is made. Raises WrongKey, NotOurs with the newest copy to offer,
    TooNew, DiskFull; the file is then left as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    prove(path, key, lambda: backup.newest_sound(backups, key))
    database = Database(path, key)
    database.info[NUMBER_MAKER] = next_local_number
    try:
        _migrate(database, backups, now)
    except BaseException:
        database.close()
        raise
    return database


def _migrate(database: Database, backups: Path, now: Callable[[], datetime]) -> None:
    with database.alone() as connection:
        current = _revision(connection)
    if current == HEAD:
        return
    from desktop.services import upgrading  # noqa: PLC0415 -- Alembic is slow to load and seldom needed

    if current is not None:
        if not upgrading.is_known(current):
            raise TooNew(path=str(database.path))
        backup.make(database.path, database.key, backups, now())
    with database.alone() as connection:
        upgrading.upgrade(connection)


def _revision(connection: Connection) -> str | None:
    """Give the form a database has, or None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
