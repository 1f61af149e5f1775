"""Rules and parameters with their days, and service plans."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from domain.commands import SaveServicePlan, SetParameter, SetServiceRule
from domain.entities import AuditEntry, Parameter, ServicePlan, ServiceRule
from domain.errors import Refused
from domain.usecases.derived import parameters_for
from tests.helpers.office import ADMIN, Office


def parameter(office: Office, value: str, day: date, code: str = "visit.content_min") -> None:
    office.run(
        ADMIN, SetParameter(**office.stamp(), parameter_id=office.new_id(), code=code, value=value, valid_from=day)
    )


def rule(office: Office, actor: Any = ADMIN, **values: Any) -> str:
    rule_id = office.new_id()
    filled = {"code": "R1", "name": "走访", "item": "visit_frequency", "value": 2, "unit": "per_month"}
    filled |= {"valid_from": "2026-01-01", "level": "headquarters", "value_classes": ["A1"]}
    office.run(actor, SetServiceRule(**office.stamp(), rule_id=rule_id, values=filled | values))
    return rule_id


def plan(office: Office, plan_id: str, customer_id: str, **values: Any) -> None:
    command = SaveServicePlan(**office.stamp(), plan_id=plan_id, customer_id=customer_id, year=2027, values=values)
    office.run(office.manager, command)


def test_that_a_parameter_holds_from_its_day_until_the_next_begins(office: Office) -> None:
    parameter(office, "30", date(2026, 1, 1))
    parameter(office, "50", date(2026, 7, 1))
    known = [parameters_for(office.session, day).integer("visit.content_min") for day in _days()]
    assert known == [20, 30, 30, 50, 50]
    rows = office.session.scalars(select(Parameter).order_by(Parameter.valid_from)).all()
    assert [row.valid_to for row in rows] == [date(2026, 6, 30), None]


def _days() -> list[date]:
    return [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2030, 1, 1)]


def test_that_a_value_of_the_same_day_replaces_and_an_earlier_one_is_refused(office: Office) -> None:
    parameter(office, "30", date(2026, 1, 1))
    parameter(office, "40", date(2026, 1, 1))
    assert parameters_for(office.session, date(2026, 1, 1)).integer("visit.content_min") == 40
    with pytest.raises(Refused) as refused:
        parameter(office, "50", date(2025, 1, 1))
    assert refused.value.problems[0].code == "later_value_exists"


@pytest.mark.parametrize("value", ["", "x", "1e3", "NaN", "１２", "-1", "1000000", "1.5"])
def test_that_a_value_out_of_kind_or_range_is_refused(office: Office, value: str) -> None:
    with pytest.raises(Refused) as refused:
        parameter(office, value, date(2026, 1, 1))
    assert refused.value.problems[0].field == "value"


def test_that_a_unit_may_ask_more_than_headquarters_and_never_less(office: Office) -> None:
    rule(office)
    with pytest.raises(Refused) as refused:
        rule(office, office.chief, code="U1", level="unit", value=1)
    assert refused.value.problems[0].code == "rule_loosened"
    rule(office, office.chief, code="U1", level="unit", value=3)
    rule(office, office.chief, code="U2", level="unit", value=1, value_classes=["C"])
    with pytest.raises(Refused) as refused:
        rule(office, office.chief, code="H1", level="headquarters")
    assert refused.value.problems[0].code == "out_of_scope_level"
    with pytest.raises(Refused) as refused:
        rule(office, office.chief, level="unit", value=9)
    assert refused.value.problems[0].code == "code_of_higher_level"


def test_that_a_new_rule_ends_the_one_before_it(office: Office) -> None:
    first = rule(office)
    rule(office, value=3, valid_from="2026-07-01")
    assert office.session.get_one(ServiceRule, first).valid_to == date(2026, 6, 30)


def test_that_saving_a_plan_again_makes_a_version_and_keeps_what_it_replaced(office: Office) -> None:
    customer_id, plan_id = office.customer(office.manager), office.new_id()
    plan(office, plan_id, customer_id, goals="提速到 1G")
    plan(office, plan_id, customer_id, goals="提速到 2G")
    saved = office.session.get_one(ServicePlan, plan_id)
    assert (saved.version, saved.goals) == (2, "提速到 2G")
    entries = office.session.scalars(select(AuditEntry).where(AuditEntry.row_id == plan_id)).all()
    assert {"field": "goals", "old": "提速到 1G", "new": "提速到 2G"} in [
        change for entry in entries for change in entry.changes
    ]


def test_that_a_plan_runs_once_confirmed_and_stays_closed(office: Office) -> None:
    customer_id, plan_id = office.customer(office.manager), office.new_id()
    with pytest.raises(Refused) as refused:
        plan(office, plan_id, customer_id, state="running")
    assert refused.value.problems[0].field == "confirmed_name"
    plan(office, plan_id, customer_id, state="closed", confirmed_name="方念平", confirmed_date="2026-12-20")
    with pytest.raises(Refused, match="plan_closed"):
        plan(office, plan_id, customer_id, goals="再改")
