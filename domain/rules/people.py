"""Field tables of units and people, and what may be wrong with them (2.1, 2.2)."""

import re
from collections.abc import Mapping
from typing import Any, Final

from domain.commands.people import AddOrgUnit, AddPerson, EditOrgUnit, EditPerson
from domain.errors import Problem
from domain.rules.checks import CHECKS
from domain.rules.fields import FieldKind, FieldSpec, Need, edit_list_problems, table_problems
from domain.values import people as lists

_K = FieldKind
_STAFF_NO: Final = re.compile(r"^[0-9A-Za-z]{4,20}$")
UNIT_FIELDS: Final[dict[str, FieldSpec]] = {
    spec.name: spec
    for spec in (
        FieldSpec(name="name", need=Need.MUST, limit=100),
        FieldSpec(name="short_name", limit=40),
        FieldSpec(name="level", kind=_K.CHOICE, choices=lists.OrgLevel, need=Need.MUST),
        FieldSpec(name="parent_id", kind=_K.REFERENCE),
        FieldSpec(name="unit_kind", kind=_K.CHOICE, choices=lists.UnitKind, need=Need.MUST),
        FieldSpec(name="area_code", limit=6, check="division"),
        FieldSpec(name="leader_id", kind=_K.REFERENCE),
        FieldSpec(name="vice_leader_ids", kind=_K.REFERENCES),
        FieldSpec(name="industries", kind=_K.LINES),
        FieldSpec(name="status", kind=_K.CHOICE, choices=lists.UnitStatus),
        FieldSpec(name="valid_from", kind=_K.DATE),
        FieldSpec(name="valid_to", kind=_K.DATE),
    )
}
PERSON_FIELDS: Final[dict[str, FieldSpec]] = {
    spec.name: spec
    for spec in (
        FieldSpec(name="staff_no", need=Need.MUST, limit=20),
        FieldSpec(name="name", need=Need.MUST, limit=60),
        FieldSpec(name="gender", kind=_K.CHOICE, choices=lists.Gender),
        FieldSpec(name="mobile", limit=20, check="mobile"),
        FieldSpec(name="email", limit=120, check="email"),
        FieldSpec(name="org_id", kind=_K.REFERENCE, need=Need.MUST),
        FieldSpec(name="post", kind=_K.CHOICE, choices=lists.Post, need=Need.MUST),
        FieldSpec(name="perm_level", kind=_K.INTEGER, low=1, high=3),
        FieldSpec(name="employ_kind", kind=_K.CHOICE, choices=lists.Employment),
        FieldSpec(name="join_date", kind=_K.DATE),
        FieldSpec(name="leave_date", kind=_K.DATE),
        FieldSpec(name="speciality", kind=_K.LINES),
        FieldSpec(name="skill_level", limit=20),
        FieldSpec(name="certs", kind=_K.LINES),
        FieldSpec(name="training", kind=_K.LINES),
        FieldSpec(name="load_cap", kind=_K.INTEGER, low=1, high=100_000),
        FieldSpec(name="mentor_id", kind=_K.REFERENCE),
        FieldSpec(name="status", kind=_K.CHOICE, choices=lists.PersonStatus),
    )
}


def unit_problems(command: AddOrgUnit | EditOrgUnit) -> list[Problem]:
    """Tell what is wrong with a new or changed unit."""
    if isinstance(command, EditOrgUnit):
        values = {edit.field: edit.new for edit in command.edits}
        found = edit_list_problems(command.edits)
        found += table_problems(UNIT_FIELDS, values, needs=(Need.MUST,), partial=True)
    else:
        values = dict(command.values)
        found = table_problems(UNIT_FIELDS, values, needs=(Need.MUST,))
    return found or _check_problems(UNIT_FIELDS, values)


def person_problems(command: AddPerson | EditPerson) -> list[Problem]:
    """Tell what is wrong with a new or changed person; staff numbers are 4 to 20 letters or digits."""
    partial = isinstance(command, EditPerson)
    values = {edit.field: edit.new for edit in command.edits} if isinstance(command, EditPerson) else command.values
    found = edit_list_problems(command.edits) if isinstance(command, EditPerson) else []
    found += table_problems(PERSON_FIELDS, values, needs=(Need.MUST,), partial=partial)
    if found:
        return found
    if "staff_no" in values and not _STAFF_NO.fullmatch(str(values["staff_no"])):
        found.append(Problem(field="staff_no", code="not_a_staff_no"))
    return found + _check_problems(PERSON_FIELDS, values)


def _check_problems(specs: Mapping[str, FieldSpec], values: Mapping[str, Any]) -> list[Problem]:
    return [
        Problem(field=name, code=code)
        for name, value in values.items()
        if value and specs[name].check and (code := CHECKS[specs[name].check](str(value)))
    ]
