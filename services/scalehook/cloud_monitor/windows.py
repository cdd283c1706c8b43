"""What was measured in a stretch of time, and the statistics that are made of it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

PERCENTILES = (10, 20, 30, 40, 50, 60, 70, 75, 80, 90, 95, 98, 99)
STATISTICS = (
    "Average", "Maximum", "Minimum", "Sum", "SampleCount", "SumPerSecond", "CountPerSecond", "LastValue",
    *(f"P{percent}" for percent in PERCENTILES),
)  # fmt: skip
COUNTS = frozenset({"SampleCount", "CountPerSecond"})  # how many values, not what they are
LARGEST_COUNT = 1e18
MOST_VALUES = 100  # so many are kept of one window; percentiles are made of the latest


@dataclass
class Window:
    """Some values of a metric, or of aggregates of it. `values` are single ones, the latest last."""

    count: float
    total: float
    minimum: float
    maximum: float
    last: float
    last_at: float
    values: list[float] = field(default_factory=list)

    def add(self, other: "Window") -> None:
        """More values of the same stretch."""
        self.count += other.count
        self.total += other.total
        self.minimum = min(self.minimum, other.minimum)
        self.maximum = max(self.maximum, other.maximum)
        if other.last_at >= self.last_at:
            self.last, self.last_at = other.last, other.last_at
        self.values = [*self.values, *other.values][-MOST_VALUES:]

    @property
    def average(self) -> float:
        """Of all values."""
        return self.total / self.count if self.count else self.total

    def statistic(self, name: str) -> float:
        """`Average`, `Minimum` or `Maximum`."""
        return {"Average": self.average, "Minimum": self.minimum, "Maximum": self.maximum}[name]

    def statistics(self, seconds: float) -> dict[str, float]:
        """By their documented names, of a stretch that is so long."""
        return {
            "Average": self.average,
            "Maximum": self.maximum,
            "Minimum": self.minimum,
            "Sum": self.total,
            "SampleCount": self.count,
            "SumPerSecond": self.total / seconds,
            "CountPerSecond": self.count / seconds,
            "LastValue": self.last,
            **self._percentiles(),
        }

    def _percentiles(self) -> dict[str, float]:
        """By the nearest rank; none of aggregates, whose single values nobody knows."""
        ordered = sorted(self.values)
        if not ordered:
            return {}
        return {f"P{p}": ordered[math.ceil(p * len(ordered) / 100) - 1] for p in PERCENTILES}


def single(value: float, at: float) -> Window:
    """One value."""
    return Window(1, value, value, value, value, at, [value])


def aggregate(given: dict[str, float], at: float) -> Window:
    """What somebody has aggregated; what was not said follows from the rest, or is the average."""
    average = _average(given)
    count = _count(given)
    return Window(
        count=count,
        total=given.get("Sum", average * count),
        minimum=given.get("Minimum", average),
        maximum=given.get("Maximum", average),
        last=given.get("LastValue", average),
        last_at=at,
    )


def merged(windows: Iterable[Window]) -> Window | None:
    """All of them as one; None when there is none."""
    found: Window | None = None
    for window in windows:
        if found is None:
            found = Window(
                window.count, window.total, window.minimum, window.maximum, window.last, window.last_at,
                list(window.values),
            )  # fmt: skip
        else:
            found.add(window)
    return found


def _count(given: dict[str, float]) -> float:
    """Of which a sum and an average tell, too; one, where nothing does, or where they tell of less."""
    if "SampleCount" in given:
        return given["SampleCount"]
    total, average = given.get("Sum", 0), given.get("Average", 0)
    agree = total * average > 0 and abs(average) <= abs(total) <= abs(average) * LARGEST_COUNT
    return total / average if agree else 1


def _average(given: dict[str, float]) -> float:
    if "Average" in given:
        return given["Average"]
    if "Sum" in given:
        return given["Sum"] / (given.get("SampleCount", 1) or 1)
    return next(value for name, value in given.items() if name not in COUNTS)
