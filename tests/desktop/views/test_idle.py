from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.views.idle import IdleWatch


class Clock:
    def __init__(self):
        self.at = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
        self.busy = False

    def __call__(self):
        return self.at

    def go_on(self, minutes):
        self.at += timedelta(minutes=minutes)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watch(qapp, clock):
    made = IdleWatch(qapp, clock, lambda: clock.busy)
    made.told = []
    made.idle.connect(lambda: made.told.append(clock.at))
    made.start(15)
    yield made
    made.stop()


def test_that_idleness_is_told_once_after_the_minutes(watch, clock):
    clock.go_on(14)
    watch.look()
    assert watch.told == []
    clock.go_on(1)
    watch.look()
    watch.look()
    assert len(watch.told) == 1


def test_that_keys_and_the_pointer_put_it_off(watch, clock, qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    for touch in (
        lambda: QTest.keyClick(field.windowHandle(), Qt.Key.Key_A),
        lambda: QTest.mouseMove(field.windowHandle(), QPoint(5, 5)),
    ):
        clock.go_on(7)
        touch()
        clock.go_on(7)
        watch.look()
        assert watch.told == []


def test_that_waking_after_the_time_does_not_count_as_being_there(watch, clock):
    clock.go_on(600)
    watch.touch()
    watch.look()
    assert len(watch.told) == 1


def test_that_running_work_puts_it_off(watch, clock):
    clock.busy = True
    clock.go_on(20)
    watch.look()
    assert watch.told == []
    clock.busy = False
    watch.look()
    assert len(watch.told) == 1


def test_that_zero_minutes_switch_it_off(watch, clock):
    watch.start(0)
    clock.go_on(600)
    watch.look()
    assert watch.told == []
