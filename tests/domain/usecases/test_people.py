"""Units and people: what an administrator may set up."""

from typing import Any

import pytest

from domain.commands import AddPerson, Edit, EditOrgUnit, EditPerson
from domain.entities import OrgUnit, Person
from domain.errors import Refused
from tests.helpers.office import ADMIN, Office


def unit(office: Office, unit_id: str, **fields: tuple[Any, Any]) -> None:
    edits = tuple(Edit(name, *pair) for name, pair in fields.items())
    office.run(ADMIN, EditOrgUnit(**office.stamp(), unit_id=unit_id, edits=edits))


def person(office: Office, person_id: str, **fields: tuple[Any, Any]) -> None:
    edits = tuple(Edit(name, *pair) for name, pair in fields.items())
    office.run(ADMIN, EditPerson(**office.stamp(), person_id=person_id, edits=edits))


def code(refused: pytest.ExceptionInfo[Refused]) -> tuple[str, str]:
    return refused.value.problems[0].field, refused.value.problems[0].code


def test_that_only_an_administrator_sets_up_people(office: Office) -> None:
    values = {"staff_no": "Z0001", "name": "新人", "post": "account_manager", "org_id": office.north}
    with pytest.raises(Refused, match="not_permitted"):
        office.run(office.chief, AddPerson(**office.stamp(), person_id=office.new_id(), values=values))


def test_that_a_unit_is_not_below_itself_nor_too_deep(office: Office) -> None:
    below = office.unit("一", office.north)
    with pytest.raises(Refused) as refused:
        unit(office, office.north, parent_id=(office.parents[office.north], below))
    assert code(refused) == ("parent_id", "cycle")
    for name in "二三四":
        below = office.unit(name, below)
    with pytest.raises(Refused) as refused:
        office.unit("五", below)
    assert code(refused) == ("parent_id", "too_deep")


def test_that_siblings_have_different_names(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        office.unit("政企二组", office.parents[office.south])
    assert code(refused) == ("name", "name_taken")


def test_that_a_unit_in_use_is_not_abolished(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        unit(office, office.north, status=("active", "abolished"))
    assert code(refused) == ("status", "unit_in_use")
    empty = office.unit("空组", office.parents[office.north])
    unit(office, empty, status=("active", "abolished"))
    assert office.session.get_one(OrgUnit, empty).status == "abolished"


def test_that_a_new_post_brings_its_level(office: Office) -> None:
    person(office, office.manager.id, post=("account_manager", "supervisor"))
    assert office.session.get_one(Person, office.manager.id).perm_level == 2


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"staff_no": ("S0001", "S0002")}, ("staff_no", "staff_no_taken")),
        ({"staff_no": ("S0001", "S-1")}, ("staff_no", "not_a_staff_no")),
        ({"org_id": (None, "00000000-0000-0000-0000-00000000ffff")}, ("org_id", "not_found")),
        ({"mobile": ("", "12")}, ("mobile", "not_a_mobile")),
        ({"join_date": (None, "2026-01-02"), "leave_date": (None, "2026-01-01")}, ("leave_date", "end_before_start")),
    ],
)
def test_that_wrong_particulars_are_refused(office: Office, fields: dict[str, Any], expected: tuple[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        person(office, office.manager.id, **fields)
    assert code(refused) == expected


def test_that_nothing_is_handed_to_who_has_left(office: Office) -> None:
    person(office, office.colleague.id, leave_date=(None, "2026-11-01"), status=("on_duty", "left"))
    with pytest.raises(Refused) as refused:
        office.customer(office.supervisor, am_id=office.colleague.id)
    assert code(refused) == ("am_id", "not_found")
