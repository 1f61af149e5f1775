"""Desktop and server killed at random moments while they work, and the comparison of all databases afterwards.

Processes come from a fork server that has everything loaded, so that a start costs milliseconds and thousands of
deaths can be tried. `Campaign` plays rounds; `settle` lets everything through at the end; `compare` gives what differs.
"""

import json
import logging
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from desktop.services import profiles
from desktop.services.account import Account
from desktop.services.errors import Offline
from desktop.services.profiles import FirstRun, Profile
from desktop.services.sync import Syncer
from desktop.services.tables import confirmed, search_rows
from desktop.services.tables import outbox as queue
from domain.entities import BY_KIND
from server import __main__ as server_program
from server.database import Database
from server.settings import Settings
from server.tables import JournalEntry
from tests.helpers.server import PASSWORD, now

PASSPHRASE = "kill me kindly 2026"
PATIENCE = 30.0
MOST_DEEDS = 24
DIES_LATE = 0.9
"""The share of desktops that die in the middle of their work; the others while they start."""
LOADED = ["tests.faults.crashes", "tests.faults.crash_worker"]
Row = tuple[str, ...]


def _serve(url: str, folder: str, port: int) -> None:
    """Be the server's program."""
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123 -- for as long as the process lives
    logging.disable(logging.CRITICAL)
    server_program.main(["serve", "--port", str(port), "--data-dir", folder, "--database-url", url])


def _work(home: str, url: str, seed: int, told: Connection) -> None:
    """Be the desktop's program, with somebody at it who never rests."""
    from tests.faults.crash_worker import work  # noqa: PLC0415 -- Qt belongs to this process alone

    sys.exit(work(Path(home), url, seed, told))


class Died(RuntimeError):  # noqa: N818 -- says what happened
    """A program ended by itself."""


class Campaign:
    """One server and one account manager's desktop, killed again and again."""

    def __init__(self, folder: Path, database_url: str, seed: int) -> None:
        self.folder = folder
        self.database_url = database_url
        self.random = Random(seed)  # noqa: S311 -- moments of death, no secrets
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(LOADED)
        self.home = folder / "profile"
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.done: dict[str, dict[str, Any]] = {}
        """Commands the desktop has acknowledged to whoever did them, by id."""
        self.deaths: Counter[str] = Counter()
        self.server: BaseProcess | None = None

    # -- programs -------------------------------------------------------------------------------------------------

    def start_server(self) -> None:
        arguments = (self.database_url, str(self.folder / "server"), self.port)
        self.server = self.context.Process(target=_serve, args=arguments, daemon=True)
        self.server.start()

    def kill_server(self) -> None:
        if self.server is not None:
            self.server.kill()
            self.server.join()
            self.server = None
            self.deaths["server"] += 1

    @retry(stop=stop_after_delay(30), wait=wait_fixed(0.02), retry=retry_if_exception_type(OSError), reraise=True)
    def wait_for_server(self) -> None:
        socket.create_connection(("127.0.0.1", self.port), timeout=2).close()

    def set_up(self) -> None:
        """Make the profile as the first run does."""
        self.start_server()
        self.wait_for_server()
        profile = _new_profile(self.home, self.url)
        _exchange(profile)
        profile.close()

    def play(self) -> None:
        """Let the desktop start and work, and kill it, the server, or both, at a moment nobody chose."""
        if self.server is None:
            self.start_server()
        here, there = self.context.Pipe(duplex=False)
        arguments = (str(self.home), self.url, self.random.getrandbits(32), there)
        desktop = self.context.Process(target=_work, args=arguments, daemon=True)
        desktop.start()
        there.close()
        if self.random.random() < DIES_LATE:
            self._listen(here, desktop, PATIENCE, until="open")
            for _deed in range(self.random.randrange(MOST_DEEDS)):
                self._listen(here, desktop, PATIENCE, until="done")
            self._listen(here, desktop, self.random.uniform(0.0, 0.02))
        else:
            self._listen(here, desktop, self.random.uniform(0.0, 0.5))
        when = self.random.choice(("never", "never", "before", "after"))
        if when == "before":
            self.kill_server()
            if self.random.random() < 0.5:
                self.start_server()
            self._listen(here, desktop, self.random.uniform(0.0, 0.2))
        desktop.kill()
        desktop.join()
        self.deaths["desktop"] += 1
        if when == "after" and self.server is not None:
            self.server.join(self.random.uniform(0.0, 0.1))
            self.kill_server()
        self._drain(here)
        here.close()
        if desktop.exitcode != -signal.SIGKILL:
            raise Died(f"the desktop ended with {desktop.exitcode}")

    def _listen(self, here: Connection, desktop: BaseProcess, seconds: float, until: str = "") -> None:
        """Take down what is acknowledged, for a time or until something is said."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not wait([here], left):
                break
            try:
                if self._note(here.recv_bytes()) == until:
                    return
            except EOFError:
                desktop.join()
                raise Died(f"the desktop ended with {desktop.exitcode}") from None
        if until:
            raise Died(f"never heard: {until}")

    def _drain(self, here: Connection) -> None:
        while True:
            try:
                if not here.poll():
                    return
                self._note(here.recv_bytes())
            except (EOFError, OSError):
                return

    def _note(self, line: bytes) -> str:
        told = json.loads(line)
        if told["what"] == "done":
            self.done[told["id"]] = told
        elif told["what"] == "bug":
            raise Died(told["story"])
        return str(told["what"])

    # -- afterwards -----------------------------------------------------------------------------------------------

    def settle(self) -> Profile:
        """Start both again, exchange everything, and give the open profile."""
        if self.server is None:
            self.start_server()
        self.wait_for_server()
        account = Account(self.home, now)
        profile = profiles.unlock(account, PASSPHRASE, self.url, now)
        if profile is None:
            raise Died("the profile did not open")
        _exchange(profile)
        return profile

    def compare(self) -> list[str]:
        """Give every difference between the old copy, a fresh one and the server; [] when all is well."""
        old = self.settle()
        fresh = _new_profile(self.folder / f"fresh-{self.deaths['desktop']}", self.url)
        database = Database(self.database_url or Settings(data_dir=self.folder / "server").url)
        try:
            _exchange(fresh)
            with old.database.read() as ours, fresh.database.read() as theirs, Session(database.reader) as server:
                return [
                    *_differing_copies(ours, theirs),
                    *_differing_from_server(theirs, server),
                    *_lost_or_doubled(self.done, ours, server),
                    *_left_over(ours),
                ]
        finally:
            old.close()
            fresh.close()
            database.close()

    def close(self) -> None:
        """End what still runs."""
        self.kill_server()


@contextmanager
def campaign(folder: Path, database_url: str, seed: int) -> Iterator[Campaign]:
    """Lend a campaign, set up and ready to be killed."""
    made = Campaign(folder, database_url, seed)
    try:
        made.set_up()
        yield made
    finally:
        made.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _new_profile(home: Path, url: str) -> Profile:
    form = FirstRun(server_url=url, staff_no="AM0001", password=PASSWORD, passphrase=PASSPHRASE)
    return profiles.set_up(Account(home, now), form, now)


@retry(stop=stop_after_delay(60), wait=wait_fixed(0.1), retry=retry_if_exception_type(Offline), reraise=True)
def _exchange(profile: Profile) -> None:
    Syncer(profile.database, profile.api, profile.store, now).round(lambda _done, _total: None)


def _living(session: Session, kind: str) -> dict[str, Row]:
    table = BY_KIND[kind].metadata.tables[kind]
    query = select(table).where(table.c.deleted_at.is_(None))
    return {row.id: tuple(map(repr, row)) for row in session.connection().execute(query)}


def _differing_copies(ours: Session, theirs: Session) -> list[str]:
    found = []
    for kind in BY_KIND:
        old, fresh = _living(ours, kind), _living(theirs, kind)
        found += [f"{kind} {key}: only in the old copy" for key in old.keys() - fresh.keys()]
        found += [f"{kind} {key}: only in the fresh copy" for key in fresh.keys() - old.keys()]
        found += [
            f"{kind} {key}: {old[key]} is not {fresh[key]}"
            for key in old.keys() & fresh.keys()
            if old[key] != fresh[key]
        ]
    return found


def _differing_from_server(theirs: Session, server: Session) -> list[str]:
    found = []
    for kind in BY_KIND:
        kept, there = _living(theirs, kind), _living(server, kind)
        found += [
            f"{kind} {key}: the server has {there.get(key)}, the copy {row}"
            for key, row in kept.items()
            if not _same(kind, row, there.get(key, ()))
        ]
    return found


def _same(kind: str, row: Row, there: Row) -> bool:
    """Tell whether a row is the server's; of colleagues a desktop is told only what it needs."""
    if kind == "people":
        row = tuple(theirs if ours == "None" else ours for ours, theirs in zip(row, there, strict=True))
    return row == there


