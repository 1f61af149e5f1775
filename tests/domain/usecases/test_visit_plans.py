"""Visits on the calendar: for whom, how far ahead, put off and called off.

Covers domain/usecases/visits.py together with test_visits.py.
"""

from datetime import timedelta
from typing import Any

import pytest

from domain.commands import CancelVisit, Edit, EditVisitPlan, MoveVisit, PlanVisit
from domain.entities import VisitPlan
from domain.errors import Refused
from domain.permissions import Actor
from tests.helpers.office import NOW, Office

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def plan(office: Office, actor: Actor, customer_id: str, owner: Actor | None = None, **values: Any) -> VisitPlan:
    starts_at = values.pop("starts_at", NOW)
    command = PlanVisit(
        **office.stamp(),
        plan_id=office.new_id(),
        customer_id=customer_id,
        starts_at=starts_at,
        ends_at=starts_at + HOUR,
        owner_id=owner.id if owner else None,
        values=values,
    )
    office.run(actor, command)
    return office.session.get_one(VisitPlan, command.plan_id)


def move(office: Office, actor: Actor, made: VisitPlan, by: timedelta, reason: str = "") -> None:
    span = {"old_starts_at": made.starts_at, "old_ends_at": made.ends_at}
    span |= {"starts_at": made.starts_at + by, "ends_at": made.ends_at + by}
    office.run(actor, MoveVisit(**office.stamp(), plan_id=made.id, reason=reason, **span))


def test_that_another_day_or_a_promised_visit_needs_a_reason(office: Office) -> None:
    customer_id = office.customer(office.manager)
    made = plan(office, office.manager, customer_id)
    move(office, office.manager, made, HOUR)
    assert (made.reschedule_count, made.reason) == (0, "")
    with pytest.raises(Refused, match="invalid"):
        move(office, office.manager, made, DAY)
    move(office, office.manager, made, DAY, "客户出差")
    assert (made.reschedule_count, made.reason) == (1, "客户出差")
    promised = plan(office, office.manager, customer_id, to_confirm=True)
    with pytest.raises(Refused, match="invalid"):
        move(office, office.manager, promised, HOUR)


def test_that_a_visit_ordered_by_the_supervisor_is_called_off_by_her(office: Office) -> None:
    made = plan(office, office.supervisor, office.customer(office.manager), office.manager)
    assert (made.owner_id, made.origin) == (office.manager.id, "assigned")
    with pytest.raises(Refused, match="needs_supervisor"):
        office.run(office.manager, CancelVisit(**office.stamp(), plan_id=made.id, reason="不去"))
    edits = (Edit("origin", "assigned", "own"),)
    with pytest.raises(Refused) as refused:
        office.run(office.manager, EditVisitPlan(**office.stamp(), plan_id=made.id, edits=edits))
    assert refused.value.problems[0].code == "not_by_edit"
    office.run(office.supervisor, CancelVisit(**office.stamp(), plan_id=made.id, reason="客户改约"))
    assert (made.state, made.reason) == ("cancelled", "客户改约")


def test_that_nobody_fills_the_calendar_of_others_without_the_right(office: Office) -> None:
    customer_id = office.customer(office.manager)
    with pytest.raises(Refused, match="needs_supervisor"):
        plan(office, office.manager, customer_id, office.colleague)
    with pytest.raises(Refused) as refused:
        plan(office, office.supervisor, customer_id, office.stranger)
    assert refused.value.problems[0].code == "out_of_scope"


def test_that_an_assistant_plans_for_the_customers_manager(office: Office) -> None:
    customer_id = office.customer(office.manager, assistant_id=office.assistant.id)
    assert plan(office, office.assistant, customer_id, office.manager).owner_id == office.manager.id


def test_that_a_visit_is_not_planned_too_far_ahead(office: Office) -> None:
    customer_id = office.customer(office.manager)
    plan(office, office.manager, customer_id, starts_at=NOW + 90 * DAY)
    with pytest.raises(Refused) as refused:
        plan(office, office.manager, customer_id, starts_at=NOW + 90 * DAY + HOUR)
    assert refused.value.problems[0].code == "too_far_ahead"


def test_that_a_plan_meets_people_of_its_own_customer(office: Office) -> None:
    customer_id = office.customer(office.manager)
    elsewhere = office.contact(office.manager, office.customer(office.manager, "澜州云栈数据有限公司"))
    with pytest.raises(Refused) as refused:
        plan(office, office.manager, customer_id, contact_ids=[elsewhere])
    assert refused.value.problems[0].code == "other_customer"
    with pytest.raises(Refused) as refused:
        plan(office, office.manager, customer_id, companion_ids=[office.new_id()])
    assert refused.value.problems[0].code == "not_found"
