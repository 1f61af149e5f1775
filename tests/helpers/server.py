"""A real server for tests, in this process, on a port of its own, with an invented organisation.

* `running_server(database_url)`: context manager; starts and stops a server and lends a `RunningServer`.
* `server` fixture: the same, once on SQLite and once on PostgreSQL; `sqlite_server`: on SQLite only.
* `Client`: a device that speaks the protocol, for tests that look at the wire.
"""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx2
import msgspec
import pytest
import uvicorn
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session
from tenacity import retry, retry_if_result, stop_after_delay, wait_fixed
from uuid_utils import uuid7

from domain.commands import AddContact, AssignCustomer, Command, CreateCustomer, LogVisit
from domain.entities import BY_KIND, Person
from domain.wire import (
    ENCODER,
    PROTOCOL,
    CopyPage,
    CopyRequest,
    ExchangeReply,
    ExchangeRequest,
    Sent,
    SignIn,
    Tokens,
)
from server import admin
from server.__main__ import listen
from server.admin import Administration
from server.app import create_app
from server.database import Database
from server.schema import migrate
from server.settings import Settings
from tests.helpers.postgres import PostgresCluster

CHEAP: Final = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD: Final = "correct horse battery"
TEAM_ONE, TEAM_TWO = "客户一班", "客户二班"
UNITS: Final = (
    {"name": "示例市分公司", "level": "city", "unit_kind": "management", "area_code": "370100"},
    {"name": "集团客户部", "level": "department", "unit_kind": "sales", "parent": "示例市分公司"},
    {"name": TEAM_ONE, "level": "team", "unit_kind": "sales", "parent": "集团客户部"},
    {"name": TEAM_TWO, "level": "team", "unit_kind": "sales", "parent": "集团客户部"},
)
PEOPLE: Final = (
    ("AM0001", "林一", "account_manager", TEAM_ONE),
    ("AM0002", "周二", "account_manager", TEAM_ONE),
    ("AM0003", "吴三", "account_manager", TEAM_TWO),
    ("SUP001", "郑四", "supervisor", TEAM_ONE),
    ("SUP002", "王五", "supervisor", TEAM_TWO),
    ("DM0001", "冯六", "department_manager", "集团客户部"),
    ("ADM001", "陈七", "administrator", "示例市分公司"),
)


@dataclass
class RunningServer:
    """A server that answers at `base_url`; `people` maps staff numbers to ids, everybody's password is `PASSWORD`."""

    base_url: str
    settings: Settings
    database: Database
    people: dict[str, str] = field(default_factory=dict)
    clients: list["Client"] = field(default_factory=list)

    def client(self, staff_no: str) -> "Client":
        """Give a new device of somebody, signed in."""
        return self.stranger().signed_in(staff_no)

    def stranger(self) -> "Client":
        """Give a device nobody has signed in on."""
        client = Client(self.base_url)
        self.clients.append(client)
        return client

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """Read a whole table behind the server's back."""
        table = BY_KIND[kind].metadata.tables[kind]
        with self.database.reader.connect() as connection:
            return [dict(row._mapping) for row in connection.execute(select(table).order_by(table.c.id))]


def prepare(settings: Settings, *, people: bool = True) -> dict[str, str]:
    """Make the schema and the invented organisation; gives staff number to person id."""
    database = Database(settings.url)
    migrate(database)
    if people:
        administration = Administration(database, lambda: datetime.now(UTC))
        # Hashing as in earnest takes seconds a test; the hash itself says how it is checked.
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(admin, "hash_password", CHEAP.hash)
            for unit in UNITS:
                administration.add_unit(dict(unit))
            for staff_no, name, post, org in PEOPLE:
                administration.add_person({"staff_no": staff_no, "name": name, "post": post, "org": org}, PASSWORD)
    with Session(database.reader) as session:
        known = dict(session.execute(select(Person.staff_no, Person.id)).all())
    database.close()
    return known


@contextmanager
def running_server(database_url: str, data_dir: Path, *, people: bool = True, **given: Any) -> Iterator[RunningServer]:
    """Start a server on an empty database (a prepared one with `people=False`), lend it, stop it."""
    settings = Settings(data_dir=data_dir, database_url=database_url, port=0, **given)
    known = prepare(settings, people=people)
    app = create_app(settings)
    database = Database(settings.url)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=5))
    with listen("127.0.0.1", 0) as listener:
        running = RunningServer(f"http://127.0.0.1:{listener.getsockname()[1]}", settings, database, known)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="server of tests")
        thread.start()
        try:
            _wait_until_started(server)
            yield running
        finally:
            for client in running.clients:
                client.close()
            server.should_exit = True
            thread.join(timeout=20)
            database.close()


@retry(stop=stop_after_delay(20), wait=wait_fixed(0.02), retry=retry_if_result(lambda started: not started))
def _wait_until_started(server: uvicorn.Server) -> bool:
    return server.started


