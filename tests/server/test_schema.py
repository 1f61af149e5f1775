import os

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import DateTime, select
from sqlalchemy.orm import Session

from domain.base import UtcDateTime
from server.database import Database
from server.schema import METADATA, begin_epoch, current_revision, migrate
from server.tables import Clock, Secret


def compare_types(_context, _inspected, _declared, inspected_type, declared_type):
    if isinstance(declared_type, UtcDateTime):
        return not isinstance(inspected_type, DateTime)
    return None


def test_that_the_migrated_schema_is_the_declared_one(database_url: str):
    database = Database(database_url)
    migrate(database)
    with database.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": compare_types})
        assert compare_metadata(context, METADATA) == []
    database.close()


def test_that_migrating_again_changes_nothing(database_url: str):
    database = Database(database_url)
    assert current_revision(database) == ""
    first = migrate(database)
    with Session(database.reader) as session:
        before = session.scalars(select(Clock.epoch)).one(), session.scalars(select(Secret.value)).one()
    assert migrate(database) == first
    with Session(database.reader) as session:
        assert (session.scalars(select(Clock.epoch)).one(), session.scalars(select(Secret.value)).one()) == before
    database.close()


def test_that_a_restored_database_begins_a_new_epoch(database_url: str):
    database = Database(database_url)
    migrate(database)
    with Session(database.reader) as session:
        before = session.scalars(select(Clock.epoch)).one()
    assert begin_epoch(database) != before
    database.close()


def test_that_sqlite_keeps_what_was_committed_through_a_power_cut(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'server.db'}")
    with database.writer.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
    database.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions elsewhere")
def test_that_nobody_else_on_the_machine_reads_the_embedded_database(tmp_path):
    folder = tmp_path / "data"
    database = Database(f"sqlite:///{folder / 'server.db'}")
    migrate(database)
    with database.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE clock SET seq = seq")
        modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    database.close()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(modes) > 1
    assert set(modes.values()) == {0o600}, modes


@pytest.mark.postgres
def test_that_postgresql_gives_up_waiting(postgresql_url: str):
    database = Database(postgresql_url)
    with database.writer.connect() as connection:
        shown = [
            connection.exec_driver_sql(f"SHOW {name}").scalar_one()
            for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
        ]
    assert shown == ["5s", "30s", "10s"]
    database.close()
