"""Key persons of a customer (2.6)."""

from datetime import date
from typing import ClassVar

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import ID_LENGTH, Base, Record


class Contact(Record, Base):
    """A person at the customer who decides, influences, handles or uses."""

    __tablename__ = "contacts"
    scope_columns: ClassVar[tuple[str, ...]] = ("customer_id",)

    customer_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    name: Mapped[str] = mapped_column(String(60))
    gender: Mapped[str] = mapped_column(String(12), default="unstated")
    dept: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(String(60), default="")
    role_kinds: Mapped[list[str]] = mapped_column(default=list)
    influence: Mapped[int | None]
    attitude: Mapped[str] = mapped_column(String(12), default="unknown")
    mobile: Mapped[str] = mapped_column(String(20), default="")
    office_tel: Mapped[str] = mapped_column(String(30), default="")
    email: Mapped[str] = mapped_column(String(120), default="")
    wechat: Mapped[str] = mapped_column(String(60), default="")
    operator: Mapped[str | None] = mapped_column(String(12))
    monthly_fee: Mapped[int | None]
    bound: Mapped[bool | None]
    birthday: Mapped[str] = mapped_column(String(10), default="")
    birthday_calendar: Mapped[str] = mapped_column(String(8), default="solar")
    hometown: Mapped[str] = mapped_column(String(60), default="")
    hobby: Mapped[str] = mapped_column(String(200), default="")
    taboo: Mapped[str] = mapped_column(String(200), default="")
    family_note: Mapped[str] = mapped_column(Text, default="")
    best_time: Mapped[str] = mapped_column(String(60), default="")
    best_channel: Mapped[str | None] = mapped_column(String(12))
    relation_owner_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    reports_to_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    consent: Mapped[str] = mapped_column(String(12), default="not_asked")
    consent_date: Mapped[date | None]
    is_primary: Mapped[bool] = mapped_column(default=False)
    left_date: Mapped[date | None]
    search_text: Mapped[str] = mapped_column(Text, default="")
