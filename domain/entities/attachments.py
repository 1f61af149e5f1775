"""Attachments: the record of a file; its bytes travel by hash (2.34)."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import ID_LENGTH, Base, Record


class Attachment(Record, Base):
    """A file that belongs to a record; `sha256` names its bytes."""

    __tablename__ = "attachments"
    scope_columns: ClassVar[tuple[str, ...]] = ("customer_id",)

    customer_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    holder_kind: Mapped[str] = mapped_column(String(20))
    holder_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    captured_at: Mapped[datetime | None]
    page_count: Mapped[int | None]
    stored: Mapped[bool] = mapped_column(default=False)
