"""The customer file and affiliated companies (2.4, 2.5)."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import ID_LENGTH, Base, Record


class Customer(Record, Base):
    """A group customer: everything its account manager knows of it."""

    __tablename__ = "customers"
    scope_columns: ClassVar[tuple[str, ...]] = ("am_id", "am_b_id", "assistant_id", "org_id", "to_hq")

    cust_no: Mapped[str | None] = mapped_column(String(40), index=True)
    cust_name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(60), default="")
    alias: Mapped[str] = mapped_column(String(200), default="")
    cust_kind: Mapped[str] = mapped_column(String(20), default="group")
    state: Mapped[str] = mapped_column(String(20), default="prospect", index=True)
    coop_state: Mapped[str] = mapped_column(String(20), default="prospect")
    owner_level: Mapped[str] = mapped_column(String(20), default="city")
    relation_tier: Mapped[str] = mapped_column(String(20), default="prospect")
    value_class: Mapped[str] = mapped_column(String(12), default="unrated", index=True)
    service_class: Mapped[str | None] = mapped_column(String(12))
    org_type: Mapped[str] = mapped_column(String(30), default="enterprise")
    cert_type: Mapped[str | None] = mapped_column(String(30))
    cert_no: Mapped[str | None] = mapped_column(String(40), index=True)
    cert_valid_to: Mapped[date | None]
    legal_rep: Mapped[str] = mapped_column(String(60), default="")
    reg_capital: Mapped[int | None]
    found_date: Mapped[date | None]
    reg_status: Mapped[str | None] = mapped_column(String(20))
    province: Mapped[str] = mapped_column(String(6), default="")
    city: Mapped[str] = mapped_column(String(6), default="")
    county: Mapped[str] = mapped_column(String(6), default="", index=True)
    township: Mapped[str] = mapped_column(String(60), default="")
    grid: Mapped[str] = mapped_column(String(60), default="")
    location_scope: Mapped[str | None] = mapped_column(String(12))
    reg_address: Mapped[str] = mapped_column(String(200), default="")
    office_address: Mapped[str] = mapped_column(String(200), default="")
    install_sites: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    lon: Mapped[str | None] = mapped_column(String(16))
    lat: Mapped[str | None] = mapped_column(String(16))
    coordinate_system: Mapped[str | None] = mapped_column(String(8))
    tel: Mapped[str] = mapped_column(String(30), default="")
    fax: Mapped[str] = mapped_column(String(30), default="")
    website: Mapped[str] = mapped_column(String(200), default="")
    industry_section: Mapped[str] = mapped_column(String(1), default="")
    industry_division: Mapped[str] = mapped_column(String(2), default="")
    industry_group: Mapped[str] = mapped_column(String(3), default="")
    segment: Mapped[str] = mapped_column(String(20), default="other", index=True)
    employees: Mapped[int | None]
    annual_revenue: Mapped[int | None]
    assets: Mapped[int | None]
    nat_size: Mapped[str | None] = mapped_column(String(12))
    own_size: Mapped[str | None] = mapped_column(String(12))
    biz_scope_range: Mapped[str | None] = mapped_column(String(20))
    parent_cust_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    listed_code: Mapped[str] = mapped_column(String(20), default="")
    is_key: Mapped[bool] = mapped_column(default=False)
    is_direct: Mapped[bool] = mapped_column(default=False)
    direct_code: Mapped[str] = mapped_column(String(40), default="")
    to_hq: Mapped[bool] = mapped_column(default=False)
    hq_code: Mapped[str] = mapped_column(String(40), default="")
    biz_analysis_code: Mapped[str] = mapped_column(String(40), default="")
    micro_flag: Mapped[bool] = mapped_column(default=False)
    micro_type: Mapped[str | None] = mapped_column(String(20))
    micro_star: Mapped[int | None]
    broadband_op: Mapped[str | None] = mapped_column(String(12))
    covered: Mapped[bool | None]
    credit_class: Mapped[str | None] = mapped_column(String(2))
    blacklist: Mapped[bool] = mapped_column(default=False)
    blacklist_reason: Mapped[str] = mapped_column(String(200), default="")
    credit_check: Mapped[str | None] = mapped_column(String(20))
    credit_check_date: Mapped[date | None]
    credit_check_evidence: Mapped[str] = mapped_column(String(200), default="")
    it_staff: Mapped[int | None]
    decision_process: Mapped[str] = mapped_column(String(500), default="")
    budget_cycle: Mapped[str] = mapped_column(String(100), default="")
    concerns: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    needs_summary: Mapped[str] = mapped_column(Text, default="")
    culture_note: Mapped[str] = mapped_column(Text, default="")
    industry_chain_note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(20), default="self_found")
    am_id: Mapped[str] = mapped_column(String(ID_LENGTH), default="", index=True)
    am_b_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    team_ids: Mapped[list[str]] = mapped_column(default=list)
    assistant_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    chief_rep_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    sign_date: Mapped[date | None]
    tags: Mapped[list[str]] = mapped_column(default=list)
    remarks: Mapped[str] = mapped_column(Text, default="")
    verified_at: Mapped[datetime | None]
    monthly_revenue: Mapped[int | None]
    arrears: Mapped[int | None]
    figures_period: Mapped[str] = mapped_column(String(6), default="")
    figures_source: Mapped[str] = mapped_column(String(60), default="")
    value_score: Mapped[int | None]
    risk_level: Mapped[str | None] = mapped_column(String(12))
    batch_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    search_text: Mapped[str] = mapped_column(Text, default="")
    completeness: Mapped[int] = mapped_column(default=0)
    last_visit: Mapped[date | None]
    next_visit_due: Mapped[date | None] = mapped_column(index=True)

    __table_args__ = (Index("ix_customers_province_cert", "province_code", "cert_no"),)


class Affiliate(Record, Base):
    """A relation between a customer and another company, on file or not."""

    __tablename__ = "affiliates"

    customer_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    to_customer_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    to_name: Mapped[str] = mapped_column(String(200))
    to_cert_no: Mapped[str | None] = mapped_column(String(40))
    rel_type: Mapped[str] = mapped_column(String(20))
    hold_pct: Mapped[int | None]
    is_group_member: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(200), default="")
    evidence: Mapped[str] = mapped_column(String(200), default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
