"""One measurement: the product's time, the bare time, and how many times slower the product may be."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

ROUNDS = 5


@dataclass(frozen=True)
class Comparison:
    """What was measured, in seconds."""

    what: str
    product: float
    bare: float
    limit: float

    @property
    def times(self) -> float:
        """Tell how many times slower the product is than bare code."""
        return self.product / self.bare

    @property
    def held(self) -> bool:
        """Tell whether the limit was kept."""
        return self.times <= self.limit


def compare(what: str, product: Callable[[], object], bare: Callable[[], object], limit: float) -> Comparison:
    """Run both in turn, several rounds, and compare their medians; the first round warms caches and does not count."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + 1):
        for work, kept in zip((product, bare), times, strict=True):
            gc.collect()
            start = perf_counter()
            work()
            if number:
                kept.append(perf_counter() - start)
    return Comparison(what, median(times[0]), median(times[1]), limit)
