"""Which fields a customer file is weighed by, and their states read from its values (4.2, 2.4, 2.6)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

import msgspec

from domain.rules.completeness import FieldGroup, FieldState, Freshness, WeighedField
from domain.rules.text import is_placeholder
from domain.values.contacts import ContactRole
from domain.values.tiers import ServiceWeight

_G = FieldGroup
_F = Freshness


def _fields(group: FieldGroup, freshness: Freshness | None, *names: str) -> tuple[WeighedField, ...]:
    return tuple(WeighedField(name, group, freshness) for name in names)


_ALWAYS: Final = (
    *_fields(_G.IDENTITY, _F.IDENTITY, "cust_name", "org_type", "legal_rep", "industry_section"),
    *_fields(_G.IDENTITY, _F.IDENTITY, "industry_division", "segment", "employees", "own_size"),
    *_fields(_G.IDENTITY, _F.ADDRESS, "county", "office_address", "reg_address", "tel"),
    *_fields(_G.CONTACTS, _F.CONTACTS, "contact.primary", "contact.decision_maker", "contact.handler"),
    *_fields(_G.CONTACTS, _F.CONTACTS, "contact.position", "contact.phone"),
    *_fields(_G.SITES, _F.ADDRESS, "broadband_op", "covered"),
    *_fields(_G.NEEDS, None, "needs_summary", "concerns"),
    *_fields(_G.PREFERENCES, None, "contact.birthday", "contact.best_time"),
)
_SIGNED: Final = (
    *_fields(_G.IDENTITY, _F.IDENTITY, "cert_type", "cert_no", "service_class"),
    *_fields(_G.SITES, _F.ADDRESS, "install_sites"),
    *_fields(_G.PAYMENT, None, "sign_date", "credit_class", "monthly_revenue", "figures_period"),
)
_LARGE: Final = (
    *_fields(_G.CONTACTS, _F.CONTACTS, "contact.finance"),
    *_fields(_G.NEEDS, None, "decision_process", "budget_cycle"),
)
_STRATEGIC: Final = (
    *_fields(_G.IDENTITY, _F.IDENTITY, "chief_rep_id", "credit_check"),
    *_fields(_G.NEEDS, None, "culture_note", "industry_chain_note"),
)
_MICRO_LEAVES_OUT: Final = frozenset(
    {"legal_rep", "employees", "own_size", "reg_address", "contact.decision_maker", "contact.position", "concerns"}
)
_FREE_TEXT: Final = frozenset(
    {
        *("cust_name", "legal_rep", "office_address", "reg_address", "tel", "cert_no", "needs_summary"),
        *("decision_process", "budget_cycle", "culture_note", "industry_chain_note"),
    }
)
"""Fields a person fills in words; codes such as industry 11 are no placeholders."""


class ContactFacts(msgspec.Struct, frozen=True):
    """What completeness needs of one key person who has not left."""

    roles: tuple[str, ...] = ()
    is_primary: bool = False
    has_position: bool = False
    has_phone: bool = False
    has_birthday: bool = False
    has_best_time: bool = False
    verified_on: date | None = None


@cache
def weighed_fields(tier: ServiceWeight, *, is_signed: bool) -> tuple[WeighedField, ...]:
    """The fields asked for: more when signed, more for large and strategic, fewer for micro customers."""
    fields = _ALWAYS + (_SIGNED if is_signed else ())
    if tier in {ServiceWeight.LARGE, ServiceWeight.STRATEGIC}:
        fields += _LARGE
    if tier is ServiceWeight.STRATEGIC:
        fields += _STRATEGIC
    if tier is ServiceWeight.MICRO:
        fields = tuple(item for item in fields if item.field not in _MICRO_LEAVES_OUT)
    return fields


def file_states(
    values: Mapping[str, Any],
    contacts: Iterable[ContactFacts],
    *,
    verified_on: date | None,
    invalid: Collection[str] = (),
) -> dict[str, FieldState]:
    """States of every weighed field from a file's values, its key persons and the fields a check refused."""
    states = {
        name: FieldState(
            is_present=not _is_empty(value),
            is_valid=name not in invalid,
            is_placeholder=name in _FREE_TEXT and is_placeholder(str(value or "")),
            verified_on=verified_on,
        )
        for name, value in values.items()
    }
    return states | _contact_states(tuple(contacts))


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str | list | tuple | dict) and len(value) == 0)


def _contact_states(contacts: tuple[ContactFacts, ...]) -> dict[str, FieldState]:
    chosen = {
        "contact.primary": [person for person in contacts if person.is_primary],
        "contact.decision_maker": [person for person in contacts if ContactRole.DECISION_MAKER in person.roles],
        "contact.handler": [person for person in contacts if ContactRole.HANDLER in person.roles],
        "contact.finance": [person for person in contacts if ContactRole.FINANCE in person.roles],
        "contact.position": [person for person in contacts if person.has_position],
        "contact.phone": [person for person in contacts if person.has_phone],
        "contact.birthday": [person for person in contacts if person.has_birthday],
        "contact.best_time": [person for person in contacts if person.has_best_time],
    }
    return {
        name: FieldState(
            is_present=bool(people),
            verified_on=max((person.verified_on for person in people if person.verified_on), default=None),
        )
        for name, people in chosen.items()
    }
