"""Opening a profile's database: proved, copied before any change of its form, and brought to this program's form."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from desktop.services import backup
from desktop.services.database import Database, prove
from desktop.services.errors import TooNew
from desktop.services.state import next_local_number
from domain.base import NUMBER_MAKER

MIGRATIONS: Final = Path(__file__).resolve().parent / "migrations"


def open_database(path: Path, key: bytes, backups: Path, now: Callable[[], datetime]) -> Database:
    """Open a database, made new when there is none, and bring it to the form this program knows.

    Before an older one is changed a checked copy is made. Raises WrongKey, NotOurs with the newest copy to offer,
    TooNew, DiskFull; the file is then left as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    prove(path, key, backup.newest(backups))
    database = Database(path, key)
    database.info[NUMBER_MAKER] = next_local_number
    try:
        _migrate(database, backups, now)
    except BaseException:
        database.close()
        raise
    return database


def _migrate(database: Database, backups: Path, now: Callable[[], datetime]) -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    head = script.get_current_head()
    with database.alone() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == head:
        return
    if current is not None:
        if current not in {revision.revision for revision in script.walk_revisions()}:
            raise TooNew(path=str(database.path))
        backup.make(database.path, database.key, backups, now())
    with database.alone() as connection:
        command.upgrade(configured(connection), "head")
        connection.commit()


def configured(connection: Connection) -> Config:
    """Give alembic's configuration for an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
