"""Work off the GUI thread: one writer, four readers, one for sync; results come back on the GUI thread."""

import gc
import logging
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot

from domain.errors import Refused

Tick = Callable[[int, int], None]
"""Reports (done, total) from inside a piece of work; raises Cancelled once the job was cancelled."""
Work = Callable[[Tick], Any]

READERS: Final = 4
JOIN_SECONDS: Final = 10.0
LOOK_MS: Final = 500
FULL: Final = 2
logger = logging.getLogger(__name__)


class Cancelled(Exception):  # noqa: N818 -- says what happened; it is no error
    """Whoever started the work does not want its result any more."""


class Errand:
    """What a worker holds of a job. It is no QObject, so that none ever ends its life on a worker's thread."""

    def __init__(self, work: Work, courier: "Courier") -> None:
        self.work: Work | None = work
        self.cancelled = threading.Event()
        self._courier = courier

    def tick(self, done: int, total: int) -> None:
        """Report progress from the worker's thread; raises Cancelled."""
        if self.cancelled.is_set():
            raise Cancelled
        self._courier.ticked.emit(self, done, total)

    def execute(self) -> None:
        """Do the work on the calling worker thread and report how it ended."""
        self._courier.reported.emit(self, self._outcome())

    def _outcome(self) -> object:
        work = self.work
        if work is None or self.cancelled.is_set():
            return Cancelled()
        try:
            return (work(self.tick),)
        except Exception as error:  # noqa: BLE001 -- the one place where a worker's errors cross to the GUI thread
            return error
        finally:
            del work  # what it holds, perhaps a window, is let go on the GUI thread


class Job(QObject):
    """One piece of work. Exactly one of `done`, `refused`, `failed` follows, unless it was cancelled; then `finished`.

    `done` carries the result, `refused` a `Refused`, `failed` a known trouble such as a full disk. A bug goes to
    `sys.excepthook` on the GUI thread.
    """

    done = Signal(object)
    refused = Signal(object)
    failed = Signal(object)
    progress = Signal(int, int)
    finished = Signal()

    def __init__(self, errand: Errand, troubles: tuple[type[Exception], ...]) -> None:
        super().__init__()
        self._errand = errand
        self._troubles = troubles

    def cancel(self) -> None:
        """Drop the result; work that reports progress stops at its next report."""
        self._errand.cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether the result is no longer wanted."""
        return self._errand.cancelled.is_set()

    def deliver(self, outcome: object) -> None:
        """Tell how the work ended, on the GUI thread."""
        if not self.cancelled:
            if isinstance(outcome, tuple):
                self.done.emit(outcome[0])
            elif isinstance(outcome, Refused):
                self.refused.emit(outcome)
            elif isinstance(outcome, self._troubles):
                self.failed.emit(outcome)
        if isinstance(outcome, Exception) and not isinstance(outcome, (Refused, Cancelled, *self._troubles)):
            sys.excepthook(type(outcome), outcome, outcome.__traceback__)
        self.finished.emit()

    def pass_on(self, done: int, total: int) -> None:
        """Tell how far the work is, on the GUI thread."""
        if not self.cancelled:
            self.progress.emit(done, total)


class Courier(QObject):
    """Carries what workers report to the GUI thread, where alone the jobs are; they live until their result came."""

    reported = Signal(object, object)
    ticked = Signal(object, int, int)

    def __init__(self) -> None:
        super().__init__()
        self.jobs: dict[Errand, Job] = {}
        self.reported.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.ticked.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    @Slot(object, object)
    def _deliver(self, errand: Errand, outcome: object) -> None:
        errand.work = None
        job = self.jobs.pop(errand, None)
        if job is not None:
            job.deliver(outcome)

    @Slot(object, int, int)
    def _pass_on(self, errand: Errand, done: int, total: int) -> None:
        job = self.jobs.get(errand)
        if job is not None:
            job.pass_on(done, total)


class Lane:
    """A queue of jobs with a fixed number of threads."""

    def __init__(self, name: str, size: int) -> None:
        self._queue: SimpleQueue[Errand | None] = SimpleQueue()
        self._threads = [
            threading.Thread(target=self._serve, name=f"jike-{name}-{number}", daemon=True) for number in range(size)
        ]
        for thread in self._threads:
            thread.start()

    def put(self, errand: Errand) -> None:
        """Queue a piece of work."""
        self._queue.put(errand)

    def close(self) -> None:
        """Finish what runs, and end the threads."""
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(JOIN_SECONDS)
            if thread.is_alive():
                logger.warning("thread %s is still busy", thread.name)

    def _serve(self) -> None:
        while (errand := self._queue.get()) is not None:
            errand.execute()
            del errand  # the last reference must not wait here for the next piece of work


class Sweeper:
    """Stands in for Python's own collector, which runs on whichever thread allocates, while there are workers.

    Windows, models and timers often hang in cycles with the functions connected to them. Make and close it on the GUI
    thread. The collector's thresholds decide, as they do otherwise.
    A window that ended its life on a worker's thread, its timers running, would take the program along.
    """

    _open = 0

    def __init__(self) -> None:
        self._closed = False
        self._timer = QTimer(interval=LOOK_MS)
        self._timer.timeout.connect(sweep)
        self._timer.start()
        Sweeper._open += 1
        gc.disable()

    def close(self) -> None:
        """Leave it to Python again, once nobody else needs it."""
        if not self._closed:
            self._closed = True
            self._timer.stop()
            Sweeper._open -= 1
            if not Sweeper._open:
                gc.enable()


def sweep() -> None:
    """Collect the oldest generation that is due."""
    for generation in range(FULL, -1, -1):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


class Background:
    """All threads of the desktop; keeps every job alive until its result was delivered."""

    def __init__(self, troubles: tuple[type[Exception], ...] = ()) -> None:
        self._troubles = troubles
        self._lanes = {"writer": Lane("writer", 1), "reader": Lane("reader", READERS), "sync": Lane("sync", 1)}
        self._courier = Courier()
        self._sweeper = Sweeper()
        self._closed = False

    def write(self, work: Work) -> Job:
        """Start work on the one writer thread; pieces of work run in the order they were given."""
        return self._start("writer", work)

    def read(self, work: Work) -> Job:
        """Start work on a reader thread."""
        return self._start("reader", work)

    def sync(self, work: Work) -> Job:
        """Start work on the sync thread."""
        return self._start("sync", work)

    @property
    def idle(self) -> bool:
        """Whether every job has been delivered."""
        return not self._courier.jobs

    def finish_writing(self) -> bool:
        """Wait until everything given to the writer so far is written; False when that takes too long."""
        written = threading.Event()
        self.write(lambda _tick: written.set())
        return written.wait(JOIN_SECONDS)

    def forget_results(self) -> None:
        """Deliver nothing of what was started so far: those who waited for it are going away."""
        for job in tuple(self._courier.jobs.values()):
            job.cancel()

    def close(self) -> None:
        """Cancel what waits, let the running work end, and stop the threads. Call from the GUI thread."""
        self._closed = True
        self.forget_results()
        for lane in self._lanes.values():
            lane.close()
        QCoreApplication.processEvents()  # undelivered results end here, not in a half-dismantled program
        self._courier.jobs.clear()
        self._sweeper.close()

    def _start(self, lane: str, work: Work) -> Job:
        errand = Errand(work, self._courier)
        job = Job(errand, self._troubles)
        self._courier.jobs[errand] = job
        if self._closed:
            job.cancel()  # kept alive all the same, for whoever is about to connect to it
        else:
            self._lanes[lane].put(errand)
        return job
