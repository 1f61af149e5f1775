"""Tasks (2.29)."""

from datetime import date, datetime, time
from typing import ClassVar

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import ID_LENGTH, Base, Record


class Task(Record, Base):
    """Something somebody has to do by a day; without assignee it waits to be handed out."""

    __tablename__ = "tasks"
    scope_columns: ClassVar[tuple[str, ...]] = ("assignee_id", "customer_id", "org_id", "owner_id")

    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20), default="other")
    origin: Mapped[str] = mapped_column(String(12), default="own")
    customer_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    visit_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    assignee_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    co_worker_ids: Mapped[list[str]] = mapped_column(default=list)
    start: Mapped[date | None]
    due: Mapped[date] = mapped_column(index=True)
    due_time: Mapped[time | None]
    priority: Mapped[str] = mapped_column(String(12), default="normal")
    standard: Mapped[str] = mapped_column(String(300), default="")
    evidence: Mapped[str] = mapped_column(String(300), default="")
    progress: Mapped[int] = mapped_column(default=0)
    result: Mapped[str] = mapped_column(Text, default="")
    overdue_reason: Mapped[str] = mapped_column(String(300), default="")
    evaluation: Mapped[str] = mapped_column(String(300), default="")
    is_promise: Mapped[bool] = mapped_column(default=False)
    recurrence: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[str] = mapped_column(String(12), default="under_way", index=True)
    done_at: Mapped[datetime | None]
