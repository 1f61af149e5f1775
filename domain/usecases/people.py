"""Set up units, take people in, change their posts (2.1, 2.2)."""

from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.commands.people import AddOrgUnit, AddPerson, EditOrgUnit, EditPerson
from domain.entities import Customer, OrgUnit, Person
from domain.permissions import DEFAULT_LEVELS, Actor, Permission, require
from domain.rules.people import PERSON_FIELDS, UNIT_FIELDS, person_problems, unit_problems
from domain.usecases.shared import SECOND_LEVEL, authored, changed, fetch, new_id_taken, refusal, refuse_if, set_values
from domain.values.people import PersonStatus, Post, UnitStatus

DEPTH: Final = 7


def add_org_unit(session: Session, actor: Actor, command: AddOrgUnit) -> None:
    """Set up a unit below its parent; names are unique among siblings, at most seven levels deep."""
    require(actor, Permission.PEOPLE_WRITE)
    refuse_if(unit_problems(command))
    new_id_taken(session, OrgUnit, command.unit_id)
    values: dict[str, Any] = {name: command.values[name] for name in UNIT_FIELDS if name in command.values}
    unit = OrgUnit(id=command.unit_id, **authored(actor, command.at))
    set_values(unit, values)
    _check_unit(session, unit)
    session.add(unit)


def edit_org_unit(session: Session, actor: Actor, command: EditOrgUnit) -> None:
    """Change a unit; it is abolished only once nobody works there and no customer belongs to it (2.1)."""
    require(actor, Permission.PEOPLE_WRITE)
    refuse_if(unit_problems(command))
    unit = fetch(session, actor, OrgUnit, command.unit_id)
    set_values(unit, {edit.field: edit.new for edit in command.edits})
    _check_unit(session, unit)
    if unit.status == UnitStatus.ABOLISHED:
        _check_empty(session, unit)
    changed(unit, actor, command.at)


def _check_unit(session: Session, unit: OrgUnit) -> None:
    with session.no_autoflush:
        _check_depth(session, unit)
        twin = select(OrgUnit.id).where(
            OrgUnit.parent_id == unit.parent_id,
            OrgUnit.name == unit.name,
            OrgUnit.id != unit.id,
            OrgUnit.deleted_at.is_(None),
        )
        if session.scalars(twin).first():
            raise refusal("name", "name_taken")
        if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
            raise refusal("valid_to", "end_before_start")
        leaders = {"leader_id": [unit.leader_id] if unit.leader_id else [], "vice_leader_ids": unit.vice_leader_ids}
        for field, ids in leaders.items():
            for person_id in ids or []:
                _check_leader(session, field, person_id)


def _check_leader(session: Session, field: str, person_id: str) -> None:
    person = session.get(Person, person_id)
    if person is None or person.deleted_at is not None:
        raise refusal(field, "not_found")
    if person.perm_level is None or person.perm_level > SECOND_LEVEL:
        raise refusal(field, "needs_level", level=SECOND_LEVEL)


def _check_depth(session: Session, unit: OrgUnit) -> None:
    depth, parent_id = 1, unit.parent_id
    while parent_id:
        if parent_id == unit.id:
            raise refusal("parent_id", "cycle")
        parent = session.get(OrgUnit, parent_id)
        if parent is None:
            raise refusal("parent_id", "not_found")
        parent_id, depth = parent.parent_id, depth + 1
        if depth > DEPTH:
            raise refusal("parent_id", "too_deep", limit=DEPTH)


def _check_empty(session: Session, unit: OrgUnit) -> None:
    with session.no_autoflush:
        customers = select(Customer.id).where(Customer.org_id == unit.id, Customer.deleted_at.is_(None))
        staff = select(Person.id).where(
            Person.org_id == unit.id, Person.deleted_at.is_(None), Person.status != PersonStatus.LEFT
        )
        below = select(OrgUnit.id).where(
            OrgUnit.parent_id == unit.id, OrgUnit.deleted_at.is_(None), OrgUnit.status != UnitStatus.ABOLISHED
        )
        if any(session.scalars(query.limit(1)).first() for query in (customers, staff, below)):
            raise refusal("status", "unit_in_use")


def add_person(session: Session, actor: Actor, command: AddPerson) -> None:
    """Take somebody in; the staff number is unique, the level follows from the post unless given."""
    require(actor, Permission.PEOPLE_WRITE)
    refuse_if(person_problems(command))
    new_id_taken(session, Person, command.person_id)
    values: dict[str, Any] = {name: command.values[name] for name in PERSON_FIELDS if name in command.values}
    if values.get("perm_level") is None:
        values["perm_level"] = DEFAULT_LEVELS.get(Post(values["post"]), SECOND_LEVEL)
    person = Person(id=command.person_id, **authored(actor, command.at))
    set_values(person, values)
    _check_person(session, person)
    session.add(person)


def edit_person(session: Session, actor: Actor, command: EditPerson) -> None:
    """Change somebody's particulars; the administrator's word counts, without conflict records.

    A new post brings its own level unless one is given with it.
    """
    require(actor, Permission.PEOPLE_WRITE)
    refuse_if(person_problems(command))
    person = fetch(session, actor, Person, command.person_id)
    values = {edit.field: edit.new for edit in command.edits}
    if "post" in values and values["post"] != person.post and values.get("perm_level") is None:
        values["perm_level"] = DEFAULT_LEVELS.get(Post(str(values["post"])), SECOND_LEVEL)
    set_values(person, values)
    _check_person(session, person)
    changed(person, actor, command.at)


def _check_person(session: Session, person: Person) -> None:
    with session.no_autoflush:
        unit = session.get(OrgUnit, person.org_id)
        if unit is None or unit.deleted_at is not None or unit.status == UnitStatus.ABOLISHED:
            raise refusal("org_id", "not_found")
        twin = select(Person.id).where(Person.staff_no == person.staff_no, Person.id != person.id)
        if session.scalars(twin).first():
            raise refusal("staff_no", "staff_no_taken")
        if person.mentor_id and (person.mentor_id == person.id or session.get(Person, person.mentor_id) is None):
            raise refusal("mentor_id", "not_found")
        if person.join_date and person.leave_date and person.leave_date < person.join_date:
            raise refusal("leave_date", "end_before_start")
