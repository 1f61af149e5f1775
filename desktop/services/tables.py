"""Local tables of one profile: what waits for the server, what the server said last, and what is only ours."""

from typing import Final

from sqlalchemy import JSON, Boolean, Column, Index, Integer, MetaData, String, Table, Text

from domain.base import ID_LENGTH, NAMES, UtcDateTime

local: Final = MetaData(naming_convention=NAMES)

outbox: Final = Table(
    "outbox",
    local,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(ID_LENGTH), nullable=False, unique=True),
    Column("n", Integer, nullable=True, index=True),
    Column("name", String(40), nullable=False),
    Column("body", Text, nullable=False),
    Column("done_at", UtcDateTime(), nullable=False),
    Column("sent_at", UtcDateTime(), nullable=True),
    Column("answered_at", UtcDateTime(), nullable=True),
    Column("outcome", String(12), nullable=True),
    Column("code", String(40), nullable=False, default=""),
    Column("facts", JSON, nullable=False, default=dict),
    Column("local_code", String(40), nullable=False, default=""),
    Column("settled", Boolean, nullable=False, default=False, index=True),
    Column("dismissed", Boolean, nullable=False, default=False),
    sqlite_autoincrement=True,
)
"""Commands in the order they were done. Waiting: no outcome. Sent at least once: `n` is set.
Until it is settled, a command is applied on top of the server's rows; it is settled when it was refused, or when
the rows the server made of it have arrived.
`local_code` says why it could not be applied again on top of newer rows."""

touches: Final = Table(
    "touches",
    local,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(30), primary_key=True),
    Column("row_id", String(ID_LENGTH), primary_key=True),
)
"""Rows each command changed here, to find the commands that a new row concerns."""
Index("ix_touches_row", touches.c.kind, touches.c.row_id)

confirmed: Final = Table(
    "confirmed",
    local,
    Column("kind", String(30), primary_key=True),
    Column("row_id", String(ID_LENGTH), primary_key=True),
    Column("body", JSON(none_as_null=True), nullable=True),
)
"""The server's last word on rows a waiting command has changed; no body: the server has no such row."""

state: Final = Table(
    "state",
    local,
    Column("key", String(40), primary_key=True),
    Column("value", JSON, nullable=False),
)
"""Single facts: cursor, epoch, device, next n, first copy, the actor."""

drafts: Final = Table(
    "drafts",
    local,
    Column("kind", String(40), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("value", JSON, nullable=False),
    Column("saved_at", UtcDateTime(), nullable=False),
)
"""Forms that were begun and not saved."""

sync_history: Final = Table(
    "sync_history",
    local,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime(), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("sent", Integer, nullable=False, default=0),
    Column("received", Integer, nullable=False, default=0),
    Column("refused", Integer, nullable=False, default=0),
    Column("conflicts", Integer, nullable=False, default=0),
    Column("milliseconds", Integer, nullable=False, default=0),
    Column("code", String(40), nullable=False, default=""),
    sqlite_autoincrement=True,
)
"""One row per exchange that did or failed to do something."""

saved_views: Final = Table(
    "saved_views",
    local,
    Column("screen", String(40), primary_key=True),
    Column("name", String(60), primary_key=True),
    Column("position", Integer, nullable=False, default=0),
    Column("value", JSON, nullable=False),
)
"""Filters and columns somebody gave a name."""

recent: Final = Table(
    "recent",
    local,
    Column("kind", String(30), primary_key=True),
    Column("row_id", String(ID_LENGTH), primary_key=True),
    Column("opened_at", UtcDateTime(), nullable=False, index=True),
)
"""What was opened last."""

blobs: Final = Table(
    "blobs",
    local,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("ours", Boolean, nullable=False, default=False),
    Column("uploaded", Boolean, nullable=False, default=False),
    Column("used_at", UtcDateTime(), nullable=False),
)
"""Attachment bytes on this machine, kept encrypted beside the database by hash."""

search_rows: Final = Table(
    "search_rows",
    local,
    Column("rowid_", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(30), nullable=False),
    Column("row_id", String(ID_LENGTH), nullable=False),
    Index("ix_search_rows_row", "kind", "row_id", unique=True),
    sqlite_autoincrement=True,
)
"""Numbers rows for the full-text index, which is keyed by number."""
