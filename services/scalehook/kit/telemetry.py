"""Prometheus metrics per service: counted in plain numbers, put into its form when somebody asks."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

BATCH_BUCKETS = (1, 2, 5, 10, 20, 50, 100, 200)
MANY = 500  # values that wait to be counted
SECONDS_BUCKETS = (0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5)


class Count:
    """How often something happened."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value = 0

    def inc(self, amount: int = 1) -> None:
        """So many times more."""
        self.value += amount


class Distribution:
    """Values, counted by the smallest bound that each is not above; of each count the last value that
    somebody could look into, with the id of its flow. To count many at once costs a third.
    """

    __slots__ = ("_counts", "_latest", "_sum", "bounds", "examples")

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0
        self._latest: list[float] = []  # not counted yet
        self.examples: dict[int, tuple[str, float]] = {}

    def observe(self, value: float, flow: str = "") -> None:
        """One more."""
        self._latest.append(value)
        if flow:
            self.examples[bisect_left(self.bounds, value)] = (flow, value)
        if len(self._latest) >= MANY:
            self._count()

    @property
    def counts(self) -> list[int]:
        """By the bounds; the last one is of what is above them all."""
        self._count()
        return self._counts

    @property
    def sum(self) -> float:
        """Of all values."""
        self._count()
        return self._sum

    def _count(self) -> None:
        for place, count in Counter(map(partial(bisect_left, self.bounds), self._latest)).items():
            self._counts[place] += count
        self._sum += sum(self._latest)
        self._latest.clear()


@dataclass(frozen=True, eq=False, repr=False)
class Timing:
    """What a service wants to be timed: a metric, and the seconds that an event tells of, if it does.
    There is one of each.
    """

    name: str
    says: str
    bounds: tuple[float, ...]
    seconds: Callable[[Any], float | None]


@dataclass(frozen=True, slots=True)
class Measures:
    """The metrics of one service."""

    handled: Count = field(default_factory=Count)
    failed: Count = field(default_factory=Count)
    batch: Distribution = field(default_factory=lambda: Distribution(BATCH_BUCKETS))
    commit: Distribution = field(default_factory=lambda: Distribution(SECONDS_BUCKETS))
    lag: Distribution = field(default_factory=lambda: Distribution(SECONDS_BUCKETS))
    timings: dict[Timing, Distribution] = field(default_factory=dict)

    def time(self, timing: Timing, seconds: float, flow: str) -> None:
        """Something of that flow took so long."""
        distribution = self.timings.get(timing)
        if distribution is None:
            distribution = self.timings[timing] = Distribution(timing.bounds)
        distribution.observe(seconds, flow)


@dataclass(eq=False, repr=False)
class Metrics:
    """The metrics of all services of a process; `dead` counts their dead letters."""

    services: dict[str, Measures] = field(default_factory=dict)
    dead: dict[str, int] = field(default_factory=dict)

    def of(self, service: str) -> Measures:
        """Those of one service."""
        return self.services.setdefault(service, Measures())


def cumulative(distribution: Distribution) -> Iterable[tuple[float, int]]:
    """Each bound, and how many values are not above it; the last bound is infinite."""
    total = 0
    for bound, count in zip((*distribution.bounds, float("inf")), distribution.counts, strict=True):
        total += count
        yield bound, total
