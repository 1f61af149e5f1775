"""Completeness of a customer file and the text it is found by, read from its entities (4.2, D2)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from domain.entities import Contact, Customer
from domain.rules.calendars import china_date
from domain.rules.completeness import (
    Completeness,
    CompletenessParams,
    FieldState,
    WeighedField,
    completeness,
    completeness_params,
    completeness_percent,
)
from domain.rules.completeness_fields import ContactFacts, file_states, weighed_fields
from domain.rules.enterprise_size import enterprise_size, size_trade
from domain.rules.parameters import Parameters
from domain.rules.text import person_pinyin_key, pinyin_key, search_key
from domain.values.customers import CustomerState, EnterpriseSize, OrgType
from domain.values.tiers import RelationTier, ServiceWeight, ValueClass, service_weight

SEPARATOR: Final = "|"
FEN_IN_TEN_THOUSAND_YUAN: Final = 1_000_000
_CLASSED: Final = (OrgType.ENTERPRISE, OrgType.SOLE_TRADER)


def value_class_of(customer: Customer) -> ValueClass:
    """Give the value class; a code of a newer server counts as unrated."""
    known = customer.value_class in {item.value for item in ValueClass}
    return ValueClass(customer.value_class) if known else ValueClass.UNRATED


def relation_of(customer: Customer) -> RelationTier:
    """Give the relation tier; a code of a newer server counts as prospect."""
    known = customer.relation_tier in {item.value for item in RelationTier}
    return RelationTier(customer.relation_tier) if known else RelationTier.PROSPECT


def weight_of(customer: Customer) -> ServiceWeight:
    """Give the coarse tier used for weights and targets."""
    return service_weight(value_class_of(customer), relation_of(customer), is_micro=bool(customer.micro_flag))


def national_size(customer: Customer) -> EnterpriseSize | None:
    """Give the national size class by industry, employees, revenue and assets (2.0.4).

    None for what is no enterprise, for trades that have no classes, and while a figure the trade asks for is missing.
    """
    if customer.org_type not in _CLASSED or not customer.industry_section or not customer.industry_division:
        return None
    trade = size_trade(customer.industry_section, customer.industry_division, customer.industry_group or None)
    if trade is None:
        return None
    return enterprise_size(
        trade,
        employees=customer.employees,
        revenue=_ten_thousands(customer.annual_revenue),
        assets=_ten_thousands(customer.assets),
    )


def _ten_thousands(fen: int | None) -> int | None:
    """Give whole 万元 of an amount in fen: a bound begins at its full amount."""
    return None if fen is None else fen // FEN_IN_TEN_THOUSAND_YUAN


def customer_completeness(
    customer: Customer, contacts: Iterable[Contact], day: date, parameters: Parameters
) -> Completeness:
    """Weigh a customer file with its key persons who have not left, on a day."""
    fields, states = _weighed(customer, contacts)
    return completeness(fields, states, day, completeness_params(parameters))


def customer_percent(customer: Customer, contacts: Iterable[Contact], day: date, params: CompletenessParams) -> Decimal:
    """Give the percentage of `customer_completeness` alone."""
    fields, states = _weighed(customer, contacts)
    return completeness_percent(fields, states, day, params)


def _weighed(
    customer: Customer, contacts: Iterable[Contact]
) -> tuple[tuple[WeighedField, ...], Mapping[str, FieldState]]:
    fields = weighed_fields(weight_of(customer), is_signed=customer.state == CustomerState.SIGNED)
    values = {item.field: getattr(customer, item.field) for item in fields if not item.field.startswith("contact.")}
    facts = [
        ContactFacts(
            roles=tuple(person.role_kinds),
            is_primary=person.is_primary,
            has_position=bool(person.title),
            has_phone=bool(person.mobile or person.office_tel),
            has_birthday=bool(person.birthday),
            has_best_time=bool(person.best_time),
            verified_on=china_date(person.updated_at),
        )
        for person in contacts
        if person.left_date is None
    ]
    verified = china_date(customer.verified_at or customer.created_at)
    return fields, file_states(values, facts, verified_on=verified)


def customer_search_text(customer: Customer) -> str:
    """Give what a customer is found by: names, pinyin, initials, codes, telephone."""
    names = [name for name in (customer.cust_name, customer.short_name, customer.alias) if name]
    keys = [pinyin_key(name) for name in names]
    parts = [*map(search_key, names), *(key.full for key in keys), *(key.initials for key in keys)]
    parts += [search_key(text) for text in (customer.cust_no or "", customer.cert_no or "") if text]
    parts += ["".join(filter(str.isdigit, customer.tel))]
    return SEPARATOR.join(dict.fromkeys(part for part in parts if part))


def contact_search_text(contact: Contact) -> str:
    """Give what a key person is found by: name, pinyin, initials, numbers."""
    key = person_pinyin_key(contact.name)
    digits = ["".join(filter(str.isdigit, number or "")) for number in (contact.mobile, contact.office_tel)]
    parts = [search_key(contact.name), key.full, key.initials, *digits]
    return SEPARATOR.join(dict.fromkeys(part for part in parts if part))
