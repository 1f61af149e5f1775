import hashlib
import io

import pytest
from PIL import Image, PngImagePlugin
from sqlalchemy import delete

from desktop.services import attachments, drafts
from desktop.services.attachments import AttachmentStore, clean_name
from desktop.services.errors import BadAttachment
from desktop.services.pictures import MAX_SIDE
from desktop.services.tables import blobs
from tests.helpers.desk import NOON, open_database


@pytest.fixture
def store(tmp_path):
    database = open_database(tmp_path)
    yield AttachmentStore(tmp_path / "files", database, lambda: NOON)
    database.close()


def photo(width=4000, height=3000, fmt="JPEG"):
    image = Image.new("RGB", (width, height), (20, 90, 160))
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (36.0, 40.0, 0.0)}
    exif.get_ifd(0x8769)[0x9003] = "2026:11:23 10:20:30"
    exif.get_ifd(0x8769)[0x9011] = "+08:00"
    data = io.BytesIO()
    image.save(data, fmt, exif=exif)
    return data.getvalue()


def test_that_a_photo_is_shrunk_and_forgets_where_it_was_taken(store):
    kept = store.add_bytes("机房.jpg", photo())
    with Image.open(io.BytesIO(store.load(kept.sha256))) as image:
        assert max(image.size) == MAX_SIDE
        assert not image.getexif()
    assert kept.captured_at.isoformat() == "2026-11-23T02:20:30+00:00"
    assert (kept.name, kept.media_type) == ("机房.jpg", "image/jpeg")


def test_that_a_camera_without_a_zone_shows_the_time_of_china(store):
    image = Image.new("RGB", (8, 8))
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:11:23 06:20:30"
    data = io.BytesIO()
    image.save(data, "JPEG", exif=exif)
    assert store.add_bytes("门头.jpg", data.getvalue()).captured_at.isoformat() == "2026-11-22T22:20:30+00:00"


def test_that_a_picture_with_an_endless_text_is_refused(store):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("note", "x" * (PngImagePlugin.MAX_TEXT_CHUNK + 1), zip=True)
    data = io.BytesIO()
    Image.new("RGB", (8, 8)).save(data, "PNG", pnginfo=notes)
    with pytest.raises(BadAttachment) as caught:
        store.add_bytes("照片.png", data.getvalue())
    assert caught.value.code == "attachment_not_a_picture"


def test_that_bytes_on_disk_are_unreadable_and_come_back_whole(store, tmp_path):
    kept = store.add_bytes("纪要.txt", "金丝雀在此".encode())
    on_disk = (tmp_path / "files" / kept.sha256).read_bytes()
    assert "金丝雀".encode() not in on_disk
    assert store.load(kept.sha256) == "金丝雀在此".encode()


def test_that_bytes_taken_in_again_or_named_by_a_draft_are_not_deleted(store):
    again, drafted, lost = (store.add_bytes(f"{name}.txt", name.encode()).sha256 for name in "abc")
    with store._database.write() as session:
        session.connection().execute(delete(blobs).where(blobs.c.sha256.in_([drafted, lost])))
        value = {"files": [{"sha256": drafted}]}
        drafts.save(session, drafts.Draft("visit", "new", value, NOON))
    store.remove_unused((again, drafted, lost))
    assert [store.has(each) for each in (again, drafted, lost)] == [True, True, False]


def test_that_a_damaged_file_is_told(store, tmp_path):
    kept = store.add_bytes("a.txt", b"content")
    path = tmp_path / "files" / kept.sha256
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(BadAttachment, match="attachment_damaged"):
        store.load(kept.sha256)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("安装.exe", b"MZ", "blocked_type"),
        ("发票.pdf.exe", b"x", "blocked_type"),
        ("plan.docm", b"x", "blocked_type"),
        ("harmless.txt", b"MZ\x90", "blocked_type"),
        ("script.txt", b"#!/bin/sh", "blocked_type"),
        ("leer.txt", b"", "attachment_empty"),
        ("kaputt.png", b"\x89PNG nothing", "attachment_not_a_picture"),
        ("gross.bin", bytes(21 * 1024 * 1024), "too_large"),
        ("riesig.bin", bytes(51 * 1024 * 1024), "too_large"),
    ],
    ids=["exe", "double", "macro", "windows", "script", "empty", "picture", "after", "before"],
)
def test_that_what_cannot_be_taken_is_refused_with_the_reason(store, name, data, code):
    with pytest.raises(BadAttachment) as refused:
        store.add_bytes(name, data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\y.txt", "y.txt"),
        ("a\u202egpj.txt", "agpj.txt"),
        ("报告:终稿?.pdf", "报告_终稿_.pdf"),
        ("...", "file"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_that_names_are_cleaned(name, clean):
    assert clean_name(name) == clean


def test_that_the_quota_counts(store, monkeypatch):
    monkeypatch.setattr(attachments, "QUOTA_BYTES", 10)
    store.add_bytes("a.txt", b"12345678")
    with pytest.raises(BadAttachment, match="attachment_quota"):
        store.add_bytes("b.txt", b"12345678")


def test_that_a_lent_copy_is_plain_and_gone_at_the_next_start(store, tmp_path):
    kept = store.add_bytes("纪要.txt", "金丝雀在此".encode())
    path = store.lend(kept.sha256, "../纪要.txt")
    assert (path.name, path.read_text("utf-8")) == ("纪要.txt", "金丝雀在此")
    assert path.is_relative_to(tmp_path / "files")
    AttachmentStore(tmp_path / "files", store._database, lambda: NOON)
    assert not path.exists()
    assert store.load(kept.sha256) == "金丝雀在此".encode()


@pytest.mark.parametrize(("name", "data"), [("合同.pdf.exe", b"text"), ("合同.pdf", b"MZ\x90\x00")])
def test_that_a_program_somebody_sent_is_never_handed_over(store, tmp_path, name, data):
    sha256 = hashlib.sha256(data).hexdigest()
    store.keep_fetched(sha256, data)
    with pytest.raises(BadAttachment) as caught:
        store.lend(sha256, name)
    assert caught.value.code == "blocked_type"
    assert not (tmp_path / "files" / attachments.LENT).exists()


def test_that_what_is_not_here_cannot_be_lent_but_asked_for(store):
    kept = store.add_bytes("纪要.txt", b"text")
    for sha256 in ("ab" * 32, kept.sha256, "ab" * 32):
        store.ask_for(sha256)
    assert store.lend("ab" * 32, "x.txt") is None
    assert store.asked == ("ab" * 32,)
