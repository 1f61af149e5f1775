"""The server's routes as functions. Whatever does not answer as our server does is Offline, never a bug."""

import ipaddress
import ssl
import threading
import time
from collections.abc import Callable
from io import BytesIO
from types import NoneType
from typing import Final, TypeVar, cast
from urllib.parse import urlsplit

import httpx2
import msgspec
import zstandard
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from desktop.services.errors import Offline, ServerRefused, SignedOut, TooOld
from domain.wire import (
    ENCODER,
    MAX_ATTACHMENT_BYTES,
    PROTOCOL,
    CopyPage,
    CopyRequest,
    ExchangeReply,
    ExchangeRequest,
    Meta,
    RefusedReply,
    Renew,
    SignIn,
    Tokens,
)

PRODUCT: Final = "jike-workbench"
MAX_ANSWER_BYTES: Final = 64 * 1024 * 1024
"""No answer of ours is larger, packed or unpacked."""
DEADLINE_SECONDS: Final = 120.0
TIMEOUT: Final = httpx2.Timeout(connect=8.0, read=30.0, write=30.0, pool=5.0)
PACK_FROM: Final = 1024
ATTEMPTS: Final = 2
JSON: Final = "application/json"
Answer = TypeVar("Answer")
Transport = httpx2.BaseTransport
"""What carries requests; tests give their own."""


class Api:
    """Talks to one server as one device. Raises Offline, SignedOut, TooOld or ServerRefused, nothing else.

    `keep` is called with every new pair of tokens before they are used.
    """

    def __init__(
        self,
        url: str,
        *,
        tokens: Tokens | None = None,
        keep: Callable[[Tokens], None] = lambda _tokens: None,
        transport: Transport | None = None,
    ) -> None:
        self._url = url.rstrip("/")
        self._tokens = tokens
        self._keep = keep
        self._transport = transport
        self._made: httpx2.Client | None = None
        self._busy = threading.Lock()
        self._closing = False

    def close(self) -> None:
        """Close the connections, now or when the request that runs on another thread has ended."""
        self._closing = True
        if self._busy.acquire(blocking=False):
            try:
                self._drop()
            finally:
                self._busy.release()

    def _drop(self) -> None:
        if self._made is not None:
            self._made.close()
            self._made = None

    def meta(self) -> Meta:
        """Ask what the server is; raises Offline when it is none of ours, TooOld when it speaks another protocol."""
        meta = self._call("GET", "/v1/meta", Meta)
        if meta.product != PRODUCT:
            raise Offline("not_our_server", url=self._url)
        if PROTOCOL not in meta.protocols:
            raise TooOld(protocol=PROTOCOL)
        return meta

    def sign_in(self, request: SignIn) -> Tokens:
        """Sign in with a password; raises ServerRefused for a wrong one (`wrong_password`, `wait`)."""
        self.meta()
        try:
            tokens = self._call("POST", "/v1/sign-in", Tokens, ENCODER.encode(request))
        except SignedOut as refused:
            raise ServerRefused(refused.code, **refused.facts) from refused
        self._take(tokens)
        return tokens

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        """Send commands and fetch what changed."""
        return self._signed("POST", "/v1/exchange", ExchangeReply, request.device_id, ENCODER.encode(request))

    def copy(self, request: CopyRequest) -> CopyPage:
        """Fetch a page of the first copy."""
        return self._signed("POST", "/v1/copy", CopyPage, request.device_id, ENCODER.encode(request))

    def put_attachment(self, device_id: str, sha256: str, data: bytes) -> None:
        """Give the server the bytes of an attachment whose record it has."""
        self._signed("PUT", f"/v1/attachments/{sha256}", NoneType, device_id, data)

    def get_attachment(self, device_id: str, sha256: str) -> bytes:
        """Fetch the bytes of an attachment."""
        return self._signed("GET", f"/v1/attachments/{sha256}", bytes, device_id)

    def _signed(self, method: str, path: str, kind: type[Answer], device_id: str, body: bytes = b"") -> Answer:
        if self._tokens is None:
            raise SignedOut("signed_out")
        try:
            return self._call(method, path, kind, body, self._tokens.access)
        except SignedOut as refused:
            if refused.code == "device_blocked":
                raise
        renew = Renew(device_id=device_id, refresh=self._tokens.refresh)
        tokens = self._call("POST", "/v1/renew", Tokens, ENCODER.encode(renew))
        self._take(tokens)
        return self._call(method, path, kind, body, tokens.access)

    def _take(self, tokens: Tokens) -> None:
        self._keep(tokens)
        self._tokens = tokens

    def _call(self, method: str, path: str, kind: type[Answer], body: bytes = b"", access: str = "") -> Answer:
        retrying = Retrying(
            retry=retry_if_exception_type(httpx2.ConnectError),
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_random_exponential(multiplier=0.2, max=1.0),
            reraise=True,
        )
        headers, content = _packed(body, is_file=path.startswith("/v1/attachments/"))
        if access:
            headers["Authorization"] = f"Bearer {access}"
        limit = MAX_ATTACHMENT_BYTES if kind is bytes else MAX_ANSWER_BYTES
        self._busy.acquire()
        try:
            for attempt in retrying:
                with attempt, self._client().stream(method, path, headers=headers, content=content) as response:
                    data = _unpacked(response, _read(response, limit), limit)
        except httpx2.TimeoutException as error:
            raise Offline("slow", url=self._url) from error
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise Offline(_reason(error), url=self._url) from error
        finally:
            if self._closing:
                self._drop()
            self._busy.release()
        return _answer(response, data, kind, self._url)

    def _client(self) -> httpx2.Client:
        if self._made is None:
            check_address(self._url)
            self._made = httpx2.Client(
                base_url=self._url,
                timeout=TIMEOUT,
                follow_redirects=False,
                verify=ssl.create_default_context(),
                transport=self._transport,
            )
        return self._made


