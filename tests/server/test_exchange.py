import msgspec
import pytest
from uuid_utils import uuid7

from domain.commands import Edit, EditCustomer
from domain.values.sync import Outcome
from domain.wire import PROTOCOL, ExchangeReply, RefusedReply, Sent
from tests.helpers.server import RunningServer, add_contact, assign, create_customer, log_visit, now


def code_of(answer) -> str:
    return msgspec.json.decode(answer.content, type=RefusedReply).code


def replies(answer) -> ExchangeReply:
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=ExchangeReply)


def edit(customer_id: str, field: str, old, new) -> EditCustomer:
    return EditCustomer(id=str(uuid7()), at=now(), customer_id=customer_id, edits=(Edit(field, old, new),))


def test_that_a_command_sent_twice_has_one_effect_and_one_receipt(server: RunningServer):
    manager = server.client("AM0001")
    sent = manager.numbered(create_customer("济水热电有限公司"))
    request = manager.request(*sent)
    first, second = (replies(manager.post("/v1/exchange", request)) for _ in range(2))
    assert first.receipts == second.receipts
    assert first.receipts[0].outcome is Outcome.APPLIED
    assert [row["cust_name"] for row in server.rows("customers")] == ["济水热电有限公司"]


def test_that_a_row_comes_back_numbered_with_its_human_number(server: RunningServer):
    reply = server.client("AM0001").exchange(create_customer("济水热电有限公司"))
    (row,) = [row for row in reply.rows if row.kind == "customers"]
    assert row.revision > 0
    assert row.body["cust_no"] == "JT-370100-00001"
    assert len({row.revision for row in reply.rows}) == len(reply.rows)


def test_that_a_missing_number_is_a_gap_and_nothing_takes_effect(server: RunningServer):
    manager = server.client("AM0001")
    one, _, three = manager.numbered(
        create_customer("甲商贸有限公司"), create_customer("乙商贸有限公司"), create_customer("丙商贸有限公司")
    )
    answer = manager.post("/v1/exchange", manager.request(one, three))
    assert (answer.status_code, code_of(answer), answer.json()["facts"]) == (409, "gap", {"expected": 2})
    assert server.rows("customers") == []


def test_that_another_command_under_an_answered_number_is_a_fork(server: RunningServer):
    manager = server.client("AM0001")
    manager.exchange(create_customer("甲商贸有限公司"))
    other = create_customer("乙商贸有限公司")
    answer = manager.post("/v1/exchange", manager.request(Sent(1, other.id, msgspec.Raw(msgspec.json.encode(other)))))
    assert (answer.status_code, code_of(answer)) == (409, "device_fork")


def test_that_a_command_answered_for_another_device_keeps_its_answer(server: RunningServer):
    command = create_customer("甲商贸有限公司")
    first = server.client("AM0001").exchange(command).receipts[0]
    second = server.client("AM0001").exchange(command).receipts[0]
    assert second == first
    assert len(server.rows("customers")) == 1


def test_that_somebody_elses_command_id_is_refused_without_telling_more(server: RunningServer):
    command = create_customer("甲商贸有限公司")
    server.client("AM0001").exchange(command)
    receipt = server.client("AM0002").exchange(command).receipts[0]
    assert (receipt.outcome, receipt.code) == (Outcome.REFUSED, "duplicate_id")


@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b'"text"', b"null", b'{"command":"no_such"}', b'{"command":"create_customer","id":5}']
)
def test_that_a_malformed_command_is_refused_and_the_next_one_applied(server: RunningServer, body: bytes):
    manager = server.client("AM0001")
    good = create_customer("乙商贸有限公司")
    bad = Sent(1, str(uuid7()), msgspec.Raw(body))
    reply = replies(
        manager.post("/v1/exchange", manager.request(bad, Sent(2, good.id, msgspec.Raw(msgspec.json.encode(good)))))
    )
    assert [(receipt.outcome, receipt.code) for receipt in reply.receipts] == [
        (Outcome.REFUSED, "malformed"),
        (Outcome.APPLIED, ""),
    ]
    again = replies(manager.post("/v1/exchange", manager.request(bad)))
    assert again.receipts[0] == reply.receipts[0]


