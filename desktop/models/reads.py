"""Reads under way: whose answer still counts, and whether any is missing."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol


class JobLike(Protocol):
    """Work under way: signals `done(object)` with the answer, `refused(object)` with the reason."""

    @property
    def done(self) -> Any:  # noqa: ANN401 -- a Qt signal has no useful static type
        """Tell the answer."""

    @property
    def refused(self) -> Any:  # noqa: ANN401 -- same
        """Tell why there is none."""


class Reads:
    """Keeps jobs alive until they answer; `forget_all` makes every answer still to come worthless."""

    def __init__(self, refused: Callable[[object], None], busy_changed: Callable[[bool], None]) -> None:
        self._refused = refused
        self._busy_changed = busy_changed
        self._turn = 0
        self._jobs: dict[int, JobLike] = {}

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._jobs)

    def start(self, job: JobLike, take: Callable[[Any], None]) -> None:
        """Wait for a job and hand its answer to `take`."""
        number = id(job)
        self._jobs[number] = job
        job.done.connect(partial(self._finish, self._turn, number, take))
        job.refused.connect(partial(self._fail, self._turn, number))
        if len(self._jobs) == 1:
            self._busy_changed(self.busy)

    def forget_all(self) -> None:
        """Ignore what the jobs under way will answer."""
        self._turn += 1

    def _finish(self, turn: int, number: int, take: Callable[[Any], None], answer: object) -> None:
        self._end(number)
        if turn == self._turn:
            take(answer)

    def _fail(self, turn: int, number: int, reason: object) -> None:
        self._end(number)
        if turn == self._turn:
            self._refused(reason)

    def _end(self, number: int) -> None:
        if self._jobs.pop(number, None) is not None and not self._jobs:
            self._busy_changed(self.busy)
