"""Work off the GUI thread: one writer, four readers, one for sync; results come back on the GUI thread."""

import logging
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from domain.errors import Refused

Tick = Callable[[int, int], None]
"""Reports (done, total) from inside a piece of work; raises Cancelled once the job was cancelled."""
Work = Callable[[Tick], Any]

READERS: Final = 4
JOIN_SECONDS: Final = 10.0
logger = logging.getLogger(__name__)


class Cancelled(Exception):  # noqa: N818 -- says what happened; it is no error
    """Whoever started the work does not want its result any more."""


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
    _reported = Signal(object)
    _ticked = Signal(int, int)

    def __init__(self, work: Work, troubles: tuple[type[Exception], ...]) -> None:
        super().__init__()
        self._work = work
        self._troubles = troubles
        self._cancel = threading.Event()
        self.forget: Callable[[Job], None] | None = None
        self._reported.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._ticked.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Drop the result; work that reports progress stops at its next report."""
        self._cancel.set()

    @property
    def cancelled(self) -> bool:
        """Whether the result is no longer wanted."""
        return self._cancel.is_set()

    def tick(self, done: int, total: int) -> None:
        """Report progress from the worker's thread; raises Cancelled."""
        if self._cancel.is_set():
            raise Cancelled
        self._ticked.emit(done, total)

    def execute(self) -> None:
        """Do the work on the calling worker thread and report how it ended."""
        if self._cancel.is_set():
            self._reported.emit(Cancelled())
            return
        try:
            self._reported.emit((self._work(self.tick),))
        except Exception as error:  # noqa: BLE001 -- the one place where a worker's errors cross to the GUI thread
            self._reported.emit(error)

    @Slot(object)
    def _deliver(self, outcome: object) -> None:
        if self.forget is not None:
            self.forget(self)
        if not self._cancel.is_set():
            if isinstance(outcome, tuple):
                self.done.emit(outcome[0])
            elif isinstance(outcome, Refused):
                self.refused.emit(outcome)
            elif isinstance(outcome, self._troubles):
                self.failed.emit(outcome)
        if isinstance(outcome, Exception) and not isinstance(outcome, (Refused, Cancelled, *self._troubles)):
            sys.excepthook(type(outcome), outcome, outcome.__traceback__)
        self.finished.emit()

    @Slot(int, int)
    def _pass_on(self, done: int, total: int) -> None:
        if not self._cancel.is_set():
            self.progress.emit(done, total)


class Lane:
    """A queue of jobs with a fixed number of threads."""

    def __init__(self, name: str, size: int) -> None:
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._threads = [
            threading.Thread(target=self._serve, name=f"jike-{name}-{number}", daemon=True) for number in range(size)
        ]
        for thread in self._threads:
            thread.start()

    def put(self, job: Job) -> None:
        """Queue a job."""
        self._queue.put(job)

    def close(self) -> None:
        """Finish what runs, and end the threads."""
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(JOIN_SECONDS)
            if thread.is_alive():
                logger.warning("thread %s is still busy", thread.name)

    def _serve(self) -> None:
        while (job := self._queue.get()) is not None:
            job.execute()
            del job  # the last reference must not wait here for the next job


class Background:
    """All threads of the desktop; keeps every job alive until its result was delivered."""

    def __init__(self, troubles: tuple[type[Exception], ...] = ()) -> None:
        self._troubles = troubles
        self._lanes = {"writer": Lane("writer", 1), "reader": Lane("reader", READERS), "sync": Lane("sync", 1)}
        self._jobs: set[Job] = set()
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
        return not self._jobs

    def finish_writing(self) -> bool:
        """Wait until everything given to the writer so far is written; False when that takes too long."""
        written = threading.Event()
        self.write(lambda _tick: written.set())
        return written.wait(JOIN_SECONDS)

    def forget_results(self) -> None:
        """Deliver nothing of what was started so far: those who waited for it are going away."""
        for job in tuple(self._jobs):
            job.cancel()

    def close(self) -> None:
        """Cancel what waits, let the running work end, and stop the threads. Call from the GUI thread."""
        self._closed = True
        self.forget_results()
        for lane in self._lanes.values():
            lane.close()
        QCoreApplication.processEvents()  # undelivered results end here, not in a half-dismantled program
        self._jobs.clear()

    def _start(self, lane: str, work: Work) -> Job:
        job = Job(work, self._troubles)
        job.forget = self._jobs.discard
        self._jobs.add(job)
        if self._closed:
            job.cancel()  # kept alive all the same, for whoever is about to connect to it
        else:
            self._lanes[lane].put(job)
        return job
