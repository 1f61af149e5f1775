"""The schema in the database: brought up to date by migrations, with the rows a server cannot do without."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from domain.base import Base
from server.database import Database
from server.seals import Seals
from server.tables import Clock, Secret, ServerBase

MIGRATIONS: Final = Path(__file__).parent / "migrations"
METADATA: Final = [Base.metadata, ServerBase.metadata]
SEAL: Final = "seal"


def alembic_config() -> Config:
    """Give Alembic's configuration; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def migrate(database: Database) -> str:
    """Bring the schema up to date and give its revision; safe to repeat."""
    config = alembic_config()
    with database.writer.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    with Session(database.writer) as session, session.begin():
        if session.get(Clock, 1) is None:
            session.add(Clock(id=1, epoch=str(uuid7()), seq=0))
        if session.get(Secret, SEAL) is None:
            session.add(Secret(name=SEAL, value=Seals.new_key()))
    return current_revision(database)


def current_revision(database: Database) -> str:
    """Give the revision the database is at; empty before the first migration."""
    with database.reader.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return MigrationContext.configure(connection).get_current_revision() or ""


def begin_epoch(database: Database) -> str:
    """Give the database a new epoch: to be done after it was restored from a copy, so that desktops notice."""
    epoch = str(uuid7())
    with Session(database.writer) as session, session.begin():
        session.scalars(select(Clock)).one().epoch = epoch
    return epoch
