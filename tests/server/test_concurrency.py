"""Writers at the same time: no reader misses a row, no write is lost, hand-overs leave nobody with too much or too little."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier, Event

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from uuid_utils import uuid7

import server.exchange.numbering
from domain.base import Base
from domain.commands import AddTask, Command, Edit, EditCustomer, NewTask
from domain.entities import Person
from domain.values.sync import Outcome
from domain.wire import ENCODER, ExchangeRequest, Receipt, RowChange, Sent
from server.actors import Actors
from server.app import create_app
from server.database import Database
from server.exchange.applying import Sender, take_commands
from server.exchange.numbering import KINDS, TOUCHED
from server.routes import Parts
from server.settings import Settings
from server.tables import Device
from tests.helpers.server import assign, create_customer, now, prepared_url

WRITERS = 8
PUSHES = 12
COMMANDS = 3


class Office:
    """A server without HTTP: devices that push and read by function call."""

    def __init__(self, url: str, folder) -> None:
        self.app = create_app(Settings(data_dir=folder, database_url=url))
        self.parts: Parts = self.app.state.parts
        self.database: Database = self.parts.database
        self.actors = Actors()
        with Session(self.database.reader) as session:
            self.people = {person.staff_no: person.id for person in session.query(Person)}

    def device(self, staff_no: str) -> "Seat":
        seat = Seat(self, self.people[staff_no])
        with Session(self.database.writer) as session, session.begin():
            session.add(Device(id=seat.id, person_id=seat.person_id, last_n=0, created_at=now(), seen_at=now()))
        return seat


class Seat:
    """A device with its copy of the rows, kept as a desktop keeps it."""

    def __init__(self, office: Office, person_id: str) -> None:
        self.office = office
        self.person_id = person_id
        self.id = str(uuid7())
        self.n = 0
        self.cursor = ""
        self.rows: dict[tuple[str, str], RowChange] = {}

    def push(self, *commands: Command) -> tuple[Receipt, ...]:
        sent = []
        for command in commands:
            self.n += 1
            sent.append(Sent(self.n, command.id, ENCODER.encode(command)))
        office = self.office
        return take_commands(office.database, office.actors, Sender(self.person_id, self.id), tuple(sent), now())

    def pull(self) -> None:
        more = True
        while more:
            with Session(self.office.database.reader) as session:
                actor = self.office.actors.of(session, self.person_id)
            request = ExchangeRequest(protocol=1, device_id=self.id, epoch="", cursor=self.cursor, limit=50)
            reply = self.office.parts.exchange.answer(actor, self.id, request)
            for gone in reply.gone:
                self.rows.pop((gone.kind, gone.id), None)
                if gone.kind == "customers":
                    self.rows = {key: row for key, row in self.rows.items() if row.body.get("customer_id") != gone.id}
            self.rows |= {(row.kind, row.id): row for row in reply.rows}
            self.cursor, more = reply.cursor, reply.more

    def seen(self) -> dict[tuple[str, str], int]:
        return {key: row.revision for key, row in self.rows.items()}


@pytest.fixture
def office(request, tmp_path):
    office = Office(prepared_url(request, "postgresql", tmp_path), tmp_path)
    yield office
    office.database.close()


def add_task(title: str, customer_id: str | None = None) -> AddTask:
    task = NewTask(id=str(uuid7()), title=title, due=date(2030, 1, 1), assignee_id=None)
    return AddTask(id=str(uuid7()), at=datetime.now(UTC), task=task, customer_id=customer_id)


def at_once(work: list[Callable[[], object]]) -> list[object]:
    """Run functions at the same time, each in a thread of its own; raise what one of them raised."""
    barrier = Barrier(len(work))

    def started(function: Callable[[], object]) -> object:
        barrier.wait(timeout=30)
        return function()

    with ThreadPoolExecutor(len(work)) as pool:
        return [future.result(timeout=100) for future in [pool.submit(started, function) for function in work]]


def number_like_a_sequence(session: Session) -> int:
    """What a sequence does: numbers are given out at once, and rows become visible whenever their writer commits."""
    session.flush()
    keys = sorted(session.info[TOUCHED].rows, key=lambda key: (KINDS[key[0]], key[1]))
    with session.get_bind().engine.begin() as other:
        last = other.execute(text("UPDATE clock SET seq = seq + :n RETURNING seq"), {"n": len(keys)}).scalar_one()
    for place, (kind, row_id) in enumerate(keys, start=1):
        table = Base.metadata.tables[kind]
        session.connection().execute(
            table.update().where(table.c.id == row_id).values(revision=last - len(keys) + place)
        )
    session.execute(text("SELECT pg_sleep(random() * 0.01)"))
    return len(keys)


@pytest.mark.postgres
@pytest.mark.parametrize(("numbering", "misses"), [("locked counter", False), ("sequence", True)])
def test_that_a_polling_reader_misses_no_row_unless_numbers_come_from_a_sequence(
    office, monkeypatch, numbering, misses
):
    if numbering == "sequence":
        monkeypatch.setattr(server.exchange.numbering, "number_rows", number_like_a_sequence)
    writers = [office.device("AM0001") for _ in range(WRITERS)]
    reader = office.device("SUP001")
    reader.pull()
    finished = Event()

    def write(seat: Seat) -> None:
        for push in range(PUSHES):
            seat.push(*(add_task(f"{push}") for _ in range(COMMANDS)))

    def read() -> None:
        while not finished.is_set():
            reader.pull()

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        try:
            at_once([lambda seat=seat: write(seat) for seat in writers])
        finally:
            finished.set()
        reading.result(timeout=60)
    reader.pull()
    received = sum(1 for kind, _ in reader.rows if kind == "tasks")
    assert (received < WRITERS * PUSHES * COMMANDS) is misses


@pytest.mark.postgres
def test_that_of_eight_edits_at_once_one_is_applied_and_seven_are_kept_as_conflicts(office):
    customer = create_customer("甲商贸有限公司")
    office.device("AM0001").push(customer)

    def edit(seat: Seat, value: str) -> Outcome:
        edits = (Edit("remarks", "", value),)
        command = EditCustomer(id=str(uuid7()), at=now(), customer_id=customer.customer_id, edits=edits)
        return seat.push(command)[0].outcome

    seats = [office.device("AM0001") for _ in range(WRITERS)]
    outcomes = at_once([lambda seat=seat, n=n: edit(seat, f"值{n}") for n, seat in enumerate(seats)])
    assert sorted(outcomes) == [Outcome.APPLIED] + [Outcome.CONFLICT] * (WRITERS - 1)
    with office.database.reader.connect() as connection:
        mine = set(connection.execute(text("SELECT mine #>> '{}' FROM conflicts")).scalars())
        kept = connection.execute(text("SELECT remarks FROM customers")).scalar_one()
    assert mine | {kept} == {f"值{n}" for n in range(WRITERS)}


@pytest.mark.postgres
def test_that_hand_overs_while_others_write_leave_everybody_with_exactly_their_rows(office):
    customer = create_customer("甲商贸有限公司")
    one, two = office.people["AM0001"], office.people["AM0002"]
    office.device("AM0001").push(customer)
    readers = [office.device(number) for number in ("AM0001", "AM0002", "SUP001", "AM0003")]
    finished = Event()

    def hand_over() -> None:
        seat = office.device("SUP001")
        for old, new in [(one, two), (two, one)] * 6 + [(one, two)]:
            (receipt,) = seat.push(assign(customer.customer_id, old, new))
            assert receipt.outcome is Outcome.APPLIED, receipt

    def write(seat: Seat) -> None:
        for _ in range(PUSHES):
            seat.push(add_task("跟进", customer.customer_id))

    def read(seat: Seat) -> None:
        while not finished.is_set():
            seat.pull()

    writers = [office.device(number) for number in ("AM0001", "AM0002", "SUP001", "SUP001")]
    with ThreadPoolExecutor(len(readers)) as pool:
        reading = [pool.submit(read, seat) for seat in readers]
        try:
            at_once([hand_over, *(lambda seat=seat: write(seat) for seat in writers)])
        finally:
            finished.set()
        for one_reading in reading:
            one_reading.result(timeout=60)
    for seat, number in zip(readers, ("AM0001", "AM0002", "SUP001", "AM0003"), strict=True):
        fresh = office.device(number)
        seat.pull()
        fresh.pull()
        assert seat.seen() == fresh.seen()
        assert (("customers", customer.customer_id) in seat.seen()) is (number in {"AM0002", "SUP001"})