def test_that_a_refused_command_leaves_nothing_behind(server: RunningServer):
    manager = server.client("AM0001")
    before = {kind: server.rows(kind) for kind in ("customers", "audit_entries")}
    reply = manager.exchange(create_customer("甲商贸有限公司", tel="", county=""))
    assert reply.receipts[0].outcome is Outcome.REFUSED
    assert {problem.field for problem in reply.receipts[0].problems} >= {"tel", "county"}
    assert {kind: server.rows(kind) for kind in before} == before


def test_that_text_with_a_nul_is_refused_and_a_written_escape_is_kept(server: RunningServer):
    manager = server.client("AM0001")
    refused, kept = manager.exchange(
        create_customer("甲商贸\0有限公司"), create_customer("甲商贸\\u0000有限公司")
    ).receipts
    assert (refused.code, kept.outcome) == ("malformed", Outcome.APPLIED)
    assert [row["cust_name"] for row in server.rows("customers")] == ["甲商贸\\u0000有限公司"]


def test_that_two_edits_of_one_field_keep_both_values(server: RunningServer):
    manager, supervisor = server.client("AM0001"), server.client("SUP001")
    customer = create_customer("甲商贸有限公司")
    manager.exchange(customer)
    assert (
        supervisor.exchange(edit(customer.customer_id, "remarks", "", "主管写的")).receipts[0].outcome
        is Outcome.APPLIED
    )
    reply = manager.exchange(edit(customer.customer_id, "remarks", "", "经理写的"))
    assert reply.receipts[0].outcome is Outcome.CONFLICT
    (conflict,) = [row.body for row in reply.rows if row.kind == "conflicts"]
    assert (conflict["mine"], conflict["theirs"]) == ("经理写的", "主管写的")
    assert server.rows("customers")[0]["remarks"] == "主管写的"


def test_that_a_visit_reaches_the_supervisor_of_the_team_only(server: RunningServer):
    manager, supervisor, other = (server.client(number) for number in ("AM0001", "SUP001", "SUP002"))
    supervisor.copy()
    other.copy()
    customer = create_customer("甲商贸有限公司")
    contact = add_contact(customer.customer_id, "赵处长")
    visit = log_visit(customer.customer_id, "谈了专线扩容，客户要求下周给方案，并约定复访。", (contact.contact_id,))
    receipts = manager.exchange(customer, contact, visit).receipts
    assert [receipt.outcome for receipt in receipts] == [Outcome.APPLIED] * 3, receipts
    assert visit.visit_id in {row.id for row in supervisor.exchange().rows}
    assert other.exchange().rows == ()


def test_that_an_idle_exchange_brings_nothing(server: RunningServer):
    manager = server.client("AM0001")
    manager.copy()
    reply = manager.exchange()
    assert (reply.rows, reply.gone, reply.more) == ((), (), False)


def test_that_pages_bring_every_row_once_and_in_order(server: RunningServer):
    manager, reader = server.client("AM0001"), server.client("AM0001")
    reader.copy()
    manager.exchange(*(create_customer(f"客户{n}有限公司") for n in range(20)))
    seen: list[int] = []
    more = True
    while more:
        reply = reader.exchange(limit=7)
        assert len(reply.rows) <= 7
        seen += [row.revision for row in reply.rows]
        more = reply.more
    assert seen == sorted(set(seen))
    assert len(seen) == 40


def test_that_a_hand_over_evicts_here_and_brings_everything_there(server: RunningServer):
    old, new, supervisor = (server.client(number) for number in ("AM0001", "AM0002", "SUP001"))
    customer = create_customer("甲商贸有限公司")
    contact = add_contact(customer.customer_id, "赵处长")
    visit = log_visit(customer.customer_id, "谈了专线扩容，客户要求下周给方案，并约定复访。", (contact.contact_id,))
    old.exchange(customer, contact, visit)
    for client in (old, new):
        client.copy()
    receipt = supervisor.exchange(
        assign(customer.customer_id, server.people["AM0001"], server.people["AM0002"])
    ).receipts
    assert receipt[0].outcome is Outcome.APPLIED
    assert [(gone.kind, gone.id) for gone in old.exchange().gone] == [("customers", customer.customer_id)]
    assert {customer.customer_id, contact.contact_id, visit.visit_id} <= {row.id for row in new.exchange().rows}
    assert supervisor.exchange().gone == ()


