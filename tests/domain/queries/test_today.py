"""The start screen's rows."""

from datetime import date, timedelta

from sqlalchemy import event

from domain.commands import AddTask, CommentVisit, CompleteTask, LogVisit, NewTask, PlanVisit
from domain.queries.today import alerts, brief, day_visits, figures, near_due, recent_comments, today_screen
from tests.helpers.office import NOW, Office

TODAY = date(2026, 11, 23)


def log_visit(office: Office, customer: str, contact: str, plan_id: str | None = None) -> LogVisit:
    command = LogVisit(
        **office.stamp(),
        visit_id=office.new_id(),
        customer_id=customer,
        plan_id=plan_id,
        starts_at=NOW - timedelta(hours=2),
        ends_at=NOW - timedelta(hours=1),
        way="on_site",
        place="二厂区",
        content="二厂区十二月十日投产，专线需由 500M 提速到 1G。客户接受。",
        contact_ids=(contact,),
        competitor_info="友商报价低 12%",
        tasks=(NewTask(id=office.new_id(), title="提交报价", due=TODAY, assignee_id=office.manager.id),),
    )
    office.run(office.manager, command)
    return command


def test_that_a_planned_visit_appears_once_and_as_logged_when_it_is(office: Office) -> None:
    customer = office.customer(office.manager)
    contact = office.contact(office.manager, customer)
    start = NOW - timedelta(hours=2)
    plan = PlanVisit(
        **office.stamp(),
        plan_id=office.new_id(),
        customer_id=customer,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        values={"contact_ids": [contact], "subject": "季度服务回访"},
    )
    office.run(office.manager, plan)
    (visit,) = day_visits(office.session, office.manager, TODAY)
    assert (visit.visit_id, visit.contacts, visit.subject) == (None, "方念平", "季度服务回访")
    logged = log_visit(office, customer, contact, plan.plan_id)
    (visit,) = day_visits(office.session, office.manager, TODAY)
    assert visit.visit_id == logged.visit_id


def test_that_figures_come_from_the_actors_own_customers(office: Office) -> None:
    office.customer(office.manager, monthly_revenue=1_000_00, arrears=200_00, figures_period="202610")
    office.customer(office.manager, "澜州水务集团", monthly_revenue=500_00, last_visit="2026-09-01")
    office.customer(office.stranger, "别组客户公司", monthly_revenue=9_999_00, arrears=1)
    found = figures(office.session, office.manager, TODAY)
    assert (found.customers, found.monthly_revenue, found.arrears, found.arrears_customers) == (2, 1_500_00, 200_00, 1)
    assert (found.period, found.overdue_customers) == ("202610", 1)
    assert {row.kind for row in alerts(office.session, office.manager, TODAY)} == {"arrears", "overdue"}


def test_that_finished_tasks_stay_for_the_day_they_were_finished(office: Office) -> None:
    task = NewTask(id=office.new_id(), title="整理要点", due=TODAY, assignee_id=office.manager.id)
    office.run(office.manager, AddTask(**office.stamp(), task=task))
    office.run(office.manager, CompleteTask(**office.stamp(), task_id=task.id, result="好了"))
    assert [row.state for row in today_screen(office.session, office.manager, TODAY).tasks] == ["done"]
    assert today_screen(office.session, office.manager, TODAY + timedelta(days=1)).tasks == ()


def test_that_the_brief_tells_the_last_promise_and_what_to_beware_of(office: Office) -> None:
    customer = office.customer(office.manager, monthly_revenue=18_642_000)
    contact = office.contact(office.manager, customer)
    log_visit(office, customer, contact)
    found = brief(office.session, office.manager, customer)
    assert found is not None
    assert [task.title for task in found.promises] == ["提交报价"]
    assert found.competitor == "友商报价低 12%"
    assert brief(office.session, office.stranger, customer) is None


def test_that_a_supervisors_remark_reaches_the_authors_start_screen(office: Office) -> None:
    customer = office.customer(office.manager)
    logged = log_visit(office, customer, office.contact(office.manager, customer))
    remark = CommentVisit(
        **office.stamp(), comment_id=office.new_id(), visit_id=logged.visit_id, text="报价先给我看一下"
    )
    office.run(office.supervisor, remark)
    (row,) = recent_comments(office.session, office.manager, TODAY)
    assert (row.text, row.by) == ("报价先给我看一下", "韩砚秋")
    assert recent_comments(office.session, office.supervisor, TODAY) == ()


def test_that_a_customer_near_todays_visits_is_offered_until_a_visit_is_planned(office: Office) -> None:
    visited = office.customer(office.manager)
    near = office.customer(office.manager, "澜州水务集团", last_visit="2026-09-01")
    office.customer(office.manager, "澜州远方矿业", last_visit="2026-09-01", county="430524")
    found = near_due(office.session, office.manager, TODAY, [visited])
    assert found is not None
    assert found.customer_id == near
    assert near_due(office.session, office.manager, TODAY, []) is None
    hours = {"starts_at": NOW + timedelta(days=1), "ends_at": NOW + timedelta(days=1, hours=1)}
    office.run(office.manager, PlanVisit(**office.stamp(), plan_id=office.new_id(), customer_id=near, **hours))
    assert near_due(office.session, office.manager, TODAY, [visited]) is None


def test_that_the_whole_screen_takes_few_statements(office: Office) -> None:
    for number in range(5):
        customer = office.customer(office.manager, f"澜州水务集团 {number}")
        log_visit(office, customer, office.contact(office.manager, customer))
    said: list[str] = []
    event.listen(office.session.get_bind(), "before_cursor_execute", lambda *args: said.append(args[2]))
    assert len(today_screen(office.session, office.manager, TODAY).visits) == 5
    assert len(said) <= 10
