"""From a person's row to the actor: post, level and the units it sees, as of the rows in the session."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.entities import OrgUnit, Person
from domain.permissions import Actor, areas_of
from domain.values.people import PersonStatus, Post
from server.tables import Clock

KEPT: Final = 5000


class Actors:
    """Makes actors and keeps them as long as the clock stands still."""

    def __init__(self) -> None:
        self._kept: tuple[tuple[str, int], dict[str, Actor | None]] = (("", -1), {})

    def of(self, session: Session, person_id: str) -> Actor | None:
        """Give the actor of a person at the post; None for people who left or never were."""
        epoch, seq = session.execute(select(Clock.epoch, Clock.seq)).one()
        at, kept = self._kept
        if at != (epoch, seq):
            kept = {}
            self._kept = ((epoch, seq), kept)
        if person_id not in kept:
            if len(kept) >= KEPT:
                kept.clear()
            kept[person_id] = _read(session, person_id)
        return kept[person_id]


def _read(session: Session, person_id: str) -> Actor | None:
    person = session.get(Person, person_id)
    if person is None or person.deleted_at is not None or person.status == PersonStatus.LEFT:
        return None
    units = session.execute(
        select(OrgUnit.id, OrgUnit.parent_id, OrgUnit.area_code).where(OrgUnit.deleted_at.is_(None))
    )
    parents: dict[str, str | None] = {}
    codes: dict[str, str] = {}
    for unit, parent, code in units:
        parents[unit], codes[unit] = parent, code
    post = Post(person.post)
    return Actor(
        id=person.id,
        name=person.name,
        staff_no=person.staff_no,
        post=post,
        level=person.perm_level,
        org_id=person.org_id,
        areas=areas_of(post, person.org_id, parents),
        province_code=_area_code(person.org_id, parents, codes)[:2],
    )


def _area_code(unit: str | None, parents: dict[str, str | None], codes: dict[str, str]) -> str:
    """Give the area code of the unit or of the nearest one above that has one."""
    seen: set[str] = set()
    while unit and unit not in seen:
        if codes.get(unit):
            return codes[unit]
        seen.add(unit)
        unit = parents.get(unit)
    return ""
