"""The field table of a relation between companies, and what may be wrong with one (2.5)."""

from typing import Any, Final

from domain.commands.customers import AddAffiliate, EditAffiliate
from domain.errors import Problem
from domain.rules.checks import CHECKS
from domain.rules.fields import FieldKind, FieldSpec, Need, edit_list_problems, table_problems
from domain.values.customers import RelationKind

WHOLE: Final = 10_000
"""All shares of a company, in hundredths of a percent."""
MAJORITY: Final = 5_000
_CONTROL: Final = frozenset({RelationKind.ACTUAL_CONTROL, RelationKind.COMMON_CONTROLLER})
_SHARES: Final = frozenset({RelationKind.HOLDING, RelationKind.SHARE})

AFFILIATE_FIELDS: Final[dict[str, FieldSpec]] = {
    spec.name: spec
    for spec in (
        FieldSpec(name="to_customer_id", kind=FieldKind.REFERENCE),
        FieldSpec(name="to_name", need=Need.MUST),
        FieldSpec(name="to_cert_no", limit=40, check="credit_code"),
        FieldSpec(name="rel_type", kind=FieldKind.CHOICE, choices=RelationKind, need=Need.MUST),
        FieldSpec(name="hold_pct", kind=FieldKind.INTEGER, low=0, high=WHOLE, need=Need.CONDITION),
        FieldSpec(name="is_group_member", kind=FieldKind.BOOLEAN),
        FieldSpec(name="reason"),
        FieldSpec(name="evidence"),
        FieldSpec(name="valid_from", kind=FieldKind.DATE),
        FieldSpec(name="valid_to", kind=FieldKind.DATE),
    )
}
"""Fields of a relation; `hold_pct` is hundredths of a percent."""


def affiliate_problems(command: AddAffiliate | EditAffiliate) -> list[Problem]:
    """Tell what is wrong with a new or changed relation."""
    if isinstance(command, EditAffiliate):
        values: dict[str, Any] = {edit.field: edit.new for edit in command.edits}
        found = edit_list_problems(command.edits)
        found += table_problems(AFFILIATE_FIELDS, values, needs=(Need.MUST,), partial=True)
    else:
        values = dict(command.values)
        found = table_problems(AFFILIATE_FIELDS, values, needs=(Need.MUST,))
    code = values.get("to_cert_no")
    trouble = CHECKS["credit_code"](str(code)) if code and not found else ""
    return [*found, Problem(field="to_cert_no", code=trouble)] if trouble else found


def counts_by_itself(rel_type: str, hold_pct: int | None) -> bool:
    """Tell whether a relation belongs into unified credit unless somebody decides otherwise: control or a majority."""
    return (hold_pct or 0) > MAJORITY or rel_type in _CONTROL


def holds_shares(rel_type: str) -> bool:
    """Tell whether a relation needs the percentage held."""
    return rel_type in _SHARES
