"""Service plans as they print."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.commands import SaveServicePlan, SetServiceRule
from domain.entities import ServicePlan, VisitLog
from domain.errors import Refused
from domain.permissions import Actor
from domain.queries.service_plans import ServicePlanPaper, service_plan_paper
from domain.values.papers import MarkKind
from domain.values.people import Post
from domain.values.service_rules import PlanState
from tests.helpers.office import ADMIN, Office

TODAY = date(2026, 11, 23)
VALUES: dict[str, Any] = {
    "state": "running",
    "confirmed_name": "方念平",
    "confirmed_date": "2026-12-20",
    "situation": "总部 500M 专线",
    "products": [{"product": "互联网专线", "site": "总部", "quantity": "500M", "expires": "2027-01-14"}],
    "prices": [{"product": "互联网专线", "standard_fee": 1280000, "offered_fee": 1088000, "monthly": 1088000}],
}


def paper(office: Office, customer_id: str, actor: Actor | None = None, year: int = 2027) -> ServicePlanPaper:
    office.session.flush()
    return service_plan_paper(office.session, actor or office.manager, customer_id, year, TODAY)


def save(office: Office, customer_id: str, **values: Any) -> None:
    command = SaveServicePlan(
        **office.stamp(), plan_id=office.new_id(), customer_id=customer_id, year=2027, values=VALUES | values
    )
    office.run(office.manager, command)


def rule(office: Office, **values: Any) -> None:
    filled = {
        "code": f"R{office.new_id()[-4:]}",
        "name": "季度服务报告",
        "item": "report",
        "value": 1,
        "unit": "per_quarter",
        "valid_from": "2026-01-01",
        "level": "province",
        "internal_only": False,
        "standard": "每季度第一个月 10 日前",
    }
    office.run(ADMIN, SetServiceRule(**office.stamp(), rule_id=office.new_id(), values=filled | values))


def visited(office: Office, customer_id: str, moment: datetime) -> None:
    by = office.manager
    log = VisitLog(
        id=office.new_id(),
        customer_id=customer_id,
        starts_at=moment,
        ends_at=moment + timedelta(minutes=30),
        way="on_site",
        content="了解专线使用情况",
        submitted_at=moment,
        org_id=by.org_id,
        owner_id=by.id,
        province_code="43",
        created_by=by.id,
        created_at=moment,
        updated_by=by.id,
        updated_at=moment,
    )
    office.session.add(log)


def test_that_a_customer_without_a_plan_gets_a_proposal_from_its_class(office: Office) -> None:
    made = paper(office, office.customer(office.manager))
    assert (made.state, made.temporary, made.version) == (PlanState.DRAFT, True, 1)
    assert made.manager.name == "顾晓舟"
    visits = made.calendar[0]
    assert (visits.name, visits.kind) == ("visit_frequency", MarkKind.COUNT)
    assert [mark.planned for mark in visits.months] == [2] * 12


def test_that_a_saved_plan_prints_what_was_saved(office: Office) -> None:
    customer_id = office.customer(office.manager)
    save(office, customer_id)
    made = paper(office, customer_id)
    assert made.number.startswith("plan-")
    assert made.state is PlanState.RUNNING
    assert made.products[0].expires == date(2027, 1, 14)
    assert made.prices[0].monthly == 1_088_000
    review = made.calendar[-1]
    assert review.kind is MarkKind.BUSINESS
    assert [mark.planned for mark in review.months] == [1] + [0] * 11
    assert paper(office, customer_id, year=2028).plan_id == ""


def test_that_internal_rules_never_reach_a_plan(office: Office) -> None:
    rule(office)
    rule(office, name="内部巡检", item="inspection", internal_only=True)
    rule(office, name="只对 C 类", item="inspection", value_classes=["C"])
    made = paper(office, office.customer(office.manager))
    assert [item.name for item in made.items] == ["季度服务报告"]
    assert "内部巡检" not in {line.name for line in made.calendar}
    report = next(line for line in made.calendar if line.name == "季度服务报告")
    assert [month for month, mark in enumerate(report.months, 1) if mark.planned] == [3, 6, 9, 12]


def test_that_a_customer_out_of_scope_is_not_found(office: Office) -> None:
    customer_id = office.customer(office.manager)
    nobody = Actor(id="nobody", name="", staff_no="", post=Post.ACCOUNT_MANAGER, level=3, org_id="")
    for actor in (office.stranger, nobody):
        with pytest.raises(Refused, match="not_found"):
            paper(office, customer_id, actor)


def test_that_a_stored_record_that_is_none_is_refused_and_named(office: Office) -> None:
    customer_id = office.customer(office.manager)
    save(office, customer_id)
    office.session.scalars(select(ServicePlan)).one().products = [{"product": "专线", "expires": "去年"}]
    with pytest.raises(Refused) as refused:
        paper(office, customer_id)
    assert [(each.field, each.code) for each in refused.value.problems] == [("ProductLine", "bad_record")]


def test_that_promises_and_key_items_of_a_plan_print_apart(office: Office) -> None:
    customer_id = office.customer(office.manager)
    matter = {"part": "key_item", "text": "二厂区专线提速到 1G", "partner": "信息部", "due": "2027-03-31"}
    save(office, customer_id, items=[{"name": "账务核对", "value": 1, "unit": "per_month"}, matter])
    made = paper(office, customer_id)
    assert [item.name for item in made.items] == ["账务核对"]
    assert [(item.text, item.partner, item.due) for item in made.key_items] == [
        ("二厂区专线提速到 1G", "信息部", date(2027, 3, 31))
    ]


def test_that_the_review_counts_the_visits_on_record_and_nothing_else(office: Office) -> None:
    rule(office, name="上门走访", item="visit_frequency", value=2, unit="per_month")
    customer_id = office.customer(office.manager)
    assert paper(office, customer_id).review == ()
    for number in range(3):
        visited(office, customer_id, datetime(2026, 3 + number, 5, 2, 0, tzinfo=UTC))
    made = paper(office, customer_id)
    assert [(line.name, line.before, line.now) for line in made.review] == [("visits", "", "3")]
    assert [item.times for item in made.items] == [3]


def test_that_the_texts_of_a_plan_reach_its_paper(office: Office) -> None:
    customer_id = office.customer(office.manager)
    texts = {"escalation": "两小时未恢复报部门经理", "communication": "每季度例会", "review_notes": "合作平稳"}
    save(office, customer_id, **texts, scheme_overview="双路由专线", after_sale="驻场一年")
    made = paper(office, customer_id)
    assert (made.escalation_note, made.communication, made.review_note) == tuple(texts.values())
    assert (made.scheme_overview, made.architecture, made.after_sale) == ("双路由专线", "", "驻场一年")
