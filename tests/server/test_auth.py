from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from domain.commands import Edit, EditPerson
from domain.wire import RefusedReply, Renew, SignIn, Tokens
from server import auth
from server.actors import Actors
from server.auth import Gate
from server.database import Database
from server.errors import DeniedError
from server.seals import Seals
from server.settings import Settings
from server.tables import BLOCKED, Device, SignInFailure
from tests.helpers.server import PASSWORD, RunningServer, create_customer, now


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **given: int) -> None:
        self.time += timedelta(**given)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gate(organisation_url: str, tmp_path, clock: Clock):
    database = Database(organisation_url)
    yield Gate(database, Seals(Seals.new_key()), Actors(), Settings(data_dir=tmp_path), clock)
    database.close()


def sign_in(gate: Gate, device_id: str | None = None, staff_no: str = "AM0001", password: str = PASSWORD) -> Tokens:
    return gate.sign_in(SignIn(staff_no, password, device_id or str(uuid7())))


def denied(work) -> tuple[int, str]:
    with pytest.raises(DeniedError) as caught:
        work()
    return caught.value.status, caught.value.code


def test_that_an_access_token_lasts_ten_minutes(gate: Gate, clock: Clock):
    tokens = sign_in(gate)
    clock.forward(minutes=9, seconds=59)
    assert gate.caller(f"Bearer {tokens.access}").actor.staff_no == "AM0001"
    clock.forward(seconds=2)
    assert denied(lambda: gate.caller(f"Bearer {tokens.access}")) == (401, "token_expired")


def test_that_a_renewed_pair_is_given_again_when_its_answer_was_lost(gate: Gate, clock: Clock):
    device = str(uuid7())
    first = sign_in(gate, device)
    lost = gate.renew(Renew(device, first.refresh))
    clock.forward(hours=2)
    second = gate.renew(Renew(device, first.refresh))
    assert second.refresh == lost.refresh
    assert gate.caller(f"Bearer {second.access}").device_id == device
    assert gate.renew(Renew(device, second.refresh)).refresh not in {first.refresh, second.refresh}


def test_that_an_access_token_from_before_the_lost_answer_retires_nothing(gate: Gate, clock: Clock):
    device = str(uuid7())
    first = sign_in(gate, device)
    lost = gate.renew(Renew(device, first.refresh))
    gate.caller(f"Bearer {first.access}")
    clock.forward(hours=2)
    assert gate.renew(Renew(device, first.refresh)).refresh == lost.refresh


def test_that_a_used_pair_is_given_again_for_a_minute(gate: Gate, clock: Clock):
    device = str(uuid7())
    first = sign_in(gate, device)
    second = gate.renew(Renew(device, first.refresh))
    gate.caller(f"Bearer {second.access}")
    clock.forward(seconds=59)
    gate.caller(f"Bearer {second.access}")
    assert gate.renew(Renew(device, first.refresh)).refresh == second.refresh
    third = gate.renew(Renew(device, second.refresh))
    assert gate.renew(Renew(device, first.refresh)).refresh == second.refresh
    assert gate.renew(Renew(device, second.refresh)).refresh == third.refresh


def use_at_a_call(gate: Gate, device: str, pair: Tokens) -> Tokens:
    assert gate.caller(f"Bearer {pair.access}").device_id == device
    return pair


def use_for_renewing(gate: Gate, device: str, pair: Tokens) -> Tokens:
    return gate.renew(Renew(device, pair.refresh))


@pytest.mark.parametrize("use", [use_at_a_call, use_for_renewing])
def test_that_an_old_refresh_token_blocks_the_device_once_its_successor_was_used(gate: Gate, clock: Clock, use):
    device = str(uuid7())
    first = sign_in(gate, device)
    newest = use(gate, device, gate.renew(Renew(device, first.refresh)))
    clock.forward(seconds=61)
    assert denied(lambda: gate.renew(Renew(device, first.refresh))) == (401, "device_blocked")
    assert denied(lambda: gate.renew(Renew(device, newest.refresh))) == (401, "device_blocked")
    assert denied(lambda: gate.caller(f"Bearer {newest.access}")) == (401, "device_blocked")


def test_that_renewing_from_many_threads_locks_nobody_out(gate: Gate):
    device = str(uuid7())
    first = sign_in(gate, device)
    with ThreadPoolExecutor(8) as pool:
        pairs = list(pool.map(lambda _: gate.renew(Renew(device, first.refresh)).refresh, range(8)))
    assert len(set(pairs)) == 1


def test_that_wrong_passwords_make_everybody_wait_alike(gate: Gate, clock: Clock):
    def tries(staff_no: str) -> list[tuple[int, str]]:
        return [denied(lambda: sign_in(gate, staff_no=staff_no, password="wrong")) for _ in range(5)]

    assert tries("AM0001") == tries("NOBODY") == [(401, "wrong_password")] * 3 + [(429, "wait")] * 2
    assert denied(lambda: sign_in(gate)) == (429, "wait"), "even the right password waits"
    clock.forward(seconds=2)
    assert sign_in(gate).actor.staff_no == "AM0001"
    assert denied(lambda: sign_in(gate, password="wrong")) == (401, "wrong_password"), "and the count begins anew"


