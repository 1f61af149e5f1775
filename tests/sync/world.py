"""A server and its desktops in one process, with faults on the way: for tests of synchronising."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from desktop.services import outbox, state
from desktop.services.attachments import AttachmentStore
from desktop.services.database import Database
from desktop.services.errors import Offline, ServerRefused, SignedOut
from desktop.services.migrating import open_database
from desktop.services.sync import Syncer
from desktop.services.sync.rounds import ACTOR, DEVICE, actor_of
from desktop.services.tables import confirmed, search_rows
from desktop.services.tables import outbox as queue
from domain.commands import AnyCommand
from domain.entities import BY_KIND
from domain.wire import ENCODER, CopyPage, CopyRequest, ExchangeReply, ExchangeRequest
from server.actors import Actors
from server.database import Database as ServerDatabase
from server.errors import DeniedError
from server.exchange.answers import Exchange
from server.schema import begin_epoch
from server.seals import Seals
from server.settings import Settings
from server.tables import ACTIVE, Device, JournalEntry
from tests.helpers.server import prepare

KEY = bytes(range(32))
START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


class KilledError(Exception):
    """The program ended here."""


class Templates:
    """An empty server and an empty desktop, made once and copied for every history."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = folder / "server"
        self.people = prepare(Settings(data_dir=self.server))
        open_database(folder / "desktop" / "jike.db", KEY, folder / "backups", lambda: START).close()

    def copy(self, folder: Path) -> None:
        shutil.copytree(self.server, folder / "server")

    def new_desktop(self, folder: Path) -> Path:
        shutil.copytree(self.folder / "desktop", folder)
        return folder / "jike.db"


class World:
    """One server, its clock, and the desktops that belong to it."""

    def __init__(self, templates: Templates, folder: Path, page: int = 1000) -> None:
        templates.copy(folder)
        self.folder = folder
        self.templates = templates
        self.people = templates.people
        self.page = page
        self.settings = Settings(data_dir=folder / "server")
        self.database = ServerDatabase(self.settings.url)
        self.actors = Actors()
        self.seals = Seals(Seals.new_key())
        self.exchange = Exchange(self.database, self.seals, self.actors, self.settings, self.now)
        self._moment = START
        self.desktops: list[Desktop] = []

    def now(self) -> datetime:
        self._moment += timedelta(seconds=1)
        return self._moment

    def desktop(self, staff_no: str) -> "Desktop":
        """Give a new device of somebody, with its first copy."""
        number = len(self.desktops)
        desktop = Desktop(self, staff_no, self.templates.new_desktop(self.folder / f"desktop{number}"))
        self.desktops.append(desktop)
        assert desktop.sync()
        return desktop

    def back_up(self) -> Path:
        """Copy the server's database as an operator would."""
        copy = self.folder / "server.copy"
        with (
            closing(sqlite3.connect(self.folder / "server" / "server.db")) as source,
            closing(sqlite3.connect(copy)) as to,
        ):
            source.backup(to)
        return copy

    def restore(self, copy: Path) -> None:
        """Put a copy back and begin a new epoch, as the manual says."""
        self.database.close()
        for ending in ("", "-wal", "-shm"):
            (self.folder / "server" / f"server.db{ending}").unlink(missing_ok=True)
        shutil.copyfile(copy, self.folder / "server" / "server.db")
        begin_epoch(self.database)

    def journal(self) -> list[JournalEntry]:
        with Session(self.database.reader) as session:
            return list(session.scalars(select(JournalEntry)))

    def rows(self, kind: str) -> list[dict[str, Any]]:
        table = BY_KIND[kind].metadata.tables[kind]
        with self.database.reader.connect() as connection:
            return [dict(row._mapping) for row in connection.execute(select(table).order_by(table.c.id))]

    def close(self) -> None:
        for desktop in self.desktops:
            desktop.database.close()
        self.database.close()


class Wire:
    """Carries requests to the server as bytes; `fault` says what goes wrong with the next one.

    "lost_request": it never arrives. "lost_answer": it takes effect, nobody hears. "repeated": it arrives twice.
    "late": an older exchange request arrives again before it.
    """

    def __init__(self, world: World, device_id: str, person_id: str) -> None:
        self._world = world
        self._device_id = device_id
        self._person_id = person_id
        self._before: bytes | None = None
        self.fault = ""
        self.files: dict[str, bytes] = {}

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        body = ENCODER.encode(msgspec.structs.replace(request, limit=self._world.page))
        fault, self.fault = self.fault, ""
        if fault == "lost_request":
            raise Offline("unreachable")
        if fault == "late" and self._before is not None:
            self._quietly(self._before)
        if fault == "repeated":
            self._quietly(body)
        self._before = body
        answer = self._exchange(body)
        if fault == "lost_answer":
            raise Offline("slow")
        return msgspec.json.decode(ENCODER.encode(answer), type=ExchangeReply)

    def copy(self, request: CopyRequest) -> CopyPage:
        fault, self.fault = self.fault, ""
        if fault.startswith("lost"):
            raise Offline("slow")
        with refusals():
            page = self._world.exchange.copy(self._actor(), self._device_id, request)
        return msgspec.json.decode(ENCODER.encode(page), type=CopyPage)

    def put_attachment(self, _device_id: str, sha256: str, data: bytes) -> None:
        self.files[sha256] = data

    def get_attachment(self, _device_id: str, sha256: str) -> bytes:
        if sha256 not in self.files:
            raise ServerRefused("not_found")
        return self.files[sha256]

    def _quietly(self, body: bytes) -> None:
        try:
            self._exchange(body)
        except ServerRefused:
            return

    def _exchange(self, body: bytes) -> ExchangeReply:
        request = msgspec.json.decode(body, type=ExchangeRequest, strict=True)
        with refusals():
            return self._world.exchange.answer(self._actor(), self._device_id, request)

    def _actor(self):
        with Session(self._world.database.reader) as session:
            return self._world.actors.of(session, self._person_id)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn the server's refusals into what the network client makes of them."""
    try:
        yield
    except DeniedError as denied:
        if denied.status == 401:
            raise SignedOut(denied.code, **denied.facts) from denied
        raise ServerRefused(denied.code, **denied.facts) from denied


