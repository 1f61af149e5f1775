"""Bad input by HTTP: every answer is a JSON refusal with a code, never a page, never a 500."""

import gzip
import json
import socket

import msgspec
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from uuid_utils import uuid7

from domain.commands import AnyCommand
from domain.wire import ENCODER, PROTOCOL, CopyRequest, ExchangeReply, RefusedReply, Sent
from tests.helpers.server import Client, RunningServer, create_customer, running_server

POSTS = ("/v1/sign-in", "/v1/renew", "/v1/exchange", "/v1/copy")
HASH = "a" * 64


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    with running_server("", tmp_path_factory.mktemp("hostile")) as running:
        yield running


@pytest.fixture(scope="module")
def client(hostile: RunningServer) -> Client:
    return hostile.client("AM0001")


def refusal(answer) -> tuple[int, str]:
    assert answer.headers["content-type"].startswith("application/json"), answer.text
    return answer.status_code, msgspec.json.decode(answer.content, type=RefusedReply).code


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>portal</body></html>",
        b'{"protocol":1',
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"[" * 16_000,
        b'{"protocol":1,"device_id":null}',
        b'{"protocol":1,"device_id":"\\ud800"}',
    ],
)
def test_that_a_body_of_another_form_is_malformed(client: Client, path: str, body: bytes):
    status, code = refusal(client.post(path, body))
    assert (status, code) in {(400, "malformed"), (426, "upgrade_required")}


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("kind", ["text/html", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_that_another_content_type_is_refused(client: Client, path: str, kind: str):
    answer = client.http.post(path, content=b"{}", headers={**client.auth(), "content-type": kind})
    assert refusal(answer) == (415, "unsupported_media_type")


@pytest.mark.parametrize("path", POSTS)
def test_that_ten_megabytes_are_too_large(client: Client, path: str):
    assert refusal(client.post(path, b'{"x":"' + b"a" * 10_000_000 + b'"}')) == (413, "too_large")


@pytest.mark.parametrize("path", ["/v1/sign-in", "/v1/renew"])
def test_that_who_shows_no_token_sends_little(hostile: RunningServer, path: str):
    stranger = hostile.stranger()
    assert refusal(stranger.post(path, b'{"x":"' + b"a" * 16_384 + b'"}')) == (413, "too_large")
    packed = gzip.compress(b" " * 16_385)
    assert refusal(stranger.post(path, packed, **{"content-encoding": "gzip"})) == (413, "too_large")


@pytest.mark.parametrize("path", ["/v1/exchange", "/v1/copy", f"/v1/attachments/{HASH}"])
@pytest.mark.parametrize("token", ["", "Bearer x"])
def test_that_a_big_body_without_a_token_is_refused_after_its_headers(hostile: RunningServer, path: str, token: str):
    port = int(hostile.base_url.rpartition(":")[2])
    method = "PUT" if "attachments" in path else "POST"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(
            f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            f"Authorization: {token}\r\nContent-Length: 20000000\r\n\r\n".encode()
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 401 ")


@pytest.mark.parametrize("length", ["Transfer-Encoding: chunked", "Content-Length: 99999999999999999999999"])
def test_that_an_endless_body_without_a_token_is_cut_off(hostile: RunningServer, length: str):
    port = int(hostile.base_url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(f"POST /v1/copy HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n".encode())
        answer = b""
        while part := connection.recv(1000):
            answer += part
    assert answer.startswith((b"HTTP/1.1 401 ", b"HTTP/1.1 400 "))


def test_that_who_sends_a_file_with_an_expired_token_is_told_and_goes_on(hostile: RunningServer):
    stranger = hostile.stranger()
    for _ in range(2):
        answer = stranger.http.put(
            f"/v1/attachments/{HASH}", content=b"x" * 20_000_000, headers={"authorization": "Bearer x"}
        )
        assert refusal(answer) == (401, "token_expired")
    assert stranger.http.get("/healthz").status_code == 200


@pytest.mark.parametrize(("encoding", "pack"), [("zstd", zstandard.compress), ("gzip", gzip.compress)])
def test_that_a_packed_body_is_unpacked_and_a_bomb_is_not(client: Client, encoding: str, pack):
    request = ENCODER.encode(client.request())
    answer = client.post("/v1/exchange", pack(request), **{"content-encoding": encoding})
    assert answer.status_code == 200, answer.text
    bomb = pack(b" " * 200_000_000)
    assert refusal(client.post("/v1/exchange", bomb, **{"content-encoding": encoding})) == (413, "too_large")
    broken = pack(request)[:-5] + b"xxxxx"
    assert refusal(client.post("/v1/exchange", broken, **{"content-encoding": encoding}))[0] == 400


def test_that_an_unknown_encoding_is_refused(client: Client):
    answer = client.post("/v1/exchange", b"{}", **{"content-encoding": "br"})
    assert refusal(answer) == (415, "unsupported_encoding")


def test_that_answers_are_packed_as_the_client_can_take(client: Client):
    request = CopyRequest(protocol=PROTOCOL, device_id=client.device_id)
    with client.http.stream(
        "POST",
        "/v1/copy",
        content=ENCODER.encode(request),
        headers={**client.auth(), "content-type": "application/json", "accept-encoding": "zstd"},
    ) as answer:
        packed = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "zstd"
    assert b'"rows"' in zstandard.decompress(packed)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/v1",
        "/v1/nope",
        "/V1/META",
        "/v1/exchange/..%2fmeta",
        "/v1/attachments/..%2f..%2fserver.db",
        "/v1/attachments/../../../../etc/passwd",
        f"/v1/attachments/{HASH}/more",
        "/v1/attachments/" + "A" * 64,
        "/v1/attachments/%00",
        f"/v1/attachments/{HASH}",
        "/schema/../../settings.py",
    ],
)
def test_that_unknown_places_are_not_found(client: Client, path: str):
    assert refusal(client.http.get(path, headers=client.auth())) == (404, "not_found")


@pytest.mark.parametrize("path", ["/v1/exchange", "/v1/copy", f"/v1/attachments/{HASH}"])
@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer x",
        "Basic eDp4",
        "Bearer " + "g" * 5000,
        "Bearer gAAAAAB" + "A" * 90,
        "bearer é",
    ],
)
def test_that_a_bad_token_is_refused_everywhere_alike(hostile: RunningServer, path: str, authorization: str):
    stranger = hostile.stranger()
    method = "GET" if "attachments" in path else "POST"
    headers = [(b"authorization", authorization.encode()), (b"content-type", b"application/json")]
    status, code = refusal(
        stranger.http.request(method, path, headers=headers, content=b"{}" if method == "POST" else None)
    )
    assert (status, code) in {(401, "signed_out"), (401, "token_expired")}


