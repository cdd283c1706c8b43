"""Statistics of what was reported."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as some

from scalehook.cloud_monitor.windows import MOST_VALUES, aggregate, merged, single

numbers = some.lists(some.floats(-1e6, 1e6), min_size=1, max_size=50)


@given(numbers)
def test_of_single_values(values: list[float]) -> None:
    """What the names of the documents mean."""
    window = merged(single(value, at) for at, value in enumerate(values))
    assert window is not None
    found = window.statistics(60)
    assert found["Sum"] == pytest.approx(sum(values), abs=1e-6)
    assert found["Average"] == pytest.approx(statistics.fmean(values), abs=1e-6)
    assert (found["Minimum"], found["Maximum"]) == (min(values), max(values))
    assert (found["SampleCount"], found["LastValue"]) == (len(values), values[-1])
    assert found["CountPerSecond"] == len(values) / 60
    assert min(values) <= found["P10"] <= found["P50"] <= found["P99"] <= max(values)
    assert found["P99"] == sorted(values)[-1]  # of fifty values at most


def test_percentiles() -> None:
    """By the nearest rank."""
    window = merged(single(value, value) for value in range(1, 101))
    assert window is not None
    found = window.statistics(60)
    assert [found[name] for name in ("P10", "P50", "P75", "P99")] == [10, 50, 75, 99]


def test_memory_is_bounded() -> None:
    """Of many values in a window the latest are kept for percentiles; all count for the rest."""
    window = merged(single(value, value) for value in range(1000))
    assert window is not None
    assert (len(window.values), window.count, window.minimum) == (MOST_VALUES, 1000, 0)


def test_of_aggregates() -> None:
    """What was not said follows from the rest; percentiles nobody knows."""
    window = aggregate({"Sum": 10, "SampleCount": 5, "Maximum": 4}, at=1)
    window.add(aggregate({"Average": 6}, at=2))
    found = window.statistics(60)
    assert (found["SampleCount"], found["Sum"], found["Maximum"], found["Minimum"]) == (6, 16, 6, 2)
    assert found["LastValue"] == 6
    assert "P50" not in found


def test_of_aggregates_without_their_count() -> None:
    """A sum and an average tell how many values there were: the average is what was reported."""
    window = aggregate({"Average": 7, "Sum": 70}, at=1)
    found = window.statistics(60)
    assert (found["Average"], found["Sum"], found["SampleCount"]) == (7, 70, 10)
    window.add(aggregate({"SumPerSecond": 1, "CountPerSecond": 9}, at=2))
    assert window.minimum == 1
    for total, average in ((0, 0), (70, 0), (-70, 7), (1e18, 1e-300), (7, 70)):
        assert aggregate({"Average": average, "Sum": total}, at=1).count == 1
