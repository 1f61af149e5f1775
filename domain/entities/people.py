"""The organisation and its people (2.1, 2.2)."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from domain.base import ID_LENGTH, Base, Synced


class OrgUnit(Synced, Base):
    """A unit of the operator's own organisation: branch, department, team, grid."""

    __tablename__ = "org_units"

    name: Mapped[str] = mapped_column(String(100))
    short_name: Mapped[str] = mapped_column(String(40), default="")
    level: Mapped[str] = mapped_column(String(20))
    parent_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), index=True)
    unit_kind: Mapped[str] = mapped_column(String(20))
    area_code: Mapped[str] = mapped_column(String(6), default="")
    leader_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    vice_leader_ids: Mapped[list[str]] = mapped_column(default=list)
    industries: Mapped[list[str]] = mapped_column(default=list)
    status: Mapped[str] = mapped_column(String(12), default="active")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Person(Synced, Base):
    """Somebody who works with the system; secrets live on the server elsewhere."""

    __tablename__ = "people"

    staff_no: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    gender: Mapped[str] = mapped_column(String(12), default="unstated")
    mobile: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(120), default="")
    org_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    post: Mapped[str] = mapped_column(String(30))
    perm_level: Mapped[int | None]
    employ_kind: Mapped[str | None] = mapped_column(String(12))
    join_date: Mapped[date | None]
    leave_date: Mapped[date | None]
    speciality: Mapped[list[str]] = mapped_column(default=list)
    skill_level: Mapped[str] = mapped_column(String(20), default="")
    certs: Mapped[list[str]] = mapped_column(default=list)
    training: Mapped[list[str]] = mapped_column(default=list)
    load_cap: Mapped[int | None]
    mentor_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    status: Mapped[str] = mapped_column(String(12), default="on_duty")
