from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.cells import Tone
from desktop.models.today import (
    OFFICE,
    SHORTEST,
    alert_words,
    arrears_figure,
    brief_lines,
    date_words,
    due_figure,
    free_slot,
    late_word,
    next_visit,
    place_visits,
    revenue_figure,
    sentence,
    shown_alerts,
    visits_figure,
    when_words,
)
from desktop.wording import set_language
from domain.queries.today import AlertRow, Brief, DayVisit, Figures, Today
from tests.desktop.models.test_tasks import task

TODAY = date(2026, 11, 25)
CHINA = timedelta(hours=8)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime.combine(TODAY, time(hour, minute), UTC) - CHINA


def visit(start: datetime, minutes: int = 60, name: str = "恒岳", visit_id: str | None = None) -> DayVisit:
    return DayVisit(
        plan_id=f"{name}-{start:%H%M}",
        visit_id=visit_id,
        customer_id=name,
        customer_name=name,
        value_class="A1",
        starts_at=start,
        ends_at=start + timedelta(minutes=minutes),
        subject="",
        place="",
        purposes=(),
        contacts="",
        state="planned",
        to_confirm=False,
        revision=0,
    )


def figures(**values) -> Figures:
    plain = {
        "customers": 0,
        "monthly_revenue": None,
        "period": "",
        "source": "",
        "visits_done": 0,
        "visits_required": 0,
        "arrears": 0,
        "arrears_customers": 0,
        "overdue_customers": 0,
        "due_this_week": 0,
        "completeness": 0,
        "low_files": 0,
    }
    return Figures(**(plain | values))


def test_that_free_time_starts_after_now_and_skips_lunch():
    busy = [(at(9), at(9, 50)), (at(10, 30), at(11, 30)), (at(14), at(15))]
    assert free_slot(busy, at(10, 12), TODAY) == at(13)
    assert free_slot([], at(7), TODAY) == at(9)
    assert free_slot([], at(10, 12), TODAY) == at(10, 15)


def test_that_a_full_or_finished_day_has_no_free_time():
    assert free_slot([(at(8), at(20))], at(9), TODAY) is None
    assert free_slot([], at(17, 1), TODAY) is None
    assert free_slot([(at(13, 30), at(14)), (at(14, 45), at(18))], at(12), TODAY) is None


spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 16)).map(
        lambda pair: (at(8) + timedelta(minutes=10 * pair[0]), at(8) + timedelta(minutes=10 * (pair[0] + pair[1])))
    ),
    max_size=6,
)


@given(busy=spans, minute=st.integers(0, 24 * 60 - 1))
def test_that_free_time_is_free_inside_office_hours_and_not_over(busy, minute):
    now = at(0) + timedelta(minutes=minute)
    found = free_slot(busy, now, TODAY)
    if found is None:
        return
    local = found + CHINA
    assert found >= now
    assert local.minute % 15 == 0
    assert all(end <= found or start >= found + SHORTEST for start, end in busy)
    assert any(first <= local.time() and (local + SHORTEST).time() <= last for first, last in OFFICE)


def test_that_two_overlapping_visits_share_the_width_and_a_third_is_counted():
    placed = place_visits([visit(at(9)), visit(at(9, 30), name="港务"), visit(at(9, 40), name="医院"), visit(at(14))])
    assert [(put.visit.customer_name, put.lane, put.lanes, put.more) for put in placed] == [
        ("恒岳", 0, 2, 0),
        ("港务", 1, 2, 1),
        ("恒岳", 0, 1, 0),
    ]


def test_that_a_lane_is_used_again_once_it_is_free():
    placed = place_visits([visit(at(9), 120), visit(at(9), 30, "港务"), visit(at(10), 30, "医院")])
    assert {(put.visit.customer_name, put.lane, put.more) for put in placed} == {
        ("港务", 0, 0),
        ("恒岳", 1, 0),
        ("医院", 0, 0),
    }


def test_that_the_next_visit_is_neither_logged_nor_over():
    logged, over, coming = visit(at(9), visit_id="v"), visit(at(8)), visit(at(10, 30))
    assert next_visit([over, logged, coming], at(10, 12)) == coming
    assert next_visit([over, logged], at(10, 12)) is None
    assert when_words(coming, at(10, 12)) == "18 分钟后"
    assert when_words(coming, at(10, 40)) == "正在进行"
    assert when_words(coming, at(8)) == "10:30 开始"
    assert when_words(logged, at(8)) == "已结束"