def _lost_or_doubled(done: dict[str, dict[str, Any]], ours: Session, server: Session) -> list[str]:
    """Tell which acknowledged commands lack an answer or a row, and which the server did twice."""
    answers = {row.id: row for row in ours.connection().execute(select(queue))}
    journal = Counter(server.scalars(select(JournalEntry.command_id)))
    found = [f"{key}: in the journal {count} times" for key, count in journal.items() if key and count != 1]
    for key, told in done.items():
        answer = answers.get(key)
        if answer is None:
            found.append(f"{key} {told['name']}: acknowledged and lost")
        elif not answer.outcome:
            found.append(f"{key} {told['name']}: never answered")
        elif journal[key] != 1:
            found.append(f"{key} {told['name']}: in the journal {journal[key]} times")
        elif answer.outcome == "applied" and told["row"]:
            entity = BY_KIND[told["kind"]]
            if server.get(entity, told["row"]) is None:
                found.append(f"{key} {told['name']}: the row {told['row']} is not there")
        elif answer.outcome == "refused":
            found.append(f"{key} {told['name']}: refused with {answer.code}")
    return found


def _left_over(ours: Session) -> list[str]:
    kept = ours.connection().execute(select(confirmed.c.kind, confirmed.c.row_id)).all()
    open_ = ours.connection().execute(select(queue.c.id).where(~queue.c.settled)).all()
    known = {tuple(row) for row in ours.connection().execute(select(search_rows.c.kind, search_rows.c.row_id))}
    living = {(kind, key) for kind in {kind for kind, _key in known} for key in _living(ours, kind)}
    found = [f"left over: confirmed copy of {tuple(row)}" for row in kept]
    found += [f"left over: open command {row.id}" for row in open_]
    return found + [f"search knows {key}" for key in known - living] + [f"search lacks {key}" for key in living - known]
