"""What every command has, and the edit: one field with the value seen and the value wanted."""

from datetime import datetime
from typing import Any

import msgspec

Json = str | int | float | bool | list[Any] | dict[str, Any] | None
Fields = dict[str, Json]
"""Field name to value in its wire form (dates as ISO text, money as fen)."""


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="command", forbid_unknown_fields=False):
    """Something a person did. `id` is a uuid7 made where it was done, `at` the local clock's UTC time of doing."""

    id: str
    at: datetime


class Edit(msgspec.Struct, frozen=True):
    """A change of one field: `old` is the value its author saw, `new` the value wanted."""

    field: str
    old: Json
    new: Json
