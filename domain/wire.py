"""What travels between desktop and server: one exchange, the pages of the first copy, sign-in, and refusals."""

from datetime import datetime
from typing import Any, Final

import msgspec

from domain.commands import AnyCommand
from domain.errors import Fact, Problem
from domain.permissions import Actor
from domain.values.sync import Outcome

PROTOCOL: Final = 1
"""Number of this protocol; a server names the numbers it speaks in `Meta.protocols`."""
MAX_COMMANDS: Final = 200
MAX_EXCHANGE_BYTES: Final = 4 * 1024 * 1024
MAX_ATTACHMENT_BYTES: Final = 20 * 1024 * 1024
PAGE_ROWS: Final = 1000


class Meta(msgspec.Struct, frozen=True):
    """What a server is, told to anyone: product mark, protocols, epoch, clock, limits in bytes and rows."""

    product: str
    version: str
    protocols: tuple[int, ...]
    epoch: str
    server_time: datetime
    max_commands: int
    max_attachment_bytes: int


class SignIn(msgspec.Struct, frozen=True):
    """Staff number and password, once at first run and when the tokens have lapsed."""

    staff_no: str
    password: str
    device_id: str
    device_name: str = ""


class Renew(msgspec.Struct, frozen=True):
    """Ask for a new access token."""

    device_id: str
    refresh: str


class Tokens(msgspec.Struct, frozen=True):
    """A short-lived access token, the means to renew it, and who has signed in."""

    access: str
    refresh: str
    expires_at: datetime
    actor: Actor


class Sent(msgspec.Struct, frozen=True):
    """One command on its way: `n` counts the device's commands without gaps, `body` is the command's JSON."""

    n: int
    id: str
    body: msgspec.Raw


class ExchangeRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Commands out; `cursor` is opaque and says how far this device has read."""

    protocol: int
    device_id: str
    epoch: str
    cursor: str
    commands: tuple[Sent, ...] = ()
    limit: int = PAGE_ROWS


class Receipt(msgspec.Struct, frozen=True):
    """The server's last word on one command; the same for every repeat."""

    n: int
    id: str
    outcome: Outcome
    code: str = ""
    facts: dict[str, Fact] = {}
    problems: tuple[Problem, ...] = ()


class RowChange(msgspec.Struct, frozen=True):
    """A row as the server has it now: column name to wire value."""

    kind: str
    id: str
    revision: int
    body: dict[str, Any]


class Gone(msgspec.Struct, frozen=True):
    """A row that left the actor's scope: forget it; of a customer, forget all that belongs to it."""

    kind: str
    id: str


class ExchangeReply(msgspec.Struct, frozen=True, kw_only=True):
    """Receipts and everything that changed in the actor's scope, all from one snapshot."""

    epoch: str
    cursor: str
    more: bool
    server_time: datetime
    actor: Actor
    receipts: tuple[Receipt, ...] = ()
    rows: tuple[RowChange, ...] = ()
    gone: tuple[Gone, ...] = ()


class CopyRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Ask for a page of the first copy: `after` is empty for the first page, else what the page before said."""

    protocol: int
    device_id: str
    after: str = ""
    ceiling: int = 0


class CopyPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the first copy: rows by kind and id; `after` asks for the next, empty when it was the last."""

    epoch: str
    ceiling: int
    after: str
    total: int
    cursor: str
    rows: tuple[RowChange, ...] = ()


class RefusedReply(msgspec.Struct, frozen=True):
    """The body of every answer that is not 200: a code and facts, never a sentence."""

    code: str
    facts: dict[str, Fact] = {}
    problems: tuple[Problem, ...] = ()


COMMAND_DECODER: Final = msgspec.json.Decoder(AnyCommand, strict=True)
"""Reads one command; raises msgspec.ValidationError (or DecodeError) for anything else."""
ENCODER: Final = msgspec.json.Encoder()