def test_that_failures_older_than_a_day_are_forgotten(gate: Gate, clock: Clock, organisation_url: str):
    def kept() -> int:
        with Database(organisation_url) as database, Session(database.reader) as session:
            return len(session.scalars(select(SignInFailure)).all())

    for n in range(5):
        denied(partial(sign_in, gate, staff_no=f"NOBODY{n}"))
    clock.forward(hours=23)
    denied(partial(sign_in, gate, staff_no="NOBODY0"))
    assert kept() == 5
    clock.forward(hours=2)
    denied(partial(sign_in, gate, staff_no="NOBODY9"))
    assert kept() == 2


def test_that_one_number_written_in_many_ways_is_counted_once(gate: Gate):
    written = ("AM0001", "AM\x000001", "A\x00M0001", "AM0001\x00")
    tries = [denied(partial(sign_in, gate, staff_no=staff_no, password="wrong")) for staff_no in written]
    assert tries == [(401, "wrong_password")] * 3 + [(429, "wait")]


def test_that_guesses_sent_all_at_once_gain_nothing(gate: Gate, monkeypatch):
    verified = auth.verify_password

    def overtaken(stored: str, password: str) -> bool:
        monkeypatch.setattr(auth, "verify_password", verified)
        for _ in range(3):
            denied(lambda: sign_in(gate, password="wrong"))
        return verified(stored, password)

    monkeypatch.setattr(auth, "verify_password", overtaken)
    assert denied(lambda: sign_in(gate)) == (429, "wait")


def test_that_a_device_belongs_to_one_person(gate: Gate):
    device = str(uuid7())
    sign_in(gate, device)
    assert denied(lambda: sign_in(gate, device, "AM0002")) == (403, "device_taken")


@pytest.mark.parametrize("device_id", ["", "a" * 37, "\0", "设备"])
def test_that_a_device_id_has_a_form(gate: Gate, device_id: str):
    assert denied(lambda: gate.sign_in(SignIn("AM0001", PASSWORD, device_id))) == (400, "malformed")


@pytest.mark.parametrize("refresh", ["", "x", "\0", "\ud800", "a" * 100_000])
def test_that_an_unknown_refresh_token_is_signed_out(gate: Gate, refresh: str):
    device = str(uuid7())
    sign_in(gate, device)
    assert denied(lambda: gate.renew(Renew(device, refresh))) == (401, "signed_out")
    assert denied(lambda: gate.renew(Renew("nobody", refresh))) == (401, "signed_out")


def edit_person(person_id: str, field: str, old, new) -> EditPerson:
    return EditPerson(id=str(uuid7()), at=now(), person_id=person_id, edits=(Edit(field, old, new),))


def test_that_who_left_is_signed_out_at_once_and_cannot_come_back(server: RunningServer):
    manager, administrator = server.client("AM0001"), server.client("ADM001")
    manager.copy()
    administrator.exchange(edit_person(server.people["AM0001"], "status", "on_duty", "left"))
    answer = manager.post("/v1/exchange", manager.request())
    assert (answer.status_code, msgspec.json.decode(answer.content, type=RefusedReply).code) == (401, "signed_out")
    answer = manager.post("/v1/sign-in", SignIn("AM0001", PASSWORD, str(uuid7())))
    assert (answer.status_code, answer.json()["code"]) == (401, "wrong_password")


def test_that_a_blocked_device_is_refused_at_once(server: RunningServer):
    manager = server.client("AM0001")
    with Session(server.database.writer) as session, session.begin():
        session.get_one(Device, manager.device_id).status = BLOCKED
    answer = manager.post("/v1/exchange", manager.request())
    assert (answer.status_code, answer.json()["code"]) == (401, "device_blocked")


def test_that_another_post_asks_for_a_fresh_copy_and_keeps_the_numbering(server: RunningServer):
    manager, administrator = server.client("AM0001"), server.client("ADM001")
    manager.exchange(create_customer("甲商贸有限公司"))
    server.client("AM0002").exchange(create_customer("乙商贸有限公司"))
    administrator.exchange(edit_person(server.people["AM0001"], "post", "account_manager", "supervisor"))
    answer = manager.post("/v1/exchange", manager.request())
    assert (answer.status_code, answer.json()["code"]) == (409, "scope_changed")
    names = {row.body["cust_name"] for page in manager.copy() for row in page.rows if row.kind == "customers"}
    assert names == {"甲商贸有限公司", "乙商贸有限公司"}
    assert manager.exchange(create_customer("丙商贸有限公司")).receipts[0].n == 2
