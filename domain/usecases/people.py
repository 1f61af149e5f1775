"""Set up units, take people in, change their posts (2.1, 2.2)."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.base import columns_of
from domain.commands.people import AddOrgUnit, AddPerson, EditPerson
from domain.entities import OrgUnit, Person
from domain.errors import Problem, Refused
from domain.permissions import DEFAULT_LEVELS, Actor, Permission, require
from domain.rules.people import PERSON_FIELDS, UNIT_FIELDS, person_problems, unit_problems
from domain.usecases.shared import authored, changed, fetch, new_id_taken, refuse_if, set_values
from domain.values.people import Post

DEPTH = 7
MIDDLE_LEVEL = 2


def add_org_unit(session: Session, actor: Actor, command: AddOrgUnit) -> None:
    """Set up a unit below its parent; names are unique among siblings, at most seven levels deep."""
    require(actor, Permission.PEOPLE_WRITE)
    refuse_if(unit_problems(command))
    new_id_taken(session, OrgUnit, command.unit_id)
    values: dict[str, Any] = {name: command.values[name] for name in UNIT_FIELDS if name in command.values}
    parent_id = values.get("parent_id")
    _check_depth(session, parent_id)
    twin = select(OrgUnit.id).where(OrgUnit.parent_id == parent_id, OrgUnit.name == values["name"])
    if session.scalars(twin).first():
        raise Refused("invalid", (Problem(field="name", code="name_taken"),))
    unit = OrgUnit(id=command.unit_id, **authored(actor, command.at))
    set_values(unit, values)
    session.add(unit)


def _check_depth(session: Session, parent_id: str | None) -> None:
    depth = 1
    while parent_id:
        parent = session.get(OrgUnit, parent_id)
        if parent is None:
            raise Refused("invalid", (Problem(field="parent_id", code="not_found"),))
        parent_id, depth = parent.parent_id, depth + 1
    if depth > DEPTH:
        raise Refused("invalid", (Problem(field="parent_id", code="too_deep", facts={"limit": DEPTH}),))


def add_person(session: Session, actor: Actor, command: AddPerson) -> None:
    """Take somebody in; the staff number is unique, the level follows from the post unless given."""
    require(actor, Permission.PEOPLE_WRITE)
    refuse_if(person_problems(command))
    new_id_taken(session, Person, command.person_id)
    values: dict[str, Any] = {name: command.values[name] for name in PERSON_FIELDS if name in command.values}
    if session.get(OrgUnit, values["org_id"]) is None:
        raise Refused("invalid", (Problem(field="org_id", code="not_found"),))
    if session.scalars(select(Person.id).where(Person.staff_no == values["staff_no"])).first():
        raise Refused("invalid", (Problem(field="staff_no", code="staff_no_taken"),))
    values.setdefault("perm_level", DEFAULT_LEVELS.get(Post(values["post"]), MIDDLE_LEVEL))
    person = Person(id=command.person_id, **authored(actor, command.at))
    set_values(person, values)
    session.add(person)


def edit_person(session: Session, actor: Actor, command: EditPerson) -> None:
    """Change somebody's particulars; the administrator's word counts, without conflict records."""
    require(actor, Permission.PEOPLE_WRITE)
    refuse_if(person_problems(command))
    person = fetch(session, actor, Person, command.person_id)
    set_values(person, {edit.field: edit.new for edit in command.edits if edit.field in columns_of(Person)})
    changed(person, actor, command.at)
