"""What every synced table shares: identity, revision, authorship, and the times it was touched."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any, ClassVar, Final, ParamSpec, TypeVar, cast

from sqlalchemy import JSON, BigInteger, Column, Date, DateTime, Dialect, MetaData, String, Time, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, PassiveFlag, Session, mapped_column
from sqlalchemy.orm.attributes import get_history, instance_dict, set_committed_value
from sqlalchemy.types import TypeDecorator, TypeEngine
from typing_extensions import override

ID_LENGTH: Final = 36
NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, always timezone-aware UTC in Python whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times, store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware UTC time; SQLite forgets the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


COLUMN_TYPES: Final[dict[Any, Any]] = {
    datetime: UtcDateTime(),
    int: BigInteger(),
    list[str]: JSON(),
    list[dict[str, Any]]: JSON(),
    dict[str, Any]: JSON(),
}
"""Python types to column types, for shared and for server tables."""


class Base(DeclarativeBase):
    """The declarative base of the shared tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = COLUMN_TYPES


class Synced:
    """Columns of every row that travels: the server's revision, authorship and logical deletion."""

    __tablename__: str
    scope_columns: ClassVar[tuple[str, ...]] = ()
    """Columns that decide who may see a row; a change of one makes rows enter and leave other people's scope."""

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    revision: Mapped[int] = mapped_column(default=0, index=True)
    created_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    created_at: Mapped[datetime]
    updated_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class Record(Synced):
    """Columns of business records: number, place in the organisation, owner and sensitivity."""

    biz_no: Mapped[str | None] = mapped_column(String(40), index=True)
    province_code: Mapped[str] = mapped_column(String(2), default="")
    org_id: Mapped[str] = mapped_column(String(ID_LENGTH), default="", index=True)
    owner_id: Mapped[str] = mapped_column(String(ID_LENGTH), default="", index=True)
    data_level: Mapped[str] = mapped_column(String(12), default="internal")


Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
_REMEMBERED: Final = 1024


def remembered(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Remember the answers of a pure function, such as statements that take as long to build as to run.

    The plain decorator takes classes for unhashable arguments.
    """
    return cast("Callable[Arguments, Answer]", lru_cache(maxsize=_REMEMBERED)(function))


Value = Any
"""A column's value in its wire form: text, number, truth, list, mapping or nothing."""
NUMBER_MAKER: Final = "number_maker"


def next_number(session: Session, series: str) -> str:
    """Give the next human number of a series: the server's own, or a temporary one on a desktop.

    Who opens the session puts the maker into `session.info["number_maker"]`.
    """
    maker: Callable[[Session, str], str] = session.info[NUMBER_MAKER]
    return maker(session, series)


@remembered
def table_columns(entity: type[Synced]) -> dict[str, Column[Any]]:
    """Give the columns of an entity by name; to be read only."""
    return {column.key: column for column in inspect(entity).local_table.columns}


@remembered
def columns_of(entity: type[Synced]) -> dict[str, TypeEngine[Any]]:
    """Give the column names and types of an entity; to be read only."""
    return {name: column.type for name, column in table_columns(entity).items()}


def fill_in(row: Synced) -> None:
    """Give every column of a new row that nothing was said of the value the database would get for it.

    What follows from the row can then be reckoned before it is written.
    """
    known = instance_dict(row)
    for name, column in table_columns(type(row)).items():
        if name not in known:
            default: Any = column.default
            value = None if default is None else default.arg(None) if default.is_callable else default.arg
            set_committed_value(row, name, value)


def is_changed(row: Synced) -> bool:
    """Tell whether a row of a session differs from what the database has; looks only at what was set."""
    names = inspect(row).committed_state
    return any(get_history(row, name, PassiveFlag.PASSIVE_NO_INITIALIZE).has_changes() for name in names)


def to_wire(value: Value) -> Value:
    """Turn a column's value into its wire form: ISO text for moments, days and times."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return value


def from_wire(kind: TypeEngine[Any], value: Value) -> Value:
    """Turn a wire value into what a column of this type holds.

    Raises ValueError for text that is no moment, day or time.
    """
    if not isinstance(value, str):
        return value
    if isinstance(kind, (UtcDateTime, DateTime)):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Time):
        return time.fromisoformat(value)
    return value


def body_of(row: Synced) -> dict[str, Value]:
    """Give a row as column name to wire value, the form it travels and is kept in."""
    return {name: to_wire(getattr(row, name)) for name in columns_of(type(row))}


def row_from(entity: type[Synced], body: dict[str, Value]) -> Synced:
    """Make a row from its wire form; names the entity does not know are left out."""
    kinds = columns_of(entity)
    return entity(**{name: from_wire(kinds[name], value) for name, value in body.items() if name in kinds})
