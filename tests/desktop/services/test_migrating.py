import shutil
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from desktop.services import backup, migrating, upgrading
from desktop.services.database import Database
from desktop.services.errors import NotOurs, TooNew, WrongKey
from desktop.services.migrating import open_database
from desktop.services.schema import METADATA

KEY, OTHER = bytes(range(32)), bytes(32)
NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)


def opened(folder, key=KEY):
    return open_database(folder / "jike.db", key, folder / "backups", lambda: NOW)


def is_search_index(_object, name, kind, *_):
    return not (kind == "table" and (name == "search" or (name.startswith("search_") and name != "search_rows")))


def columns_of(connection):
    names = connection.execute(
        text(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE 'alembic%'"
        )
    ).scalars()
    return {
        name: sorted((*tuple(row[1:4]), row[5]) for row in connection.exec_driver_sql(f"PRAGMA table_info({name})"))
        for name in names
    }


def test_that_migrating_gives_the_declared_schema(tmp_path):
    database = opened(tmp_path)
    with database.alone() as connection:
        options = {"compare_type": False, "include_object": is_search_index}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, list(METADATA)) == []
        migrated = columns_of(connection)
    database.close()
    declared = Database(tmp_path / "declared.db", KEY)
    with declared.write() as session:
        for metadata in METADATA:
            metadata.create_all(session.connection())
        assert columns_of(session.connection()) == migrated
    declared.close()


def test_that_the_form_worked_with_is_the_newest_migration():
    assert ScriptDirectory(str(upgrading.MIGRATIONS)).get_current_head() == migrating.HEAD


def test_that_opening_again_changes_nothing_and_makes_no_copy(tmp_path):
    opened(tmp_path).close()
    before = (tmp_path / "jike.db").read_bytes()
    opened(tmp_path).close()
    assert (tmp_path / "jike.db").read_bytes() == before
    assert backup.all_of(tmp_path / "backups") == []


def test_that_nothing_on_disk_is_readable(tmp_path):
    database = opened(tmp_path)
    with database.write() as session:
        session.execute(text("INSERT INTO drafts VALUES ('visit', 'new', '\"金丝雀\"', '2026-11-23')"))
    data = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    database.close()
    assert "金丝雀".encode() not in data
    assert b"SQLite format" not in data


def test_that_a_wrong_key_is_told_and_destroys_nothing(tmp_path):
    opened(tmp_path).close()
    before = (tmp_path / "jike.db").read_bytes()
    with pytest.raises(WrongKey):
        opened(tmp_path, OTHER)
    assert (tmp_path / "jike.db").read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 a workbook", b"SQLite format 3\0" + bytes(4080), b"x" * 10_000],
    ids=["empty", "short", "plain", "noise"],
)
def test_that_a_foreign_file_is_refused_and_kept(tmp_path, content):
    (tmp_path / "jike.db").write_bytes(content)
    with pytest.raises(NotOurs):
        opened(tmp_path)
    assert (tmp_path / "jike.db").read_bytes() == content


def test_that_a_damaged_database_offers_the_newest_copy_which_can_be_put_back(tmp_path):
    path = tmp_path / "jike.db"
    opened(tmp_path).close()
    copy = backup.make(path, KEY, tmp_path / "backups", NOW)
    damaged = bytearray(path.read_bytes())
    damaged[0:4096] = bytes(4096)
    path.write_bytes(damaged)
    with pytest.raises(NotOurs) as refused:
        opened(tmp_path)
    assert refused.value.facts["backup"] == str(copy)
    kept = backup.put_back(copy, path, KEY, NOW)
    assert kept.read_bytes() == bytes(damaged)
    opened(tmp_path).close()


def test_that_damage_in_the_middle_is_noticed(tmp_path):
    path = tmp_path / "jike.db"
    opened(tmp_path).close()
    damaged = bytearray(path.read_bytes())
    damaged[5 * 4096 + 100] ^= 0xFF
    path.write_bytes(damaged)
    with pytest.raises(NotOurs):
        opened(tmp_path)


def test_that_a_database_of_a_newer_program_is_left_alone(tmp_path):
    database = opened(tmp_path)
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(TooNew):
        opened(tmp_path)


LATER = """
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("ALTER TABLE drafts ADD COLUMN colour VARCHAR(8)")
"""


def test_that_an_older_database_is_copied_before_it_is_migrated(tmp_path, monkeypatch):
    opened(tmp_path).close()
    folder = tmp_path / "migrations"
    shutil.copytree(upgrading.MIGRATIONS, folder)
    (folder / "versions" / "0002_later.py").write_text(LATER)
    monkeypatch.setattr(upgrading, "MIGRATIONS", folder)
    monkeypatch.setattr(migrating, "HEAD", "0002")
    database = opened(tmp_path)
    assert "colour" in {row[0] for row in columns(database)}
    database.close()
    (copy,) = backup.all_of(tmp_path / "backups")
    backup.verify(copy, KEY)
    old = Database(copy, KEY)
    assert "colour" not in {row[0] for row in columns(old)}
    old.close()


def columns(database):
    with database.alone() as connection:
        return connection.exec_driver_sql("SELECT name FROM pragma_table_info('drafts')").all()


def test_that_only_the_newest_copies_are_kept(tmp_path):
    opened(tmp_path).close()
    for _ in range(7):
        backup.make(tmp_path / "jike.db", KEY, tmp_path / "backups", NOW)
    assert len(backup.all_of(tmp_path / "backups")) == backup.KEPT
