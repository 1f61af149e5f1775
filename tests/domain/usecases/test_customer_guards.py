"""What a customer file must hold beyond its fields: levels, leaders, the tree, people, days."""

from datetime import timedelta
from typing import Any

import pytest

from domain.commands import AddTask, CompleteTask, Edit, EditCustomer, NewTask, PlanVisit, RemoveCustomer
from domain.entities import Contact, Customer, Task, VisitPlan
from domain.errors import Refused
from domain.permissions import Actor
from tests.helpers.office import NOW, Office
from tests.helpers.scene import scene_in


def edit(office: Office, actor: Actor, customer_id: str, **fields: tuple[Any, Any]) -> None:
    edits = tuple(Edit(name, *pair) for name, pair in fields.items())
    office.run(actor, EditCustomer(**office.stamp(), customer_id=customer_id, edits=edits))


def refused_by(office: Office, actor: Actor, customer_id: str, **fields: tuple[Any, Any]) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        edit(office, actor, customer_id, **fields)
    return refused.value.problems[0].field, refused.value.problems[0].code


def test_that_the_blacklist_is_a_matter_of_level_two_with_a_reason(office: Office) -> None:
    customer_id = office.customer(office.manager)
    listed = {"blacklist": (False, True), "blacklist_reason": ("", "恶意欠费")}
    assert refused_by(office, office.manager, customer_id, **listed) == ("blacklist", "needs_level")
    bare = refused_by(office, office.supervisor, customer_id, blacklist=(False, True))
    assert bare == ("blacklist_reason", "required")
    edit(office, office.supervisor, customer_id, **listed)
    assert office.session.get_one(Customer, customer_id).blacklist


def test_that_a_strategic_customer_has_a_leader_and_a_credit_look_up(office: Office) -> None:
    customer_id = office.customer(office.manager)
    tier = {"relation_tier": ("prospect", "group_strategic")}
    assert refused_by(office, office.manager, customer_id, **tier) == ("chief_rep_id", "required")
    led = tier | {"chief_rep_id": (None, office.chief.id)}
    assert refused_by(office, office.manager, customer_id, **led) == ("credit_check", "required")
    low = led | {"chief_rep_id": (None, office.colleague.id)}
    assert refused_by(office, office.manager, customer_id, **low) == ("chief_rep_id", "needs_level")
    checked = {"credit_check": (None, "clean"), "credit_check_date": (None, "2026-11-20")}
    unproved = refused_by(office, office.manager, customer_id, **led, **checked)
    assert unproved == ("credit_check_evidence", "required")
    proof = {"credit_check_evidence": ("", "信用中国查询截图 2026-11-20.png")}
    edit(office, office.manager, customer_id, **led, **checked, **proof)
    gone = refused_by(office, office.manager, customer_id, chief_rep_id=(office.chief.id, None))
    assert gone == ("chief_rep_id", "required")


def test_that_a_direct_customer_keeps_its_code(office: Office) -> None:
    customer_id = office.customer(office.manager)
    assert refused_by(office, office.manager, customer_id, is_direct=(False, True)) == ("direct_code", "required")
    edit(office, office.manager, customer_id, is_direct=(False, True), direct_code=("", "ZG01"))
    assert refused_by(office, office.manager, customer_id, direct_code=("ZG01", "")) == ("direct_code", "required")


def test_that_parents_make_a_tree(office: Office) -> None:
    one, two = office.customer(office.manager), office.customer(office.manager, "澜州云栈数据有限公司")
    far = office.customer(office.stranger, "澜州港务集团有限公司")
    edit(office, office.manager, one, parent_cust_id=(None, two))
    assert refused_by(office, office.manager, two, parent_cust_id=(None, one)) == ("parent_cust_id", "cycle")
    assert refused_by(office, office.manager, two, parent_cust_id=(None, two)) == ("parent_cust_id", "cycle")
    assert refused_by(office, office.manager, two, parent_cust_id=(None, far)) == ("parent_cust_id", "not_found")


def test_that_a_second_manager_comes_from_the_own_unit(office: Office) -> None:
    customer_id = office.customer(office.manager)
    far = refused_by(office, office.manager, customer_id, am_b_id=(None, office.stranger.id))
    assert far == ("am_b_id", "out_of_scope")
    edit(office, office.manager, customer_id, am_b_id=(None, office.colleague.id))


def test_that_nothing_was_founded_tomorrow(office: Office) -> None:
    customer_id = office.customer(office.manager)
    found = refused_by(office, office.manager, customer_id, found_date=(None, "2026-11-24"))
    assert found == ("found_date", "later_than_today")


def test_that_an_assistant_leaves_identity_alone(office: Office) -> None:
    customer_id = office.customer(office.manager)
    edit(office, office.manager, customer_id, assistant_id=(None, office.assistant.id))
    edit(office, office.assistant, customer_id, remarks=("", "资料待补"))
    with pytest.raises(Refused, match="needs_supervisor"):
        edit(office, office.assistant, customer_id, cust_name=("澜州恒岳精密制造有限公司", "澜州恒岳集团有限公司"))


def test_that_a_visited_customer_is_not_taken_back(office: Office) -> None:
    scene = scene_in(office)
    with pytest.raises(Refused, match="customer_in_use"):
        office.run(office.manager, RemoveCustomer(**office.stamp(), customer_id=scene.customer, reason="误建"))
    office.run(office.stranger, RemoveCustomer(**office.stamp(), customer_id=scene.other_customer, reason="误建"))


def test_that_what_is_open_on_a_customer_goes_with_its_file(office: Office) -> None:
    me, customer_id = office.manager, office.customer(office.manager)
    contact_id, plan_id, open_id, done_id = office.contact(me, customer_id), *(office.new_id() for _ in range(3))
    span: dict[str, Any] = {"starts_at": NOW + timedelta(days=1), "ends_at": NOW + timedelta(days=1, hours=1)}
    office.run(me, PlanVisit(**office.stamp(), plan_id=plan_id, customer_id=customer_id, **span))
    for task_id in (open_id, done_id):
        task = NewTask(id=task_id, title="提交报价", due=NOW.date(), assignee_id=me.id)
        office.run(me, AddTask(**office.stamp(), task=task, customer_id=customer_id))
    office.run(me, CompleteTask(**office.stamp(), task_id=done_id))
    office.run(me, RemoveCustomer(**office.stamp(), customer_id=customer_id, reason="误建"))
    gone: list[tuple[type[Any], str]] = [(Contact, contact_id), (VisitPlan, plan_id), (Task, open_id)]
    assert all(office.session.get_one(entity, row_id).deleted_at == NOW for entity, row_id in gone)
    assert office.session.get_one(Task, done_id).deleted_at is None
