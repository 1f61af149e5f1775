from datetime import UTC, date, datetime

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from desktop.models.rows import RowsModel
from desktop.models.sync import (
    DeskSource,
    body_lines,
    conflict_value,
    deed_words,
    duration_words,
    exchange_words,
    history_columns,
    is_open,
    moment_words,
    queue_columns,
    reason_words,
    row_key,
)
from desktop.workspace import ItemState, OutboxRow, SyncHistoryRow
from domain.commands import AddTask, EditCustomer, LogVisit
from domain.commands.base import Edit
from domain.commands.tasks import NewTask
from domain.queries.conflicts import ConflictRow
from tests.desktop.models.test_rows import FakeJob

TODAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 2, 31, tzinfo=UTC)


def item(**values):
    given = {"id": "1", "name": "log_visit", "subject": "恒岳精密", "state": ItemState.LOCAL, "done_at": AT}
    return OutboxRow(**given | values)


def exchange(**values):
    given = {"id": 1, "at": AT, "outcome": "synced", "sent": 0, "received": 0, "refused": 0, "conflicts": 0}
    return SyncHistoryRow(**given | {"milliseconds": 840} | values)


def test_that_moments_are_told_in_the_time_of_china():
    assert moment_words(AT, TODAY) == "11-25 10:31"
    assert moment_words(datetime(2025, 12, 31, 17, 0, tzinfo=UTC), TODAY) == "01-01 01:00"
    assert moment_words(datetime(2025, 12, 31, 15, 0, tzinfo=UTC), TODAY) == "2025-12-31 23:00"


def test_that_a_command_of_a_newer_server_shows_its_name():
    assert deed_words("sing_a_song") == "sing_a_song"


@pytest.mark.parametrize(
    ("state", "dismissed", "open_"),
    [
        (ItemState.LOCAL, False, True),
        (ItemState.WAITING, False, True),
        (ItemState.REFUSED, False, True),
        (ItemState.REFUSED, True, False),
        (ItemState.ACCEPTED, False, False),
        (ItemState.CONFLICT, False, False),
    ],
)
def test_that_only_unfinished_commands_are_open(state, dismissed, open_):
    assert is_open(item(state=state, dismissed=dismissed)) is open_


def test_that_an_accepted_command_gives_no_reason():
    assert reason_words(item(state=ItemState.ACCEPTED, code="bug")) == ""


def test_that_an_exchange_tells_what_it_moved():
    assert exchange_words(exchange(sent=3, received=12, conflicts=1)) == "提交 3 项，更新 12 条，冲突 1 项"
    assert duration_words(840) == "840 毫秒"
    assert duration_words(30_100) == "30.1 秒"


def test_that_the_content_of_a_command_is_told_without_ids():
    command = LogVisit(
        id="c1",
        at=AT,
        visit_id="v1",
        customer_id="k1",
        starts_at=AT,
        ends_at=AT,
        way="on_site",
        content="确认扩容方案",
        contact_ids=("p2",),
        tasks=(NewTask(id="t1", title="报价", due=TODAY, assignee_id="p1"),),
    )
    told = dict(body_lines(command, TODAY))
    assert "确认扩容方案" in told.values()
    assert "报价" in told.values()
    assert not {"c1", "v1", "k1", "t1", "p1", "p2"} & set(told.values())


def test_that_an_edit_tells_old_and_new():
    command = EditCustomer(id="c1", at=AT, customer_id="k1", edits=(Edit("short_name", "", "恒岳"),))
    assert body_lines(command, TODAY) == (("简称", "（空） 改为 恒岳"),)


def test_that_conflicting_values_are_told_in_words():
    row = ConflictRow("1", "customers", "r", "r", "恒岳", "monthly_revenue", 1, 2, 3, "", AT)
    assert conflict_value(row, None, None) == "（空）"
    assert conflict_value(row, ["甲", "乙"], None) == "甲、乙"
    assert conflict_value(row, True, None) == "是"  # noqa: FBT003 -- a wire value


@pytest.mark.parametrize("columns", [queue_columns, history_columns])
def test_that_the_lists_are_sound_models(qtbot, columns):
    rows = [item(id=str(number)) for number in range(20)] if columns is queue_columns else [exchange(id=7)]
    job = FakeJob()
    source = DeskSource(lambda: job)
    model = RowsModel(columns(lambda: TODAY), source, row_id=row_key)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.refresh()
    job.done.emit(tuple(rows))
    assert model.rowCount() == len(rows)
    model.row_at(0)
    qtbot.waitUntil(lambda: model.row_at(0) is not None)
    words = [model.index(0, column).data() for column in range(model.columnCount())]
    assert all(isinstance(word, str) for word in words)
    assert tester is not None


def test_that_a_task_is_told_by_its_title():
    task = NewTask(id="t1", title="整理要点", due=TODAY, assignee_id="p1")
    command = AddTask(id="c1", at=AT, task=task, customer_id="k1")
    assert "整理要点" in dict(body_lines(command, TODAY)).values()
