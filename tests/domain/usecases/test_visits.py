"""Visits: what logging one leads to, and what is refused."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from domain.commands import CommentVisit, Evidence, LogVisit, MoveVisit, NewTask, PlanVisit, ReturnVisit
from domain.entities import Attachment, AuditEntry, Customer, Task, VisitComment, VisitLog, VisitPlan
from domain.errors import Refused
from tests.helpers.office import NOW, Office

POINTS = "二厂区十二月十日投产，专线需由 500M 提速到 1G，客户接受两年合同期。"


def log(office: Office, customer_id: str, contact_id: str, **more: Any) -> LogVisit:
    values: dict[str, Any] = {
        "visit_id": office.new_id(),
        "customer_id": customer_id,
        "starts_at": NOW - timedelta(hours=2),
        "ends_at": NOW - timedelta(hours=1),
        "way": "on_site",
        "place": "二厂区",
        "content": POINTS,
        "contact_ids": (contact_id,),
    }
    return LogVisit(**office.stamp(), **(values | more))


def test_that_a_visit_leaves_a_log_tasks_evidence_and_the_next_due_day(office: Office) -> None:
    me, other = office.manager, office.colleague
    customer_id = office.customer(me, sign_date="2026-01-01", coop_state="signed")
    contact_id = office.contact(me, customer_id)
    tasks = (
        NewTask(id=office.new_id(), title="提交正式书面报价", due=date(2026, 11, 27), assignee_id=me.id),
        NewTask(id=office.new_id(), title="二厂区专线勘察", due=date(2026, 12, 1), assignee_id=other.id),
    )
    photo = Evidence(id=office.new_id(), name="机房.jpg", media_type="image/jpeg", size=10, sha256="0" * 64)
    command = log(office, customer_id, contact_id, tasks=tasks, attachments=(photo,))
    office.run(me, command)

    visit = office.session.get_one(VisitLog, command.visit_id)
    assert (visit.valid, visit.invalid_reasons, visit.submit_delay_h) == (True, [], 1)
    made = [office.session.get_one(Task, task.id) for task in tasks]
    assert [(task.visit_id, task.origin, task.state) for task in made] == [
        (visit.id, "visit", "under_way"),
        (visit.id, "visit", "to_accept"),
    ]
    assert office.session.get_one(Attachment, photo.id).holder_id == visit.id
    customer = office.session.get_one(Customer, customer_id)
    assert customer.last_visit == date(2026, 11, 23)
    assert customer.next_visit_due == date(2026, 12, 8)
    assert office.session.query(AuditEntry).filter_by(row_id=visit.id, action="log").count() == 1


def test_that_the_plan_of_a_logged_visit_is_done(office: Office) -> None:
    customer_id = office.customer(office.manager)
    contact_id = office.contact(office.manager, customer_id)
    plan = PlanVisit(
        **office.stamp(),
        plan_id=office.new_id(),
        customer_id=customer_id,
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=1),
    )
    office.run(office.manager, plan)
    office.run(office.manager, log(office, customer_id, contact_id, plan_id=plan.plan_id))
    assert office.session.get_one(VisitPlan, plan.plan_id).state == "reported"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"contact_ids": ()}, "contact_ids", "required"),
        ({"content": "谈过"}, "content", "too_short"),
        ({"content": ""}, "content", "required"),
        ({"ends_at": NOW - timedelta(hours=3)}, "ends_at", "end_before_start"),
        ({"ends_at": NOW + timedelta(days=1), "starts_at": NOW + timedelta(hours=20)}, "ends_at", "in_future"),
        ({"starts_at": NOW - timedelta(hours=20)}, "ends_at", "too_long_visit"),
        ({"way": "teleport"}, "way", "unknown_choice"),
    ],
)
def test_that_a_wrong_log_is_refused_by_field(office: Office, change: dict[str, Any], field: str, code: str) -> None:
    customer_id = office.customer(office.manager)
    contact_id = office.contact(office.manager, customer_id)
    with pytest.raises(Refused) as refused:
        office.run(office.manager, log(office, customer_id, contact_id, **change))
    assert (field, code) in [(problem.field, problem.code) for problem in refused.value.problems]


def test_that_nobody_logs_a_visit_to_somebody_elses_customer(office: Office) -> None:
    customer_id = office.customer(office.manager)
    contact_id = office.contact(office.manager, customer_id)
    with pytest.raises(Refused, match="not_found"):
        office.run(office.stranger, log(office, customer_id, contact_id))


def test_that_an_assistant_may_not_log(office: Office) -> None:
    customer_id = office.customer(office.manager)
    with pytest.raises(Refused, match="needs_supervisor"):
        office.run(office.assistant, log(office, customer_id, "x"))


def test_that_a_supervisor_reviews_with_a_score_and_the_log_is_locked(office: Office) -> None:
    customer_id = office.customer(office.manager)
    contact_id = office.contact(office.manager, customer_id)
    command = log(office, customer_id, contact_id)
    office.run(office.manager, command)
    comment = CommentVisit(
        **office.stamp(), comment_id=office.new_id(), visit_id=command.visit_id, text="报价先给我看一下", score=4
    )
    office.run(office.supervisor, comment)
    assert office.session.get_one(VisitComment, comment.comment_id).text == "报价先给我看一下"
    assert office.session.get_one(VisitLog, command.visit_id).state == "reviewed"
    with pytest.raises(Refused, match="visit_closed"):
        office.run(office.supervisor, ReturnVisit(**office.stamp(), visit_id=command.visit_id, reason="补充"))


def test_that_a_visit_moved_by_somebody_else_is_not_moved_again(office: Office) -> None:
    customer_id = office.customer(office.manager)
    plan_id = office.new_id()
    hour = timedelta(hours=1)
    office.run(
        office.manager,
        PlanVisit(**office.stamp(), plan_id=plan_id, customer_id=customer_id, starts_at=NOW, ends_at=NOW + hour),
    )

    def move(old: datetime, new: datetime) -> MoveVisit:
        return MoveVisit(
            **office.stamp(),
            plan_id=plan_id,
            old_starts_at=old,
            old_ends_at=old + hour,
            starts_at=new,
            ends_at=new + hour,
        )

    office.run(office.supervisor, move(NOW, NOW + 2 * hour))
    with pytest.raises(Refused, match="visit_moved"):
        office.run(office.manager, move(NOW, NOW + 3 * hour))