class FragileDatabase(Database):
    """A database whose program dies at its nth commit from now: "before" or "after" it."""

    dies_at = 0
    dies = "before"

    @contextmanager
    def write(self) -> Iterator[Session]:
        last = self.dies_at == 1
        self.dies_at = max(0, self.dies_at - 1)
        with super().write() as session:
            yield session
            if last and self.dies == "before":
                raise KilledError
        if last and self.dies == "after":
            raise KilledError


class Desktop:
    """One device of one person, without windows."""

    def __init__(self, world: World, staff_no: str, path: Path) -> None:
        self.world = world
        self.path = path
        self.staff_no = staff_no
        self.person_id = world.people[staff_no]
        self.device_id = str(uuid7())
        with Session(world.database.writer) as session, session.begin():
            at = world.now()
            session.add(
                Device(id=self.device_id, person_id=self.person_id, last_n=0, status=ACTIVE, created_at=at, seen_at=at)
            )
            self.actor = world.actors.of(session, self.person_id)
        self.wire = Wire(world, self.device_id, self.person_id)
        self.database = self._open()
        with self.database.write() as session:
            state.put(session, ACTOR, self.actor)
            state.put(session, DEVICE, self.device_id)

    def _open(self) -> FragileDatabase:
        opened = open_database(self.path, KEY, self.path.parent / "backups", self.world.now)
        opened.close()
        database = FragileDatabase(self.path, KEY)
        database.info = opened.info
        return database

    def copied(self) -> "Desktop":
        """Copy the profile to another machine, as a restored disk image would."""
        self.database.close()
        folder = self.world.folder / f"copy of {self.path.parent.name}"
        shutil.copytree(self.path.parent, folder)
        self.database = self._open()
        twin = Desktop.__new__(Desktop)
        twin.__dict__ |= self.__dict__ | {"path": folder / self.path.name}
        twin.wire = Wire(self.world, self.device_id, self.person_id)
        twin.database = twin._open()
        self.world.desktops.append(twin)
        return twin

    def start_again(self) -> None:
        """What a person does after the program died."""
        self.database.close()
        self.database = self._open()

    def stamp(self) -> dict[str, Any]:
        return {"id": str(uuid7()), "at": self.world.now()}

    def run(self, command: AnyCommand) -> frozenset[str]:
        """Do something; raises Refused."""
        with self.database.write() as session:
            return outbox.run(session, actor_of(session), command)

    def take_back(self, command_id: str) -> None:
        """Undo something; raises Refused once it was sent."""
        with self.database.write() as session:
            outbox.take_back(session, actor_of(session), command_id)

    def sync(self, fault: str = "", dies_at: int = 0, dies: str = "before") -> bool:
        """Do a round; False when it broke off."""
        self.wire.fault = fault
        self.database.dies_at, self.database.dies = dies_at, dies
        store = AttachmentStore(self.path.parent / "files", self.database, self.world.now)
        try:
            Syncer(self.database, self.wire, store, self.world.now).round(lambda _done, _total: None)
        except Offline:
            return False
        except KilledError:
            self.start_again()
            return False
        finally:
            self.wire.fault, self.database.dies_at = "", 0
        return True

    def living(self) -> dict[str, list[tuple]]:
        """Give every living row of every kind, as tuples."""
        with self.database.read() as session:
            return {kind: self._living(session, kind) for kind in BY_KIND}

    @staticmethod
    def _living(session: Session, kind: str) -> list[tuple]:
        table = BY_KIND[kind].metadata.tables[kind]
        query = select(table).where(table.c.deleted_at.is_(None)).order_by(table.c.id)
        return [tuple(map(repr, row)) for row in session.connection().execute(query)]

    def ids(self, kind: str) -> list[str]:
        """Give the ids of the living rows of a kind."""
        table = BY_KIND[kind].metadata.tables[kind]
        query = select(table.c.id).where(table.c.deleted_at.is_(None)).order_by(table.c.created_at, table.c.id)
        with self.database.read() as session:
            return list(session.connection().execute(query).scalars())

    def row(self, kind: str, row_id: str) -> dict[str, Any]:
        """Give one row, or nothing."""
        table = BY_KIND[kind].metadata.tables[kind]
        with self.database.read() as session:
            found = session.connection().execute(select(table).where(table.c.id == row_id)).mappings().one_or_none()
            return dict(found) if found else {}

    def searchable(self) -> set[tuple[str, str]]:
        """Give what the search index knows."""
        with self.database.read() as session:
            return {
                tuple(row) for row in session.connection().execute(select(search_rows.c.kind, search_rows.c.row_id))
            }

    def left_over(self) -> int:
        """Count what must be gone once everything is settled."""
        with self.database.read() as session:
            kept = session.connection().execute(select(confirmed)).all()
            open_ = session.connection().execute(select(queue.c.id).where(~queue.c.settled)).all()
            return len(kept) + len(open_)

    def queue(self) -> dict[str, dict[str, Any]]:
        """Give the queue by command id."""
        with self.database.read() as session:
            return {row.id: dict(row._mapping) for row in session.connection().execute(select(queue))}