class Client:
    """One device, speaking the protocol as a desktop would."""

    def __init__(self, base_url: str) -> None:
        self.http = httpx2.Client(base_url=base_url, timeout=30)
        self.device_id = str(uuid7())
        self.n = 0
        self.epoch = ""
        self.cursor = ""
        self.tokens: Tokens | None = None
        self.received = b""
        """All bytes of all answers, for looking for what should not be there."""

    def close(self) -> None:
        """Close the connections."""
        self.http.close()

    def signed_in(self, staff_no: str, password: str = PASSWORD) -> "Client":
        """Sign in and keep the tokens."""
        answer = self.post("/v1/sign-in", SignIn(staff_no, password, self.device_id))
        assert answer.status_code == 200, answer.text
        self.tokens = msgspec.json.decode(answer.content, type=Tokens)
        return self

    def post(self, path: str, content: msgspec.Struct | bytes, **headers: str) -> httpx2.Response:
        """Post a struct, or bytes as they are."""
        body = content if isinstance(content, bytes) else ENCODER.encode(content)
        answer = self.http.post(
            path, content=body, headers={"content-type": "application/json", **self.auth(), **headers}
        )
        self.received += answer.content
        return answer

    def auth(self) -> dict[str, str]:
        """Give the header that says who is asking."""
        return {"authorization": f"Bearer {self.tokens.access}"} if self.tokens else {}

    def numbered(self, *commands: Command) -> tuple[Sent, ...]:
        """Give commands their numbers."""
        sent = []
        for command in commands:
            self.n += 1
            sent.append(Sent(self.n, command.id, msgspec.Raw(ENCODER.encode(command))))
        return tuple(sent)

    def request(self, *sent: Sent, **given: Any) -> ExchangeRequest:
        """Make the request of an exchange."""
        values = {"protocol": PROTOCOL, "device_id": self.device_id, "epoch": self.epoch, "cursor": self.cursor}
        return ExchangeRequest(**{**values, "commands": sent, **given})

    def exchange(self, *commands: Command, limit: int = 1000) -> ExchangeReply:
        """Send commands and take the answer; the cursor moves on."""
        answer = self.post("/v1/exchange", self.request(*self.numbered(*commands), limit=limit))
        assert answer.status_code == 200, answer.text
        reply = msgspec.json.decode(answer.content, type=ExchangeReply)
        self.cursor, self.epoch = reply.cursor, reply.epoch
        return reply

    def copy(self) -> list[CopyPage]:
        """Fetch the first copy; the cursor stands at its end."""
        pages: list[CopyPage] = []
        after = ""
        while not pages or after:
            answer = self.post("/v1/copy", CopyRequest(protocol=PROTOCOL, device_id=self.device_id, after=after))
            assert answer.status_code == 200, answer.text
            pages.append(msgspec.json.decode(answer.content, type=CopyPage))
            after = pages[-1].after
        self.cursor, self.epoch = pages[-1].cursor, pages[-1].epoch
        return pages


def now() -> datetime:
    """Give the time commands of tests are done at."""
    return datetime.now(UTC)


def create_customer(name: str, **values: Any) -> CreateCustomer:
    """A customer file with what is needed at least."""
    needed = {"cust_name": name, "county": "370102", "tel": "0531-88886666", "province": "370000", "city": "370100"}
    return CreateCustomer(id=str(uuid7()), at=now(), customer_id=str(uuid7()), values={**needed, **values})


def add_contact(customer_id: str, name: str) -> AddContact:
    """A key person who decides."""
    values = {"name": name, "role_kinds": ["decision_maker"], "mobile": "13800138000"}
    return AddContact(id=str(uuid7()), at=now(), contact_id=str(uuid7()), customer_id=customer_id, values=values)


def log_visit(customer_id: str, content: str, contact_ids: tuple[str, ...] = (), **values: Any) -> LogVisit:
    """A visit of half an hour that ended an hour ago."""
    end = now() - timedelta(hours=1)
    given = {"starts_at": end - timedelta(minutes=30), "ends_at": end, "way": "on_site", "contact_ids": contact_ids}
    return LogVisit(
        id=str(uuid7()),
        at=now(),
        visit_id=str(uuid7()),
        customer_id=customer_id,
        content=content,
        **{**given, **values},
    )


def assign(customer_id: str, old: str, new: str) -> AssignCustomer:
    """A hand-over."""
    return AssignCustomer(
        id=str(uuid7()), at=now(), customer_id=customer_id, old_am_id=old, new_am_id=new, reason="调整分工"
    )


@pytest.fixture(scope="session")
def prepared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lend an SQLite file with the invented organisation, for copying: hashing passwords takes seconds."""
    folder = tmp_path_factory.mktemp("prepared")
    prepare(Settings(data_dir=folder))
    return folder / "server.db"


def prepared_url(request: pytest.FixtureRequest, backend: str, folder: Path) -> str:
    """Give the URL of a database of this test's own with the invented organisation."""
    if backend == "sqlite":
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(request.getfixturevalue("prepared_file"), folder / "server.db")
        return f"sqlite:///{(folder / 'server.db').as_posix()}"
    cluster: PostgresCluster = request.getfixturevalue("postgres_cluster")
    template = cluster.template(
        "organisation", lambda url: prepare(Settings(data_dir=folder, database_url=url)) and None
    )
    url = cluster.new_database(template=template)
    request.addfinalizer(lambda: cluster.drop_database(url))
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def organisation_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give one test a database with the invented organisation, once on SQLite and once on PostgreSQL."""
    return prepared_url(request, request.param, tmp_path / "data")


@pytest.fixture
def server(organisation_url: str, tmp_path: Path) -> Iterator[RunningServer]:
    """Lend a server with the invented organisation, once on SQLite and once on PostgreSQL."""
    with running_server(organisation_url, tmp_path / "data", people=False) as running:
        yield running


@pytest.fixture
def sqlite_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RunningServer]:
    """Lend a server with the invented organisation on its embedded database."""
    with running_server(prepared_url(request, "sqlite", tmp_path / "data"), tmp_path / "data", people=False) as running:
        yield running


@pytest.fixture
def postgres_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RunningServer]:
    """Lend a server with the invented organisation on PostgreSQL."""
    url = prepared_url(request, "postgresql", tmp_path / "data")
    with running_server(url, tmp_path / "data", people=False) as running:
        yield running
