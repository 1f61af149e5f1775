"""The team board: every member's work, and nobody else's."""

from datetime import date, timedelta
from typing import Any

from domain.commands import AddTask, LogVisit, NewTask, PlanVisit
from domain.queries.team import team_board
from tests.helpers.office import NOW, Office

TODAY = date(2026, 11, 23)


def add_task(office: Office, actor: Any, assignee: str | None, due: date, title: str = "补录关键人") -> str:
    task = NewTask(id=office.new_id(), title=title, due=due, assignee_id=assignee)
    office.run(actor, AddTask(**office.stamp(), task=task))
    return task.id


def test_that_loads_count_open_tasks_and_visits_by_day(office: Office) -> None:
    me = office.manager
    customer = office.customer(me)
    add_task(office, me, me.id, TODAY)
    add_task(office, me, me.id, TODAY + timedelta(days=3))
    add_task(office, me, me.id, TODAY - timedelta(days=2))
    visit = PlanVisit(
        **office.stamp(), plan_id=office.new_id(), customer_id=customer, starts_at=NOW, ends_at=NOW + timedelta(hours=1)
    )
    office.run(me, visit)
    board = team_board(office.session, office.supervisor, TODAY)
    assert board.first_day == TODAY
    member = next(row for row in board.members if row.id == me.id)
    assert member.loads[:4] == (2, 0, 0, 1)
    assert (member.customers, member.overdue_tasks) == (1, 1)


def test_that_another_teams_people_and_tasks_are_not_on_the_board(office: Office) -> None:
    add_task(office, office.stranger, office.stranger.id, TODAY, "别组的任务")
    board = team_board(office.session, office.supervisor, TODAY)
    assert "程予安" not in {row.name for row in board.members}
    assert "别组的任务" not in {task.title for task in board.tasks}
    assert "程予安" in {row.name for row in team_board(office.session, office.chief, TODAY).members}


def test_that_a_task_without_assignee_waits_on_the_board(office: Office) -> None:
    task_id = add_task(office, office.supervisor, None, TODAY)
    board = team_board(office.session, office.supervisor, TODAY)
    assert [task.id for task in board.tasks if task.assignee_id is None] == [task_id]


def test_that_a_past_visit_without_log_counts_as_unlogged_until_it_is_logged(office: Office) -> None:
    me = office.manager
    customer = office.customer(me)
    contact = office.contact(me, customer)
    plan_id, start = office.new_id(), NOW - timedelta(days=3)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=1)}
    office.run(me, PlanVisit(**office.stamp(), plan_id=plan_id, customer_id=customer, **times))

    def unlogged() -> int:
        board = team_board(office.session, office.supervisor, TODAY)
        return next(row.unlogged_visits for row in board.members if row.id == me.id)

    assert unlogged() == 1
    command = LogVisit(
        **office.stamp(),
        visit_id=office.new_id(),
        customer_id=customer,
        plan_id=plan_id,
        way="phone",
        content="客户确认了下个月的带宽调整，口头答应续约两年。",
        contact_ids=(contact,),
        **times,
    )
    office.run(me, command)
    assert unlogged() == 0
