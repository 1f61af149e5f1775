"""A small organisation in memory, for use cases and queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from domain.commands import AddContact, AddOrgUnit, AddPerson, Command, CreateCustomer
from domain.entities import Base
from domain.permissions import DEFAULT_LEVELS, Actor, areas_of
from domain.usecases import apply
from domain.values.people import Post

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@dataclass
class Office:
    """Two teams of a department, with a session to give commands in."""

    session: Session
    ids: Iterator[int]

    @classmethod
    def on(cls, session: Session) -> "Office":
        """Set up an office in an empty database."""
        numbers = count(1)
        session.info["number_maker"] = lambda _session, series: f"{series}-{next(numbers):05d}"
        return cls(session, count(2))

    def new_id(self) -> str:
        return str(UUID(int=next(self.ids)))

    def stamp(self) -> dict[str, Any]:
        return {"id": self.new_id(), "at": NOW}

    def run(self, actor: Actor, command: Command) -> None:
        with self.session.begin_nested():
            apply(self.session, actor, command)

    def unit(self, name: str, parent: str | None, level: str = "team") -> str:
        unit_id = self.new_id()
        values = {"name": name, "level": level, "parent_id": parent, "unit_kind": "sales"}
        self.run(ADMIN, AddOrgUnit(**self.stamp(), unit_id=unit_id, values=values))
        self.parents[unit_id] = parent
        return unit_id

    def person(self, name: str, post: Post, org_id: str) -> Actor:
        person_id = self.new_id()
        number = f"S{len(self.people) + 1:04d}"
        values = {"staff_no": number, "name": name, "post": post.value, "org_id": org_id}
        self.run(ADMIN, AddPerson(**self.stamp(), person_id=person_id, values=values))
        actor = Actor(
            id=person_id,
            name=name,
            staff_no=number,
            post=post,
            level=DEFAULT_LEVELS.get(post, 2),
            org_id=org_id,
            areas=areas_of(post, org_id, self.parents),
            province_code="43",
        )
        self.people[name] = actor
        return actor

    def customer(self, actor: Actor, name: str = "澜州恒岳精密制造有限公司", **values: Any) -> str:
        customer_id = self.new_id()
        filled = {"cust_name": name, "county": "430503", "city": "430500", "tel": "0739-5321000", "value_class": "A1"}
        command = CreateCustomer(**self.stamp(), customer_id=customer_id, values=filled | values)
        self.run(actor, command)
        return customer_id

    def contact(self, actor: Actor, customer_id: str, name: str = "方念平") -> str:
        contact_id = self.new_id()
        values = {"name": name, "role_kinds": ["decision_maker"], "mobile": "13800138000", "title": "信息部主任"}
        command = AddContact(**self.stamp(), contact_id=contact_id, customer_id=customer_id, values=values)
        self.run(actor, command)
        return contact_id

    def __post_init__(self) -> None:
        self.parents: dict[str, str | None] = {}
        self.people: dict[str, Actor] = {}
        branch = self.unit("澜州分公司", None, "city")
        department = self.unit("集团客户部", branch, "department")
        self.north = self.unit("装备与港航组", department)
        self.south = self.unit("政企二组", department)
        self.manager = self.person("顾晓舟", Post.ACCOUNT_MANAGER, self.north)
        self.colleague = self.person("许望舒", Post.ACCOUNT_MANAGER, self.north)
        self.stranger = self.person("程予安", Post.ACCOUNT_MANAGER, self.south)
        self.supervisor = self.person("韩砚秋", Post.SUPERVISOR, self.north)
        self.assistant = self.person("白鹭行", Post.ASSISTANT, self.north)
        self.chief = self.person("沈既白", Post.DEPARTMENT_MANAGER, department)


ADMIN = Actor(id=str(UUID(int=1)), name="admin", staff_no="admin", post=Post.ADMINISTRATOR, level=None, org_id="")


@contextmanager
def office_in(url: str, kind: type[Office] = Office) -> Iterator[Office]:
    """Lend an office in a database of its own: `sqlite://` is in memory."""
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield kind.on(session)
    engine.dispose()


@pytest.fixture
def office() -> Iterator[Office]:
    with office_in("sqlite://") as made:
        yield made
