"""From a line of the file to a customer's fields: read, checked, and told what is wrong."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from desktop.services.exchange_files.cells import Line
from desktop.services.exchange_files.targets import CONTACT, INDUSTRY, PEOPLE
from desktop.services.exchange_files.values import Unreadable, is_nothing, wire_value
from domain.commands.base import Fields
from domain.errors import Problem
from domain.rules.checks import CHECKS
from domain.rules.codes import CodeLists
from domain.rules.contacts import CONTACT_FIELDS, REACHES
from domain.rules.customers import CUSTOMER_FIELDS, SAVE_NEEDS, value_problems
from domain.rules.divisions import city_of, county_belongs_to_city, province_of
from domain.rules.fields import FieldKind, table_problems
from domain.rules.industries import default_segment, industry_problems, section_of
from domain.values.contacts import ContactRole
from domain.values.money import MoneyUnit

_FATAL: Final = ("cell_too_long", "cell_error", "formula_without_value")
_SOFT: Final = ("formula",)
_SHOWN: Final = 60


class ReadRow(msgspec.Struct, frozen=True):
    """A line read: customer and key person fields in wire form, what is wrong, what is only worth a word."""

    line: Line
    values: Fields
    contact: Fields
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


class Reader:
    """Reads lines with one mapping. `columns` maps a column to its field and unit, `people` staff number to id."""

    def __init__(
        self, columns: Mapping[int, tuple[str, MoneyUnit | None]], codes: CodeLists, people: Mapping[str, str]
    ) -> None:
        self._columns = columns
        self._codes = codes
        self.people = people

    def read(self, line: Line) -> ReadRow:
        """Read one line; nothing that is wrong with it raises."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        notes: list[Problem] = []
        for index, (target, unit) in self._columns.items():
            mark = line.marks.get(index, "")
            if mark in _FATAL or (mark == "number_rounded" and not _is_number(target)):
                problems.append(Problem(target, mark))
                continue
            if mark in _SOFT:
                notes.append(Problem(target, mark))
            cell = line.at(index)
            if is_nothing(cell):
                continue
            try:
                values[target] = self._value(target, cell, unit)
            except Unreadable as error:
                problems.append(Problem(target, error.code, {"value": str(cell)[:_SHOWN]}))
        return self._checked(line, values, problems, notes)

    def _value(self, target: str, cell: Any, unit: MoneyUnit | None) -> Any:  # noqa: ANN401 -- cells and wire values
        if target in PEOPLE:
            number = str(wire_value(CUSTOMER_FIELDS["hq_code"], cell, None, self._codes)).upper()
            if number not in self.people:
                raise Unreadable("unknown_staff_no")
            return self.people[number]
        if target == INDUSTRY:
            return self._industry(str(wire_value(CUSTOMER_FIELDS["grid"], cell, None, self._codes)))
        if target.startswith(CONTACT):
            return wire_value(CONTACT_FIELDS[target.removeprefix(CONTACT)], cell, None, self._codes)
        return wire_value(CUSTOMER_FIELDS[target], cell, unit, self._codes)

    def _industry(self, words: str) -> str:
        code = words.strip().upper()
        if code[:1].isalpha() and code[1:].isdigit():
            code = code[1:]
        if code.isdigit():
            code = code[:3]
        if code in self._codes.industries:
            return code
        named = [entry.code for entry in self._codes.industries.values() if entry.name == words.strip()]
        if not named:
            raise Unreadable("not_an_industry")
        return max(named, key=len)

    def _checked(self, line: Line, found: dict[str, Any], problems: list[Problem], notes: list[Problem]) -> ReadRow:
        contact = {key.removeprefix(CONTACT): found.pop(key) for key in list(found) if key.startswith(CONTACT)}
        values = self._derived(found, contact, notes)
        wrong = {problem.field for problem in problems}
        problems += [p for p in value_problems(values) if p.field not in wrong and p.code != "county_not_in_city"]
        problems += self._agreement(values)
        person = _contact_fields(contact)
        problems += [problem for problem in _contact_problems(person) if problem.field not in wrong]
        return ReadRow(line, values, person, _first_of_each(problems), tuple(notes))

    def _derived(self, found: dict[str, Any], contact: dict[str, Any], notes: list[Problem]) -> dict[str, Any]:
        """Fill what follows from other columns: higher divisions, industry levels, own segment, a telephone."""
        values = dict(found)
        industry = values.pop(INDUSTRY, None)
        if industry:
            section = section_of(self._codes, industry)
            values.setdefault("industry_section", section)
            if industry.isdigit():
                values.setdefault("industry_division", industry[:2])
            if industry.isdigit() and len(industry) > 2:  # noqa: PLR2004 -- a group has three digits
                values.setdefault("industry_group", industry)
        deepest = values.get("industry_group") or values.get("industry_division") or values.get("industry_section")
        if deepest and "segment" not in values:
            segment = default_segment(self._codes, str(deepest))
            values |= {"segment": segment} if segment else {}
        county = values.get("county")
        if isinstance(county, str) and county:
            values.setdefault("city", city_of(county))
            values.setdefault("province", province_of(county))
        if not values.get("tel"):
            reach = contact.get("office_tel") or contact.get("mobile")
            if reach and not CHECKS["phone"](str(reach)):
                values["tel"] = reach
                notes.append(Problem("tel", "tel_from_contact"))
        return values

    def _agreement(self, values: Mapping[str, Any]) -> list[Problem]:
        problems: list[Problem] = []
        county, city = values.get("county"), values.get("city")
        if county and city and not county_belongs_to_city(self._codes, str(county), str(city)):
            problems.append(Problem("county", "county_not_in_city"))
        section, division = values.get("industry_section"), values.get("industry_division")
        if section and division:
            group = str(values["industry_group"]) if values.get("industry_group") else None
            problems += [
                Problem("industry_division", code)
                for code in industry_problems(self._codes, str(section), str(division), group)
            ]
        return problems


def missing(values: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Tell what a new customer file lacks."""
    return tuple(Problem(name, "required") for name in SAVE_NEEDS if not values.get(name))


def _is_number(target: str) -> bool:
    spec = CUSTOMER_FIELDS.get(target)
    return spec is not None and spec.kind in (FieldKind.MONEY, FieldKind.INTEGER)


def _contact_fields(contact: dict[str, Any]) -> Fields:
    """Make a key person of the columns: a landline in the mobile column is an office telephone."""
    person = dict(contact)
    mobile = str(person.get("mobile") or "")
    if mobile and CHECKS["mobile"](mobile) and not CHECKS["phone"](mobile) and not person.get("office_tel"):
        person["office_tel"] = person.pop("mobile")
    if not person.get("name") or not any(person.get(name) for name in REACHES):
        return {}
    return person | {"role_kinds": [ContactRole.HANDLER.value], "is_primary": True}


def _contact_problems(person: Fields) -> list[Problem]:
    found = [(problem.field, problem.code) for problem in table_problems(CONTACT_FIELDS, person, partial=True)]
    for name, value in person.items():
        check = CONTACT_FIELDS[name].check
        if check and value and CHECKS[check](str(value)):
            found.append((name, CHECKS[check](str(value))))
    return [Problem(CONTACT + name, code) for name, code in found]


def _first_of_each(problems: list[Problem]) -> tuple[Problem, ...]:
    first: dict[str, Problem] = {}
    for problem in problems:
        first.setdefault(problem.field, problem)
    return tuple(first.values())
