"""Servers that do not answer as they should: the pill's words, nothing lost, nothing claimed, and recovery by itself."""

import json

import msgspec
import pytest
import zstandard
from PySide6.QtWidgets import QLabel

from desktop.services import api
from desktop.workspace import SyncState
from domain.wire import ENCODER, ExchangeReply
from tests.faults.bad_server import BOMB, HUGE, PORTAL, refuses, says
from tests.faults.person import facts
from tests.helpers.server import PASSWORD

TITLE = "送专线报价单"
OFFLINE = "离线工作中 1 项待同步"


def cut_off(_front, path, _body):
    """Give half of an answer and close."""
    if path != "/v1/exchange":
        return None
    return 200, {"content-type": "application/json", "x-stall": "close"}, b'{"cursor":"' + b"x" * 4000


def stalled(_front, _path, _body):
    """Give half of an answer and then nothing more."""
    return (200, {"content-type": "application/json", "x-stall": "wait"}, b'{"cursor":"' + b"x" * 4000)


def of_another_form(_front, _path, _body):
    """Give JSON of another form, with good words about it."""
    return 200, {"content-type": "application/json"}, json.dumps({"ok": True, "cursor": 7}).encode()


CASES = {
    "captive portal": (PORTAL, "captive_portal"),
    "a bug": (refuses(500, "bug"), "server_error"),
    "a bad gateway": (says(502, b"<html>Bad Gateway</html>", "text/html"), "server_error"),
    "busy": (refuses(503, "busy", retry_after="1"), "server_error"),
    "cut off": (cut_off, "unreachable"),
    "truncated JSON": (says(200, b'{"cursor":"abc"'), "damaged_answer"),
    "another form": (of_another_form, "damaged_answer"),
    "a list": (says(200, b"[]"), "damaged_answer"),
    "empty": (says(200, b""), "damaged_answer"),
    "a packed bomb": (BOMB, "answer_too_large"),
    "a huge answer": (HUGE, "answer_too_large"),
    "broken packing": (says(200, b"not zstd at all", content_encoding="zstd"), "damaged_answer"),
    "half a packing": (says(200, zstandard.compress(b"{}" * 4000)[:20], content_encoding="zstd"), "damaged_answer"),
    "unknown packing": (says(200, b"x", content_encoding="br"), "captive_portal"),
    "a redirect": (says(302, b"", "text/html", location="http://127.0.0.1:9/login"), "captive_portal"),
    "a refused proxy": (says(407, b"<html>proxy</html>", "text/html"), "captive_portal"),
    "gone": (says(404, b"<html>not here</html>", "text/html"), "captive_portal"),
    "stalled": (stalled, "slow"),
}


@pytest.fixture
def person(people, front, monkeypatch):
    monkeypatch.setattr(api, "TIMEOUT", api.httpx2.Timeout(connect=2.0, read=0.6, write=2.0, pool=2.0))
    return people().first_run(front.url)


def broken(person, front, fault):
    """Let every answer go wrong from now on; gives the facts that must not move any more."""
    front.fault = fault
    person.sync()
    person.hands.until(lambda: person.workspace.status.code, "an exchange that failed")
    return facts(person)


@pytest.mark.parametrize("name", CASES)
def test_that_a_bad_answer_is_offline_loses_nothing_and_ends_by_itself(person, server, front, name):
    fault, code = CASES[name]
    before = broken(person, front, fault)
    title = f"{TITLE} {name}"
    person.task(title)
    person.hands.until(lambda: person.workspace.status.code == code, f"the code {code}")
    person.told(OFFLINE)
    during = facts(person)
    assert (during["cursor"], during["epoch"]) == (before["cursor"], before["epoch"])
    assert [outcome for _id, outcome in during["queue"]][-1] is None
    assert title not in [row["title"] for row in server.rows("tasks")]
    front.fault = None
    front.released.set()
    person.synced().told("已同步")
    assert [row["title"] for row in server.rows("tasks")].count(title) == 1
    person.hands.until(lambda: "待同步" not in person.pill, "nothing waiting")
    assert facts(person)["queue"][-1][1] == "applied"


