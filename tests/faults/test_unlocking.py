"""Wrong passphrases, a second start, and clocks that are a year off."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.entities import Task
from tests.faults.person import PASSPHRASE, queue
from tests.faults.test_damaged_files import fingerprint
from tests.helpers.server import now
from tests.journeys.stage import environment

ROOT = Path(__file__).resolve().parents[2]
YEAR = timedelta(days=365)


class Clock:
    """The machine's clock, as far off as a test turns it."""

    def __init__(self, off: timedelta = timedelta()):
        self.off = off

    def __call__(self):
        return now() + self.off


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def person(people, server, clock):
    return people(clock=clock).first_run(server.base_url)


def try_wrong(person):
    person.unlock("falsche Parole")
    person.hands.until(lambda: person.desktop.background.idle, "an answer")
    person.hands.settle()
    return person.words("unlock.error")


def test_that_wrong_passphrases_wait_longer_and_longer_also_after_a_restart(person, clock):
    person.task("bleibt erhalten")
    person.stop()
    before = fingerprint(person.home / "jike.db")
    person.start()
    said = [try_wrong(person) for _ in range(4)]
    assert ["密码不对，再错 4 次" in said[0], "密码不对，再错 1 次" in said[3]] == [True, True]
    waits = []
    for _round in range(3):
        assert "后可再试。数据都在，不会被删除" in try_wrong(person)
        assert not person.hands.find("unlock.submit").isEnabled()
        waits.append(person.desktop.entrance.waiting_seconds())
        person.stop()
        person.start()
        assert abs(person.desktop.entrance.waiting_seconds() - waits[-1]) <= 2, "a restart shortened the wait"
        assert not person.hands.find("unlock.submit").isEnabled()
        clock.off += timedelta(seconds=waits[-1] + 1)
        person.hands.until(lambda: person.hands.find("unlock.submit").isEnabled(), "the end of the wait")
    assert [round(wait, -1) for wait in waits] == [60, 120, 240]
    assert fingerprint(person.home / "jike.db") == before, "something was touched"
    person.unlock()
    person.inside().synced()
    assert person.desktop.account.waiting_seconds() == 0


def test_that_a_clock_set_back_does_not_lock_out_for_a_year(person, clock):
    person.stop()
    person.start()
    for _ in range(5):
        try_wrong(person)
    clock.off = -YEAR
    assert person.desktop.entrance.waiting_seconds() <= 61


@pytest.mark.parametrize("off", [YEAR, -YEAR], ids=["ahead", "behind"])
def test_that_a_clock_a_year_off_decides_nothing_and_is_told(people, server, off):
    person = people(clock=Clock(off)).first_run(server.base_url)
    command = person.task(f"时钟偏差 {off.days}")
    customer_id = person.customer(f"时钟偏差{abs(off.days)}{'快' if off > timedelta() else '慢'}公司")
    person.sync()
    person.synced()
    titles = {row["id"]: row for row in server.rows("tasks")}
    assert command.task.id in titles
    assert customer_id in {row["id"] for row in server.rows("customers")}
    person.window.go("sync")
    faster = "快" if off > timedelta() else "慢"
    person.hands.until(lambda: f"本机时间比服务器{faster}" in person.window.current().banner.words.text(), "the skew")
    other = people("other", clock=Clock(-off)).first_run(server.base_url)
    ids = {row.id for row in other.result(other.workspace.read(all_tasks))}
    assert command.task.id in ids
    person.stop()
    assert {row["outcome"] for row in queue(person.home)} == {"applied"}
    person.start()


def all_tasks(session, _actor):
    return session.execute(select(Task.id)).all()


FIRST = """
import sys
from PySide6.QtCore import QTimer
from desktop import app as program
class Told(program.DesktopApp):
    def activate(self):
        super().activate()
        print("activated", self.window.isVisible(), flush=True)
        QTimer.singleShot(200, self.qt.quit)
program.DesktopApp = Told
real = program.DesktopApp.show
def shown(self):
    real(self)
    print("shown", flush=True)
Told.show = shown
sys.exit(program.main(sys.argv[1:]))
"""


@pytest.mark.slow
def test_that_a_second_start_brings_the_first_to_the_front_and_ends_well(tmp_path):
    home = str(tmp_path / "profile")
    command = [sys.executable, "-c", FIRST, "--home", home]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment()) as first:
        try:
            assert first.stdout.readline().strip() == "shown"
            again = [sys.executable, "-m", "desktop", "--home", home]
            second = subprocess.run(again, cwd=ROOT, env=environment(), timeout=60, check=False, capture_output=True)
            assert (
                second.returncode,
                second.stderr.decode().replace("This plugin does not support propagateSizeHints()\n", ""),
            ) == (0, "")
            assert first.stdout.readline().strip() == "activated True"
            assert first.wait(timeout=30) == 0
        finally:
            first.kill()


def test_that_the_passphrase_stands_in_no_file(person):
    person.task("x" * 40)
    person.stop()
    for path in person.home.rglob("*"):
        if path.is_file():
            assert PASSPHRASE.encode() not in path.read_bytes(), path
    person.start()
