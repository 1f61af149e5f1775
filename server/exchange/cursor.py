"""How far a device has read: sealed for one device and one scope of one actor, at one epoch."""

import hashlib

import msgspec

from domain.permissions import Actor
from server.errors import DeniedError


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """A place in the stream of changes; `scope` is a hash of all that decides which rows the actor sees."""

    epoch: str
    seq: int
    person_id: str
    device_id: str
    scope: str


class CopyMark(msgspec.Struct, frozen=True, array_like=True):
    """A place in the first copy: the last row sent, the counter when it began, the number of rows then."""

    cursor: Cursor
    kind: str
    row_id: str
    total: int


def scope_of(actor: Actor) -> str:
    """Give a hash of what decides on the actor's rows besides the rows themselves."""
    parts = (actor.post.value, str(actor.level), actor.org_id, *sorted(actor.areas))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def check_owner(cursor: Cursor, actor: Actor, device_id: str, epoch: str) -> None:
    """Refuse a cursor that belongs to somebody else, to another scope or to another epoch.

    Raises DeniedError 403 `cursor_foreign`, 409 `epoch_changed`, 409 `scope_changed`.
    """
    if (cursor.person_id, cursor.device_id) != (actor.id, device_id):
        raise DeniedError(403, "cursor_foreign")
    if cursor.epoch != epoch:
        raise DeniedError(409, "epoch_changed", epoch=epoch)
    if cursor.scope != scope_of(actor):
        raise DeniedError(409, "scope_changed")
