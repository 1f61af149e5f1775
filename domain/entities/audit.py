"""The record of who did what (2.36): changes of every row, and prints, exports and reveals."""

from typing import Any, ClassVar

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import ID_LENGTH, Base, Record


class AuditEntry(Record, Base):
    """One thing done to one record; `changes` holds field, old and new value of an edit."""

    __tablename__ = "audit_entries"
    scope_columns: ClassVar[tuple[str, ...]] = ("customer_id",)

    customer_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    row_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    action: Mapped[str] = mapped_column(String(30))
    changes: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    reason: Mapped[str] = mapped_column(String(200), default="")
