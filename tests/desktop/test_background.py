import sys
import threading

import pytest

from desktop.background import Background
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
