"""Tables only the server has: clock, devices, passwords, journal, departures, number series, keys."""

from datetime import datetime
from typing import Any, ClassVar, Final

from sqlalchemy import MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from domain.base import COLUMN_TYPES, ID_LENGTH, NAMES

ACTIVE: Final = "active"
BLOCKED: Final = "blocked"
HASH_LENGTH: Final = 64


class ServerBase(DeclarativeBase):
    """The declarative base of tables that do not travel."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = COLUMN_TYPES


class Clock(ServerBase):
    """The one row that numbers changes; `epoch` is new after the database was restored from a copy."""

    __tablename__ = "clock"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    epoch: Mapped[str] = mapped_column(String(ID_LENGTH))
    seq: Mapped[int]


class Secret(ServerBase):
    """Keys the server made for itself; whoever reads the database can sign tokens."""

    __tablename__ = "secrets"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(String(100))


class Device(ServerBase):
    """A desktop profile that signed in: whose it is, how many of its commands are answered, its refresh token.

    `agent` is the program that signed in, so that an operator knows which versions are about. `renewed_at` is when the
    newest pair of tokens was first used; until then the refresh token before (`previous_hash`) is as good.
    """

    __tablename__ = "devices"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    person_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    name: Mapped[str] = mapped_column(String(100), default="")
    last_n: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(String(12), default=ACTIVE)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    refresh_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), default="")
    previous_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), default="")
    renewed_at: Mapped[datetime | None]
    agent: Mapped[str] = mapped_column(String(100), default="")


class Password(ServerBase):
    """The Argon2id hash of a person's password."""

    __tablename__ = "passwords"

    person_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    hash: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[datetime]


class SignInFailure(ServerBase):
    """Wrong passwords in a row for one staff number, real or not; `key` is a hash of the number."""

    __tablename__ = "sign_in_failures"

    key: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    failures: Mapped[int]
    wait_until: Mapped[datetime]


class JournalEntry(ServerBase):
    """The receipt of one command; `repeat_of` names a command already answered under another number."""

    __tablename__ = "journal"

    device_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    command_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), unique=True)
    repeat_of: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    person_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    outcome: Mapped[str] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(60), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    received_at: Mapped[datetime]


class Departure(ServerBase):
    """A row left somebody's scope at a revision; `audience` names people, units and posts that saw it before."""

    __tablename__ = "departures"

    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(30))
    row_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    audience: Mapped[list[str]] = mapped_column(default=list)


class NumberSeries(ServerBase):
    """The last number given out of a series of human numbers."""

    __tablename__ = "number_series"

    series: Mapped[str] = mapped_column(String(60), primary_key=True)
    last: Mapped[int]