def test_that_a_departure_is_not_told_to_those_who_never_saw_the_row(server: RunningServer):
    old, supervisor, stranger = (server.client(number) for number in ("AM0001", "SUP001", "AM0003"))
    customer = create_customer("甲商贸有限公司")
    old.exchange(customer)
    stranger.copy()
    supervisor.exchange(assign(customer.customer_id, server.people["AM0001"], server.people["AM0002"]))
    assert stranger.exchange().gone == ()


def test_that_a_customer_given_away_and_back_is_not_evicted(server: RunningServer):
    old, supervisor = server.client("AM0001"), server.client("SUP001")
    customer = create_customer("甲商贸有限公司")
    old.exchange(customer)
    old.copy()
    one, two = server.people["AM0001"], server.people["AM0002"]
    supervisor.exchange(assign(customer.customer_id, one, two), assign(customer.customer_id, two, one))
    reply = old.exchange()
    assert reply.gone == ()
    assert customer.customer_id in {row.id for row in reply.rows}


def test_that_no_byte_of_another_managers_customers_travels(server: RunningServer):
    canary = "卡纳里独有字样"
    owner, stranger = server.client("AM0001"), server.client("AM0003")
    customer = create_customer(f"{canary}公司", remarks=canary)
    contact = add_contact(customer.customer_id, canary)
    visit = log_visit(customer.customer_id, canary * 5, (contact.contact_id,))
    owner.exchange(customer, contact, visit)
    stranger.copy()
    owner.exchange(edit(customer.customer_id, "remarks", canary, canary * 2))
    attempt = edit(customer.customer_id, "remarks", "", "抢")
    missing = edit(str(uuid7()), "remarks", "", "抢")
    first, second = stranger.exchange(attempt, missing, create_customer("自己的客户有限公司")).receipts[:2]
    assert (first.code, set(first.facts)) == (second.code, set(second.facts))
    assert canary.encode() in owner.received
    for secret in (canary, customer.id, contact.id):
        assert secret.encode() not in stranger.received
    assert stranger.received.count(customer.customer_id.encode()) == 1, "only the echo of the id it asked for itself"


def test_that_people_travel_without_what_only_superiors_may_see(server: RunningServer):
    manager, leader = server.client("AM0001"), server.client("DM0001")
    seen = {row.body["staff_no"]: row.body for page in manager.copy() for row in page.rows if row.kind == "people"}
    assert len(seen) == 7
    assert (seen["AM0002"]["perm_level"], seen["AM0002"]["name"]) == (None, "周二")
    assert seen["AM0001"]["perm_level"] == 3
    full = {row.body["staff_no"]: row.body for page in leader.copy() for row in page.rows if row.kind == "people"}
    assert full["AM0002"]["perm_level"] == 3


def test_that_a_cursor_serves_its_own_device_and_person_only(server: RunningServer):
    one, two, other = server.client("AM0001"), server.client("AM0001"), server.client("AM0002")
    one.copy()
    for thief in (two, other):
        answer = thief.post("/v1/exchange", thief.request(cursor=one.cursor))
        assert (answer.status_code, code_of(answer)) == (403, "cursor_foreign")


def test_that_another_device_id_than_the_tokens_is_refused(server: RunningServer):
    one, two = server.client("AM0001"), server.client("AM0001")
    answer = one.post("/v1/exchange", one.request(device_id=two.device_id))
    assert (answer.status_code, code_of(answer)) == (403, "device_foreign")


def test_that_an_unknown_protocol_asks_for_an_upgrade(server: RunningServer):
    client = server.client("AM0001")
    answer = client.post("/v1/exchange", client.request(protocol=PROTOCOL + 1))
    assert (answer.status_code, code_of(answer)) == (426, "upgrade_required")


def test_that_too_many_commands_are_refused_before_any_is_applied(server: RunningServer):
    client = server.client("AM0001")
    sent = client.numbered(*(create_customer(f"客户{n}有限公司") for n in range(201)))
    answer = client.post("/v1/exchange", client.request(*sent))
    assert (answer.status_code, code_of(answer)) == (413, "too_many_commands")
    assert server.rows("customers") == []


def test_that_without_a_token_nothing_is_told(server: RunningServer):
    answer = server.stranger().post("/v1/exchange", b"{}")
    assert (answer.status_code, code_of(answer)) == (401, "signed_out")
