"""The OpenAPI document: what the framework knows of answers, completed by the wire structs the routes read."""

from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
from litestar import Litestar
from litestar.openapi.spec import (
    OpenAPIMediaType,
    OpenAPIResponse,
    Operation,
    Reference,
    RequestBody,
    Schema,
    SecurityRequirement,
)
from typing_extensions import override

from domain.commands import AnyCommand
from domain.wire import CopyRequest, ExchangeRequest, RefusedReply, Renew, SignIn

REF: Final = "#/components/schemas/{name}"
JSON: Final = "application/json"
BYTES: Final = "application/octet-stream"
READS: Final[dict[str, type[msgspec.Struct]]] = {
    "/v1/sign-in": SignIn,
    "/v1/renew": Renew,
    "/v1/exchange": ExchangeRequest,
    "/v1/copy": CopyRequest,
}
OPEN_ROUTES: Final = frozenset({"/healthz", "/v1/meta", "/v1/sign-in", "/v1/renew"})
BEARER: Final[SecurityRequirement] = {"access": []}


@dataclass
class WrittenSchema(Schema):
    """A JSON schema that is written already."""

    written: dict[str, Any] = field(default_factory=dict)

    @override
    def to_schema(self) -> dict[str, Any]:
        """Give the schema as it is."""
        return self.written


def complete(app: Litestar) -> None:
    """Add request bodies, refusals and security to the application's document."""
    document = app.openapi_schema
    if document.components is None or document.paths is None:
        raise RuntimeError("the framework made no document")
    schemas = document.components.schemas = document.components.schemas or {}
    for name, written in _written().items():
        schemas.setdefault(name, WrittenSchema(written=written))
    for path, item in document.paths.items():
        for operation in (item.get, item.post, item.put):
            if operation is not None:
                _complete(operation, path, stores=operation is item.put)


def _complete(operation: Operation, path: str, *, stores: bool) -> None:
    refused = OpenAPIResponse(description="Refused", content={JSON: _named(RefusedReply)})
    operation.responses = {**(operation.responses or {}), "default": refused}
    if path not in OPEN_ROUTES:
        operation.security = [BEARER]
    if path in READS:
        operation.request_body = RequestBody(required=True, content={JSON: _named(READS[path])})
    elif stores:
        written = {"type": "string", "format": "binary"}
        content = {BYTES: OpenAPIMediaType(schema=WrittenSchema(written=written))}
        operation.request_body = RequestBody(required=True, content=content)


def _named(kind: type[msgspec.Struct]) -> OpenAPIMediaType:
    return OpenAPIMediaType(schema=Reference(ref=REF.format(name=kind.__name__)))


def _written() -> dict[str, dict[str, Any]]:
    (command, *_), components = msgspec.json.schema_components(
        [AnyCommand, *READS.values(), RefusedReply], ref_template=REF
    )
    components["Command"] = command
    # A command's body is read one by one, so that a bad one does not spoil the others; its form is the same.
    components["Sent"]["properties"]["body"] = {"$ref": REF.format(name="Command")}
    return components
