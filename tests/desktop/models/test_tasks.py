from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.models.cells import Tone
from desktop.models.tasks import (
    LINE,
    TASK_MIME,
    Heading,
    More,
    TaskDraft,
    TaskGroup,
    TaskModel,
    before_words,
    draft_of,
    due_words,
    grouped,
    in_order,
    later_days,
    lines,
)
from domain.queries.tasks import TaskRow

TODAY = date(2026, 11, 25)


def task(number: int, days: int = 0, **values) -> TaskRow:
    columns = {
        "kind": "other",
        "origin": "own",
        "state": "under_way",
        "priority": "normal",
        "due_time": None,
        "is_promise": False,
        "customer_id": None,
        "customer_name": "",
        "value_class": "",
        "assignee_id": "p1",
        "assignee_name": "顾晓舟",
        "owner_id": "p1",
        "owner_name": "顾晓舟",
        "visit_id": None,
        "standard": "",
        "result": "",
        "done_at": None,
        "revision": 0,
    }
    columns |= {"id": f"t{number}", "title": f"任务 {number}", "due": TODAY + timedelta(days=days)}
    return TaskRow(**(columns | values))


def test_that_tasks_fall_into_groups_seen_from_wednesday():
    found = grouped([task(1, -1), task(2), task(3, 4), task(4, 5), task(5, -3, state="done")], TODAY)
    assert {group: [row.id for row in rows] for group, rows in found.items()} == {
        TaskGroup.OVERDUE: ["t1"],
        TaskGroup.TODAY: ["t2", "t5"],
        TaskGroup.WEEK: ["t3"],
        TaskGroup.LATER: ["t4"],
    }


def test_that_a_long_list_is_cut_and_says_how_much_is_left():
    shown = lines([task(n, n) for n in range(5)], TODAY, most=2)
    assert shown[0] == Heading(TaskGroup.TODAY, 1)
    assert shown[-1] == More(3)
    assert sum(isinstance(line, TaskRow) for line in shown) == 2
    assert in_order([task(n, n) for n in range(3)], most=2)[-1] == More(1)
    assert lines([], TODAY) == ()


@pytest.mark.parametrize(
    ("given", "words", "tone"),
    [
        (task(1, -5), "逾期 5 天", Tone.BAD),
        (task(1, due_time=time(17, 0)), "17:00", Tone.ACCENT),
        (task(1), "今天", Tone.SECONDARY),
        (task(1, 2), "周五", Tone.SECONDARY),
        (task(1, 8), "12-03", Tone.SECONDARY),
        (task(1, -5, state="done"), "已完成", Tone.TERTIARY),
    ],
)
def test_that_a_deadline_is_said_by_its_distance(given, words, tone):
    due = due_words(given, TODAY)
    assert (due.text, due.tone) == (words, tone)


def test_that_a_task_to_hand_out_says_until_when():
    assert before_words(task(1, 2), TODAY).text == "11-27 前"
    assert before_words(task(1, -1), TODAY).text == "1 天"


def test_that_only_changed_fields_become_edits(stamp):
    before = task(1, 2, standard="两页")
    draft = draft_of(before)
    assert draft.edit(stamp, before) is None
    changed = TaskDraft(title="任务 1 ", due=TODAY, due_time=time(9, 30), standard="两页", assignee_id="p2")
    command = changed.edit(stamp, before)
    assert command is not None
    assert {edit.field: (edit.old, edit.new) for edit in command.edits} == {
        "due": ("2026-11-27", "2026-11-25"),
        "due_time": (None, "09:30:00"),
    }


@pytest.fixture
def stamp():
    return {"id": "c1", "at": datetime(2026, 11, 25, tzinfo=UTC)}


def test_that_days_to_put_off_to_are_each_named_once():
    assert [words for words, _day in later_days(TODAY)] == ["今天", "明天", "本周五", "下周一"]
    assert [words for words, _day in later_days(date(2026, 11, 26))] == ["今天", "明天", "下周一"]
    assert [words for words, _day in later_days(date(2026, 11, 29))] == ["今天", "明天"]


@pytest.mark.usefixtures("qapp")
def test_that_the_model_keeps_its_promises_to_views():
    model = TaskModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tester is not None
    model.set_lines(lines([task(1, -1), task(2)], TODAY))
    assert [model.index(n).data() for n in range(4)] == ["逾期 1", "任务 1", "今天 1", "任务 2"]
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsDragEnabled
    assert model.row_of("t2") == 3
    assert model.mimeData([model.index(3)]).data(TASK_MIME).data() == b"t2"
    model.set_lines(lines([task(2)], TODAY))
    assert model.rowCount() == 2
    assert isinstance(model.index(1).data(LINE), TaskRow)


@pytest.mark.usefixtures("qapp")
def test_that_the_same_tasks_only_repaint(qtbot):
    model = TaskModel()
    model.set_lines(lines([task(1)], TODAY))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_lines(lines([task(1, priority="high")], TODAY))
    assert model.task(1).priority == "high"
