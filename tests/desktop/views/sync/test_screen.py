from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from desktop.models.sync import DEEDS
from desktop.views.sync.item_dialog import ItemDialog
from desktop.views.targets import ConflictTarget
from desktop.workspace import SyncState, SyncStatus
from domain import commands
from domain.entities import Customer
from tests.desktop.views.sync.conftest import CONFLICT
from tests.helpers import desk


def words(screen, key):
    model = screen.queue.model
    return [model.index(model.row_of(key), column).data() for column in range(len(model.columns))]


def shown(qtbot, screen, *keys):
    model = screen.queue.model
    screen.refresh()
    qtbot.waitUntil(lambda: all(model.row_at(model.row_of(key)) is not None for key in keys))


def test_that_every_command_has_words():
    tags = {str(kind.__struct_config__.tag) for kind in commands.AnyCommand.__args__}
    assert tags == set(DEEDS)


def test_that_what_was_done_waits_in_the_queue_in_words(qtbot, sync_desk, screen):
    key = sync_desk.add_task("整理续约要点")
    shown(qtbot, screen, key)
    told = words(screen, key)
    assert {"任务", "整理续约要点", "新建任务", "本地，待同步"} <= set(told)


def test_that_an_unsent_command_is_taken_back_by_its_button(qtbot, sync_desk, screen):
    key = sync_desk.add_task("整理续约要点")
    shown(qtbot, screen, key)
    qtbot.waitUntil(lambda: screen.findChild(QPushButton, f"sync.act.{key}") is not None)
    qtbot.mouseClick(screen.findChild(QPushButton, f"sync.act.{key}"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.queue.model.row_of(key) < 0)
    qtbot.waitUntil(lambda: sync_desk.workspace.status.waiting == 0)


def test_that_a_refused_command_tells_why_and_can_be_copied_and_put_away(qtbot, sync_desk, screen):
    key = sync_desk.rename("恒岳精密")
    sync_desk.answer(key, "refused", "needs_supervisor")
    shown(qtbot, screen, key)
    assert "需要主管权限" in words(screen, key)
    screen.queue.open_item(key)
    dialog = screen.findChild(ItemDialog)
    content = dialog.findChild(QPlainTextEdit, "sync.item.content")
    qtbot.waitUntil(lambda: "恒岳精密" in content.toPlainText())
    dialog.accept_button.click()
    assert "恒岳精密" in QGuiApplication.clipboard().text()
    dialog.findChild(QPushButton, "sync.item.dismiss").click()
    qtbot.waitUntil(lambda: screen.queue.model.row_of(key) < 0)
    screen.queue.show_all(True)  # noqa: FBT003 -- the segment's choice
    qtbot.waitUntil(lambda: screen.queue.model.row_of(key) >= 0)


def test_that_accepted_commands_are_listed_only_when_asked_for(qtbot, sync_desk, screen):
    key = sync_desk.add_task("整理续约要点")
    sync_desk.answer(key, "applied")
    screen.refresh()
    qtbot.waitUntil(lambda: not screen.queue.model.busy)
    assert screen.queue.model.row_of(key) < 0
    qtbot.mouseClick(screen.filter.button("all"), Qt.MouseButton.LeftButton)
    shown(qtbot, screen, key)
    assert "已接受" in words(screen, key)


@pytest.mark.parametrize(("choice", "kept"), [("mine", "恒岳精密"), ("theirs", "恒岳制造")])
def test_that_a_conflict_is_decided_between_the_two_values(qtbot, sync_desk, screen, choice, kept):
    sync_desk.conflict()
    screen.open(ConflictTarget())
    qtbot.waitUntil(lambda: bool(screen.conflicts.cards))
    told = {label.text() for label in screen.conflicts.cards[0].findChildren(QLabel)}
    assert {"恒岳", "恒岳精密", "恒岳制造", "服务器上（王雅琴）"} <= told
    button = screen.findChild(QPushButton, f"sync.conflict.{CONFLICT}.{choice}")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not screen.conflicts.cards)
    found = []
    sync_desk.workspace.read(short_name).done.connect(found.append)
    qtbot.waitUntil(lambda: found == [kept])


def short_name(session, _actor):
    return session.get(Customer, desk.row_id(1)).short_name


def test_that_the_history_tells_what_each_exchange_moved(qtbot, sync_desk, screen):
    sync_desk.exchanged()
    sync_desk.exchanged(code="slow", outcome="failed", sent=0, received=0)
    screen.refresh()
    qtbot.waitUntil(lambda: screen.history.rowCount() == 2)
    qtbot.waitUntil(lambda: screen.history.row_at(0) is not None)
    lines = [[screen.history.index(line, column).data() for column in range(7)] for line in range(2)]
    assert "未完成" in lines[0]
    assert "提交 3 项，更新 12 条" in lines[1]


def test_that_an_empty_queue_says_so(qtbot, screen):
    qtbot.waitUntil(screen.queue.empty.isVisible)
    assert screen.queue.empty.title.text() == "没有待同步的内容"


def status(**values):
    return SyncStatus(**{"state": SyncState.SYNCED, "last_sync": desk.NOON, **values})


def test_that_all_synced_is_said_in_the_header(screen):
    screen.show_status(status())
    assert screen.summary.text() == "全部已同步"
    assert screen.banner.isHidden()


def test_that_six_days_away_are_an_amber_banner(screen):
    screen.show_status(status(state=SyncState.OFFLINE, last_sync=desk.NOON - timedelta(days=6, hours=2)))
    assert "离线已满 6 天" in screen.banner.words.text()


def test_that_being_offline_alone_is_no_banner(screen):
    screen.show_status(status(state=SyncState.OFFLINE, code="unreachable", waiting=3))
    assert screen.banner.isHidden()
    assert "3 项正在排队" in screen.summary.text()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"state": SyncState.SIGNED_OUT}, "登录已过期"),
        ({"state": SyncState.TOO_OLD}, "程序版本过旧"),
        ({"skew_seconds": 3700}, "快 61 分钟"),
        ({"skew_seconds": -300}, "慢 5 分钟"),
    ],
)
def test_that_trouble_is_one_calm_sentence(screen, told, words):
    screen.show_status(status(**told))
    assert words in screen.banner.words.text()


def test_that_pausing_stops_the_exchange_and_resuming_asks_for_one(qtbot, sync_desk, screen):
    qtbot.mouseClick(screen.pause, Qt.MouseButton.LeftButton)
    assert sync_desk.workspace.offline
    assert not screen.now.isEnabled()
    with qtbot.waitSignal(sync_desk.workspace.sync_wanted):
        qtbot.mouseClick(screen.pause, Qt.MouseButton.LeftButton)
    assert not sync_desk.workspace.offline


def test_that_a_running_transfer_is_measured(screen):
    screen.counters.show_status(status(state=SyncState.SYNCING, done=40, total=100))
    assert screen.counters.bar.value() == 40
    assert screen.counters.share.text() == "40 / 100"
    screen.counters.show_status(msgspec.structs.replace(status(), waiting=2))
    assert screen.counters.bar.isHidden()
