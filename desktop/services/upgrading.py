"""Bringing a database to this program's form with Alembic, which only an older database needs."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

MIGRATIONS: Final = Path(__file__).resolve().parent / "migrations"


def is_known(revision: str) -> bool:
    """Whether this program knows the form."""
    return revision in {known.revision for known in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def upgrade(connection: Connection) -> None:
    """Bring the open database to the newest form and commit."""
    command.upgrade(configured(connection), "head")
    connection.commit()


def configured(connection: Connection) -> Config:
    """Give alembic's configuration for an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
