"""Service rules, parameters and service plans (2.24, 2.25, 2.37)."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import ID_LENGTH, Base, Record, Synced


class ServiceRule(Synced, Base):
    """A minimum the operator sets itself for a class of customers."""

    __tablename__ = "service_rules"

    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(100))
    value_classes: Mapped[list[str]] = mapped_column(default=list)
    service_classes: Mapped[list[str]] = mapped_column(default=list)
    segments: Mapped[list[str]] = mapped_column(default=list)
    products: Mapped[list[str]] = mapped_column(default=list)
    item: Mapped[str] = mapped_column(String(20))
    value: Mapped[int]
    unit: Mapped[str] = mapped_column(String(16))
    tolerance: Mapped[int] = mapped_column(default=0)
    standard: Mapped[str] = mapped_column(String(300), default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    level: Mapped[str] = mapped_column(String(20))
    internal_only: Mapped[bool] = mapped_column(default=True)


class Parameter(Synced, Base):
    """The value of one threshold from a day on; shipped defaults are rows too."""

    __tablename__ = "parameters"

    code: Mapped[str] = mapped_column(String(60), index=True)
    value: Mapped[str] = mapped_column(String(60))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class ServicePlan(Record, Base):
    """A year's promise to one customer, printed and confirmed."""

    __tablename__ = "service_plans"
    scope_columns: ClassVar[tuple[str, ...]] = ("customer_id",)

    customer_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    year: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), default="draft")
    team: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    situation: Mapped[str] = mapped_column(Text, default="")
    needs: Mapped[str] = mapped_column(Text, default="")
    goals: Mapped[str] = mapped_column(Text, default="")
    items: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    products: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    prices: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    emergency: Mapped[str] = mapped_column(Text, default="")
    escalation: Mapped[str] = mapped_column(Text, default="")
    report_cycle: Mapped[str] = mapped_column(String(100), default="")
    communication: Mapped[str] = mapped_column(Text, default="")
    review_notes: Mapped[str] = mapped_column(Text, default="")
    scheme_overview: Mapped[str] = mapped_column(Text, default="")
    architecture: Mapped[str] = mapped_column(Text, default="")
    investment: Mapped[str] = mapped_column(Text, default="")
    implementation: Mapped[str] = mapped_column(Text, default="")
    acceptance: Mapped[str] = mapped_column(Text, default="")
    after_sale: Mapped[str] = mapped_column(Text, default="")
    confirmed_name: Mapped[str] = mapped_column(String(60), default="")
    confirmed_date: Mapped[date | None]
    approval_ref: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    version: Mapped[int] = mapped_column(default=1)