def test_that_a_past_visit_turns_late_at_six_in_the_evening():
    past = visit(at(9))
    assert not late_word(past, at(17, 59))
    assert late_word(past, at(18))
    assert not late_word(visit(at(9), visit_id="v"), at(20))


def test_that_the_day_is_said_in_one_sentence():
    data = Today(
        visits=(visit(at(9), visit_id="v"), visit(at(14))),
        tasks=(task(1, -1), task(2)),
        figures=figures(),
        alerts=(),
        comments=(),
    )
    assert sentence(data, TODAY) == "2 场走访，已完成 1 场；1 项任务逾期"
    empty = Today(visits=(), tasks=(), figures=figures(due_this_week=9), alerts=(), comments=())
    assert sentence(empty, TODAY) == "今天没有走访，还有 9 户应访"


def test_that_the_date_is_said_in_both_languages():
    assert date_words(TODAY) == "11 月 25 日 星期三"
    set_language("en")
    try:
        assert date_words(TODAY) == "Wednesday, 25 November"
    finally:
        set_language("zh")


@pytest.mark.parametrize(
    ("fen", "value", "unit"),
    [(128_460_000, "¥128.46", "万"), (8_624_000, "¥86,240", ""), (None, "—", "")],
)
def test_that_revenue_is_said_short_and_unknown_as_a_dash(fen, value, unit):
    figure = revenue_figure(figures(monthly_revenue=fen, period="202610"))
    assert (figure.value, figure.unit, figure.note) == (value, unit, "账期 2026-10")


def test_that_visits_are_compared_with_the_month():
    behind = visits_figure(figures(visits_done=18, visits_required=26), 25 / 30)
    assert (behind.value, behind.unit, behind.note) == ("18", "/ 26 户", "落后时间进度 14 个百分点")
    assert behind.tone is Tone.WARN
    assert visits_figure(figures(visits_done=9, visits_required=10), 0.5).tone is Tone.OK
    assert visits_figure(figures(), 0.5).note == "本月没有应访客户"


def test_that_nothing_owed_is_good_news():
    assert arrears_figure(figures()).tone is Tone.OK
    assert arrears_figure(figures(arrears=100, arrears_customers=2)).note == "2 户欠费"
    assert due_figure(figures(overdue_customers=2, due_this_week=3)).note == "本周到期 3 户"


def alert(kind: str, number: int) -> AlertRow:
    return AlertRow(
        kind=kind, customer_id=str(number), customer_name="启衡", value_class="B1", day=date(2026, 11, 19), amount=100
    )


def test_that_alerts_show_both_kinds_where_there_are_many():
    many = [alert("arrears", n) for n in range(6)] + [alert("overdue", n) for n in range(6)]
    assert [row.kind for row in shown_alerts(many)] == ["arrears"] * 3 + ["overdue"] * 3
    assert [row.kind for row in shown_alerts(many[:7])] == ["arrears"] * 5 + ["overdue"]
    assert len(shown_alerts(many[6:])) == 6


def test_that_an_alert_says_what_is_the_matter():
    assert alert_words(alert("arrears", 1), TODAY)[0].text == "欠费 ¥1.00"
    matter, detail = alert_words(alert("overdue", 1), TODAY)
    assert (matter.text, detail) == ("走访逾期 6 天", "还没有走访记录，应访 11-19")


def test_that_the_card_names_the_late_promise_and_the_debt():
    brief = Brief(
        promises=(task(1, -5, title="提交报价", is_promise=True),),
        last_visit=date(2026, 11, 6),
        last_content="",
        subject="季度回访",
        needs="提速",
        monthly_revenue=18_642_000,
        arrears=5_218_000,
        period="202610",
        competitor="",
        taboo="",
    )
    lines = brief_lines(brief, TODAY)
    assert [(line.words, line.warning) for line in lines] == [
        ("11-20 前 提交报价", "逾期 5 天"),
        ("季度回访；提速", ""),
        ("月收入 ¥18.64 万；账期 2026-10", "欠费 ¥52,180.00"),
        ("没有登记", ""),
    ]