def test_that_a_token_of_another_kind_is_no_access_token(client: Client):
    client.copy()
    answer = client.http.post(
        "/v1/exchange",
        content=b"{}",
        headers={"authorization": f"Bearer {client.cursor}", "content-type": "application/json"},
    )
    assert refusal(answer) == (401, "token_expired")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_that_another_method_is_refused(client: Client, method: str):
    answer = client.http.request(
        method, "/v1/exchange", headers={**client.auth(), "content-type": "application/json"}, content=b"{}"
    )
    assert refusal(answer) == (405, "method_not_allowed")


def test_that_a_body_cut_off_leaves_the_server_answering(hostile: RunningServer, client: Client):
    port = int(hostile.base_url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(
            b"POST /v1/exchange HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
        )
    assert client.http.get("/healthz").status_code == 200


def test_that_forged_and_foreign_seals_are_refused(client: Client):
    client.copy()
    for cursor in ("x", client.cursor[:-4] + "AAAA", client.tokens.access, "é", "g" * 10_000):
        status, code = refusal(client.post("/v1/exchange", client.request(cursor=cursor)))
        assert (status, code) == (400, "bad_seal")
        answer = client.post("/v1/copy", CopyRequest(protocol=PROTOCOL, device_id=client.device_id, after=cursor))
        assert refusal(answer) == (400, "bad_seal")


def test_that_another_epoch_is_told(client: Client):
    answer = client.post("/v1/exchange", client.request(epoch=str(uuid7())))
    assert refusal(answer) == (409, "epoch_changed")


def test_that_the_openapi_document_names_every_command_and_refusal(client: Client):
    document = client.http.get("/schema/openapi.json").json()
    assert set(document["paths"]) >= {*POSTS, "/v1/meta", "/healthz", "/v1/attachments/{sha256}"}
    schemas = document["components"]["schemas"]
    assert {kind.__name__ for kind in AnyCommand.__args__} <= set(schemas)
    text = json.dumps(document)
    for reference in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert reference in schemas


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)


