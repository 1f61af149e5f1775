"""Key persons: exactly one is primary, always; whom their record may name; what a removal leaves."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from domain.commands import AddContact, Edit, EditContact, RemoveContact, RevealContact
from domain.entities import AuditEntry, Contact
from domain.errors import Refused
from tests.helpers.office import Office, office_in


def edit(office: Office, contact_id: str, **fields: tuple[Any, Any]) -> EditContact:
    edits = tuple(Edit(name, old, new) for name, (old, new) in fields.items())
    return EditContact(**office.stamp(), contact_id=contact_id, edits=edits)


class KeyPersons(RuleBasedStateMachine):
    """Adding, choosing, leaving and removing in any order."""

    @initialize()
    def begin(self) -> None:
        self.lent = office_in("sqlite://")
        self.office = self.lent.__enter__()
        self.customer = self.office.customer(self.office.manager)

    def living(self) -> list[Contact]:
        return list(self.office.session.scalars(select(Contact).where(Contact.deleted_at.is_(None))))

    def chosen(self, pick: int) -> Contact | None:
        found = self.living()
        return found[pick % len(found)] if found else None

    def run(self, command: Any) -> None:
        try:
            self.office.run(self.office.manager, command)
        except Refused as refused:
            assert refused.problems[0].code == "one_primary_needed"  # noqa: PT017 - the one refusal expected here

    @rule(primary=st.booleans())
    def add(self, *, primary: bool) -> None:
        values = {"name": "方念平", "role_kinds": ["handler"], "mobile": "13800138000", "is_primary": primary}
        contact_id = self.office.new_id()
        self.run(AddContact(**self.office.stamp(), contact_id=contact_id, customer_id=self.customer, values=values))

    @rule(pick=st.integers(0, 9), primary=st.booleans())
    def choose(self, pick: int, *, primary: bool) -> None:
        if contact := self.chosen(pick):
            self.run(edit(self.office, contact.id, is_primary=(contact.is_primary, primary)))

    @rule(pick=st.integers(0, 9), day=st.sampled_from(["2026-11-01", None]))
    def leave(self, pick: int, day: str | None) -> None:
        if contact := self.chosen(pick):
            old = contact.left_date.isoformat() if contact.left_date else None
            self.run(edit(self.office, contact.id, left_date=(old, day)))

    @rule(pick=st.integers(0, 9))
    def remove(self, pick: int) -> None:
        if contact := self.chosen(pick):
            self.run(RemoveContact(**self.office.stamp(), contact_id=contact.id))

    @invariant()
    def exactly_one_is_primary(self) -> None:
        found = self.living() if hasattr(self, "customer") else []
        assert sum(contact.is_primary for contact in found) == min(1, len(found))

    def teardown(self) -> None:
        if hasattr(self, "lent"):
            self.lent.__exit__(None, None, None)


KeyPersons.TestCase.settings = settings(max_examples=12, stateful_step_count=15)
TestExactlyOnePrimary = KeyPersons.TestCase


def test_that_a_contact_needs_one_way_to_be_reached(office: Office) -> None:
    contact_id = office.contact(office.manager, office.customer(office.manager))
    with pytest.raises(Refused) as refused:
        office.run(office.manager, edit(office, contact_id, mobile=("13800138000", "")))
    assert refused.value.problems[0].code == "one_reach_needed"


def test_that_nobody_reports_to_themselves_or_in_a_circle(office: Office) -> None:
    customer_id = office.customer(office.manager)
    one, two = office.contact(office.manager, customer_id), office.contact(office.manager, customer_id, "闻人语")
    office.run(office.manager, edit(office, one, reports_to_id=(None, two)))
    for below, above in ((two, one), (one, one)):
        with pytest.raises(Refused) as refused:
            office.run(office.manager, edit(office, below, reports_to_id=(None if below == two else two, above)))
        assert refused.value.problems[0].code == "cycle"


def test_that_a_superior_of_another_customer_is_refused(office: Office) -> None:
    here = office.contact(office.manager, office.customer(office.manager))
    there = office.contact(office.manager, office.customer(office.manager, "澜州云栈数据有限公司"), "闻人语")
    with pytest.raises(Refused) as refused:
        office.run(office.manager, edit(office, here, reports_to_id=(None, there)))
    assert refused.value.problems[0].code == "other_customer"


def test_that_looking_at_a_number_is_recorded(office: Office) -> None:
    contact_id = office.contact(office.manager, office.customer(office.manager))
    office.run(office.manager, RevealContact(**office.stamp(), contact_id=contact_id))
    actions = office.session.scalars(select(AuditEntry.action).where(AuditEntry.row_id == contact_id)).all()
    assert sorted(actions) == ["add", "reveal"]