def check_address(url: str) -> None:
    """Refuse addresses that would carry passwords in the open: plain http is for this machine and private networks.

    Raises Offline `bad_address` or `insecure_address`.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        parts.port  # noqa: B018 -- reading it checks it
    except ValueError as error:
        raise Offline("bad_address", url=url) from error
    if parts.scheme not in {"http", "https"} or not host:
        raise Offline("bad_address", url=url)
    if parts.scheme == "http" and not _is_private(host):
        raise Offline("insecure_address", url=url)


def _is_private(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host == "localhost" or host.endswith((".local", ".lan", ".internal")) or "." not in host


def _packed(body: bytes, *, is_file: bool) -> tuple[dict[str, str], bytes]:
    headers = {"Accept-Encoding": "zstd", "Accept": JSON}
    if is_file:
        return headers | {"Accept": "*/*", "Content-Type": "application/octet-stream"}, body
    if body:
        headers["Content-Type"] = JSON
    if len(body) < PACK_FROM:
        return headers, body
    return headers | {"Content-Encoding": "zstd"}, zstandard.ZstdCompressor(level=3).compress(body)


def _read(response: httpx2.Response, limit: int) -> bytes:
    """Read the bytes as they came, within a limit of size and of time."""
    started = time.monotonic()
    data = bytearray()
    for chunk in response.iter_raw():
        data += chunk
        if len(data) > limit:
            raise Offline("answer_too_large", limit=limit)
        if time.monotonic() - started > DEADLINE_SECONDS:
            raise Offline("slow", seconds=int(DEADLINE_SECONDS))
    return bytes(data)


def _unpacked(response: httpx2.Response, data: bytes, limit: int) -> bytes:
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in {"", "identity"}:
        return data
    if encoding != "zstd":
        raise Offline("captive_portal", encoding=encoding)
    try:
        with zstandard.ZstdDecompressor(max_window_size=8 << 20).stream_reader(BytesIO(data)) as reader:
            plain = reader.read(limit + 1)
    except zstandard.ZstdError as error:
        raise Offline("damaged_answer") from error
    if len(plain) > limit:
        raise Offline("answer_too_large", limit=limit)
    return bytes(plain)


def _reason(error: Exception) -> str:
    text = str(error).lower()
    if "certificate" in text or "ssl" in text:
        return "certificate"
    return "bad_address" if isinstance(error, httpx2.InvalidURL) else "unreachable"


def _answer(response: httpx2.Response, data: bytes, kind: type[Answer], url: str) -> Answer:
    status = response.status_code
    if status in {200, 204}:
        if kind in {NoneType, bytes}:
            return cast("Answer", None if kind is NoneType else data)
        try:
            return msgspec.json.decode(data, type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise Offline(_foreign(response), url=url) from error
    try:
        refused = msgspec.json.decode(data, type=RefusedReply)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Offline("server_error" if status >= 500 else _foreign(response), url=url, status=status) from error  # noqa: PLR2004 -- HTTP
    if status == 401:  # noqa: PLR2004 -- HTTP
        raise SignedOut(refused.code, **refused.facts)
    if status == 426:  # noqa: PLR2004 -- HTTP
        raise TooOld(**refused.facts)
    if status >= 500:  # noqa: PLR2004 -- HTTP
        raise Offline("server_error", url=url, status=status, retry_after=response.headers.get("retry-after", ""))
    raise ServerRefused(refused.code, **refused.facts)


def _foreign(response: httpx2.Response) -> str:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return "damaged_answer" if kind == JSON else "captive_portal"
