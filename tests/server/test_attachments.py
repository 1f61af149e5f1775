import hashlib

from uuid_utils import uuid7

from domain.commands import Evidence
from domain.values.sync import Outcome
from tests.helpers.server import Client, RunningServer, add_contact, create_customer, log_visit

PHOTO = "门头照片".encode() * 100


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def with_visit(client: Client, content: bytes = PHOTO) -> str:
    """Log a visit with a photo; gives the photo's hash."""
    customer = create_customer("甲商贸有限公司")
    evidence = Evidence(
        id=str(uuid7()), name="门头.jpg", media_type="image/jpeg", size=len(content), sha256=digest(content)
    )
    contact = add_contact(customer.customer_id, "赵处长")
    visit = log_visit(
        customer.customer_id, "上门看了机房，客户同意扩容，下周送方案。", (contact.contact_id,), attachments=(evidence,)
    )
    receipts = client.exchange(customer, contact, visit).receipts
    assert [receipt.outcome for receipt in receipts] == [Outcome.APPLIED] * 3, receipts
    return evidence.sha256


def put(client: Client, sha256: str, content: bytes):
    return client.http.put(f"/v1/attachments/{sha256}", content=content, headers=client.auth())


def get(client: Client, sha256: str):
    return client.http.get(f"/v1/attachments/{sha256}", headers=client.auth())


def test_that_bytes_reach_the_supervisor(server: RunningServer):
    manager, supervisor = server.client("AM0001"), server.client("SUP001")
    sha256 = with_visit(manager)
    assert get(manager, sha256).status_code == 404
    assert put(manager, sha256, PHOTO).status_code == 204
    assert put(manager, sha256, PHOTO).status_code == 204
    answer = get(supervisor, sha256)
    assert answer.content == PHOTO
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"] == "application/octet-stream"


def test_that_a_hash_is_no_key_to_what_others_have(server: RunningServer):
    manager, stranger = server.client("AM0001"), server.client("AM0003")
    sha256 = with_visit(manager)
    unknown = digest(b"unknown")
    put(manager, sha256, PHOTO)
    for ask in (get, lambda client, name: put(client, name, PHOTO)):
        here, nowhere = ask(stranger, sha256), ask(stranger, unknown)
        assert (here.status_code, here.content) == (nowhere.status_code, nowhere.content)
        assert here.status_code == 404


def test_that_naming_a_hash_is_not_enough_to_read_what_somebody_else_sent(server: RunningServer):
    owner, thief = server.client("AM0001"), server.client("AM0003")
    sha256 = with_visit(owner)
    put(owner, sha256, PHOTO)
    assert with_visit(thief) == sha256
    assert get(thief, sha256).status_code == 404
    assert put(thief, sha256, PHOTO).status_code == 204
    assert get(thief, sha256).content == PHOTO


def test_that_the_record_tells_others_when_the_bytes_have_arrived(server: RunningServer):
    manager, supervisor = server.client("AM0001"), server.client("SUP001")
    sha256 = with_visit(manager)
    supervisor.copy()
    put(manager, sha256, PHOTO)
    assert [row.body["stored"] for row in supervisor.exchange().rows if row.kind == "attachments"] == [True]


def test_that_other_bytes_than_the_hash_says_are_refused_and_not_kept(server: RunningServer):
    manager = server.client("AM0001")
    sha256 = with_visit(manager)
    answer = put(manager, sha256, PHOTO + b"x")
    assert (answer.status_code, answer.json()["code"]) == (422, "wrong_hash")
    assert get(manager, sha256).status_code == 404
    assert [file for file in server.settings.attachments_dir.rglob("*") if file.is_file()] == []


def test_that_a_file_above_the_limit_is_refused(sqlite_server: RunningServer):
    manager = sqlite_server.client("AM0001")
    answer = put(manager, digest(b"x"), b"x" * (20 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_that_naming_a_hash_before_its_bytes_come_from_somebody_else_opens_nothing(server: RunningServer):
    manager, stranger = server.client("AM0001"), server.client("AM0003")
    sha256 = with_visit(stranger)
    assert with_visit(manager) == sha256
    assert put(manager, sha256, PHOTO).status_code == 204
    assert get(manager, sha256).content == PHOTO
    assert get(stranger, sha256).status_code == 404