def test_that_an_answer_without_receipts_is_not_believed_and_nothing_is_done_twice(person, server, front):
    seen = []

    def fault(one, path, body):
        if path != "/v1/exchange":
            return None
        status, told, raw = one.forward("POST", path, one.headers, body)
        assert status == 200, raw
        plain = zstandard.decompress(raw, max_output_size=1 << 24) if told.get("content-encoding") == "zstd" else raw
        reply = msgspec.json.decode(plain, type=ExchangeReply)
        seen.append(len(reply.receipts))
        return 200, {"content-type": "application/json"}, ENCODER.encode(msgspec.structs.replace(reply, receipts=()))

    front.fault = fault
    command = person.task("没有回执的任务")
    person.told(OFFLINE)
    before = facts(person)
    tries = len(seen)
    person.hands.until(lambda: len(seen) > tries + 1, "two more tries")
    assert facts(person) == before
    front.fault = None
    person.synced().told("已同步")
    assert [row["id"] for row in server.rows("tasks")].count(command.task.id) == 1


def test_that_an_unreachable_server_is_offline_until_it_is_there(person, server, front):
    real = front.url
    person.desktop._profile.api._url = "http://127.0.0.1:9"
    person.desktop._profile.api._drop()
    before = broken(person, front, None)
    person.task("没有网络时的任务")
    person.told(OFFLINE)
    assert facts(person)["cursor"] == before["cursor"]
    person.desktop._profile.api._url = real
    person.desktop._profile.api._drop()
    person.synced().told("已同步")
    assert "没有网络时的任务" in {row["title"] for row in server.rows("tasks")}


def test_that_a_server_says_when_to_come_again_and_is_heard(person, front, monkeypatch):
    waits = []
    timer = person.desktop.heartbeat._timer
    start = timer.start
    monkeypatch.setattr(timer, "start", lambda ms: (waits.append(ms), start(ms))[1], raising=False)
    front.fault = refuses(503, "busy", retry_after="7")
    person.sync()
    person.hands.until(lambda: person.workspace.status.code == "server_error", "the word of the server")
    person.hands.until(lambda: waits and waits[-1] >= 7000, "a wait of seven seconds", 5)


def test_that_an_expired_token_is_renewed_without_a_word(person, server, front):
    renewed = []

    def fault(_front, path, _body):
        if path == "/v1/renew":
            renewed.append(path)
            return None
        if path == "/v1/exchange" and not renewed:
            return 401, {"content-type": "application/json"}, b'{"code":"token_expired","facts":{}}'
        return None

    states = []
    person.workspace.sync_changed.connect(lambda status: states.append(status.state))
    front.fault = fault
    person.task("令牌过期时的任务")
    person.hands.until(lambda: renewed, "a renewal")
    person.synced().told("已同步")
    assert SyncState.SIGNED_OUT not in states
    assert "令牌过期时的任务" in {row["title"] for row in server.rows("tasks")}


def test_that_a_refused_renewal_asks_for_the_password_and_goes_on_after_it(person, server, front):
    def fault(_front, path, _body):
        if path in {"/v1/exchange", "/v1/renew"}:
            return 401, {"content-type": "application/json"}, b'{"code":"signed_out","facts":{}}'
        return None

    front.fault = fault
    person.task("登录过期时的任务")
    person.told("登录已过期 1 项待同步")
    person.hands.click("sync-pill")
    assert person.window.screen_id == "sync"
    person.hands.until(lambda: "重新登录" in person.window.current().banner.words.text(), "the banner")
    person.hands.click("sync.banner-action")
    dialog = person.hands.find("sync.sign-in")
    person.hands.type("sync.sign-in.password", "falsch falsch")
    dialog.submit()
    person.hands.until(lambda: "工号或密码不对" in shown_words(dialog), "the reason")
    person.hands.find("sync.sign-in.password").clear()
    person.hands.type("sync.sign-in.password", PASSWORD)
    front.fault = None
    dialog.submit()
    person.synced().told("已同步")
    assert "登录过期时的任务" in {row["title"] for row in server.rows("tasks")}


def shown_words(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_that_an_old_program_keeps_its_work_and_goes_on_once_it_is_taken_again(person, server, front):
    before = broken(person, front, says(426, b'{"code":"upgrade_required","facts":{"protocol":9}}'))
    person.task("版本过旧时的任务")
    person.told("版本过旧 需要更新")
    assert facts(person)["cursor"] == before["cursor"]
    person.window.go("sync")
    person.hands.until(lambda: "程序版本过旧" in person.window.current().banner.words.text(), "the banner")
    front.fault = None
    person.synced().told("已同步")
    assert "版本过旧时的任务" in {row["title"] for row in server.rows("tasks")}
