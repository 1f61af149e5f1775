from datetime import date

import pytest

from desktop.models.team import (
    NOBODY,
    BoardFilter,
    board_columns,
    day_heads,
    is_behind,
    load_on,
    member_words,
    month_mark,
    overloads,
    sentence,
    strip_days,
)
from domain.queries.team import MemberRow, TeamBoard
from tests.desktop.models.test_tasks import task

TODAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 23)


def member(number: int, loads: tuple[int, ...] = (0,) * 14, **values) -> MemberRow:
    plain = {"customers": 9, "visits_done": 5, "visits_required": 6, "overdue_tasks": 0, "unlogged_visits": 0}
    return MemberRow(
        id=f"p{number}",
        name=f"成员{number}",
        post="account_manager",
        org_id="o1",
        loads=loads,
        arrears_customers=0,
        **(plain | values),
    )


@pytest.fixture
def board() -> TeamBoard:
    busy = (9, 0, 0, 8, 7, 0, 0, 9, 0, 0, 0, 0, 0, 0)
    return TeamBoard(
        first_day=MONDAY,
        members=(member(1), member(2, busy)),
        tasks=(
            task(1, -2),
            task(2, 1, assignee_id="p2"),
            task(3, 2, assignee_id=None, assignee_name=""),
            task(4, state="done"),
        ),
    )


def test_that_the_sentence_names_who_is_overloaded_on_days_still_to_come(board):
    assert sentence(board, TODAY) == "2 人，3 项任务，逾期 1 项；成员2周四、周五超负荷"
    assert [(row.id, len(days)) for row, days in overloads(board, TODAY)] == [("p2", 2)]


def test_that_what_is_nobodys_comes_first_and_finished_tasks_are_gone(board):
    columns = board_columns(board, BoardFilter())
    assert [(shown.id, [row.id for row in shown.tasks]) for shown in columns] == [
        (NOBODY, ["t3"]),
        ("p1", ["t1"]),
        ("p2", ["t2"]),
    ]


def test_that_the_board_is_narrowed_to_a_member_or_to_words(board):
    assert [shown.id for shown in board_columns(board, BoardFilter("p2"))] == [NOBODY, "p2"]
    found = board_columns(board, BoardFilter("", "任务 2"))
    assert [len(shown.tasks) for shown in found] == [0, 0, 1]


def test_that_a_load_is_known_for_the_days_of_the_strip_only(board):
    assert load_on(board, "p2", date(2026, 11, 26)) == 8
    assert load_on(board, "p2", date(2026, 12, 7)) is None
    assert load_on(board, "p9", TODAY) is None


def test_that_the_first_of_a_month_is_named_with_it(board):
    heads = day_heads(strip_days(board))
    assert heads[0] == ("一", "23")
    assert heads[8] == ("二", "12-1")


def test_that_a_member_is_behind_when_the_month_has_gone_further():
    assert month_mark(TODAY) == pytest.approx(25 / 30)
    assert is_behind(member(1, visits_done=1), TODAY)
    assert not is_behind(member(1, visits_done=6), TODAY)
    assert not is_behind(member(1, visits_done=0, visits_required=0), TODAY)
    assert "本月走访 5 / 6" in member_words(member(1))
