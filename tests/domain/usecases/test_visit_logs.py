"""Visit logs: what one changes beside itself, and how a returned one is mended."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.commands import (
    AddTask,
    CommentVisit,
    Edit,
    EditCustomer,
    Evidence,
    LogVisit,
    NewTask,
    PlanVisit,
    ReturnVisit,
    ReviseVisit,
    SetParameter,
)
from domain.entities import AuditEntry, Conflict, Customer, VisitComment, VisitLog
from domain.errors import Refused
from domain.permissions import Actor
from domain.queries.visit_logs import visit_log
from tests.helpers.office import ADMIN, NOW, Office

POINTS = "二厂区十二月十日投产，专线需由 500M 提速到 1G，客户接受两年合同期。"
HOUR = timedelta(hours=1)


def log(office: Office, customer_id: str, contact_id: str, **more: Any) -> str:
    visit_id = office.new_id()
    values: dict[str, Any] = {
        "starts_at": NOW - 2 * HOUR,
        "ends_at": NOW - HOUR,
        "way": "on_site",
        "content": POINTS,
        "contact_ids": (contact_id,),
        "place": "二厂区",
    }
    command = LogVisit(**office.stamp(), visit_id=visit_id, customer_id=customer_id, **(values | more))
    office.run(office.manager, command)
    return visit_id


def revise(office: Office, actor: Actor, visit_id: str, **fields: tuple[Any, Any]) -> None:
    edits = tuple(Edit(name, old, new) for name, (old, new) in fields.items())
    office.run(actor, ReviseVisit(**office.stamp(), visit_id=visit_id, edits=edits))


@pytest.fixture
def customer_id(office: Office) -> str:
    return office.customer(office.manager)


@pytest.fixture
def contact_id(office: Office, customer_id: str) -> str:
    return office.contact(office.manager, customer_id)


def refused_with(refused: pytest.ExceptionInfo[Refused]) -> tuple[str, str]:
    problem = refused.value.problems[0]
    return problem.field, problem.code


def test_that_the_first_visit_begins_the_negotiation(office: Office, customer_id: str, contact_id: str) -> None:
    log(office, customer_id, contact_id, result="absent")
    customer = office.session.get_one(Customer, customer_id)
    assert (customer.state, customer.coop_state) == ("prospect", "prospect")
    log(office, customer_id, contact_id)
    assert (customer.state, customer.coop_state) == ("negotiating", "negotiating")


def test_that_a_returned_log_is_mended_by_its_author_and_reported_again(
    office: Office, customer_id: str, contact_id: str
) -> None:
    visit_id = log(office, customer_id, contact_id, place="")
    visit = office.session.get_one(VisitLog, visit_id)
    assert (visit.valid, visit.invalid_reasons) == (False, ["no_evidence"])
    with pytest.raises(Refused, match="visit_closed"):
        revise(office, office.manager, visit_id, place=("", "二厂区"))
    office.run(office.supervisor, ReturnVisit(**office.stamp(), visit_id=visit_id, reason="补地点"))
    assert (visit.state, visit.return_reason) == ("to_report", "补地点")
    with pytest.raises(Refused, match="not_own_visit"):
        revise(office, office.supervisor, visit_id, place=("", "二厂区"))
    revise(office, office.manager, visit_id, place=("", "二厂区"))
    assert (visit.state, visit.place, visit.valid) == ("reported", "二厂区", True)
    assert office.session.get_one(Customer, customer_id).last_visit == date(2026, 11, 23)


def test_that_a_mended_log_keeps_the_rules_of_a_log(office: Office, customer_id: str, contact_id: str) -> None:
    visit_id = log(office, customer_id, contact_id)
    office.run(office.supervisor, ReturnVisit(**office.stamp(), visit_id=visit_id, reason="写详细"))
    with pytest.raises(Refused) as refused:
        revise(office, office.manager, visit_id, content=(POINTS, "谈过"))
    assert refused_with(refused) == ("content", "too_short")


def test_that_a_reviewed_log_is_corrected_by_an_addendum_only(
    office: Office, customer_id: str, contact_id: str
) -> None:
    visit_id = log(office, customer_id, contact_id)
    score = CommentVisit(**office.stamp(), comment_id=office.new_id(), visit_id=visit_id, text="好", score=5)
    office.run(office.supervisor, score)
    with pytest.raises(Refused, match="visit_closed"):
        revise(office, office.manager, visit_id, place=("二厂区", "三厂区"))
    addendum = CommentVisit(**office.stamp(), comment_id=office.new_id(), visit_id=visit_id, text="更正：三厂区")
    office.run(office.manager, addendum)
    assert office.session.get_one(VisitComment, addendum.comment_id).created_by == office.manager.id
    again = CommentVisit(**office.stamp(), comment_id=office.new_id(), visit_id=visit_id, text="再看", score=1)
    with pytest.raises(Refused, match="already_decided"):
        office.run(office.supervisor, again)


def test_that_nobody_scores_or_returns_their_own_log(office: Office) -> None:
    customer_id = office.customer(office.supervisor)
    contact_id = office.contact(office.supervisor, customer_id)
    visit_id = office.new_id()
    office.run(
        office.supervisor,
        LogVisit(
            **office.stamp(),
            visit_id=visit_id,
            customer_id=customer_id,
            starts_at=NOW - HOUR,
            ends_at=NOW,
            way="phone",
            content=POINTS,
            contact_ids=(contact_id,),
        ),
    )
    for command in (
        CommentVisit(**office.stamp(), comment_id=office.new_id(), visit_id=visit_id, text="好", score=5),
        ReturnVisit(**office.stamp(), visit_id=visit_id, reason="自己退"),
    ):
        with pytest.raises(Refused, match="own_work"):
            office.run(office.supervisor, command)


def test_that_plans_and_promises_of_another_customer_are_refused(
    office: Office, customer_id: str, contact_id: str
) -> None:
    other = office.customer(office.manager, "澜州云栈数据有限公司")
    plan_id, task_id = office.new_id(), office.new_id()
    office.run(
        office.manager,
        PlanVisit(**office.stamp(), plan_id=plan_id, customer_id=other, starts_at=NOW, ends_at=NOW + HOUR),
    )
    task = NewTask(id=task_id, title="报价", due=date(2026, 12, 1), assignee_id=office.manager.id)
    office.run(office.manager, AddTask(**office.stamp(), task=task, customer_id=other))
    for field, more in (("plan_id", {"plan_id": plan_id}), ("kept_task_ids", {"kept_task_ids": (task_id,)})):
        with pytest.raises(Refused) as refused:
            log(office, customer_id, contact_id, **more)
        assert refused_with(refused) == (field, "other_customer")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sha256": "x" * 64}, "not_a_hash"),
        ({"size": 21 * 1024 * 1024}, "out_of_range"),
        ({"size": 0}, "out_of_range"),
        ({"name": ""}, "required"),
        ({"name": "长" * 201}, "too_long"),
        ({"id": "nonsense"}, "not_an_id"),
    ],
)
def test_that_a_wrong_file_is_refused(
    office: Office, customer_id: str, contact_id: str, change: dict[str, Any], code: str
) -> None:
    values = {"id": office.new_id(), "name": "a.jpg", "media_type": "image/jpeg", "size": 10, "sha256": "0" * 64}
    with pytest.raises(Refused) as refused:
        log(office, customer_id, contact_id, attachments=(Evidence(**(values | change)),))
    assert refused_with(refused)[1] == code


def test_that_a_visit_about_arrears_needs_a_signature(office: Office, customer_id: str, contact_id: str) -> None:
    with pytest.raises(Refused) as refused:
        log(office, customer_id, contact_id, purposes=("collection",))
    assert refused_with(refused) == ("cust_sign", "signature_needed")
    assert log(office, customer_id, contact_id, purposes=("collection",), cust_sign=True)


def test_that_thresholds_come_from_the_rule_table(office: Office, customer_id: str, contact_id: str) -> None:
    for code, value in (("visit.content_min", "200"), ("visit.longest", "1")):
        office.run(
            ADMIN,
            SetParameter(
                **office.stamp(), parameter_id=office.new_id(), code=code, value=value, valid_from=date(2026, 1, 1)
            ),
        )
    with pytest.raises(Refused) as refused:
        log(office, customer_id, contact_id, starts_at=NOW - 3 * HOUR)
    found = {problem.field: problem for problem in refused.value.problems}
    assert found["content"].facts["least"] == 200
    assert found["ends_at"].facts["hours"] == 1


def test_that_negotiation_and_signing_are_guarded(office: Office, customer_id: str, contact_id: str) -> None:
    def move(old: str, new: str, **more: tuple[Any, Any]) -> None:
        edits = (Edit("coop_state", old, new), *(Edit(name, *pair) for name, pair in more.items()))
        office.run(office.manager, EditCustomer(**office.stamp(), customer_id=customer_id, edits=edits))

    with pytest.raises(Refused) as refused:
        move("prospect", "negotiating")
    assert refused_with(refused) == ("coop_state", "needs_visit")
    log(office, customer_id, contact_id)
    with pytest.raises(Refused) as refused:
        move("negotiating", "signed")
    assert refused_with(refused) == ("cert_no", "required")
    move("negotiating", "signed", cert_no=(None, "91110000 12345678-8m"), sign_date=(None, "2026-11-23"))
    customer = office.session.get_one(Customer, customer_id)
    assert (customer.state, customer.cert_no) == ("signed", "91110000123456788M")


def test_that_a_visit_changes_the_file_in_the_same_breath(office: Office, customer_id: str, contact_id: str) -> None:
    edits = (
        Edit("employees", None, 320),
        Edit("office_address", "", "恒岳路 8 号"),
        Edit("tel", "0739-5321000", "0739-5321000"),
    )
    visit_id = log(office, customer_id, contact_id, file_edits=edits)
    customer = office.session.get_one(Customer, customer_id)
    assert (customer.employees, customer.office_address) == (320, "恒岳路 8 号")
    updates = office.session.get_one(VisitLog, visit_id).file_updates
    assert updates == [
        {"field": "employees", "old": None, "new": 320},
        {"field": "office_address", "old": "", "new": "恒岳路 8 号"},
    ]
    entries = select(AuditEntry.action).where(AuditEntry.row_id == customer_id).order_by(AuditEntry.action)
    assert office.session.scalars(entries).all() == ["create", "edit", "negotiate"]
    visit = visit_log(office.session, office.manager, visit_id)
    assert [(one.field, one.old, one.new) for one in visit.file_updates] == [
        (one["field"], one["old"], one["new"]) for one in updates
    ]


def test_that_a_field_somebody_else_changed_meanwhile_becomes_a_conflict_and_the_visit_stands(
    office: Office, customer_id: str, contact_id: str
) -> None:
    there = EditCustomer(**office.stamp(), customer_id=customer_id, edits=(Edit("employees", None, 500),))
    office.run(office.supervisor, there)
    edits = (Edit("employees", None, 320), Edit("remarks", "", "二厂区投产"))
    visit_id = log(office, customer_id, contact_id, file_edits=edits)
    customer = office.session.get_one(Customer, customer_id)
    assert (customer.employees, customer.remarks) == (500, "二厂区投产")
    conflict = office.session.scalars(select(Conflict)).one()
    assert (conflict.field, conflict.mine, conflict.theirs) == ("employees", 320, 500)
    assert [one["field"] for one in office.session.get_one(VisitLog, visit_id).file_updates] == ["remarks"]


def test_that_a_wrong_change_of_the_file_refuses_the_visit_as_a_whole(
    office: Office, customer_id: str, contact_id: str
) -> None:
    with pytest.raises(Refused) as refused:
        log(office, customer_id, contact_id, file_edits=(Edit("tel", "0739-5321000", "12"),))
    assert refused_with(refused) == ("tel", "not_a_phone")
    assert office.session.scalars(select(VisitLog.id)).all() == []


def test_that_the_visit_itself_lets_a_prospect_be_called_negotiating(
    office: Office, customer_id: str, contact_id: str
) -> None:
    log(office, customer_id, contact_id, file_edits=(Edit("coop_state", "prospect", "negotiating"),))
    customer = office.session.get_one(Customer, customer_id)
    assert (customer.state, customer.coop_state) == ("negotiating", "negotiating")
