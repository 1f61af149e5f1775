"""Laws of the three-way merge, and that the same commands give the same rows everywhere."""

from datetime import timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.base import body_of
from domain.commands import Command, Edit, EditCustomer
from domain.entities import ENTITIES, Conflict, Customer
from domain.usecases import shared
from tests.helpers.office import NOW, Office, office_in
from tests.helpers.scene import scene_in

FIELDS = ("office_address", "remarks", "alias", "township")
WORDS = st.sampled_from(["", "港口路 1 号", "恒岳路 8 号", "云溪路 4 号"])
NUMBERS = {"cust_no", "biz_no"}


def edit(office: Office, customer_id: str, field: str, old: Any, new: Any) -> EditCustomer:
    return EditCustomer(**office.stamp(), customer_id=customer_id, edits=(Edit(field, old, new),))


@given(field=st.sampled_from(FIELDS), seen=WORDS, wanted=WORDS, there=WORDS)
@settings(max_examples=40)
def test_that_a_value_is_current_or_kept_in_a_conflict(field: str, seen: str, wanted: str, there: str) -> None:
    with office_in("sqlite://") as office:
        customer_id = office.customer(office.manager, **{field: there})
        office.run(office.manager, edit(office, customer_id, field, seen, wanted))
        now = getattr(office.session.get_one(Customer, customer_id), field)
        kept = office.session.scalars(select(Conflict)).all()
        values = {now, *(conflict.mine for conflict in kept), *(conflict.theirs for conflict in kept)}
        assert wanted in values
        assert there in values | {seen}
        assert (now == wanted) != bool(kept)
        assert now in {wanted, there}


@given(values=st.lists(WORDS, min_size=2, max_size=2))
@settings(max_examples=10)
def test_that_an_edit_done_twice_is_done_once(values: list[str]) -> None:
    with office_in("sqlite://") as office:
        customer_id = office.customer(office.manager, remarks=values[0])
        for _ in range(2):
            office.run(office.manager, edit(office, customer_id, "remarks", values[0], values[1]))
        assert office.session.get_one(Customer, customer_id).remarks == values[1]
        assert office.session.scalars(select(Conflict)).all() == []


@given(order=st.permutations(FIELDS), words=st.tuples(WORDS, WORDS, WORDS, WORDS))
@settings(max_examples=10)
def test_that_edits_of_different_fields_commute(order: list[str], words: tuple[str, ...]) -> None:
    with office_in("sqlite://") as office:
        customer_id = office.customer(office.manager)
        wanted = dict(zip(FIELDS, words, strict=True))
        for field in order:
            office.run(office.manager, edit(office, customer_id, field, "", wanted[field]))
        customer = office.session.get_one(Customer, customer_id)
        assert {field: getattr(customer, field) for field in FIELDS} == wanted


def test_that_all_ways_of_being_empty_are_the_same(office: Office) -> None:
    customer_id = office.customer(office.manager)
    office.run(office.manager, edit(office, customer_id, "employees", "", 12))
    office.run(office.manager, edit(office, customer_id, "alias", None, "恒岳"))
    customer = office.session.get_one(Customer, customer_id)
    assert (customer.employees, customer.alias) == (12, "恒岳")
    office.run(office.manager, edit(office, customer_id, "alias", "恒岳", None))
    office.run(office.manager, edit(office, customer_id, "employees", 12, ""))
    assert (customer.employees, customer.alias) == (None, "")


def test_that_ids_made_by_a_command_are_the_same_everywhere() -> None:
    assert shared.derived_id("a", "b") == shared.derived_id("a", "b") != shared.derived_id("a", "c")


def reversed_keys(value: Any) -> Any:
    """Give the same value with the keys of every mapping the other way round."""
    if isinstance(value, dict):
        return {key: reversed_keys(value[key]) for key in reversed(value)}
    return [reversed_keys(item) for item in value] if isinstance(value, list) else value


class Recording(Office):
    """An office that turns every command's mappings round before giving it."""

    def run(self, actor: Any, command: Command) -> None:
        body = msgspec.to_builtins(command)
        super().run(actor, msgspec.convert(reversed_keys(body), type(command), strict=False))


def rows_of(office: Office) -> dict[str, list[dict[str, Any]]]:
    office.session.flush()
    office.session.expire_all()
    return {
        entity.__tablename__: [
            {name: value for name, value in body_of(row).items() if name not in NUMBERS}
            for row in office.session.scalars(select(entity).order_by(entity.id))
        ]
        for entity in ENTITIES
    }


def test_that_the_same_commands_give_the_same_rows_whatever_the_order_of_keys() -> None:
    with office_in("sqlite://") as straight, office_in("sqlite://", Recording) as turned:
        scene_in(straight)
        scene_in(turned)
        left, right = rows_of(straight), rows_of(turned)
    assert all(left[kind] for kind in left)
    assert left == right


def test_that_a_command_outside_all_reckoning_is_refused(office: Office) -> None:
    customer_id = office.customer(office.manager)
    command = edit(office, customer_id, "remarks", "", "x")
    for wrong in ({"at": NOW.replace(tzinfo=None)}, {"at": NOW + timedelta(days=365_000)}, {"id": "nonsense"}):
        try:
            office.run(office.manager, msgspec.structs.replace(command, **wrong))
        except shared.Refused as refused:
            assert refused.code == "invalid"  # noqa: PT017 - three commands in one loop
        else:
            raise AssertionError(wrong)
