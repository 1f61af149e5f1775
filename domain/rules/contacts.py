"""The key person's field table and what may be wrong with one (2.6)."""

from collections.abc import Mapping
from typing import Any, Final

from domain.commands.contacts import AddContact, EditContact
from domain.errors import Problem
from domain.rules.checks import CHECKS
from domain.rules.fields import FieldKind, FieldSpec, Need, edit_list_problems, table_problems
from domain.values import contacts as lists
from domain.values.customers import Operator
from domain.values.people import Gender

_K = FieldKind
CONTACT_FIELDS: Final[dict[str, FieldSpec]] = {
    spec.name: spec
    for spec in (
        FieldSpec(name="name", need=Need.MUST, limit=60, section="who"),
        FieldSpec(name="gender", kind=_K.CHOICE, choices=Gender, section="who"),
        FieldSpec(name="dept", need=Need.SUBMIT, limit=60, section="who"),
        FieldSpec(name="title", need=Need.SUBMIT, limit=60, section="who"),
        FieldSpec(name="role_kinds", kind=_K.CHOICES, choices=lists.ContactRole, need=Need.MUST, section="who"),
        FieldSpec(name="influence", kind=_K.INTEGER, low=1, high=5, section="who"),
        FieldSpec(name="attitude", kind=_K.CHOICE, choices=lists.Attitude, section="who"),
        FieldSpec(name="is_primary", kind=_K.BOOLEAN, section="who"),
        FieldSpec(name="mobile", limit=20, check="mobile", section="reach"),
        FieldSpec(name="office_tel", limit=30, check="phone", section="reach"),
        FieldSpec(name="email", limit=120, check="email", section="reach"),
        FieldSpec(name="wechat", limit=60, section="reach"),
        FieldSpec(name="best_time", limit=60, section="reach"),
        FieldSpec(name="best_channel", kind=_K.CHOICE, choices=lists.Channel, section="reach"),
        FieldSpec(name="operator", kind=_K.CHOICE, choices=Operator, section="business"),
        FieldSpec(name="monthly_fee", kind=_K.MONEY, section="business"),
        FieldSpec(name="bound", kind=_K.BOOLEAN, section="business"),
        FieldSpec(name="relation_owner_id", kind=_K.REFERENCE, section="business"),
        FieldSpec(name="reports_to_id", kind=_K.REFERENCE, section="business"),
        FieldSpec(name="birthday", limit=10, check="birthday", section="personal"),
        FieldSpec(name="birthday_calendar", kind=_K.CHOICE, choices=lists.Calendar, section="personal"),
        FieldSpec(name="hometown", limit=60, section="personal"),
        FieldSpec(name="hobby", section="personal"),
        FieldSpec(name="taboo", section="personal"),
        FieldSpec(name="family_note", kind=_K.LONG_TEXT, section="personal"),
        FieldSpec(name="consent", kind=_K.CHOICE, choices=lists.Consent, need=Need.SUBMIT, section="personal"),
        FieldSpec(name="consent_date", kind=_K.DATE, section="personal"),
        FieldSpec(name="left_date", kind=_K.DATE, section="personal"),
    )
}
"""Every field of a key person, in the order of the form."""
REACHES: Final = ("mobile", "office_tel", "email", "wechat")


def problems(command: AddContact | EditContact) -> list[Problem]:
    """Tell what is wrong with a key person: a name, a role and one way to reach are needed."""
    if isinstance(command, EditContact):
        values = {edit.field: edit.new for edit in command.edits}
        return edit_list_problems(command.edits) + _value_problems(values, partial=True)
    found = _value_problems(command.values, partial=False)
    if not any(command.values.get(name) for name in REACHES):
        found.append(Problem(field="mobile", code="one_reach_needed"))
    return found


def _value_problems(values: Mapping[str, Any], *, partial: bool) -> list[Problem]:
    found = table_problems(CONTACT_FIELDS, values, needs=(Need.MUST,), partial=partial)
    wrong = {problem.field for problem in found}
    for name, value in values.items():
        spec = CONTACT_FIELDS.get(name)
        if spec and spec.check and value and name not in wrong:
            code = CHECKS[spec.check](str(value))
            found += [Problem(field=name, code=code)] if code else []
    return found
