"""Rows of an import: what a file holds, what would become of it, what became of it; and what to compare it with."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.base import body_of
from domain.commands.base import Edit
from domain.entities import Contact, Customer, Person
from domain.errors import Problem
from domain.permissions import Actor, Permission, require, visible
from domain.values.imports import RowFate, TargetKind, TwinReason
from domain.values.money import MoneyUnit

_CHUNK: Final = 400


class SheetRow(msgspec.Struct, frozen=True):
    """One sheet of a workbook, or the one table of a text file."""

    name: str
    rows: int


class BookRow(msgspec.Struct, frozen=True):
    """A file that can be read: its sheets, its size in bytes, and the encoding of a text file."""

    path: str
    name: str
    size: int
    sheets: tuple[SheetRow, ...]
    encoding: str = ""


class ColumnRow(msgspec.Struct, frozen=True):
    """One column of the file: its place, heading, first values, and the unit its heading names, if any."""

    index: int
    heading: str
    samples: tuple[str, ...] = ()
    named_unit: MoneyUnit | None = None


class HeadRow(msgspec.Struct, frozen=True):
    """Where a sheet's headings stand: first and last line (from 1), and the columns under them."""

    sheet: str
    first_line: int
    last_line: int
    columns: tuple[ColumnRow, ...]


class TargetRow(msgspec.Struct, frozen=True):
    """A field a column can be put into; `label` is a message id."""

    key: str
    label: str
    section: str
    kind: TargetKind = TargetKind.PLAIN
    needed: bool = False


class ColumnChoice(msgspec.Struct, frozen=True):
    """What a person chose for one column: the field, "" for none, and the unit of a column of money."""

    index: int
    target: str = ""
    unit: MoneyUnit | None = None


class MappingRow(msgspec.Struct, frozen=True):
    """A choice for every column of a file; `remembered` when it comes from an earlier import of the same head."""

    columns: tuple[ColumnChoice, ...]
    remembered: bool = False


class TwinRow(msgspec.Struct, frozen=True):
    """What a row was taken for: a customer on file, or an earlier line of the same file."""

    reason: TwinReason
    customer_id: str = ""
    name: str = ""
    line: int = 0


class PlannedRow(msgspec.Struct, frozen=True):
    """One row as it will be: its line in the file, its fate, the values as they will be kept, and what is wrong."""

    line: int
    fate: RowFate
    name: str
    values: dict[str, str]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    twin: TwinRow | None = None


class MoneySum(msgspec.Struct, frozen=True):
    """Control total of a column of money in fen: of the rows read, of those taken, and of the file's own total line."""

    target: str
    heading: str
    read: int
    taken: int
    trailer: int | None = None

    @property
    def agrees(self) -> bool:
        """Whether the file's own total, where there is one, is the sum of its rows."""
        return self.trailer is None or self.trailer == self.read


class ImportTotals(msgspec.Struct, frozen=True):
    """Counts of rows; every row read is in exactly one of the others (`left` only after a cancelled run)."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    errors: int = 0
    left: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether no row was lost or counted twice."""
        parts = (self.created, self.updated, self.unchanged, self.duplicates, self.errors, self.left)
        return self.read == sum(parts)


class SurveyRow(msgspec.Struct, frozen=True):
    """What an import would do: counts, sums, the first duplicates and errors, and the first rows of the file."""

    totals: ImportTotals
    sums: tuple[MoneySum, ...]
    first: tuple[PlannedRow, ...]
    duplicates: tuple[PlannedRow, ...]
    errors: tuple[PlannedRow, ...]


class ResultRow(msgspec.Struct, frozen=True):
    """What an import did."""

    batch_id: str
    file: str
    at: datetime
    totals: ImportTotals
    sums: tuple[MoneySum, ...]
    cancelled: bool = False


class RevertRow(msgspec.Struct, frozen=True):
    """What taking an import back did; `kept` counts what has changed since and was left as it is."""

    removed: int = 0
    restored: int = 0
    kept: int = 0