@st.composite
def hostile_command(draw) -> bytes:
    """A command with its right fields, some of them of the right form, the others anything."""
    kind = draw(st.sampled_from(AnyCommand.__args__))
    body = {"command": kind.__struct_config__.tag, "id": str(uuid7()), "at": "2026-11-23T08:00:00Z"}
    for name in kind.__struct_fields__[2:]:
        body[name] = draw(
            st.one_of(
                JSON,
                st.just(str(uuid7())),
                st.text(max_size=60),
                st.just("2026-11-23"),
                st.just("2026-11-23T08:00:00Z"),
                st.dictionaries(
                    st.sampled_from(
                        [
                            "cust_name",
                            "county",
                            "tel",
                            "name",
                            "title",
                            "state",
                            "am_id",
                            "sign_date",
                            "annual_revenue",
                            "tags",
                        ]
                    ),
                    JSON,
                    max_size=5,
                ),
                st.lists(
                    st.fixed_dictionaries(
                        {
                            "field": st.sampled_from(["cust_name", "remarks", "id", "revision", "am_id"]),
                            "old": JSON,
                            "new": JSON,
                        }
                    ),
                    max_size=3,
                ),
            )
        )
    return json.dumps(body).encode()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(bodies=st.lists(hostile_command(), min_size=1, max_size=12))
def test_that_no_command_however_odd_gets_a_server_error(hostile: RunningServer, bodies: list[bytes]):
    device = hostile.client("DM0001")
    sent = [Sent(n, json.loads(body)["id"], msgspec.Raw(body)) for n, body in enumerate(bodies, start=1)]
    answer = device.post("/v1/exchange", device.request(*sent))
    assert answer.status_code == 200, answer.text
    receipts = msgspec.json.decode(answer.content, type=ExchangeReply).receipts
    assert [receipt.n for receipt in receipts] == list(range(1, len(bodies) + 1))
    assert "bug" not in {receipt.code for receipt in receipts}, [
        (r, b) for r, b in zip(receipts, bodies, strict=True) if r.code == "bug"
    ]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(POSTS),
    content=st.dictionaries(
        st.sampled_from(
            [
                "protocol",
                "device_id",
                "epoch",
                "cursor",
                "commands",
                "limit",
                "after",
                "ceiling",
                "staff_no",
                "password",
                "refresh",
            ]
        ),
        JSON,
    ),
)
def test_that_no_request_however_odd_gets_a_server_error(client: Client, path: str, content: dict):
    answer = client.post(path, json.dumps({"protocol": PROTOCOL, **content}).encode())
    assert answer.status_code < 500, answer.text
    if answer.status_code != 200:
        refusal(answer)


def test_that_a_limit_beyond_reason_is_brought_to_reason(client: Client):
    for limit in (-5, 0, 2**62):
        answer = client.post("/v1/exchange", client.request(limit=limit))
        assert answer.status_code == 200, answer.text


def test_that_logs_name_nobody(sqlite_server: RunningServer, caplog):
    canary = "卡纳里独有字样"
    with caplog.at_level("DEBUG", logger="server"):
        client = sqlite_server.client("AM0001")
        client.exchange(create_customer(f"{canary}公司", remarks=canary))
        client.post("/v1/sign-in", b'{"staff_no":"' + canary.encode() + b'","password":"x","device_id":"d"}')
    logged = "\n".join(str(record.__dict__) for record in caplog.records)
    assert "/v1/exchange" in logged
    for secret in (canary, client.tokens.access, client.tokens.refresh, "AM0001"):
        assert secret not in logged
