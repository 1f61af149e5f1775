"""Which column goes into which field: guessed by heading, remembered by the head it was chosen for."""

import hashlib
from collections.abc import Sequence

import msgspec

from desktop.services.exchange_files.errors import BadFile
from desktop.services.exchange_files.targets import heading_key, is_money, target_of_heading
from domain.errors import Problem
from domain.queries.imports import ColumnChoice, ColumnRow, HeadRow, MappingRow
from domain.rules.customers import SAVE_NEEDS
from domain.values.money import MoneyUnit


def fingerprint(columns: Sequence[ColumnRow]) -> str:
    """Give the mark of a head: the same headings in the same order, units in brackets included."""
    heads = "\x1f".join(f"{heading_key(column.heading)}\x1e{column.named_unit or ''}" for column in columns)
    return hashlib.sha256(heads.encode()).hexdigest()[:32]


def guess(head: HeadRow) -> MappingRow:
    """Propose a field for every column whose heading is known; of two alike the first. No unit is ever proposed."""
    taken: set[str] = set()
    choices = []
    for column in head.columns:
        target = target_of_heading(column.heading)
        target = "" if target in taken else target
        taken.add(target)
        choices.append(ColumnChoice(column.index, target))
    return MappingRow(tuple(choices))


def with_named_units(head: HeadRow, mapping: MappingRow) -> MappingRow:
    """Declare for every column of money without a unit the one its heading names; asked for by a person."""
    named = {column.index: column.named_unit for column in head.columns}
    return msgspec.structs.replace(
        mapping,
        columns=tuple(
            msgspec.structs.replace(choice, unit=choice.unit or named.get(choice.index))
            if is_money(choice.target)
            else choice
            for choice in mapping.columns
        ),
    )


def mapping_problems(head: HeadRow, mapping: MappingRow) -> list[Problem]:
    """Tell what keeps a mapping from being used; the field of a problem is the column's number or a field's name.

    Codes: unit_missing, unit_contradicts_heading, target_twice, target_missing.
    """
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    headings = {column.index: column for column in head.columns}
    for choice in mapping.columns:
        if not choice.target or choice.index not in headings:
            continue
        column = headings[choice.index]
        if choice.target in seen:
            problems.append(Problem(str(choice.index), "target_twice", {"heading": column.heading}))
        seen[choice.target] = choice.index
        if is_money(choice.target):
            problems += _unit_problems(choice, column)
    for need in SAVE_NEEDS:
        if need not in seen and not (need == "tel" and "contact.mobile" in seen):
            problems.append(Problem(need, "target_missing"))
    return problems


def _unit_problems(choice: ColumnChoice, column: ColumnRow) -> list[Problem]:
    if choice.unit is None:
        return [Problem(str(choice.index), "unit_missing", {"heading": column.heading})]
    if column.named_unit is not None and column.named_unit is not choice.unit:
        return [Problem(str(choice.index), "unit_contradicts_heading", {"heading": column.heading})]
    return []


def checked(head: HeadRow, mapping: MappingRow) -> dict[int, tuple[str, MoneyUnit | None]]:
    """Give column to field and unit of a mapping that may be used; raises BadFile("mapping_incomplete")."""
    if mapping_problems(head, mapping):
        raise BadFile("mapping_incomplete")
    return {choice.index: (choice.target, choice.unit) for choice in mapping.columns if choice.target}
