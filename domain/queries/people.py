"""Who is who: names for ids, the units, and the people an actor may hand work to."""

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.entities import OrgUnit, Person
from domain.permissions import Actor, visible
from domain.values.people import PersonStatus


class PersonRow(msgspec.Struct, frozen=True):
    """A person as lists and pickers need one."""

    id: str
    name: str
    staff_no: str
    post: str
    org_id: str
    org_name: str
    mobile: str


class UnitRow(msgspec.Struct, frozen=True):
    """A unit with its parent, for trees and breadcrumbs."""

    id: str
    name: str
    short_name: str
    level: str
    parent_id: str | None


def people(session: Session, actor: Actor) -> tuple[PersonRow, ...]:
    """Give everybody, also those who left (history names them), by staff number."""
    query = (
        select(Person, OrgUnit.name)
        .join(OrgUnit, OrgUnit.id == Person.org_id, isouter=True)
        .where(Person.deleted_at.is_(None), visible(actor, Person))
        .order_by(Person.staff_no)
    )
    return tuple(
        PersonRow(
            id=person.id,
            name=person.name,
            staff_no=person.staff_no,
            post=person.post,
            org_id=person.org_id,
            org_name=unit or "",
            mobile=person.mobile,
        )
        for person, unit in session.execute(query)
    )


def colleagues(session: Session, actor: Actor) -> tuple[PersonRow, ...]:
    """Give the people at the post in the actor's unit and area, for assigning and inviting; the actor first."""
    query = select(Person.id).where(
        Person.org_id.in_((*actor.areas, actor.org_id)),
        Person.status != PersonStatus.LEFT,
        Person.leave_date.is_(None),
        Person.deleted_at.is_(None),
        visible(actor, Person),
    )
    near = set(session.scalars(query))
    found = [row for row in people(session, actor) if row.id in near]
    return tuple(sorted(found, key=lambda row: (row.id != actor.id, row.staff_no)))


def units(session: Session, actor: Actor) -> tuple[UnitRow, ...]:
    """Give every unit in force."""
    query = select(OrgUnit).where(OrgUnit.deleted_at.is_(None), visible(actor, OrgUnit)).order_by(OrgUnit.name)
    return tuple(
        UnitRow(unit.id, unit.name, unit.short_name, unit.level, unit.parent_id) for unit in session.scalars(query)
    )


def unit_path(session: Session, actor: Actor, org_id: str) -> tuple[str, ...]:
    """Give the names from the branch down to a unit, for the status bar."""
    by_id = {unit.id: unit for unit in units(session, actor)}
    path: list[str] = []
    current = by_id.get(org_id)
    while current is not None and len(path) < len(by_id):
        path.insert(0, current.short_name or current.name)
        current = by_id.get(current.parent_id or "")
    return tuple(path)
