"""The team board: every member's work, and nobody else's."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import event

from domain.commands import AddTask, CommentVisit, LogVisit, NewTask, PlanVisit
from domain.queries.team import team_board, visits_to_review
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


def log_visit(office: Office, actor: Any, customer: str, content: str) -> str:
    contact = office.contact(actor, customer)
    visit_id, start = office.new_id(), NOW - timedelta(hours=2)
    command = LogVisit(
        **office.stamp(),
        visit_id=visit_id,
        customer_id=customer,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        way="phone",
        content=content,
        contact_ids=(contact,),
    )
    office.run(actor, command)
    return visit_id


def test_that_visits_nobody_remarked_on_come_before_the_others(office: Office) -> None:
    me = office.manager
    first = log_visit(office, me, office.customer(me), "客户确认了下个月的带宽调整，口头答应续约两年。")
    second = log_visit(
        office, me, office.customer(me, "澜州水务集团"), "客户要求下周提供两个方案，比较专线与宽带的价格和开通时间。"
    )
    log_visit(
        office,
        office.supervisor,
        office.customer(office.supervisor, "澜州港务集团"),
        "主管自己做的走访，不需要由自己来评价，也不列出。",
    )
    comment = CommentVisit(
        **office.stamp(), comment_id=office.new_id(), visit_id=first, text="方案里补充竞争对手的价格"
    )
    office.run(office.supervisor, comment)
    found = visits_to_review(office.session, office.supervisor, TODAY)
    assert [(row.visit_id, row.reviewed) for row in found] == [(second, False), (first, True)]
    assert found[0].owner_name == "顾晓舟"


def test_that_another_teams_visits_are_not_given_to_review(office: Office) -> None:
    log_visit(
        office, office.stranger, office.customer(office.stranger), "别组客户的走访，这个组的主管不应看到这条记录。"
    )
    assert visits_to_review(office.session, office.supervisor, TODAY) == ()
    assert len(visits_to_review(office.session, office.chief, TODAY)) == 1


def test_that_the_whole_board_takes_few_statements(office: Office) -> None:
    for number in range(5):
        log_visit(office, office.manager, office.customer(office.manager, f"澜州水务集团 {number}"), "客户确认" * 6)
        add_task(office, office.manager, office.manager.id, TODAY)
    said: list[str] = []
    event.listen(office.session.get_bind(), "before_cursor_execute", lambda *args: said.append(args[2]))
    assert len(team_board(office.session, office.supervisor, TODAY).visits) == 5
    assert len(said) <= 9
