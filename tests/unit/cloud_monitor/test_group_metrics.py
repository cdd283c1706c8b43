"""Loads of groups: set, shown, taken back."""

import pytest
from pydantic import ValidationError

from scalehook.cloud_monitor.handlers.group_metrics import LATE_SECONDS
from scalehook.cloud_monitor.state.events.groups import InstancesServe
from scalehook_contracts.cloud_monitor.group_metrics import (
    ClearGroupMetric,
    DescribeGroupMetrics,
    GroupMetricList,
    SetGroupMetric,
)
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.scaling_controller.serving import ReportServingInstances
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


def ask_of_group(play: Monitor) -> str:
    """By its id, the question what the group shows; it has no answer yet."""
    question = DescribeGroupMetrics(scaling_group_id=GROUP)
    assert play.rehearsal.play(question, message_id="question").deferral is not None
    return "question"


def set_without_report(play: Monitor) -> None:
    """Auto Scaling is asked, and has not told anything yet."""
    command = SetGroupMetric(scaling_group_id=GROUP, metric_name=CPU, value=90, total=True)
    play.rehearsal.ask(command)
    assert play.rehearsal.sent[-1] == ReportServingInstances(scaling_group_id=GROUP)


def test_a_group_without_a_load_costs_nothing() -> None:
    """Nothing is kept of its instances, whatever happens to them."""
    play = Monitor()
    play.serve("i-1")
    play.serve("i-1", state="Removing")
    assert play.rehearsal.journal == []


def test_the_answer_waits_until_it_is_known_who_serves() -> None:
    """Who has come or gone since the report was written is told after it."""
    play = Monitor()
    play.serve("i-1", "i-2", "i-3")
    set_without_report(play)
    question = ask_of_group(play)
    play.report_serving()
    play.serve("i-3", state="Removing")
    [found] = play.rehearsal.late[question].group_metrics
    assert (found.instances, found.average) == (3, 30)
    assert shown(play).group_metrics[0].average == 45


def test_nobody_waits_for_a_report_that_does_not_come() -> None:
    """The answer says what is known by then; the next load asks once more."""
    play = Monitor()
    set_without_report(play)
    question = ask_of_group(play)
    play.rehearsal.advance(LATE_SECONDS)
    assert play.rehearsal.late[question].group_metrics[0].average is None
    set_without_report(play)


def test_who_was_noted_before_a_load_was_set() -> None:
    """An older version noted who serves in every group: of such a group all is known."""
    play = Monitor()
    noted = InstancesServe(scaling_group_id=GROUP, instance_ids=["i-1", "i-2"], at=0)
    play.rehearsal.machine.apply(noted)
    play.load(90, total=True)
    assert play.rehearsal.sent == []
    play.serve("i-3")
    assert shown(play).group_metrics[0].average == 30


def test_a_report_takes_the_place_of_what_was_heard() -> None:
    """It is what counts, and the alarms of the group begin to look."""
    play = Monitor()
    play.alarm()
    set_without_report(play)
    play.serve("i-1")
    play.serve("i-2")
    play.serving.pop("i-1")
    play.report_serving()
    assert list(play.rehearsal.state.serving) == ["i-2"]
    assert play.timers == ["alarm/a"]
