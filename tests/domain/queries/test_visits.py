from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from domain.commands import CancelVisit, LogVisit, PlanVisit
from domain.entities import Customer, Task
from domain.permissions import Actor
from domain.queries.visit_choices import colleague_choices, customer_choices
from domain.queries.visit_logs import phrases, visit_context, visit_log
from domain.queries.visits import BlockKind, due_customers, open_plans, own_visits, visit_blocks, visit_plan
from domain.values.people import Post

TODAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
TEXT = "确认二厂区施工恢复；客户要求两周内给出专线扩容报价。"
NOBODY = Actor(id="nobody", name="无", staff_no="x", post=Post.FINANCE, level=2, org_id="")


@pytest.fixture
def customer(office):
    key = office.customer(office.manager)
    found = office.session.get(Customer, key)
    found.next_visit_due, found.last_visit = date(2026, 11, 27), date(2026, 11, 12)
    office.session.flush()
    return key


def plan(office, customer, actor=None, starts=NINE, **values):
    who = actor or office.manager
    command = PlanVisit(
        **office.stamp(),
        plan_id=office.new_id(),
        customer_id=customer,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        values=values,
    )
    office.run(who, command)
    return command.plan_id


def log(office, customer, plan_id=None):
    command = LogVisit(
        **office.stamp(),
        visit_id=office.new_id(),
        customer_id=customer,
        plan_id=plan_id,
        starts_at=office.stamp()["at"] - timedelta(hours=2),
        ends_at=office.stamp()["at"] - timedelta(hours=1),
        way="on_site",
        content=TEXT,
        contact_ids=(office.contact(office.manager, customer),),
    )
    office.run(office.manager, command)
    return command.visit_id


def test_that_a_due_customer_carries_the_rule(office, customer):
    (found,) = due_customers(office.session, office.manager, TODAY)
    assert (found.id, found.due, found.times, found.months) == (customer, date(2026, 11, 27), 2, 1)
    assert found.last_visit == date(2026, 11, 12)


def test_that_a_planned_customer_leaves_the_list_and_comes_back_when_called_off(office, customer):
    plan_id = plan(office, customer, starts=NINE + timedelta(days=1))
    assert due_customers(office.session, office.manager, TODAY) == ()
    assert due_customers(office.session, office.manager, TODAY, planned=True)[0].planned_at is not None
    office.run(office.manager, CancelVisit(**office.stamp(), plan_id=plan_id, reason="客户出差"))
    assert [one.id for one in due_customers(office.session, office.manager, TODAY)] == [customer]


def test_that_customers_due_later_are_left_out(office, customer):
    office.session.get(Customer, customer).next_visit_due = TODAY + timedelta(days=15)
    office.session.flush()
    assert due_customers(office.session, office.manager, TODAY) == ()


def test_that_the_week_holds_plans_with_their_logs_and_logs_without_a_plan(office, customer):
    first = plan(office, customer, subject="季度回访")
    visit = log(office, customer, first)
    bare = log(office, customer)
    week = visit_blocks(office.session, office.manager, date(2026, 11, 1), date(2026, 11, 30))
    by_id = {block.id: block for block in week}
    assert (by_id[first].kind, by_id[first].visit_id, by_id[first].subject) == (BlockKind.PLAN, visit, "季度回访")
    assert by_id[bare].kind is BlockKind.LOG
    assert not by_id[first].is_open
    assert open_plans(office.session, office.manager, customer) == ()


def test_that_a_meeting_with_a_time_takes_an_hour(office):
    task = Task(
        id=office.new_id(),
        title="部门周会",
        kind="meeting",
        assignee_id=office.manager.id,
        owner_id=office.manager.id,
        due=TODAY,
        due_time=datetime(2026, 11, 23, 14, tzinfo=UTC).time(),
        state="under_way",
        created_by="x",
        created_at=NINE,
        updated_by="x",
        updated_at=NINE,
    )
    office.session.add(task)
    office.session.flush()
    (block,) = visit_blocks(office.session, office.manager, TODAY, TODAY)
    assert (block.kind, block.name, block.ends_at - block.starts_at) == (
        BlockKind.OTHER,
        "部门周会",
        timedelta(hours=1),
    )


def test_that_todays_visits_are_offered_first(office, customer):
    other = office.customer(office.manager, "澜州港务集团有限公司")
    plan_id = plan(office, other)
    found = customer_choices(office.session, office.manager, "", TODAY)
    assert [(one.id, one.plan_id) for one in found] == [(other, plan_id), (customer, "")]
    assert [one.id for one in customer_choices(office.session, office.manager, "恒岳", TODAY)] == [customer]
    assert customer_choices(office.session, office.manager, "100%_", TODAY) == ()


def test_that_the_form_gets_people_promises_and_the_last_visit(office, customer):
    visit = log(office, customer)
    context = visit_context(office.session, office.manager, customer, TODAY)
    assert context is not None
    assert context.last is not None
    assert (context.last.id, context.last.met) == (visit, ("方念平",))
    assert [one.name for one in context.contacts] == ["方念平"]
    assert context.colleagues[0].id == office.manager.id
    assert context.recent[0].content == TEXT


def test_that_a_log_is_read_with_names(office, customer):
    found = visit_log(office.session, office.manager, log(office, customer))
    assert found is not None
    assert (found.author, found.customer, [one.name for one in found.met]) == (
        "顾晓舟",
        "澜州恒岳精密制造有限公司",
        ["方念平"],
    )


@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_that_others_see_nothing(office, customer, who):
    actor = NOBODY if who == "nobody" else office.people["程予安"]
    plan_id, visit = plan(office, customer), log(office, customer)
    assert due_customers(office.session, actor, TODAY, owner_id=office.manager.id) == ()
    assert visit_blocks(office.session, actor, TODAY, TODAY, owner_id=office.manager.id) == ()
    assert visit_plan(office.session, actor, plan_id) is None
    assert visit_log(office.session, actor, visit) is None
    assert visit_context(office.session, actor, customer, TODAY) is None
    assert customer_choices(office.session, actor, "", TODAY) == ()
    assert phrases(office.session, actor) == ()
    assert all(one.id != "nobody" for one in colleague_choices(office.session, actor))


def test_that_a_week_takes_few_statements_however_full_it_is(office, customer):
    for hour in range(8):
        plan(office, customer, starts=NINE + timedelta(hours=hour))
    counted = []
    engine = office.session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *_args: counted.append(1))
    visit_blocks(office.session, office.manager, TODAY, TODAY + timedelta(days=6))
    assert len(counted) <= 3
    counted.clear()
    due_customers(office.session, office.manager, TODAY)
    assert len(counted) <= 2


def test_that_own_visits_at_a_time_are_found_once_and_without_the_one_recorded(office, customer):
    other = office.customer(office.manager)
    planned = plan(office, customer)
    span = (NINE + timedelta(minutes=30), NINE + timedelta(hours=2))
    assert [found.starts_at for found in own_visits(office.session, office.manager, *span, other)] == [NINE]
    assert own_visits(office.session, office.manager, *span, customer) == ()
    assert own_visits(office.session, office.manager, *span, other, but=(planned,)) == ()
    assert own_visits(office.session, office.supervisor, *span, other) == ()
    after = (NINE + timedelta(hours=1), NINE + timedelta(hours=2))
    assert own_visits(office.session, office.manager, *after, other) == ()
