"""What the screens are told about the sync: frozen, made of codes."""

from datetime import datetime
from enum import StrEnum

import msgspec

from domain.errors import Fact


class SyncState(StrEnum):
    """The looks of the sync pill."""

    SYNCED = "synced"
    SYNCING = "syncing"
    OFFLINE = "offline"
    CONFLICT = "conflict"
    SIGNED_OUT = "signed_out"
    TOO_OLD = "too_old"


class ItemState(StrEnum):
    """What became of one command: never sent, sent without an answer, or the word of its receipt."""

    LOCAL = "local"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CONFLICT = "conflict"


class SyncStatus(msgspec.Struct, frozen=True, kw_only=True):
    """The sync at a glance. `done` of `total` counts what the running round has moved; `last_sync` is UTC.

    `code` says why it is offline; `skew_seconds` is how far the local clock is ahead of the server's.
    """

    state: SyncState = SyncState.OFFLINE
    waiting: int = 0
    done: int = 0
    total: int = 0
    conflicts: int = 0
    refused: int = 0
    last_sync: datetime | None = None
    code: str = ""
    first_copy: bool = False
    skew_seconds: int = 0


class OutboxRow(msgspec.Struct, frozen=True, kw_only=True):
    """One command of the queue. `name` is the command's tag, `subject` names the customer or thing it is about.

    `dismissed` tells that a refused one was put away.
    """

    id: str
    name: str
    kind: str = ""
    row_id: str = ""
    subject: str = ""
    state: ItemState
    done_at: datetime
    answered_at: datetime | None = None
    code: str = ""
    facts: dict[str, Fact] = {}
    can_take_back: bool = False
    sent_at: datetime | None = None
    dismissed: bool = False


class SyncHistoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """One exchange: when (UTC), how it went, what it moved, how long it took."""

    id: int
    at: datetime
    outcome: str
    sent: int
    received: int
    refused: int
    conflicts: int
    milliseconds: int
    code: str = ""
