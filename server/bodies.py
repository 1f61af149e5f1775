"""Bodies on the wire: bounded, unpacked on the way in, packed on the way out, each request logged by counts."""

import gzip
import io
import logging
import time
import zlib
from collections.abc import Callable
from typing import Final

import zstandard
from litestar.enums import ScopeType
from litestar.types import (
    ASGIApp,
    HTTPReceiveMessage,
    HTTPResponseStartEvent,
    HTTPScope,
    Message,
    Receive,
    Scope,
    Send,
)

from domain.wire import ENCODER, MAX_ATTACHMENT_BYTES, RefusedReply
from server.errors import DeniedError
from server.settings import Settings

LOG: Final = logging.getLogger("server.requests")
ATTACHMENTS: Final = "/v1/attachments/"
SIGNED: Final = (ATTACHMENTS, "/v1/exchange", "/v1/copy")
"""Places whose long bodies are read for those only who show an access token."""
MAX_OPEN_BYTES: Final = 16 * 1024
"""Longest body anybody may send: what signing in and renewing take."""
PACK_FROM: Final = 512
"""Shorter answers are not worth packing, in bytes."""
LEVEL: Final = 3
PATIENCE: Final = 8
"""Up to so many times the limit is read and thrown away: who is cut off while sending never sees the refusal."""
LONGEST_UNREAD: Final = PATIENCE * MAX_ATTACHMENT_BYTES
LENGTH_DIGITS: Final = 20
TOO_LARGE: Final = 413
WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH"})

Headers = list[tuple[bytes, bytes]]


