"""What becomes of each row: a new customer, a change, nothing, a duplicate, or an error."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from desktop.services.exchange_files.rows import ReadRow, missing
from domain.commands.base import Edit
from domain.errors import Problem
from domain.queries.imports import KnownCustomer, TwinRow
from domain.rules.customers import ASSIGNED_BY_COMMAND, CUSTOMER_FIELDS, edit_problems
from domain.rules.duplicates import DuplicateParams, Identity, likely_duplicates
from domain.rules.phones import clean_phone
from domain.rules.text import address_block, comparable_name, search_key
from domain.values.imports import RowFate, TwinChoice, TwinReason

_MOST_COMPARED: Final = 24
"""A telephone of a shared switchboard must not make an import quadratic."""


class Known:
    """Customers on file and rows already passed, found by number, credit code, name, telephone and address."""

    def __init__(self, customers: Iterable[KnownCustomer], params: DuplicateParams) -> None:
        self._params = params
        self._by_number: dict[str, TwinRow] = {}
        self._by_code: dict[str, TwinRow] = {}
        self._by_name: dict[str, TwinRow] = {}
        self._blocks: dict[tuple[str, str], list[int]] = {}
        self._twins: list[tuple[TwinRow, Identity]] = []
        for customer in customers:
            identity = Identity(
                customer.cust_name, customer.cert_no, customer.tel, customer.address, customer.legal_rep
            )
            self._note(TwinRow(TwinReason.ALIKE, customer.id, customer.cust_name), customer.cust_no, identity)

    def add(self, row: ReadRow, customer_id: str) -> None:
        """Remember a row of the file, so that a later one like it is a duplicate."""
        name = str(row.values.get("cust_name") or "")
        twin = TwinRow(TwinReason.IN_FILE, customer_id, name, row.line.number)
        self._note(twin, str(row.values.get("cust_no") or ""), identity_of(row))

    def by_number(self, number: str) -> TwinRow | None:
        """Find by the customer number."""
        return self._by_number.get(number) if number else None

    def by_code(self, code: str) -> TwinRow | None:
        """Find by the credit code or other paper number."""
        return self._by_code.get(code) if code else None

    def alike(self, identity: Identity) -> TwinRow | None:
        """Find by the same name, else by the weighted signs (4.2)."""
        same = self._by_name.get(search_key(identity.name)) if identity.name else None
        if same is not None:
            return _because(same, TwinReason.SAME_NAME)
        places: dict[int, None] = {}
        for key in _keys(identity):
            for place in self._blocks.get(key, ())[:_MOST_COMPARED]:
                places[place] = None
        files = [(str(place), self._twins[place][1]) for place in places]
        found = likely_duplicates(identity, files, self._params) if files else ()
        return _because(self._twins[int(found[0][0])][0], TwinReason.ALIKE) if found else None

    def _note(self, twin: TwinRow, number: str, identity: Identity) -> None:
        if number:
            self._by_number.setdefault(number, _because(twin, TwinReason.SAME_NUMBER))
        if identity.credit_code:
            self._by_code.setdefault(identity.credit_code, _because(twin, TwinReason.SAME_CODE))
        if identity.name:
            self._by_name.setdefault(search_key(identity.name), twin)
        place = len(self._twins)
        self._twins.append((twin, identity))
        for key in _keys(identity):
            self._blocks.setdefault(key, []).append(place)


class Decision(msgspec.Struct, frozen=True):
    """What becomes of a row; `customer_id` is the customer to change, or found as twin."""

    row: ReadRow
    fate: RowFate
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    customer_id: str = ""
    edits: tuple[Edit, ...] = ()
    twin: TwinRow | None = None


def decide(row: ReadRow, known: Known, choice: TwinChoice | None = None) -> Decision:
    """Decide one row but for its differences from the file on the server: see `compare`.

    A row with a known number or credit code changes that customer. One that only looks like a customer, or like an
    earlier line, is a duplicate until a person chooses.
    """
    if row.problems:
        return Decision(row, RowFate.ERROR, row.problems, row.notes)
    number = known.by_number(str(row.values.get("cust_no") or ""))
    code = known.by_code(str(row.values.get("cert_no") or ""))
    if number and code and (number.customer_id, number.line) != (code.customer_id, code.line):
        clash = Problem("cert_no", "keys_disagree", {"name": code.name})
        return Decision(row, RowFate.ERROR, (clash,), row.notes)
    twin = number or code
    if twin is not None and not twin.line:
        return Decision(row, RowFate.UPDATE, (), row.notes, twin.customer_id, twin=twin)
    certain = twin is not None
    twin = _in_file(twin) if twin else known.alike(identity_of(row))
    if twin is not None:
        return _of_choice(row, twin, choice, certain=certain)
    return _new(row)


def _of_choice(row: ReadRow, twin: TwinRow, choice: TwinChoice | None, *, certain: bool) -> Decision:
    if choice is TwinChoice.UPDATE and twin.customer_id and not twin.line:
        return Decision(row, RowFate.UPDATE, (), row.notes, twin.customer_id, twin=twin)
    if choice is TwinChoice.CREATE and not certain:
        return msgspec.structs.replace(_new(row), twin=twin)
    return Decision(row, RowFate.DUPLICATE, (), row.notes, twin.customer_id, twin=twin)


def _new(row: ReadRow) -> Decision:
    lacking = missing(row.values)
    return Decision(row, RowFate.ERROR if lacking else RowFate.CREATE, lacking, row.notes)


def compare(decision: Decision, body: Mapping[str, Any] | None) -> Decision:
    """Turn a row that changes a customer into edits with the values on file; without any it is unchanged.

    Empty cells change nothing; the account manager is never changed by an import.
    """
    if body is None:
        gone = Problem("cust_no", "not_found")
        return msgspec.structs.replace(decision, fate=RowFate.ERROR, problems=(gone,))
    edits = []
    notes = list(decision.notes)
    for name, value in decision.row.values.items():
        if name not in CUSTOMER_FIELDS or _same(body.get(name), value):
            continue
        if name in ASSIGNED_BY_COMMAND:
            notes.append(Problem(name, "manager_kept"))
        else:
            edits.append(Edit(name, body.get(name), value))
    problems = tuple(edit_problems(tuple(edits)))
    fate = RowFate.UPDATE if edits else RowFate.UNCHANGED
    if problems:
        fate = RowFate.ERROR
    return msgspec.structs.replace(decision, fate=fate, edits=tuple(edits), problems=problems, notes=tuple(notes))


def identity_of(row: ReadRow) -> Identity:
    """Give what tells a row's organisation apart."""
    values = row.values
    return Identity(
        name=str(values.get("cust_name") or ""),
        credit_code=str(values.get("cert_no") or ""),
        phone=str(values.get("tel") or ""),
        address=str(values.get("office_address") or values.get("reg_address") or ""),
        legal_rep=str(values.get("legal_rep") or ""),
    )


def _same(on_file: object, value: object) -> bool:
    return on_file == value or (on_file in (None, "", []) and value in (None, "", []))


def _because(twin: TwinRow, reason: TwinReason) -> TwinRow:
    return msgspec.structs.replace(twin, reason=TwinReason.IN_FILE if twin.line else reason)


def _in_file(twin: TwinRow) -> TwinRow:
    return msgspec.structs.replace(twin, reason=TwinReason.IN_FILE)


def _keys(identity: Identity) -> list[tuple[str, str]]:
    """Give what two likely duplicates share at least one of: reduced name, telephone, house."""
    keys = (
        ("name", comparable_name(identity.name) if identity.name else ""),
        ("phone", clean_phone(identity.phone) if identity.phone else ""),
        ("address", address_block(identity.address) if identity.address else ""),
    )
    return [key for key in keys if key[1]]
