"""The routes: each reads a wire struct, asks one part of the server, and gives a wire struct back."""

from collections.abc import Callable
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final, TypeVar

import msgspec
from litestar import Request, get, post, put
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, RawBody
from litestar.response import File
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.wire import PROTOCOL, CopyPage, CopyRequest, ExchangeReply, ExchangeRequest, Meta, Renew, SignIn, Tokens
from server.attachments import Attachments
from server.auth import Caller, Gate
from server.database import Database
from server.errors import DeniedError
from server.exchange.answers import Exchange
from server.exchange.applying import mark_stored
from server.settings import Settings
from server.tables import Clock

PRODUCT: Final = "jike-workbench"
Content = TypeVar("Content", bound=msgspec.Struct)


class Parts(msgspec.Struct, frozen=True):
    """What the routes work with, built once by the composition root."""

    settings: Settings
    database: Database
    gate: Gate
    exchange: Exchange
    attachments: Attachments
    now: Callable[[], datetime]


def _parts(state: State) -> Parts:
    parts: Parts = state.parts
    return parts


def find_caller(request: Request[Any, Any, Any], state: State) -> Caller:
    """Recognise who sent a request; raises DeniedError 401."""
    return _parts(state).gate.caller(request.headers.get("authorization", ""))


CALLER: Final = {"caller": Provide(find_caller, sync_to_thread=True)}


class _Spoken(msgspec.Struct):
    protocol: int = 0


def read(kind: type[Content], body: bytes) -> Content:
    """Read a wire struct strictly; an unknown protocol is told before anything else is looked at.

    Raises DeniedError 426 `upgrade_required`, 400 `malformed`.
    """
    try:
        if "protocol" in kind.__struct_fields__ and msgspec.json.decode(body, type=_Spoken).protocol != PROTOCOL:
            raise DeniedError(426, "upgrade_required", protocol=PROTOCOL)
        return msgspec.json.decode(body, type=kind, strict=True)
    except msgspec.ValidationError as error:
        raise DeniedError(400, "malformed", where=str(error).rpartition("`")[0].rpartition("`")[2]) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise DeniedError(400, "malformed", reason="not_json") from None


def _own_device(caller: Caller, device_id: str) -> None:
    if caller.device_id != device_id:
        raise DeniedError(403, "device_foreign")


@get("/healthz", sync_to_thread=True, tags=["server"], summary="Whether server and database answer")
def health(state: State) -> dict[str, str]:
    """Tell whether the database answers."""
    with Session(_parts(state).database.reader) as session:
        session.execute(select(Clock.id))
    return {"status": "ok"}


@get("/v1/meta", sync_to_thread=True, tags=["server"], summary="What this server is")
def meta(state: State) -> Meta:
    """Tell anyone what this server is and which limits it has."""
    parts = _parts(state)
    return Meta(
        product=PRODUCT,
        version=_version(),
        protocols=(PROTOCOL,),
        epoch=parts.exchange.epoch(),
        server_time=parts.now(),
        max_commands=parts.settings.max_commands,
        max_attachment_bytes=parts.settings.max_attachment_bytes,
    )


@post("/v1/sign-in", status_code=200, sync_to_thread=True, tags=["sign-in"], summary="Sign in and enrol a device")
def sign_in(state: State, body: RawBody, request: Request[Any, Any, Any]) -> Tokens:
    """Staff number and password against tokens."""
    return _parts(state).gate.sign_in(read(SignIn, body), request.headers.get("user-agent", ""))


@post("/v1/renew", status_code=200, sync_to_thread=True, tags=["sign-in"], summary="Renew the access token")
def renew(state: State, body: RawBody) -> Tokens:
    """A refresh token against the next pair."""
    return _parts(state).gate.renew(read(Renew, body))


@post(
    "/v1/exchange",
    status_code=200,
    sync_to_thread=True,
    dependencies=CALLER,
    tags=["sync"],
    summary="Commands out, receipts and changed rows back",
)
def exchange(state: State, body: RawBody, caller: NamedDependency[Caller]) -> ExchangeReply:
    """One round trip of synchronising."""
    request = read(ExchangeRequest, body)
    _own_device(caller, request.device_id)
    return _parts(state).exchange.answer(caller.actor, caller.device_id, request)


@post(
    "/v1/copy",
    status_code=200,
    sync_to_thread=True,
    dependencies=CALLER,
    tags=["sync"],
    summary="A page of the first copy",
)
def copy(state: State, body: RawBody, caller: NamedDependency[Caller]) -> CopyPage:
    """Everything in the actor's scope, by pages."""
    request = read(CopyRequest, body)
    _own_device(caller, request.device_id)
    return _parts(state).exchange.copy(caller.actor, caller.device_id, request)


@put(
    "/v1/attachments/{sha256:str}",
    status_code=204,
    sync_to_thread=True,
    dependencies=CALLER,
    tags=["attachments"],
    summary="Store the bytes of an attachment",
)
def store_attachment(state: State, sha256: FromPath[str], body: RawBody, caller: NamedDependency[Caller]) -> None:
    """Take the bytes a visible attachment record names."""
    parts = _parts(state)
    parts.attachments.check_named(caller.actor, sha256)
    parts.attachments.receive(sha256, body)
    mark_stored(parts.database, caller.actor, sha256, parts.now())


@get(
    "/v1/attachments/{sha256:str}",
    sync_to_thread=True,
    dependencies=CALLER,
    media_type="application/octet-stream",
    tags=["attachments"],
    summary="Fetch the bytes of an attachment",
)
def fetch_attachment(state: State, sha256: FromPath[str], caller: NamedDependency[Caller]) -> File:
    """Give the bytes a visible attachment record names, as bytes and never as a page."""
    attachments = _parts(state).attachments
    attachments.check_named(caller.actor, sha256, stored=True)
    return File(
        path=attachments.path(sha256),
        filename=sha256,
        media_type="application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff"},
    )


def _version() -> str:
    try:
        return version(PRODUCT)
    except PackageNotFoundError:
        return "0.1.0"


HANDLERS: Final = [health, meta, sign_in, renew, exchange, copy, store_attachment, fetch_attachment]
