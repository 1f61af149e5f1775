"""Bytes of attachments, kept by their SHA-256 and given only to those who see a record that names them."""

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.entities import Attachment
from domain.permissions import Actor, visible
from server.database import Database
from server.errors import DeniedError

NAME: Final = re.compile(r"[0-9a-f]{64}")


class Attachments:
    """Takes and gives files; a hash nobody granted is `not_found`, whether the bytes are here or not."""

    def __init__(self, database: Database, folder: Path, limit: int) -> None:
        self._database = database
        self._folder = folder
        self._limit = limit

    def check_named(self, actor: Actor, sha256: str, *, stored: bool = False) -> None:
        """Check that a record the actor sees names the hash, and with `stored` that its bytes came for that record.

        Raises DeniedError 404 `not_found`.
        """
        if not NAME.fullmatch(sha256):
            raise DeniedError(404, "not_found")
        query = select(Attachment.id).where(
            Attachment.sha256 == sha256, Attachment.deleted_at.is_(None), visible(actor, Attachment)
        )
        if stored:
            query = query.where(Attachment.stored.is_(other=True))
        with Session(self._database.reader) as session:
            if session.scalars(query.limit(1)).first() is None:
                raise DeniedError(404, "not_found")

    def path(self, sha256: str) -> Path:
        """Give the file of a hash that was granted.

        Raises DeniedError 404 `not_found` when the bytes have not arrived.
        """
        file = self._file(sha256)
        if not file.is_file():
            raise DeniedError(404, "not_found")
        return file

    def receive(self, sha256: str, body: bytes) -> None:
        """Check the bytes of a granted hash, write them beside their place and put them there, once.

        Raises DeniedError 413 `too_large`, 422 `wrong_hash`.
        """
        if len(body) > self._limit:
            raise DeniedError(413, "too_large", limit=self._limit)
        if hashlib.sha256(body).hexdigest() != sha256:
            raise DeniedError(422, "wrong_hash")
        place = self._file(sha256)
        if place.exists():
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=place.parent, prefix=".arriving-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).replace(place)
            _sync_folder(place.parent)
        finally:
            Path(beside).unlink(missing_ok=True)

    def _file(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
