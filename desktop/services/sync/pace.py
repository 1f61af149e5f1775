"""When to exchange next: soon after a write, regularly with jitter, and ever more rarely while it fails."""

from random import Random
from typing import Final

AFTER_WRITE: Final = 4.0
"""Seconds between a command and its exchange: long enough to take it back."""
REGULAR: Final = 60.0
JITTER: Final = 0.3
FIRST_WAIT: Final = 2.0
LONGEST_WAIT: Final = 900.0


class Pace:
    """Gives the seconds until the next exchange; the random numbers come from outside so that tests can repeat them."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._wait = FIRST_WAIT

    def after_success(self) -> float:
        """Go on regularly, not in step with other desktops."""
        self._wait = FIRST_WAIT
        return REGULAR * self._random.uniform(1 - JITTER, 1 + JITTER)

    def after_failure(self) -> float:
        """Wait longer each time, at most a quarter of an hour (decorrelated jitter)."""
        self._wait = min(LONGEST_WAIT, self._random.uniform(FIRST_WAIT, self._wait * 3))
        return self._wait
