"""Attachment bytes on this machine: cleaned on entry, encrypted, kept by hash beside the database."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path, PurePath
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Text, cast, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desktop.services.database import KEY_BYTES, Database, troubles
from desktop.services.errors import BadAttachment
from desktop.services.tables import blobs, drafts
from domain.entities import Attachment
from domain.rules.text import tidy
from domain.wire import MAX_ATTACHMENT_BYTES

MEGABYTE: Final = 1024 * 1024
MAX_ENTRY_BYTES: Final = 50 * MEGABYTE
"""Largest file that is read at all."""
QUOTA_BYTES: Final = 5 * 1024 * 1024 * 1024
LENT: Final = "opened"
_NONCE: Final = 12
_LONGEST_NAME: Final = 120
_BLOCKED: Final = frozenset(
    {"exe", "com", "bat", "cmd", "scr", "msi", "msp", "pif", "cpl"}
    | {"hta", "js", "jse", "vbs", "vbe", "wsf", "wsh", "ps1", "psm1"}
    | {"jar", "lnk", "reg", "dll", "sys", "app", "dmg", "pkg", "deb", "rpm"}
    | {"sh", "bash", "run", "apk", "docm", "xlsm", "pptm", "dotm", "xltm"}
    | {"iso", "img", "vhd", "chm", "inf", "url", "desktop"}
)
_EXECUTABLE_HEADS: Final = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xca\xfe\xba\xbe")
_TYPES: Final = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain",
    "csv": "text/csv",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
}


class StoredFile(msgspec.Struct, frozen=True):
    """A file taken in: what an attachment record needs; `size` in bytes after cleaning."""

    sha256: str
    name: str
    media_type: str
    size: int
    captured_at: datetime | None = None


class AttachmentStore:
    """Encrypted files named by the hash of their content."""

    def __init__(self, folder: Path, database: Database, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._database = database
        self._clock = clock
        self._asked: tuple[str, ...] = ()
        self.take_back_lent()
        self._cipher = AESGCM(HKDF(SHA256(), KEY_BYTES, salt=None, info=b"jike attachments").derive(database.key))

    def add_file(self, path: Path) -> StoredFile:
        """Take in a file. Raises BadAttachment with the reason as its code, or DiskFull."""
        try:
            size = path.stat().st_size
            if size > MAX_ENTRY_BYTES:
                raise BadAttachment("too_large", name=path.name, size=size, limit=MAX_ENTRY_BYTES // MEGABYTE)
            data = path.read_bytes()
        except OSError as error:
            raise BadAttachment("attachment_unreadable", name=path.name) from error
        return self.add_bytes(path.name, data)

    def add_bytes(self, name: str, data: bytes) -> StoredFile:
        """Take in bytes under a name. Raises BadAttachment or DiskFull."""
        clean = clean_name(name)
        _check_entry(clean, data)
        ending = clean.rpartition(".")[2].lower()
        media_type, taken = _TYPES.get(ending, "application/octet-stream"), None
        if media_type.startswith("image/"):
            from desktop.services.pictures import shrunk  # noqa: PLC0415 -- Pillow is slow to load

            data, media_type, taken = shrunk(clean, data)
            clean = _with_ending(clean, media_type)
        if len(data) > MAX_ATTACHMENT_BYTES:
            raise BadAttachment("too_large", name=clean, size=len(data), limit=MAX_ATTACHMENT_BYTES // MEGABYTE)
        sha256 = hashlib.sha256(data).hexdigest()
        self._check_quota(len(data))
        self.keep(sha256, data, ours=True)
        return StoredFile(sha256, clean, media_type, len(data), taken)

    def keep(self, sha256: str, data: bytes, *, ours: bool) -> None:
        """Keep bytes under their hash; `ours` still have to reach the server."""
        row = {"sha256": sha256, "size": len(data), "ours": ours, "uploaded": not ours, "used_at": self._clock()}
        with troubles(self._folder / "x"):
            self._folder.mkdir(parents=True, exist_ok=True)
            nonce = os.urandom(_NONCE)
            beside = self._folder / f"{sha256}.new"
            try:
                with beside.open("wb") as file:
                    file.write(nonce + self._cipher.encrypt(nonce, data, sha256.encode()))
                    file.flush()
                    os.fsync(file.fileno())
                with self._database.write() as session:  # together, or the bytes could be deleted in between
                    session.connection().execute(insert(blobs).values(row).on_conflict_do_nothing())
                    beside.replace(self._path(sha256))
            finally:
                beside.unlink(missing_ok=True)  # half a file on a full disk would take the last room

    def keep_fetched(self, sha256: str, data: bytes) -> None:
        """Keep bytes the server gave; raises BadAttachment when they are not what the hash says."""
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BadAttachment("attachment_damaged", name=sha256[:12])
        self.keep(sha256, data, ours=False)

    def load(self, sha256: str) -> bytes | None:
        """Give the bytes, or None when they are not on this machine; raises BadAttachment for a damaged file."""
        path = self._path(sha256)
        if not path.exists():
            return None
        sealed = path.read_bytes()
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], sha256.encode())
        except (InvalidTag, ValueError) as error:
            path.replace(path.with_suffix(".damaged"))  # out of the way, so that it is fetched again
            raise BadAttachment("attachment_damaged", name=sha256[:12]) from error

    def lend(self, sha256: str, name: str) -> Path | None:
        """Write a plain copy for another program, which is gone at the next start; None while the bytes are not here.

        Raises BadAttachment for a damaged file and for what could run as a program, whoever sent it, or DiskFull.
        """
        data = self.load(sha256)
        if data is None:
            return None
        _check_entry(clean_name(name), data)
        path = self._folder / LENT / sha256[:12] / clean_name(name)
        with troubles(path):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_bytes(data)
        return path

    def take_back_lent(self) -> None:
        """Delete the plain copies that were lent; one that a program still holds goes the next time."""
        shutil.rmtree(self._folder / LENT, ignore_errors=True)

    def ask_for(self, sha256: str) -> None:
        """Fetch these bytes in the next exchange, before all others and whatever their size."""
        self._path(sha256)
        self._asked = tuple(dict.fromkeys((*self._asked, sha256)))

    @property
    def asked(self) -> tuple[str, ...]:
        """The hashes somebody asked for whose bytes are not on this machine."""
        return tuple(sha256 for sha256 in self._asked if not self.has(sha256))

    def has(self, sha256: str) -> bool:
        """Tell whether the bytes are on this machine."""
        return self._path(sha256).exists()

    def mark_uploaded(self, sha256: str) -> None:
        """Note that the server has the bytes."""
        with self._database.write() as session:
            session.connection().execute(update(blobs).where(blobs.c.sha256 == sha256).values(uploaded=True))

    def remove_unused(self, hashes: Iterable[str]) -> None:
        """Delete bytes that left the actor's scope, except what was taken in or named again since.

        The write lock is held from the check to the deletion: bytes taken in meanwhile are seen, or come after it.
        """
        for sha256 in hashes:
            with self._database.write() as session:
                kept = select(blobs.c.sha256).where(blobs.c.sha256 == sha256)
                if session.connection().execute(kept).first() is None and not is_used(session, sha256):
                    self._path(sha256).unlink(missing_ok=True)

    def _check_quota(self, size: int) -> None:
        with self._database.read() as session:
            used = session.connection().execute(select(func.coalesce(func.sum(blobs.c.size), 0))).scalar_one()
        if used + size > QUOTA_BYTES:
            raise BadAttachment("attachment_quota", used=used, limit=QUOTA_BYTES)

    def _path(self, sha256: str) -> Path:
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):  # noqa: PLR2004 -- hex digits of SHA-256
            raise ValueError("not a SHA-256 hash")
        return self._folder / sha256


def is_used(session: Session, sha256: str) -> bool:
    """Tell whether a record or a form that was begun names these bytes."""
    record = select(Attachment.id).where(Attachment.sha256 == sha256)
    draft = select(drafts.c.key).where(cast(drafts.c.value, Text).contains(sha256))
    return any(session.connection().execute(query.limit(1)).first() is not None for query in (record, draft))


def clean_name(name: str) -> str:
    """Give a file name that is safe everywhere: no folders, no control characters, no more than 120 characters."""
    bare = tidy(PurePath(name.replace("\\", "/")).name)
    safe = "".join("_" if char in '<>:"/\\|?*' else char for char in bare).strip(". ")
    safe = safe or "file"
    stem, dot, ending = safe.rpartition(".")
    return safe[:_LONGEST_NAME] if not dot else f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}"


def _check_entry(name: str, data: bytes) -> None:
    endings = {part.lower() for part in name.split(".")[1:]}
    if endings & _BLOCKED or data.startswith(_EXECUTABLE_HEADS):
        raise BadAttachment("blocked_type", name=name)
    if not data:
        raise BadAttachment("attachment_empty", name=name)
    if len(data) > MAX_ENTRY_BYTES:
        raise BadAttachment("too_large", name=name, size=len(data), limit=MAX_ENTRY_BYTES // MEGABYTE)


def _with_ending(name: str, media_type: str) -> str:
    stem, _, ending = name.rpartition(".")
    wanted = {"image/jpeg": ("jpg", "jpeg"), "image/png": ("png",)}[media_type]
    return name if ending.lower() in wanted else f"{stem or name}.{wanted[0]}"
