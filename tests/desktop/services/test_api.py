from datetime import UTC, datetime

import httpx2
import msgspec
import pytest
import zstandard

from desktop.services.api import Api, check_address
from desktop.services.errors import Offline, ServerRefused, SignedOut, TooOld
from domain.permissions import Actor
from domain.values.people import Post
from domain.wire import CopyRequest, Meta, RefusedReply, SignIn, Tokens

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ACTOR = Actor(id="1", name="林一", staff_no="AM0001", post=Post.ACCOUNT_MANAGER, level=3, org_id="2")
META = Meta("jike-workbench", "1", (1,), "epoch", NOW, 200, 1000)
URL = "http://127.0.0.1:9"
REQUEST = CopyRequest(protocol=1, device_id="d")


def tokens(number):
    return Tokens(access=f"a{number}", refresh=f"r{number}", expires_at=NOW, actor=ACTOR)


def json(content, status=200, **headers):
    body = content if isinstance(content, bytes) else msgspec.json.encode(content)
    return streamed(status, body, {"content-type": "application/json", **headers})


def html(status, text, **headers):
    return streamed(status, text.encode(), {"content-type": "text/html", **headers})


def streamed(status, body, headers):
    return lambda: httpx2.Response(status, stream=httpx2.ByteStream(body), headers=headers)


def api_answering(*answers, given=None, keep=lambda _tokens: None):
    left = list(answers)
    seen = []

    def handle(request):
        seen.append(request)
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer()

    api = Api(URL, tokens=given, keep=keep, transport=httpx2.MockTransport(handle))
    return api, seen


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (html(200, "<html>请登录</html>"), "captive_portal"),
        (html(302, "", location="http://portal/"), "captive_portal"),
        (html(401, "<html>401</html>"), "captive_portal"),
        (html(502, "<html>bad gateway</html>"), "server_error"),
        (json(RefusedReply("busy"), 503), "server_error"),
        (json(b'{"product": 1}'), "damaged_answer"),
        (json(b"\xff\xfe"), "damaged_answer"),
        (json(Meta("other", "1", (1,), "e", NOW, 1, 1)), "not_our_server"),
        (httpx2.ReadTimeout("slow"), "slow"),
        (httpx2.RemoteProtocolError("cut"), "unreachable"),
        (httpx2.ConnectError("certificate verify failed"), "certificate"),
    ],
)
def test_that_whatever_is_not_our_server_is_offline_with_a_reason(answer, code):
    api, _ = api_answering(answer, answer)
    with pytest.raises(Offline) as offline:
        api.meta()
    assert offline.value.code == code


def test_that_a_server_of_another_protocol_is_told():
    api, _ = api_answering(json(msgspec.structs.replace(META, protocols=(9,))))
    with pytest.raises(TooOld):
        api.meta()
    api, _ = api_answering(json(RefusedReply("upgrade_required"), 426), given=tokens(1))
    with pytest.raises(TooOld):
        api.copy(REQUEST)


def test_that_an_expired_token_is_renewed_once_and_kept_before_it_is_used():
    kept = []
    page = {"epoch": "e", "ceiling": 1, "after": "", "total": 0, "cursor": "c"}
    api, seen = api_answering(
        json(RefusedReply("token_expired"), 401), json(tokens(2)), json(page), given=tokens(1), keep=kept.append
    )
    assert api.copy(REQUEST).cursor == "c"
    assert [one.refresh for one in kept] == ["r2"]
    assert [request.headers.get("authorization") for request in seen] == ["Bearer a1", None, "Bearer a2"]


@pytest.mark.parametrize("code", ["signed_out", "device_blocked"])
def test_that_a_refused_renewal_asks_for_the_password(code):
    refused = json(RefusedReply(code), 401)
    api, _ = api_answering(refused, refused, given=tokens(1))
    with pytest.raises(SignedOut) as signed_out:
        api.copy(REQUEST)
    assert signed_out.value.code == code


def test_that_a_wrong_password_is_a_refusal_with_its_code():
    api, _ = api_answering(json(META), json(RefusedReply("wrong_password"), 401))
    with pytest.raises(ServerRefused) as refused:
        api.sign_in(SignIn("AM0001", "x", "d"))
    assert refused.value.code == "wrong_password"


def test_that_a_bomb_is_not_unpacked():
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(80 * 1024 * 1024))
    api, _ = api_answering(json(bomb, **{"content-encoding": "zstd"}))
    with pytest.raises(Offline, match="answer_too_large"):
        api.meta()


def test_that_packed_answers_and_requests_are_understood():
    packed = zstandard.ZstdCompressor().compress(msgspec.json.encode(META))
    api, _ = api_answering(json(packed, **{"content-encoding": "zstd"}))
    assert api.meta() == META


@pytest.mark.parametrize("address", ["ftp://x", "http://", "nonsense", "http://[::1", "http://x:port"])
def test_that_a_bad_address_is_told(address):
    with pytest.raises(Offline, match="bad_address"):
        check_address(address)


def test_that_passwords_never_travel_in_the_open():
    with pytest.raises(Offline, match="insecure_address"):
        check_address("http://jike.example.com")
    for address in ("https://jike.example.com", "http://127.0.0.1:8460", "http://10.1.2.3", "http://server"):
        check_address(address)
