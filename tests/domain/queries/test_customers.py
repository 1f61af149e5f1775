from datetime import date, timedelta

import pytest
from sqlalchemy import event

from domain.commands import LogVisit
from domain.queries.customers import (
    CustomerFilter,
    CustomerView,
    chosen_sums,
    customer_counts,
    customer_rows,
    customer_sums,
    customers_ids,
)
from domain.rules.visit_rhythm import RhythmState
from tests.helpers.office import ADMIN, NOW

TODAY = date(2026, 11, 23)


@pytest.fixture
def statements(office):
    said = []
    engine = office.session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    return said


def visit(office, actor, customer_id, contact_id, days_ago=1):
    start = NOW - timedelta(days=days_ago)
    office.run(
        actor,
        LogVisit(
            **office.stamp(),
            visit_id=office.new_id(),
            customer_id=customer_id,
            starts_at=start,
            ends_at=start + timedelta(minutes=45),
            way="on_site",
            place="二号会议室",
            content="谈了专线扩容的时间表和二期报价，客户希望十二月中旬前给出正式方案。",
            contact_ids=(contact_id,),
        ),
    )


def listed(office, actor, view=CustomerView.MINE, order=("name", False), **more):
    return customers_ids(office.session, actor, CustomerFilter(view=view, **more), order, today=TODAY)


def test_that_my_customers_are_those_i_look_after(office):
    mine = office.customer(office.manager)
    office.customer(office.colleague, "澜州云栈数据科技有限公司")
    assert listed(office, office.manager) == (mine,)


def test_that_a_supervisor_sees_the_team_and_not_another_one(office):
    one = office.customer(office.manager)
    two = office.customer(office.colleague, "澜州云栈数据科技有限公司")
    office.customer(office.stranger, "鼎川建设工程有限公司")
    assert set(listed(office, office.supervisor, CustomerView.TEAM)) == {one, two}


def test_that_an_actor_without_customers_sees_nothing(office):
    office.customer(office.manager)
    assert listed(office, ADMIN, CustomerView.TEAM) == ()
    assert customer_sums(office.session, ADMIN, CustomerFilter(view="team"), today=TODAY).count == 0


@pytest.mark.parametrize("words", ["恒岳", "hyjm", "hengyue", "5321000", "13800138000", "方念平"])
def test_that_a_customer_is_found_by_name_pinyin_phone_and_person(office, words):
    wanted = office.customer(office.manager)
    office.contact(office.manager, wanted)
    office.customer(office.manager, "鼎川建设工程有限公司", tel="0739-8888888")
    assert listed(office, office.manager, words=words) == (wanted,)


def test_that_a_percent_sign_finds_nothing_by_itself(office):
    office.customer(office.manager)
    assert listed(office, office.manager, words="_%_") == ()


def test_that_unknown_values_come_last_in_both_directions(office):
    empty = office.customer(office.manager)
    full = office.customer(office.manager, "鼎川建设工程有限公司", monthly_revenue=12_00)
    assert listed(office, office.manager, order=("monthly_revenue", False)) == (full, empty)
    assert listed(office, office.manager, order=("monthly_revenue", True)) == (full, empty)


def test_that_filters_of_different_kinds_must_all_hold(office):
    wanted = office.customer(office.manager, segment="health", value_class="A2")
    office.customer(office.manager, "鼎川建设工程有限公司", segment="health", value_class="B1")
    assert listed(office, office.manager, segments=("health",), classes=("A2",)) == (wanted,)


def test_that_a_row_shows_rhythm_manager_and_due_day(office):
    customer_id = office.customer(office.manager, sign_date="2026-01-10")
    visit(office, office.manager, customer_id, office.contact(office.manager, customer_id))
    (row,) = customer_rows(office.session, office.manager, (customer_id,), today=TODAY)
    assert row.am_name == "顾晓舟"
    assert row.last_visit == date(2026, 11, 22)
    assert row.next_due == date(2026, 12, 7)
    assert row.rhythm[-1].state is RhythmState.VISITED
    assert row.rhythm[0].state is RhythmState.MISSED


def test_that_a_window_of_rows_takes_few_statements(office, statements):
    ids = [office.customer(office.manager, f"澜州第{number}制造有限公司") for number in range(30)]
    statements.clear()
    assert len(customer_rows(office.session, office.manager, ids, today=TODAY)) == 30
    assert len(statements) <= 4


def test_that_rows_out_of_sight_are_left_out(office):
    customer_id = office.customer(office.stranger, "鼎川建设工程有限公司")
    assert customer_rows(office.session, office.manager, (customer_id,), today=TODAY) == ()
    assert chosen_sums(office.session, office.manager, [customer_id]).count == 0


def test_that_views_and_facets_are_counted_in_one_statement(office, statements):
    office.customer(office.manager, segment="health", arrears=100_00)
    statements.clear()
    counts = customer_counts(office.session, office.manager, CustomerFilter(), today=TODAY)
    assert counts.views == {"mine": 1, "team": 1, "this_week": 0, "overdue": 0, "arrears": 1, "incomplete": 1}
    assert counts.segments == (("health", 1),)
    assert counts.counties == (("430503", 1),)
    assert len(statements) == 1


def test_that_sums_add_revenue_and_arrears(office):
    one = office.customer(office.manager, monthly_revenue=100_00, arrears=7_00)
    office.customer(office.manager, "鼎川建设工程有限公司", monthly_revenue=50_00)
    total = customer_sums(office.session, office.manager, CustomerFilter(), today=TODAY)
    assert (total.count, total.revenue, total.arrears) == (2, 150_00, 7_00)
    assert chosen_sums(office.session, office.manager, [one]).revenue == 100_00
