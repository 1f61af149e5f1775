"""Conflicts: two people changed the same field; both values are kept until somebody decides."""

from typing import Any, ClassVar

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import ID_LENGTH, Base, Record


class Conflict(Record, Base):
    """One field with three values: what the author saw, what the author wants, what the server has."""

    __tablename__ = "conflicts"
    scope_columns: ClassVar[tuple[str, ...]] = ("owner_id",)

    command_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    row_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    customer_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    field: Mapped[str] = mapped_column(String(40))
    base: Mapped[Any] = mapped_column(JSON, nullable=True)
    mine: Mapped[Any] = mapped_column(JSON, nullable=True)
    theirs: Mapped[Any] = mapped_column(JSON, nullable=True)
    theirs_by: Mapped[str] = mapped_column(String(ID_LENGTH), default="")
    kept: Mapped[str | None] = mapped_column(String(8))
