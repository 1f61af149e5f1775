"""What must not be where it has no business: other people's customers in a file, and anybody's data in logs."""

import logging
import os
from contextlib import closing
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from sqlcipher3 import dbapi2

from desktop.app import write_logs
from desktop.bugs import BugReporter
from desktop.services.account import Account
from domain.commands import AssignCustomer
from server.logs import JsonFormatter
from tests.faults.person import CONTENT, PASSPHRASE
from tests.helpers.server import now

NAME, SHORT, REMARK = "金丝雀公司冶炼厂", "鸟雀啾啾厂", "备注里的黄莺"
PERSON, PHONE, SAID = "欧阳金鸣", "13987650123", "总经理说他们今年一定要换成百灵鸟牌交换机。"
CANARIES = (NAME, SHORT, REMARK, PERSON, PHONE, SAID[:12], "百灵鸟", "金丝雀", "黄莺")


def everything_in(home: Path) -> dict[str, str]:
    """Give every table of a closed profile as text, with the full-text index's own tables and unused pages."""
    account = Account(home, now)
    key = account.unlock(PASSPHRASE)
    plain = home.parent / f"{home.name}.plain"
    found: dict[str, str] = {}
    with closing(dbapi2.connect(str(home / "jike.db"))) as database:
        database.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        database.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        database.execute("SELECT sqlcipher_export('plain')")
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            rows = database.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 -- names from the file itself
            found[table] = "\n".join(" ".join(_text(value) for value in row) for row in rows)
    found["the bytes of the plain copy"] = plain.read_bytes().decode("utf-8", "ignore")
    plain.unlink()
    return found


def _text(value: object) -> str:
    return value.decode("utf-8", "ignore") if isinstance(value, bytes) else str(value)


def leaks(found: dict[str, str], canaries=CANARIES) -> list[str]:
    return [f"{canary} in {place}" for place, text in found.items() for canary in canaries if canary in text]


def raw_files(folder: Path) -> dict[str, str]:
    """Give every file of a profile as it stands on the disk."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): path.read_bytes().decode("utf-8", "ignore") for path in paths}


def picture(folder: Path) -> Path:
    path = folder / "photo.png"
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    assert image.save(str(path))
    return path


def fill(person, tmp_path):
    """Let somebody enter a customer with a key person, a visit with a photo, a task and a draft; gives the id."""
    customer_id = person.customer(NAME, short_name=SHORT, remarks=REMARK)
    person.contact(customer_id, PERSON, PHONE)
    page = person.write_log(customer_id, PERSON, SAID)
    page.form.files.add_files([picture(tmp_path)])
    person.hands.until(lambda: page.form.files.files and not page.form.files.busy, "the photo")
    person.hands.click("visit.complete")
    person.hands.until(lambda: person.hands.seen("visit.content") is None, "the log to be done")
    person.task(f"给{PERSON}送合同", customer_id)
    return customer_id


@pytest.mark.parametrize("other", ["AM0002", "AM0003", "SUP002"])
def test_that_somebody_elses_file_holds_nothing_of_my_customers(people, server, tmp_path, other):
    first = people("first").first_run(server.base_url)
    fill(first, tmp_path)
    first.synced()
    second = people("second").first_run(server.base_url, other)
    second.customer("自己的客户有限公司")
    second.sync()
    second.synced()
    second.window.go("customers")
    second.window.finder.open().edit.setText("金丝雀")
    second.hands.until(lambda: second.desktop.background.idle, "quiet")
    second.hands.settle()
    for one in (first, second):
        one.stop()
    mine, theirs = everything_in(first.home), everything_in(second.home)
    assert {canary for canary in CANARIES if any(canary in text for text in mine.values())} == set(CANARIES)
    assert leaks(theirs) == []
    assert [path.name for path in (second.home / "files").glob("*")] == []
    assert leaks(raw_files(first.home)) == [], "not encrypted"
    assert leaks(raw_files(second.home)) == []
    first.start()
    second.start()


def test_that_a_customer_given_away_leaves_the_file_of_who_had_it(people, server, tmp_path):
    first = people("first").first_run(server.base_url)
    customer_id = fill(first, tmp_path)
    first.synced()
    lead = people("lead").first_run(server.base_url, "SUP001")

    def give(old, new):
        ids = server.people
        stamp = lead.workspace.stamp()
        command = AssignCustomer(
            **stamp, customer_id=customer_id, old_am_id=ids[old], new_am_id=ids[new], reason="调整分工"
        )
        lead.run(command)
        lead.sync()
        lead.synced()

    give("AM0001", "AM0002")
    second = people("second").first_run(server.base_url, "AM0002")
    second.hands.until(lambda: list((second.home / "files").glob("*")), "the photo")
    had = second.result(second.workspace.search("金丝雀"))
    assert [hit.title for hit in had if hit.kind == "customers"] == [NAME]
    give("AM0002", "AM0001")
    second.sync()
    second.hands.until(lambda: not second.result(second.workspace.search("金丝雀")), "the customer to leave")
    second.synced()
    second.stop()
    assert leaks(everything_in(second.home)) == []
    assert [path.name for path in (second.home / "files").glob("*")] == []
    second.start()


class Kept(logging.Handler):
    """Keeps what the two programs would write, in their own forms."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []
        self.server = JsonFormatter()

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(("server", "uvicorn", "litestar")):
            self.lines.append(self.server.format(record))


@pytest.fixture
def logs(tmp_path):
    """Let the desktop log as it does in earnest, and keep the server's lines; gives a function that reads all."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers[:] = []
    write_logs(tmp_path / "logged")
    kept = Kept()
    root.addHandler(kept)

    def read() -> str:
        text = "".join(path.read_text("utf-8") for path in (tmp_path / "logged").rglob("*.log*"))
        return text + "\n".join(kept.lines)

    yield read
    for handler in root.handlers:
        if isinstance(handler, RotatingFileHandler):
            handler.close()
    root.handlers[:] = before
    root.setLevel(level)


def test_that_logs_hold_nobodys_data_even_when_something_breaks(people, server, tmp_path, logs, monkeypatch):
    person = people().first_run(server.base_url)
    customer_id = fill(person, tmp_path)
    person.synced()

    def breaks(_session, _actor, *_):
        raise KeyError(f"{PERSON} {PHONE} {NAME}")

    seen = []
    reporter = BugReporter("test", lambda: person.desktop.window)
    monkeypatch.setattr("sys.excepthook", lambda *what: (seen.append(what), reporter(*what)))
    person.workspace.read(breaks)
    person.hands.until(lambda: seen, "the bug")
    reporter._shown.reject()
    monkeypatch.setattr("server.exchange.applying.apply", breaks)
    person.task(f"再访{PERSON}", customer_id)
    person.hands.until(lambda: person.workspace.status.refused, "a refusal")
    monkeypatch.undo()
    text = logs()
    assert "bug" in text
    assert "KeyError" in text
    assert "/v1/exchange" in text
    assert leaks({"the logs": text}, (*CANARIES, CONTENT[:8], PASSPHRASE, "AM0001", "林一")) == []


def test_that_the_profile_is_nobody_elses_to_read(people, server):
    if os.name == "nt":
        pytest.skip("Windows keeps rights otherwise")
    person = people().first_run(server.base_url)
    assert person.home.stat().st_mode & 0o077 == 0
    assert (person.home / "key.json").stat().st_mode & 0o077 == 0
