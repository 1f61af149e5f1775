"""Writes the customer list to a file: the unit of money in the head, words for codes, no personal data."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from desktop.services.exchange_files.books_out import Out, write_book, write_text
from desktop.services.exchange_files.choices import word_of
from desktop.services.exchange_files.targets import PEOPLE
from desktop.wording import N_, _
from desktop.wording.fields import FIELD_LABELS
from domain.rules.customers import CUSTOMER_FIELDS
from domain.rules.fields import FieldKind, FieldSpec

SHEET: Final = N_("集团客户")
PERSONAL: Final = frozenset({"legal_rep"})
"""Fields about one person, left out; key persons are not written at all."""
_LEFT_OUT: Final = frozenset({FieldKind.RECORDS, FieldKind.REFERENCES, FieldKind.CHOICES})


def exported_fields() -> tuple[FieldSpec, ...]:
    """Give the fields of the file, number and name first."""
    kept = [
        spec
        for spec in CUSTOMER_FIELDS.values()
        if spec.kind not in _LEFT_OUT and spec.name not in PERSONAL and spec.name != "parent_cust_id"
    ]
    return tuple(sorted(kept, key=lambda spec: (spec.name != "cust_no", spec.name != "cust_name")))


def export_customers(path: Path, customers: Iterable[Mapping[str, Any]], staff: Mapping[str, str]) -> int:
    """Write customers to an xlsx or csv, by the ending of the path; gives how many. Raises BadFile("not_writable").

    `staff` maps ids of people to staff numbers.
    """
    fields = exported_fields()
    heads = [heading(spec) for spec in fields]
    rows = [[_value(spec, body.get(spec.name), staff) for spec in fields] for body in customers]
    if path.suffix.lower() == ".csv":
        write_text(path, heads, rows)
    else:
        write_book(path, _(SHEET), heads, rows)
    return len(rows)


def heading(spec: FieldSpec) -> str:
    """Give the heading of a field; a column of people holds staff numbers, one of money is in yuan and says so."""
    word = _(FIELD_LABELS[spec.name])
    if spec.name in PEOPLE:
        return _("{field}工号").format(field=word)
    return _("{field}（元）").format(field=word) if spec.kind is FieldKind.MONEY else word


def _value(spec: FieldSpec, value: Any, staff: Mapping[str, str]) -> Out:  # noqa: ANN401 -- wire values
    if value in (None, "", []):
        return None
    if spec.name in PEOPLE:
        return staff.get(str(value), "")
    if spec.kind is FieldKind.MONEY:
        return float(Decimal(int(value)) / 100)
    if spec.kind is FieldKind.INTEGER:
        return int(value)
    return _words(spec, value)


def _words(spec: FieldSpec, value: Any) -> str:  # noqa: ANN401 -- wire values
    if spec.kind is FieldKind.BOOLEAN:
        return "是" if value else "否"
    if spec.kind is FieldKind.LINES:
        return "；".join(str(item) for item in value)
    if spec.choices is not None:
        return word_of(spec.choices, str(value))
    return str(value)
