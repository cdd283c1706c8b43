"""Statistics of what was reported."""

import json
import math
import statistics
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from scalehook.cloud_monitor.reading import report_of
from scalehook.cloud_monitor.windows import MOST_VALUES, STATISTICS, aggregate, merged, single
from scalehook_contracts.cloud_monitor.custom_metrics import CustomMetric
from scalehook_contracts.errors.cms import ParameterInvalid

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


EXTREMES = some.sampled_from([1e-300, 5e-324, 1.0, 7.0, 1e18])


@given(some.dictionaries(some.sampled_from(STATISTICS), some.floats(-1e18, 1e18) | EXTREMES))
def test_what_is_read_of_aggregates_is_finite(values: dict[str, float]) -> None:
    """Whatever is reported is refused, or has numbers that JSON knows."""
    metric = CustomMetric(
        group_id="0", metric_name="m", dimensions="{}", type="1", period="60", values=json.dumps(values)
    )
    try:
        report = report_of(metric, datetime(2026, 1, 1, tzinfo=UTC), 3600)
    except ParameterInvalid:
        return
    window = report.window()
    window.add(report.window())
    assert all(map(math.isfinite, window.statistics(60).values()))
