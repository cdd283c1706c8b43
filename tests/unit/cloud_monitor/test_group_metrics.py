"""Loads of groups: set, shown, taken back."""

import pytest
from pydantic import ValidationError

from scalehook_contracts.cloud_monitor.group_metrics import (
    ClearGroupMetric,
    DescribeGroupMetrics,
    GroupMetricList,
    SetGroupMetric,
)
from scalehook_contracts.errors.common import InvalidParameter
from support.monitor import CPU, GROUP, Monitor


def shown(play: Monitor) -> GroupMetricList:
    return play.rehearsal.ask(DescribeGroupMetrics(scaling_group_id=GROUP))


def test_shown() -> None:
    """What was set, and what it comes to; with the alarms of the group."""
    play = Monitor()
    play.alarm(name="high")
    play.load(90, total=True)
    assert shown(play).group_metrics[0].average is None
    play.serve("i-1", "i-2", "i-3")
    play.load(5, metric_name="LoadAverage")
    play.rehearsal.advance(60)
    found = shown(play)
    assert [(each.metric_name, each.average, each.instances) for each in found.group_metrics] == [
        (CPU, 30, 3), ("LoadAverage", 5, 3),
    ]  # fmt: skip
    assert [(each.name, each.state, each.metric_value) for each in found.alarms] == [("high", "OK", 30)]


def test_cleared() -> None:
    """One of them, or all; what is not set cannot be taken back."""
    play = Monitor()
    for name in (CPU, "LoadAverage", "MemoryUtilization"):
        play.load(1, metric_name=name)
    play.rehearsal.ask(ClearGroupMetric(scaling_group_id=GROUP, metric_name=CPU))
    assert len(shown(play).group_metrics) == 2
    with pytest.raises(InvalidParameter, match=f"shows no {CPU}"):
        play.rehearsal.ask(ClearGroupMetric(scaling_group_id=GROUP, metric_name=CPU))
    play.rehearsal.ask(ClearGroupMetric(scaling_group_id=GROUP))
    play.rehearsal.ask(ClearGroupMetric(scaling_group_id="asg-0"))
    assert shown(play).group_metrics == []


def test_unknown_metrics() -> None:
    """The answer names those that there are."""
    with pytest.raises(InvalidParameter, match="CpuUtilization"):
        Monitor().load(1, metric_name="cpu")


@pytest.mark.parametrize("value", [-1, 1e16, float("inf"), float("nan")])
def test_values_that_are_none(value: float) -> None:
    """A load is a number, and not below nothing."""
    with pytest.raises(ValidationError):
        SetGroupMetric(scaling_group_id=GROUP, metric_name=CPU, value=value)


def test_memory_is_bounded() -> None:
    """However often a load is set, so many changes of it are remembered."""
    play = Monitor()
    play.serve("i-1")
    for value in range(1100):
        play.load(value)
    assert len(play.rehearsal.state.groups[GROUP].loads[CPU].steps) == 1000
