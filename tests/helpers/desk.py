"""A desktop without windows: a profile with an encrypted database, a workspace, and a few invented people."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from desktop.background import Background
from desktop.desks import FileDesk
from desktop.services.attachments import AttachmentStore
from desktop.services.database import Database
from desktop.services.errors import Trouble
from desktop.services.migrating import open_database as open_migrated
from desktop.settings import Settings
from desktop.workspace import Workspace
from domain.base import Synced
from domain.entities import Customer, OrgUnit, Person
from domain.permissions import DEFAULT_LEVELS, Actor, areas_of
from domain.rules.text import pinyin_key
from domain.values.people import Post

KEY = bytes(range(32))
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
CITY, DEPARTMENT, TEAM_ONE, TEAM_TWO = (f"00000000-0000-7000-8000-0000000000{n:02d}" for n in (1, 2, 3, 4))
UNITS = {CITY: None, DEPARTMENT: CITY, TEAM_ONE: DEPARTMENT, TEAM_TWO: DEPARTMENT}
LI, WANG, ZHAO, CHEN = (f"00000000-0000-7000-8000-0000000001{n:02d}" for n in (1, 2, 3, 4))
PEOPLE = {
    LI: ("李明远", "A1001", Post.ACCOUNT_MANAGER, TEAM_ONE),
    WANG: ("王雅琴", "A1002", Post.ACCOUNT_MANAGER, TEAM_TWO),
    ZHAO: ("赵建国", "S2001", Post.SUPERVISOR, TEAM_ONE),
    CHEN: ("陈立", "M3001", Post.DEPARTMENT_MANAGER, DEPARTMENT),
}


def row_id(number: int) -> str:
    """Give a readable id for a test row."""
    return f"00000000-0000-7000-9000-{number:012d}"


def actor(person_id: str = LI) -> Actor:
    """Give one of the invented people as an actor: LI and WANG manage accounts, ZHAO supervises, CHEN leads."""
    name, staff_no, post, org_id = PEOPLE[person_id]
    return Actor(
        id=person_id,
        name=name,
        staff_no=staff_no,
        post=post,
        level=DEFAULT_LEVELS.get(post, 2),
        org_id=org_id,
        areas=areas_of(post, org_id, UNITS),
        province_code="43",
    )


def authored(by: str = LI) -> dict:
    """Give authorship columns for rows that a test writes itself."""
    return {"created_by": by, "created_at": NOON, "updated_by": by, "updated_at": NOON}


def organisation() -> list[Synced]:
    """Give the rows of the invented organisation."""
    units = [
        OrgUnit(id=CITY, name="星城市分公司", level="city", unit_kind="management", parent_id=None, **authored()),
        OrgUnit(
            id=DEPARTMENT,
            name="集团客户部",
            level="department",
            unit_kind="service_centre",
            parent_id=CITY,
            **authored(),
        ),
        OrgUnit(id=TEAM_ONE, name="一班", level="team", unit_kind="sales", parent_id=DEPARTMENT, **authored()),
        OrgUnit(id=TEAM_TWO, name="二班", level="team", unit_kind="sales", parent_id=DEPARTMENT, **authored()),
    ]
    people = [
        Person(id=key, name=name, staff_no=staff_no, post=post, org_id=org_id, **authored())
        for key, (name, staff_no, post, org_id) in PEOPLE.items()
    ]
    return [*units, *people]


def customer(number: int, name: str, am_id: str = LI, **values) -> Customer:
    """Give a customer row that belongs to an account manager."""
    key = pinyin_key(name)
    columns = {
        "cust_no": f"J{number:06d}",
        "org_id": PEOPLE[am_id][3],
        "owner_id": am_id,
        "am_id": am_id,
        "province_code": "43",
        "search_text": f"{name}|{key.full}|{key.initials}|J{number:06d}",
    }
    return Customer(id=row_id(number), cust_name=name, **authored(am_id), **(columns | values))


def open_database(folder: Path, *rows: Synced) -> Database:
    """Make an encrypted database with the organisation and the given rows in it."""
    database = open_migrated(folder / "jike.db", KEY, folder / "backups", lambda: NOON)
    with database.write() as session:
        session.add_all([*organisation(), *rows])
    return database


@contextmanager
def open_workspace(
    folder: Path,
    *rows: Synced,
    acting: Actor | None = None,
    clock: Callable[[], datetime] = lambda: NOON,
):
    """Give a workspace on a fresh encrypted database; needs a QApplication. Stops its threads at the end."""
    database = open_database(folder, *rows)
    background = Background(troubles=(Trouble,))
    files = FileDesk(AttachmentStore(folder / "files", database, clock), background)
    workspace = Workspace(
        actor=acting or actor(),
        database=database,
        background=background,
        settings=Settings(),
        files=files,
        clock=clock,
    )
    try:
        yield workspace
    finally:
        background.close()
        database.close()
