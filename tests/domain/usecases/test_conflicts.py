"""Deciding conflicts, and noting prints."""

from typing import Any

import pytest
from sqlalchemy import select

from domain.commands import Edit, EditCustomer, RecordPrint, ResolveConflict
from domain.entities import AuditEntry, Conflict, Customer
from domain.errors import Refused
from domain.permissions import Actor
from domain.values.sync import Keep
from tests.helpers.office import Office
from tests.helpers.scene import scene_in


def edit(office: Office, actor: Actor, customer_id: str, old: str, new: str) -> None:
    edits = (Edit("office_address", old, new),)
    office.run(actor, EditCustomer(**office.stamp(), customer_id=customer_id, edits=edits))


def test_that_mine_is_not_put_over_a_value_that_changed_again(office: Office) -> None:
    customer_id = office.customer(office.manager)
    edit(office, office.supervisor, customer_id, "", "港口路 1 号")
    edit(office, office.manager, customer_id, "", "恒岳路 8 号")
    edit(office, office.supervisor, customer_id, "港口路 1 号", "港口路 2 号")
    conflict = office.session.scalars(select(Conflict)).one()
    with pytest.raises(Refused, match="changed_again"):
        office.run(office.manager, ResolveConflict(**office.stamp(), conflict_id=conflict.id, keep=Keep.MINE))
    office.run(office.manager, ResolveConflict(**office.stamp(), conflict_id=conflict.id, keep=Keep.THEIRS))
    assert office.session.get_one(Customer, customer_id).office_address == "港口路 2 号"
    assert conflict.kept == "theirs"


def test_that_a_conflict_is_its_authors_own(office: Office) -> None:
    customer_id = office.customer(office.manager)
    edit(office, office.supervisor, customer_id, "", "港口路 1 号")
    edit(office, office.manager, customer_id, "", "恒岳路 8 号")
    conflict = office.session.scalars(select(Conflict)).one()
    with pytest.raises(Refused, match="not_found"):
        office.run(office.supervisor, ResolveConflict(**office.stamp(), conflict_id=conflict.id, keep=Keep.MINE))


def printed(office: Office, **values: Any) -> str:
    entry_id = office.new_id()
    office.run(office.manager, RecordPrint(**office.stamp(), entry_id=entry_id, **values))
    return entry_id


def test_that_a_print_is_recorded_with_its_copy(office: Office) -> None:
    scene = scene_in(office)
    made = {"kind": "visit_logs", "row_id": scene.log, "customer_id": scene.customer, "paper": "visit_record"}
    entry = office.session.get_one(AuditEntry, printed(office, **made, copy=2, reason="客户要求"))
    assert (entry.action, entry.changes, entry.reason) == (
        "print",
        [{"field": "visit_record", "old": None, "new": 2}],
        "客户要求",
    )
    for wrong in (
        {"kind": "dragons"},
        {"copy": 0},
        {"paper": ""},
        {"row_id": scene.other_customer},
        {"paper": "x" * 99},
    ):
        with pytest.raises(Refused):
            printed(office, **(made | wrong))
