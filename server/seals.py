"""Sealed texts: what the server hands out and must recognise later, unreadable and unforgeable on the way."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final, TypeVar

import msgspec
from cryptography.fernet import Fernet, InvalidToken

from server.errors import DeniedError

Content = TypeVar("Content", bound=msgspec.Struct)
LONGEST: Final = 4096


class Seals:
    """Seals small structs with the server's key; each kind of struct is only readable as itself."""

    def __init__(self, key: str) -> None:
        self._fernet = Fernet(key)
        self._key = base64.urlsafe_b64decode(key)

    @staticmethod
    def new_key() -> str:
        """Make a key."""
        return Fernet.generate_key().decode("ascii")

    def seal(self, content: msgspec.Struct, now: datetime) -> str:
        """Give the sealed form of a struct."""
        data = type(content).__name__.encode() + b"\0" + msgspec.json.encode(content)
        return self._fernet.encrypt_at_time(data, int(now.timestamp())).decode("ascii")

    def open(
        self, kind: type[Content], text: str, *, now: datetime | None = None, life: timedelta | None = None
    ) -> Content:
        """Give back what was sealed, made at most `life` before `now`.

        Raises DeniedError 400 `bad_seal` for anything this server has not sealed as this kind, or too long ago.
        """
        try:
            data = self._opened(text, now, life)
            name, _, body = data.partition(b"\0")
            content = msgspec.json.decode(body, type=kind) if name == kind.__name__.encode() else None
        except (InvalidToken, UnicodeEncodeError, msgspec.MsgspecError):
            content = None
        if content is None:
            raise DeniedError(400, "bad_seal")
        return content

    def _opened(self, text: str, now: datetime | None, life: timedelta | None) -> bytes:
        sealed = text[:LONGEST].encode("ascii")
        if now is None or life is None:
            return self._fernet.decrypt(sealed)
        return self._fernet.decrypt_at_time(sealed, int(life.total_seconds()), int(now.timestamp()))

    def derive(self, *parts: str) -> str:
        """Give a secret text that only this server can make, the same for the same parts."""
        digest = hmac.new(self._key, "\0".join(parts).encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def fingerprint(text: str) -> str:
    """Give the SHA-256 of a text: what is kept of secrets that only have to be recognised."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