class Bodies:
    """Reads a request's whole body within its limit, unpacks it, and packs the answer when the client can take it."""

    def __init__(self, app: ASGIApp, settings: Settings, admit: Callable[[str], object]) -> None:
        """Take what refuses a wrong `Authorization` header with DeniedError, by its seal and age."""
        self._app = app
        self._settings = settings
        self._admit = admit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        await self._handle(scope, receive, send)

    async def _handle(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        answer = _Answer(send, _header(scope, b"accept-encoding"))
        body = b""
        try:
            body = await self._read(scope, receive)
        except DeniedError as denied:
            await answer.refuse(denied, hang_up=denied.status == TOO_LARGE or _is_endless(scope))
        else:
            await self._app(scope, _Replay(body, receive), answer)
        LOG.info(
            "request",
            extra={
                "method": scope["method"],
                "route": scope.get("path_template", ""),
                "status": answer.status,
                "milliseconds": round((time.perf_counter() - started) * 1000, 1),
                "bytes_in": len(body),
                "bytes_out": answer.sent,
            },
        )

    async def _read(self, scope: HTTPScope, receive: Receive) -> bytes:
        is_file = scope["path"].startswith(ATTACHMENTS)
        limit = self._settings.max_attachment_bytes if is_file else self._settings.max_exchange_bytes
        patience = limit * PATIENCE
        if scope["path"].startswith(SIGNED):
            self._admit(_header(scope, b"authorization").decode("latin-1"))
        else:
            limit = min(limit, MAX_OPEN_BYTES)
        raw = await _bounded(receive, limit, patience)
        if not raw or scope["method"] not in WITH_BODY or is_file:
            return raw
        if _header(scope, b"content-type").split(b";")[0].strip().lower() != b"application/json":
            raise DeniedError(415, "unsupported_media_type")
        return unpack(raw, _header(scope, b"content-encoding").strip().lower().decode("latin-1"), limit)


async def _bounded(receive: Receive, limit: int, patience: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise DeniedError(400, "incomplete")
        size += len(message["body"])
        if size <= limit:
            parts.append(message["body"])
        elif size > patience:
            break
        more = message["more_body"]
    if size > limit:
        raise DeniedError(413, "too_large", limit=limit)
    return b"".join(parts)


def unpack(raw: bytes, encoding: str, limit: int) -> bytes:
    """Undo a content encoding, never beyond `limit` bytes.

    Raises DeniedError 400 `malformed`, 413 `too_large`, 415 `unsupported_encoding`.
    """
    if encoding in {"", "identity"}:
        return raw
    try:
        if encoding == "zstd":
            with zstandard.ZstdDecompressor(max_window_size=8 << 20).stream_reader(io.BytesIO(raw)) as reader:
                data = reader.read(limit + 1)
        elif encoding == "gzip":
            with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file:
                data = file.read(limit + 1)
        else:
            raise DeniedError(415, "unsupported_encoding")
    except (zstandard.ZstdError, OSError, EOFError, zlib.error):
        raise DeniedError(400, "malformed", reason="encoding") from None
    if len(data) > limit:
        raise DeniedError(413, "too_large", limit=limit)
    return data


class _Replay:
    """Gives the body that was read already, then what the connection has to say."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._message: HTTPReceiveMessage | None = {"type": "http.request", "body": body, "more_body": False}
        self._receive = receive

    async def __call__(self) -> HTTPReceiveMessage:
        if self._message is not None:
            message, self._message = self._message, None
            return message
        return await self._receive()  # type: ignore[return-value]  # an http scope gives http messages


class _Answer:
    """Sends an answer, packed when it is whole, long enough and not packed yet."""

    def __init__(self, send: Send, accepted: bytes) -> None:
        self._send = send
        names = {part.split(b";")[0].strip() for part in accepted.lower().split(b",")}
        self._encoding = next((name for name in ("zstd", "gzip") if name.encode() in names), "")
        self._start: HTTPResponseStartEvent | None = None
        self.status = 0
        self.sent = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            self.status = message["status"]
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        body = message["body"]
        if self._start is not None:
            start, self._start = self._start, None
            if not message["more_body"] and self._is_worth(start, body):
                body = _pack(body, self._encoding)
                start["headers"] = _with_encoding(list(start["headers"]), self._encoding, len(body))
            await self._send(start)
        self.sent += len(body)
        await self._send({"type": "http.response.body", "body": body, "more_body": message["more_body"]})

    def _is_worth(self, start: HTTPResponseStartEvent, body: bytes) -> bool:
        kind = next((value for name, value in start["headers"] if name.lower() == b"content-type"), b"")
        return bool(self._encoding) and len(body) >= PACK_FROM and kind.startswith(b"application/json")

    async def refuse(self, denied: DeniedError, *, hang_up: bool) -> None:
        """Answer a request that never reached its route; with `hang_up` what is left of its body is not waited for."""
        body = ENCODER.encode(RefusedReply(code=denied.code, facts=denied.facts))
        headers: Headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        if hang_up:
            headers.append((b"connection", b"close"))
        await self({"type": "http.response.start", "status": denied.status, "headers": headers})
        await self({"type": "http.response.body", "body": body, "more_body": False})


def _is_endless(scope: HTTPScope) -> bool:
    """Tell whether a body's length is not told, or none anybody means; one of a known length is let run out unread.

    Who is cut off while sending never sees the refusal, and a desktop has to see that its token expired.
    """
    if _header(scope, b"transfer-encoding"):
        return True
    length = _header(scope, b"content-length")
    return length.isdigit() and int(length[:LENGTH_DIGITS]) > LONGEST_UNREAD


def _pack(body: bytes, encoding: str) -> bytes:
    if encoding == "zstd":
        return zstandard.ZstdCompressor(level=LEVEL).compress(body)
    return gzip.compress(body, compresslevel=LEVEL, mtime=0)


def _with_encoding(headers: Headers, encoding: str, length: int) -> Headers:
    kept = [(name, value) for name, value in headers if name.lower() != b"content-length"]
    return [
        *kept,
        (b"content-length", str(length).encode()),
        (b"content-encoding", encoding.encode()),
        (b"vary", b"accept-encoding"),
    ]


def _header(scope: HTTPScope, name: bytes) -> bytes:
    return next((value for key, value in scope["headers"] if key.lower() == name), b"")
