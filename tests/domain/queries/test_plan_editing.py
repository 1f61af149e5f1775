"""What the editor of a service plan is given."""

from datetime import date

import pytest
from sqlalchemy import event

from domain.commands import AddTask, EditCustomer, SaveServicePlan, SetServiceRule
from domain.commands.base import Edit
from domain.commands.tasks import NewTask
from domain.errors import Refused
from domain.queries.plan_editing import PlanEditing, plan_editing
from tests.helpers.office import ADMIN, Office


def editing(office: Office, customer_id: str, year: int = 2027) -> PlanEditing:
    office.session.flush()
    return plan_editing(office.session, office.manager, customer_id, year)


def save(office: Office, customer_id: str, year: int, **values: object) -> None:
    command = SaveServicePlan(
        **office.stamp(), plan_id=office.new_id(), customer_id=customer_id, year=year, values=values
    )
    office.run(office.manager, command)


def test_that_a_first_plan_is_empty_and_offers_what_the_records_know(office: Office) -> None:
    customer_id = office.customer(office.manager, needs_summary="二期厂房专线扩容")
    concern = Edit("concerns", [], [{"text": "故障恢复时间"}])
    office.run(office.manager, EditCustomer(**office.stamp(), customer_id=customer_id, edits=(concern,)))
    task = NewTask(id=office.new_id(), assignee_id=office.manager.id, title="确认双路由方案", due=date(2026, 12, 10))
    office.run(office.manager, AddTask(**office.stamp(), customer_id=customer_id, task=task))
    made = editing(office, customer_id)
    assert (made.version, made.plan_id, made.values) == (0, "", {})
    assert (made.needs_summary, made.concerns) == ("二期厂房专线扩容", ("故障恢复时间",))
    assert [(task.title, task.owner) for task in made.tasks] == [("确认双路由方案", office.manager.name)]
    assert made.team[0].name == office.manager.name


def test_that_a_saved_plan_comes_back_with_the_one_of_the_year_before(office: Office) -> None:
    customer_id = office.customer(office.manager)
    save(office, customer_id, 2026, situation="总部 200M 专线")
    save(office, customer_id, 2027, situation="总部 500M 专线", confirmed_date="2026-12-20")
    made = editing(office, customer_id)
    assert (made.version, made.values["situation"], made.values["confirmed_date"]) == (
        1,
        "总部 500M 专线",
        "2026-12-20",
    )
    assert made.last_year["situation"] == "总部 200M 专线"


def test_that_promises_of_rules_are_offered_and_internal_ones_are_not(office: Office) -> None:
    values = {"item": "report", "value": 1, "unit": "per_quarter", "valid_from": "2026-01-01", "level": "province"}
    for code, internal in (("R1", False), ("R2", True)):
        named = {"code": code, "name": f"规则 {code}", "internal_only": internal}
        office.run(ADMIN, SetServiceRule(**office.stamp(), rule_id=office.new_id(), values=values | named))
    made = editing(office, office.customer(office.manager))
    assert [(item.rule, item.value, item.unit) for item in made.promises] == [("R1", 1, "per_quarter")]


def test_that_a_customer_out_of_scope_is_not_found(office: Office) -> None:
    customer_id = office.customer(office.manager)
    office.session.flush()
    with pytest.raises(Refused, match="not_found"):
        plan_editing(office.session, office.stranger, customer_id, 2027)


def test_that_the_number_of_statements_does_not_grow_with_the_rows(office: Office) -> None:
    customer_id = office.customer(office.manager)
    for number in range(8):
        task = NewTask(
            id=office.new_id(), assignee_id=office.manager.id, title=f"事项 {number}", due=date(2026, 12, 10)
        )
        office.run(office.manager, AddTask(**office.stamp(), customer_id=customer_id, task=task))
    office.session.commit()
    said: list[str] = []
    event.listen(office.session.get_bind(), "before_cursor_execute", lambda *args: said.append(args[2]))
    editing(office, customer_id)
    assert len(said) <= 10
