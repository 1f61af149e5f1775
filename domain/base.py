"""What every synced table shares: identity, revision, authorship, and the times it was touched."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar, Final

from sqlalchemy import JSON, DateTime, Dialect, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator
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


class Base(DeclarativeBase):
    """The declarative base of the shared tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        list[str]: JSON(),
        list[dict[str, Any]]: JSON(),
        dict[str, Any]: JSON(),
    }


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


NUMBER_MAKER: Final = "number_maker"
TOUCHED: Final = "touched"


def next_number(session: Session, series: str) -> str:
    """Give the next human number of a series: the server's own, or a temporary one on a desktop.

    Who opens the session puts the maker into `session.info["number_maker"]`.
    """
    maker: Callable[[Session, str], str] = session.info[NUMBER_MAKER]
    return maker(session, series)
