import itertools
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from domain.rules.calendars import is_workday
from domain.rules.visit_slots import MOST_A_DAY, Busy, SlotCode, Wanted, judge_slot, overlaps, propose, snap

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 25, 10, 12, tzinfo=CHINA)
WEEK = [date(2026, 11, 23) + timedelta(days=at) for at in range(7)]


def at(day, hour, minute=0, month=11, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=CHINA).astimezone(UTC)


def judge(starts, due=None, busy=(), own_id=""):
    return judge_slot(starts, starts + timedelta(hours=1), NOW, busy=busy, own_id=own_id, due=due)


def test_that_a_time_that_is_over_is_refused():
    assert judge(at(25, 9)).code is SlotCode.PAST
    assert not judge(at(25, 9)).is_possible


def test_that_a_public_holiday_is_refused_and_a_weekend_is_not():
    assert judge(at(1, 10, month=1, year=2027)).code in {SlotCode.HOLIDAY, SlotCode.FREE}
    assert judge_slot(at(1, 10, month=10), at(1, 11, month=10), at(1, 8, month=9)).code is SlotCode.HOLIDAY
    assert judge(at(28, 10)).is_possible


def test_that_only_a_confirmed_visit_stands_in_the_way():
    firm = Busy("a", at(26, 9), at(26, 10, 30), "港务集团")
    loose = Busy("b", at(26, 11), at(26, 12), "北屿", firm=False)
    taken = judge(at(26, 10), busy=[firm, loose])
    assert (taken.code, taken.name) == (SlotCode.TAKEN, "港务集团")
    assert judge(at(26, 10, 30), busy=[firm, loose]).is_possible
    assert judge(at(26, 10), busy=[firm], own_id="a").is_possible


def test_that_the_day_is_judged_by_the_rule():
    due = date(2026, 11, 27)
    assert judge(at(27, 16), due).code is SlotCode.MEETS
    assert judge(at(28, 9), due).code is SlotCode.LATE
    assert judge(at(28, 9)).code is SlotCode.FREE


def test_that_moments_snap_to_quarters():
    assert snap(at(26, 14, 7)) == at(26, 14)
    assert snap(at(26, 14, 53)) == at(26, 15)


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(8, 18), st.integers(1, 8)), max_size=12),
    st.lists(st.integers(0, 20), max_size=12),
)
def test_that_proposals_overlap_nothing_and_stay_in_working_days(taken, dues):
    busy = [
        Busy(str(number), at(23 + day, hour), at(23 + day, hour) + timedelta(minutes=15 * quarters))
        for number, (day, hour, quarters) in enumerate(taken)
    ]
    wanted = [Wanted(f"c{number}", date(2026, 11, 20) + timedelta(days=due)) for number, due in enumerate(dues)]
    found = propose(wanted, WEEK, NOW, busy)
    for one in found:
        day = one.starts_at.astimezone(CHINA).date()
        assert is_workday(day)
        assert one.starts_at >= NOW
        assert not any(overlaps(one.starts_at, one.ends_at, other) for other in busy)
        assert one.in_time == (day <= next(want.due for want in wanted if want.customer_id == one.customer_id))
    assert len({one.customer_id for one in found}) == len(found)
    spans = sorted((one.starts_at, one.ends_at) for one in found)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    for day in WEEK:
        assert sum(one.starts_at.astimezone(CHINA).date() == day for one in found) <= MOST_A_DAY


def test_that_the_most_urgent_customer_comes_first():
    busy = [Busy("x", at(25, 8), at(26, 23)), Busy("y", at(27, 8), at(27, 16, 30))]
    found = propose([Wanted("late", date(2026, 11, 27)), Wanted("urgent", date(2026, 11, 20))], WEEK, NOW, busy)
    assert [one.customer_id for one in found] == ["urgent"]
