"""Composition root: builds the parts from the settings and connects them to the routes."""

import logging
import uuid
from datetime import UTC, datetime
from typing import Any, Final

from litestar import Litestar, Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from domain.wire import PROTOCOL, RefusedReply
from server.actors import Actors
from server.attachments import Attachments
from server.auth import Gate
from server.bodies import Bodies
from server.database import Database, is_busy, is_full
from server.errors import DeniedError
from server.exchange.answers import Exchange
from server.exchange.numbering import OvertakenError
from server.openapi import complete
from server.routes import HANDLERS, Parts
from server.schema import SEAL
from server.seals import Seals
from server.settings import Settings, settings_from
from server.tables import Secret

LOG: Final = logging.getLogger("server")
CODES: Final = {400: "malformed", 401: "signed_out", 403: "forbidden", 404: "not_found", 405: "method_not_allowed"}
CODES_MORE: Final = {413: "too_large", 415: "unsupported_media_type", 429: "wait"}
RETRY_SECONDS: Final = 2


def utc_now() -> datetime:
    """Give the server's time."""
    return datetime.now(UTC)  # noqa: TID251 -- the composition root is where the clock is read


def create_app(settings: Settings | None = None) -> Litestar:
    """Build the server on a migrated database; without settings from the environment, as workers do."""
    settings = settings or settings_from()
    database = Database(settings.url)
    with Session(database.reader) as session:
        key = session.scalars(select(Secret.value).where(Secret.name == SEAL)).one()
    seals, actors = Seals(key), Actors()
    gate = Gate(database, seals, actors, settings, utc_now)
    parts = Parts(
        settings=settings,
        database=database,
        gate=gate,
        exchange=Exchange(database, seals, actors, settings, utc_now),
        attachments=Attachments(database, settings.attachments_dir, settings.max_attachment_bytes),
        now=utc_now,
    )
    app = Litestar(
        route_handlers=list(HANDLERS),
        state=State({"parts": parts}),
        middleware=[DefineMiddleware(Bodies, settings=settings, admit=gate.opened)],
        exception_handlers={
            DeniedError: _denied,
            HTTPException: _by_framework,
            OperationalError: _busy,
            PoolTimeoutError: _busy,
            OvertakenError: _busy,
            Exception: _bug,
        },
        openapi_config=OpenAPIConfig(
            title="Jike Workbench server",
            version=str(PROTOCOL),
            path="/schema",
            render_plugins=[JsonRenderPlugin()],
            components=Components(security_schemes={"access": SecurityScheme(type="http", scheme="bearer")}),
        ),
        on_shutdown=[database.close],
        request_max_body_size=None,
        logging_config=None,
        debug=False,
    )
    complete(app)
    return app


AnyRequest = Request[Any, Any, Any]


def _reply(status: int, reply: RefusedReply, headers: dict[str, str] | None = None) -> Response[RefusedReply]:
    return Response(content=reply, status_code=status, media_type="application/json", headers=headers)


def _denied(_: AnyRequest, denied: DeniedError) -> Response[RefusedReply]:
    seconds = denied.facts.get("seconds")
    headers = {"Retry-After": str(seconds)} if seconds is not None else None
    return _reply(denied.status, RefusedReply(code=denied.code, facts=denied.facts), headers)


def _by_framework(_: AnyRequest, error: HTTPException) -> Response[RefusedReply]:
    code = (CODES | CODES_MORE).get(error.status_code, "refused")
    return _reply(error.status_code, RefusedReply(code=code))


def _busy(request: AnyRequest, error: Exception) -> Response[RefusedReply]:
    if isinstance(error, OperationalError):
        if is_full(error):
            LOG.error("disk full", exc_info=error)
            return _reply(507, RefusedReply(code="disk_full"))
        if not is_busy(error):
            return _bug(request, error)
    LOG.warning("busy", exc_info=error)
    return _reply(503, RefusedReply(code="busy"), {"Retry-After": str(RETRY_SECONDS)})


def _bug(_: AnyRequest, error: Exception) -> Response[RefusedReply]:
    ref = uuid.uuid4().hex[:12]
    LOG.error("bug", exc_info=error, extra={"ref": ref})
    return _reply(500, RefusedReply(code="bug", facts={"ref": ref}))
