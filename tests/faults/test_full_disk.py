"""A full disk: the text stays in the form, the banner names what to free, and the work is completed once there is room."""

import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.services.drafts import Draft, of_kind, remove, save
from desktop.services.errors import DiskFull, WrongPassphrase
from desktop.workspace import SyncState
from domain.entities import VisitLog
from tests.faults.person import CONTENT, drafts, facts
from tests.helpers.server import now

pytestmark = pytest.mark.skip(
    reason="fails now and then, the cause is not known yet; to be found next, see docs/status.md"
)

LONG = CONTENT + "补充说明。" * 300


@pytest.fixture
def person(people, server):
    one = people().first_run(server.base_url)
    one.customer_id = one.customer("济水热电有限公司")
    one.contact(one.customer_id, "方念平")
    one.synced()
    one.hands.until(lambda: one.desktop.background.idle, "quiet")
    return one


@contextmanager
def no_room(person):
    """Let the database grow no more, as on a disk without room."""
    database = person.desktop._profile.database

    def limit(pages):
        with database.alone() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            connection.commit()

    def use(number):
        with database.write() as session:
            save(session, Draft("ballast", str(number), {"x": "x" * (3000 if number < 2000 else 10)}, now()))

    limit(1)  # as many as there are
    for start in (0, 2000):
        with suppress(DiskFull):
            for number in range(start, start + 2000):
                use(number)
    try:
        yield
    finally:
        limit(2**29)
        with database.write() as session:
            for draft in of_kind(session, "ballast"):
                remove(session, draft.kind, draft.key)


def contents(session, _actor):
    return list(session.scalars(select(VisitLog.content)))


def test_that_a_log_survives_a_full_disk_and_is_completed_afterwards(person, server):
    before = facts(person)
    with no_room(person):
        page = person.write_log(person.customer_id, "方念平", LONG)
        page.save_now()
        person.hands.until(lambda: "磁盘空间不足" in page.banner.words.text(), "the banner")
        assert f"请清理 {person.home} 所在磁盘" in page.banner.words.text()
        assert page.banner.property("plane") == "banner-bad"
        assert page.banner.action.text() == "另存为文本文件"
        person.hands.click("visit.complete")
        person.hands.until(lambda: person.desktop.background.idle, "an answer")
        person.hands.settle()
        assert person.hands.seen("visit.content") is not None, "the form was closed"
        assert page.draft().content == LONG
        assert [one.name for one in page.draft().contacts] == ["方念平"]
        assert page.foot.complete.isEnabled()
        assert facts(person)["queue"] == before["queue"], "a command without its change"
        assert LONG not in person.result(person.workspace.read(contents))
        assert person.window.notices.current is None, "success was claimed"
    person.hands.click("visit.complete")
    person.hands.until(lambda: person.hands.seen("visit.content") is None, "the log to be done")
    person.sync()
    person.synced()
    assert [row["content"] for row in server.rows("visit_logs")].count(LONG) == 1
    assert drafts(person) == []


def test_that_an_autosave_that_failed_is_made_up_for_without_typing(person):
    with no_room(person):
        page = person.write_log(person.customer_id, "方念平", LONG)
        page.save_now()
        person.hands.until(lambda: "磁盘空间不足" in page.banner.words.text(), "the banner")
    page.save_now()
    person.hands.until(lambda: not page.banner.isVisible(), "the banner to go")
    assert drafts(person)[0].value["content"] == LONG


def test_that_a_reply_that_does_not_fit_is_taken_later_and_whole(people, server, person):
    other = people("other").first_run(server.base_url)
    before = facts(person)
    with no_room(person):
        for number in range(6):
            other.customer(f"满盘测试{number}有限公司", remarks="备注" * 900)
        other.sync()
        other.synced()
        person.sync()
        person.hands.until(lambda: person.workspace.status.code == "disk_full", "the word of the full disk")
        assert person.workspace.status.state is SyncState.OFFLINE
        assert facts(person)["cursor"] == before["cursor"]
    person.sync()
    person.synced()
    hits = person.result(person.workspace.search("满盘测试"))
    assert len([hit for hit in hits if hit.kind == "customers"]) == 6


@pytest.fixture
def small_disk(tmp_path, as_root):
    """Lend a folder of eight megabytes."""
    assert as_root is None
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Use the last byte of a disk."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return ballast


def test_that_a_disk_that_is_really_full_keeps_text_photo_and_key(people, server, small_disk, tmp_path):
    person = people(str(small_disk / "profile")).first_run(server.base_url)
    customer_id = person.customer("小磁盘有限公司")
    person.contact(customer_id, "方念平")
    person.synced()
    person.hands.until(lambda: person.desktop.background.idle, "quiet")
    key = (person.home / "key.json").read_bytes()
    ballast = fill(small_disk)
    page = person.write_log(customer_id, "方念平", LONG)
    person.hands.click("visit.complete")
    person.hands.until(lambda: "磁盘空间不足" in page.banner.words.text(), "the banner")
    assert page.draft().content == LONG
    picture = tmp_path / "noise.bin"
    picture.write_bytes(bytes(range(256)) * 4000)
    page.form.files.add_files([picture])
    person.hands.until(lambda: not page.form.files.busy and person.desktop.background.idle, "an answer")
    assert list((person.home / "files").glob("*.new")) == [], "half a file takes room nobody can free"
    assert page.draft().content == LONG
    with pytest.raises((DiskFull, WrongPassphrase)):
        person.desktop.account.unlock("falsche Parole")
    assert (person.home / "key.json").read_bytes() == key
    ballast.unlink()
    person.hands.click("visit.complete")
    person.hands.until(lambda: person.hands.seen("visit.content") is None, "the log to be done")
    person.sync()
    person.synced()
    assert LONG in [row["content"] for row in server.rows("visit_logs")]
