"""What an operator sets up from the command line: units, people, passwords, shipped rules and parameters.

Everything synced goes through commands and `apply`, as if an administrator had done it at a desktop.
"""

import csv
import io
import secrets
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from domain.commands import AddOrgUnit, AddPerson, Command, SetParameter, SetServiceRule
from domain.entities import OrgUnit, Parameter, Person, ServiceRule
from domain.errors import Problem, Refused
from domain.permissions import Actor
from domain.rules.fields import FieldKind
from domain.rules.parameters import PARAMETERS
from domain.rules.people import PERSON_FIELDS
from domain.values.people import Post
from server.auth import LONGEST_PASSWORD, hash_password
from server.database import Database
from server.exchange.applying import apply_as
from server.tables import Password

SYSTEM: Final = Actor(
    id="00000000-0000-7000-8000-000000000001", name="", staff_no="", post=Post.ADMINISTRATOR, level=None, org_id=""
)
"""The administrator the server itself acts as; not a row, nobody can sign in as it."""
SERVICE_RULES: Final = Path(__file__).parents[1] / "resources" / "codes" / "service_rules.json"
SHIPPED_FROM: Final = date(2020, 1, 1)
SHORTEST_PASSWORD: Final = 8
UNIT_REFERENCE: Final = "parent"
PERSON_REFERENCE: Final = "org"


class PersonRow(msgspec.Struct, frozen=True):
    """What the list of people shows."""

    staff_no: str
    name: str
    post: str
    unit: str
    status: str
    has_password: bool


class ImportReport(msgspec.Struct):
    """What became of each line of a file; `passwords` are shown once and kept nowhere."""

    added: int = 0
    existing: int = 0
    problems: list[str] = msgspec.field(default_factory=list)
    passwords: dict[str, str] = msgspec.field(default_factory=dict)


