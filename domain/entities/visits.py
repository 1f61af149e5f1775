"""Visit plans, visit logs, and what supervisors say about them (2.14, 2.15, 3.3)."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import ID_LENGTH, Base, Record


class VisitPlan(Record, Base):
    """A visit somebody means to make: who, when, why, with whom."""

    __tablename__ = "visit_plans"
    scope_columns: ClassVar[tuple[str, ...]] = ("customer_id", "owner_id")

    customer_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    contact_ids: Mapped[list[str]] = mapped_column(default=list)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    way: Mapped[str] = mapped_column(String(20), default="on_site")
    grade: Mapped[str] = mapped_column(String(12), default="general")
    purposes: Mapped[list[str]] = mapped_column(default=list)
    origin: Mapped[str] = mapped_column(String(12), default="own")
    companion_ids: Mapped[list[str]] = mapped_column(default=list)
    subject: Mapped[str] = mapped_column(String(100), default="")
    goals: Mapped[str] = mapped_column(Text, default="")
    topics: Mapped[str] = mapped_column(Text, default="")
    materials: Mapped[str] = mapped_column(Text, default="")
    questions: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(12), default="planned")
    to_confirm: Mapped[bool] = mapped_column(default=False)
    reschedule_count: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(200), default="")


class VisitLog(Record, Base):
    """What happened at a visit: people, points, promises, evidence."""

    __tablename__ = "visit_logs"
    scope_columns: ClassVar[tuple[str, ...]] = ("customer_id", "owner_id")

    customer_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    plan_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    way: Mapped[str] = mapped_column(String(20))
    grade: Mapped[str] = mapped_column(String(12), default="general")
    purposes: Mapped[list[str]] = mapped_column(default=list)
    place: Mapped[str] = mapped_column(String(200), default="")
    lon: Mapped[str | None] = mapped_column(String(16))
    lat: Mapped[str | None] = mapped_column(String(16))
    contact_ids: Mapped[list[str]] = mapped_column(default=list)
    companion_ids: Mapped[list[str]] = mapped_column(default=list)
    content: Mapped[str] = mapped_column(Text)
    needs: Mapped[list[str]] = mapped_column(default=list)
    opinions: Mapped[list[str]] = mapped_column(default=list)
    complaints: Mapped[list[str]] = mapped_column(default=list)
    competitor_info: Mapped[str] = mapped_column(Text, default="")
    mood: Mapped[str | None] = mapped_column(String(20))
    result: Mapped[str] = mapped_column(String(12), default="reached")
    result_note: Mapped[str] = mapped_column(String(300), default="")
    commitments: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    next_visit: Mapped[date | None]
    file_updates: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    attachment_ids: Mapped[list[str]] = mapped_column(default=list)
    cust_sign: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(12), default="reported")
    return_reason: Mapped[str] = mapped_column(String(300), default="")
    score: Mapped[int | None]
    submitted_at: Mapped[datetime]
    submit_delay_h: Mapped[int] = mapped_column(default=0)
    valid: Mapped[bool] = mapped_column(default=True)
    invalid_reasons: Mapped[list[str]] = mapped_column(default=list)


class VisitComment(Record, Base):
    """A remark of a supervisor on a visit log; remarks are only ever added."""

    __tablename__ = "visit_comments"
    scope_columns: ClassVar[tuple[str, ...]] = ("customer_id",)

    customer_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    visit_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    text: Mapped[str] = mapped_column(Text)
    score: Mapped[int | None]


class Phrase(Record, Base):
    """A quick phrase for visit logs: typed by its code, placeholders in square brackets."""

    __tablename__ = "phrases"
    scope_columns: ClassVar[tuple[str, ...]] = ("owner_id",)

    code: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(String(300))