class KnownCustomer(msgspec.Struct, frozen=True):
    """What an import compares a row with."""

    id: str
    cust_no: str
    cert_no: str
    cust_name: str
    tel: str
    address: str
    legal_rep: str


class UndoStep(msgspec.Struct, frozen=True):
    """What one chunk of an import did, kept so that it can be taken back."""

    created: tuple[str, ...] = ()
    edited: tuple[tuple[str, tuple[Edit, ...]], ...] = ()


def known_customers(session: Session, actor: Actor) -> list[KnownCustomer]:
    """Give every customer the actor may see, in the form rows are compared with."""
    names = ("id", "cust_no", "cert_no", "cust_name", "tel", "office_address", "reg_address", "legal_rep")
    query = select(*(getattr(Customer, name) for name in names)).where(
        Customer.deleted_at.is_(None), visible(actor, Customer)
    )
    return [
        KnownCustomer(
            id=row.id,
            cust_no=row.cust_no or "",
            cert_no=row.cert_no or "",
            cust_name=row.cust_name,
            tel=row.tel or "",
            address=row.office_address or row.reg_address or "",
            legal_rep=row.legal_rep or "",
        )
        for row in session.execute(query)
    ]


def customer_bodies(session: Session, actor: Actor, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Give customers by id in their wire form, those the actor may see."""
    wanted = list(ids)
    bodies: dict[str, dict[str, Any]] = {}
    for start in range(0, len(wanted), _CHUNK):
        query = select(Customer).where(
            Customer.id.in_(wanted[start : start + _CHUNK]), Customer.deleted_at.is_(None), visible(actor, Customer)
        )
        bodies.update({customer.id: body_of(customer) for customer in session.scalars(query)})
    return bodies


def people_by_staff_no(session: Session, actor: Actor) -> dict[str, str]:
    """Give the id of everybody by staff number, in upper case."""
    query = select(Person.staff_no, Person.id).where(Person.deleted_at.is_(None), visible(actor, Person))
    return {row.staff_no.upper(): row.id for row in session.execute(query)}


def staff_numbers(session: Session, actor: Actor) -> dict[str, str]:
    """Give the staff number of everybody by id."""
    return {key: number for number, key in people_by_staff_no(session, actor).items()}


def created_by_batch(session: Session, actor: Actor, batch_id: str) -> list[tuple[str, bool]]:
    """Give the customers an import opened that still stand, and whether each has been touched since."""
    query = select(Customer).where(
        Customer.batch_id == batch_id, Customer.deleted_at.is_(None), visible(actor, Customer)
    )
    customers = list(session.scalars(query))
    return [
        (customer.id, customer.last_visit is not None or customer.updated_at != customer.created_at)
        for customer in customers
    ]


def exported_customers(session: Session, actor: Actor, ids: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """Give customers in their wire form for a file, all the actor may see or those of some ids; raises Refused."""
    require(actor, Permission.CUSTOMER_EXPORT)
    if ids is not None:
        wanted = list(ids)
        bodies = customer_bodies(session, actor, wanted)
        return [bodies[key] for key in wanted if key in bodies]
    query = select(Customer).where(Customer.deleted_at.is_(None), visible(actor, Customer)).order_by(Customer.cust_no)
    return [body_of(customer) for customer in session.scalars(query)]


def primary_contacts(session: Session, actor: Actor, ids: Iterable[str]) -> frozenset[str]:
    """Give those of the customers that have a key person already."""
    wanted = list(ids)
    found: set[str] = set()
    for start in range(0, len(wanted), _CHUNK):
        query = select(Contact.customer_id).where(
            Contact.customer_id.in_(wanted[start : start + _CHUNK]),
            Contact.deleted_at.is_(None),
            visible(actor, Contact),
        )
        found.update(session.scalars(query))
    return frozenset(found)