class Administration:
    """Does the operator's work on a migrated database."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def add_unit(self, values: dict[str, Any]) -> str:
        """Set up a unit and give its id; `parent` may be an id or a name. Raises Refused."""
        unit_id = str(uuid7())
        values = self._resolved(values, UNIT_REFERENCE, "parent_id")
        self._apply(AddOrgUnit(id=str(uuid7()), at=self._now(), unit_id=unit_id, values=values))
        return unit_id

    def add_person(self, values: dict[str, Any], password: str) -> str:
        """Take somebody in with a password and give the id; `org` may be an id or a name. Raises Refused."""
        _check_password(password)
        person_id = str(uuid7())
        values = self._resolved(values, PERSON_REFERENCE, "org_id")
        self._apply(AddPerson(id=str(uuid7()), at=self._now(), person_id=person_id, values=values))
        self._keep_password(person_id, password)
        return person_id

    def set_password(self, staff_no: str, password: str) -> None:
        """Replace a person's password. Raises Refused `not_found` or `invalid`."""
        _check_password(password)
        with Session(self._database.reader) as session:
            person_id = session.scalars(select(Person.id).where(Person.staff_no == staff_no)).one_or_none()
        if person_id is None:
            raise Refused("not_found", kind="people")
        self._keep_password(person_id, password)

    def people(self) -> list[PersonRow]:
        """List everybody by staff number."""
        query = (
            select(
                Person.staff_no, Person.name, Person.post, OrgUnit.name, Person.status, Password.person_id.is_not(None)
            )
            .outerjoin(OrgUnit, OrgUnit.id == Person.org_id)
            .outerjoin(Password, Password.person_id == Person.id)
            .where(Person.deleted_at.is_(None))
            .order_by(Person.staff_no)
        )
        with Session(self._database.reader) as session:
            return [
                PersonRow(staff_no, name, post, unit or "", status, bool(known))
                for staff_no, name, post, unit, status, known in session.execute(query)
            ]

    def import_units(self, file: Path) -> ImportReport:
        """Set up the units of a table with the columns name, level, unit_kind, parent, area_code, short_name."""
        report = ImportReport()
        for line, values in rows_of(file):
            if self._unit_exists(values.get("name", "")):
                report.existing += 1
            else:
                self._try(report, line, partial(self.add_unit, values))
        return report

    def import_people(self, file: Path) -> ImportReport:
        """Take in the people of a table with the columns staff_no, name, post, org and any other field of a person."""
        report = ImportReport()
        known = {row.staff_no for row in self.people()}
        for line, values in rows_of(file):
            number = str(values.get("staff_no", ""))
            if number in known:
                report.existing += 1
                continue
            password = values.pop("password", "") or new_password()
            if self._try(report, line, partial(self.add_person, values, password)):
                report.passwords[number] = password
                known.add(number)
        return report

    def seed_defaults(self) -> int:
        """Put the shipped parameters and service rules in force where there are none; gives how many were written."""
        with Session(self._database.reader) as session:
            codes = set(session.scalars(select(Parameter.code)))
            rules = set(session.scalars(select(ServiceRule.code)))
        now = self._now()
        commands: list[Command] = [
            SetParameter(
                id=str(uuid7()),
                at=now,
                parameter_id=str(uuid7()),
                code=spec.code,
                value=spec.default,
                valid_from=SHIPPED_FROM,
            )
            for spec in PARAMETERS
            if spec.code not in codes
        ]
        commands += [
            SetServiceRule(id=str(uuid7()), at=now, rule_id=str(uuid7()), values=values)
            for values in msgspec.json.decode(SERVICE_RULES.read_bytes(), type=list[dict[str, Any]])
            if values["code"] not in rules
        ]
        self._apply(*commands)
        return len(commands)

    def _apply(self, *commands: Command) -> None:
        apply_as(self._database, SYSTEM, list(commands), self._now())

    @staticmethod
    def _try(report: ImportReport, line: int, work: Callable[[], object]) -> bool:
        try:
            work()
        except Refused as refused:
            report.problems.append(f"{line}: {told(refused)}")
            return False
        report.added += 1
        return True

    def _resolved(self, values: dict[str, Any], name: str, column: str) -> dict[str, Any]:
        """Put the id of a unit in place of its name."""
        values = {key: value for key, value in values.items() if value not in ("", None)}
        reference = values.pop(name, None)
        if reference is None:
            return values
        with Session(self._database.reader) as session:
            query = select(OrgUnit.id).where((OrgUnit.id == reference) | (OrgUnit.name == reference)).limit(2)
            found = list(session.scalars(query))
        if len(found) != 1:
            raise Refused("invalid", (Problem(field=name, code="ambiguous" if found else "not_found"),))
        return values | {column: found[0]}

    def _unit_exists(self, name: str) -> bool:
        with Session(self._database.reader) as session:
            return session.scalars(select(OrgUnit.id).where(OrgUnit.name == name).limit(1)).first() is not None

    def _keep_password(self, person_id: str, password: str) -> None:
        hashed = hash_password(password)
        with Session(self._database.writer) as session, session.begin():
            session.merge(Password(person_id=person_id, hash=hashed, set_at=self._now()))


def new_password() -> str:
    """Make a password that is easy to type and hard to guess."""
    return "-".join(secrets.token_hex(2) for _ in range(4))


def told(refused: Refused) -> str:
    """Give a refusal as codes for the operator's terminal."""
    problems = ", ".join(f"{problem.field} {problem.code}" for problem in refused.problems)
    return f"{refused.code} ({problems})" if problems else refused.code


def rows_of(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Read a comma-separated table with a heading, UTF-8 or GB 18030: line number and values by column.

    Raises ValueError when it is neither, or a quoted value never ends.
    """
    data = file.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for values in reader:
            named = {key.strip(): (value or "").strip() for key, value in values.items() if key}
            yield reader.line_num, {name: _typed(name, value) for name, value in named.items() if value}
    except csv.Error as error:
        raise ValueError(f"{file.name}, line {reader.line_num + 1}: {error}") from None


def _typed(name: str, text: str) -> Any:  # noqa: ANN401 -- a cell holds what its column's field holds
    """Give a cell as its field wants it; a number that is none stays text and is refused with its field's name."""
    spec = PERSON_FIELDS.get(name)
    is_number = spec is not None and spec.kind is FieldKind.INTEGER and text.isascii() and text.isdigit()
    return int(text) if is_number else text


def _check_password(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise Refused("invalid", (Problem(field="password", code="too_short", facts={"limit": SHORTEST_PASSWORD}),))
    if len(password) > LONGEST_PASSWORD:
        raise Refused("invalid", (Problem(field="password", code="too_long", facts={"limit": LONGEST_PASSWORD}),))
