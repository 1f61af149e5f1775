from datetime import date

import pytest

from domain.commands import AddAffiliate, AddTask
from domain.commands.tasks import NewTask
from domain.errors import Refused
from domain.queries.customer_files import (
    customer_file,
    customer_preview,
    customer_tasks,
    customer_visits,
    similar_customers,
)
from tests.domain.queries.test_customers import visit

TODAY = date(2026, 11, 23)


@pytest.fixture
def customer_id(office):
    made = office.customer(office.manager, sign_date="2026-01-10")
    visit(office, office.manager, made, office.contact(office.manager, made))
    return made


def add_task(office, customer_id, title="专线扩容报价", due=TODAY):
    task = NewTask(id=office.new_id(), title=title, due=due, assignee_id=office.manager.id)
    office.run(office.manager, AddTask(**office.stamp(), task=task, customer_id=customer_id))


def test_that_a_file_tells_what_is_missing_and_what_it_gains(office, customer_id):
    file = customer_file(office.session, office.manager, customer_id, today=TODAY)
    assert file.values["cust_name"] == "澜州恒岳精密制造有限公司"
    assert file.contacts == 1
    assert file.visits == 1
    assert "legal_rep" in {gap.field for gap in file.gaps}
    assert all(gap.gain > 0 for gap in file.gaps)
    assert file.names[office.manager.id] == "顾晓舟"


def test_that_a_stranger_is_refused_the_file(office, customer_id):
    with pytest.raises(Refused, match="not_found"):
        customer_file(office.session, office.stranger, customer_id, today=TODAY)
    assert customer_preview(office.session, office.stranger, customer_id, today=TODAY) is None


def test_that_next_steps_are_open_tasks_by_day(office, customer_id):
    add_task(office, customer_id, "季度回访", date(2026, 12, 1))
    add_task(office, customer_id, "专线扩容报价", date(2026, 11, 20))
    file = customer_file(office.session, office.manager, customer_id, today=TODAY)
    assert [task.title for task in file.next_steps] == ["专线扩容报价", "季度回访"]
    assert file.overdue_tasks == 1
    assert [task.title for task in customer_tasks(office.session, office.manager, customer_id)] == [
        "专线扩容报价",
        "季度回访",
    ]


def test_that_visits_name_the_people_met(office, customer_id):
    (row,) = customer_visits(office.session, office.manager, customer_id)
    assert row.contacts == "方念平"
    assert not row.is_plan


def test_that_an_affiliate_out_of_sight_is_not_on_file(office, customer_id):
    far = office.customer(office.stranger, "恒岳供应链管理有限公司")
    values = {"to_customer_id": far, "to_name": "恒岳供应链管理有限公司", "rel_type": "holding", "hold_pct": 5100}
    command = AddAffiliate(**office.stamp(), affiliate_id=office.new_id(), customer_id=customer_id, values=values)
    office.run(office.chief, command)
    (row,) = customer_file(office.session, office.manager, customer_id, today=TODAY).affiliates
    assert row.to_customer_id is None
    assert row.is_group_member


def test_that_a_preview_names_people_and_the_last_visit(office, customer_id):
    preview = customer_preview(office.session, office.manager, customer_id, today=TODAY)
    assert [person.name for person in preview.contacts] == ["方念平"]
    assert preview.last_log.text.startswith("谈了专线扩容")


@pytest.mark.parametrize(
    ("name", "phone"), [("澜州市恒岳精密制造（有限公司）", ""), ("恒岳精密制造有限公司", "0739-5321000")]
)
def test_that_a_name_written_otherwise_is_recognised(office, customer_id, name, phone):
    found = similar_customers(office.session, office.manager, name, phone, today=TODAY)
    assert [row.id for row in found] == [customer_id]


def test_that_another_company_is_no_duplicate(office, customer_id):
    assert customer_id
    assert similar_customers(office.session, office.manager, "鼎川建设工程有限公司", today=TODAY) == ()
