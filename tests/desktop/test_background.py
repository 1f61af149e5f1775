import gc
import sys
import threading
import weakref
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QObject, Qt

from desktop.background import LOOK_MS, Background, Sweeper, sweep
from domain.errors import Refused

pytestmark = pytest.mark.usefixtures("qapp")


class DiskTroubleError(Exception):
    pass


@pytest.fixture
def background():
    crew = Background(troubles=(DiskTroubleError,))
    yield crew
    crew.close()


def raising(error):
    def work(_tick):
        raise error

    return work


def test_that_a_result_arrives_on_the_gui_thread(qtbot, background):
    seen = []
    job = background.read(lambda _tick: threading.current_thread().name)
    job.done.connect(lambda result: seen.append((result, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0].startswith("jike-reader")
    assert seen[0][1] is threading.main_thread()


def test_that_a_refusal_is_told_apart_from_trouble(qtbot, background):
    with qtbot.waitSignal(background.write(raising(Refused("not_found"))).refused) as refused:
        pass
    with qtbot.waitSignal(background.write(raising(DiskTroubleError("x"))).failed) as failed:
        pass
    assert refused.args[0].code == "not_found"
    assert isinstance(failed.args[0], DiskTroubleError)


def test_that_a_bug_reaches_the_excepthook_on_the_gui_thread(qtbot, background, monkeypatch):
    caught = []
    monkeypatch.setattr(sys, "excepthook", lambda *args: caught.append((args[1], threading.current_thread())))
    bug = ZeroDivisionError()
    with qtbot.waitSignal(background.read(raising(bug)).finished):
        pass
    assert caught == [(bug, threading.main_thread())]


def test_that_writes_run_one_after_another_in_order(qtbot, background):
    order = []
    for number in range(20):
        background.write(lambda _tick, number=number: order.append(number))
    qtbot.waitUntil(lambda: background.idle)
    assert order == list(range(20))


def test_that_a_job_nobody_holds_still_delivers(qtbot, background):
    seen = []
    background.read(lambda _tick: 7).done.connect(seen.append)
    qtbot.waitUntil(lambda: seen == [7])


def test_that_cancelling_stops_work_at_its_next_report(qtbot, background):
    started, go_on, reached, results = threading.Event(), threading.Event(), [], []

    def work(tick):
        started.set()
        go_on.wait(5)
        tick(1, 2)
        reached.append("after")

    job = background.read(work)
    job.done.connect(results.append)
    started.wait(5)
    job.cancel()
    with qtbot.waitSignal(job.finished):
        go_on.set()
    assert (reached, results) == ([], [])


def test_that_progress_is_passed_on(qtbot, background):
    job = background.read(lambda tick: tick(3, 9))
    with qtbot.waitSignal(job.progress) as progress:
        pass
    assert progress.args == [3, 9]


def test_that_closing_waits_for_running_work_and_refuses_more():
    crew = Background()
    finished = []
    crew.write(lambda _tick: finished.append(1))
    crew.close()
    assert finished in ([1], [])
    late = crew.write(lambda _tick: finished.append(2))
    assert late.cancelled
    assert 2 not in finished


def test_that_jobs_and_what_they_hold_end_on_the_gui_thread(qtbot, background, monkeypatch):
    monkeypatch.setattr(background._courier, "reported", EagerSignal(background._courier.reported))
    ends = []

    class Window:
        pass

    def start():
        window = Window()
        weakref.finalize(window, lambda: ends.append(threading.current_thread()))
        job = background.read(lambda _tick, held=window: [held is not None])
        weakref.finalize(job, lambda: ends.append(threading.current_thread()))

    for _ in range(20):
        start()
    qtbot.waitUntil(lambda: len(ends) == 40)
    assert set(ends) == {threading.main_thread()}


class EagerSignal:
    """Lets a worker linger in its report until the GUI thread has delivered it: the order that was so rare."""

    def __init__(self, signal):
        self._signal = signal

    def emit(self, errand, outcome):
        self._signal.emit(errand, outcome)
        delivered = threading.Event()
        for _ in range(200):
            if errand.work is None or delivered.wait(0.01):
                return


@contextmanager
def opened(make):
    made = make()
    try:
        yield made
    finally:
        made.close()


def knot(ends):
    """Make an object that only a collection of cycles ends, as windows are; note the thread on which it ends."""
    tied = QObject()
    tied.itself = tied
    tied.destroyed.connect(lambda: ends.append(threading.current_thread()), Qt.ConnectionType.DirectConnection)


def allocate(_tick):
    return [[[] for _ in range(50)] for _ in range(200)]


def test_that_what_hangs_in_cycles_ends_on_the_gui_thread_while_workers_allocate(qtbot):
    ends = []
    with opened(Background) as background:
        gc.collect()
        for _ in range(20):
            knot(ends)
        for _ in range(50):
            background.read(allocate)
        qtbot.waitUntil(lambda: background.idle)
        due = [[] for _ in range(2 * gc.get_threshold()[0])]
        qtbot.waitUntil(lambda: len(ends) == 20, timeout=20 * LOOK_MS)
        assert due
    assert set(ends) == {threading.main_thread()}


def test_that_python_collects_again_once_the_last_one_is_closed(monkeypatch):
    monkeypatch.setattr(Sweeper, "_open", 0)
    with opened(Sweeper) as first:
        with opened(Sweeper):
            assert not gc.isenabled()
        assert not gc.isenabled()
        first.close()
        assert gc.isenabled()
    assert gc.isenabled()


def test_that_only_what_is_due_is_swept(monkeypatch):
    swept = []
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "collect", swept.append)
    for count in ((0, 0, 0), (701, 0, 0), (0, 11, 5), (900, 11, 11)):
        monkeypatch.setattr(gc, "get_count", lambda count=count: count)
        sweep()
    assert swept == [0, 1, 2]
