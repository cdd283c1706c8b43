"""Alarms, evaluated at the end of every period while there are data."""

import pytest

from scalehook_contracts.cloud_monitor.group_metrics import ClearGroupMetric
from scalehook_contracts.scaling_controller.alarm_settings import AlarmExpression
from scalehook_contracts.scaling_controller.alarms import (
    AlarmDeleted,
    AlarmDisabled,
    AlarmEnabled,
    AlarmModified,
)
from scalehook_contracts.scaling_controller.group_deletion import ScalingGroupDeleted
from scalehook_contracts.scaling_controller.instances import ScalingInstanceRemoved
from scalehook_contracts.scaling_controller.rule_parts import MetricDimension
from support.monitor import CPU, GROUP, Monitor


def test_consecutive_periods() -> None:
    """It alarms when the condition has held for so many, and says so as long as it does."""
    play = Monitor()
    play.alarm()
    play.serve("i-1")
    play.load(90)
    play.rehearsal.advance(60)
    assert play.states == ["OK"]
    play.rehearsal.advance(120)
    assert play.states == ["OK", "ALARM", "ALARM"]
    assert {(event.metric_value, event.threshold) for event in play.told} == {(90, 80)}
    play.load(50)
    play.rehearsal.advance(180)
    assert play.states == ["OK", "ALARM", "ALARM", "OK"]


def test_a_period_between() -> None:
    """One in which the condition does not hold, and the count begins anew."""
    play = Monitor()
    play.alarm(evaluation_count=3)
    play.serve("i-1")
    for value in (90, 90, 10, 90, 90):
        play.load(value)
        play.rehearsal.advance(60)
    assert "ALARM" not in play.states


def test_nothing_is_waited_for_without_data() -> None:
    """No timer, before there are data and after there are none any more."""
    play = Monitor()
    play.alarm()
    assert play.timers == []
    play.load(90)
    assert play.timers == []
    play.serve("i-1")
    assert play.timers == ["alarm/a"]
    play.rehearsal.advance(120)
    removed = ScalingInstanceRemoved(
        scaling_group_id=GROUP, scaling_activity_id="asa", instance_id="i-1"
    )
    play.rehearsal.tell(removed)
    play.rehearsal.advance(60)
    assert play.states == ["OK", "ALARM", "INSUFFICIENT_DATA"]
    assert play.timers == []


@pytest.mark.parametrize("state", ["Standby", "Removing", "Stopped"])
def test_only_instances_in_service_show_a_load(state: str) -> None:
    """Those of other states are not measured; protected ones are."""
    play = Monitor()
    play.alarm()
    play.load(90, total=True)
    play.serve("i-1", "i-2")
    play.serve("i-1", state="Protected")
    play.serve("i-2", state=state)  # type: ignore[arg-type]  # one of the parameters
    play.rehearsal.advance(120)
    assert play.told[-1].metric_value == 90


def test_a_total_is_shared() -> None:
    """More instances, less for each."""
    play = Monitor()
    play.alarm()
    play.serve("i-1")
    play.load(120, total=True)
    play.rehearsal.advance(120)
    play.serve("i-2", "i-3")
    play.rehearsal.advance(60)
    assert [(event.state, event.metric_value) for event in play.told] == [
        ("OK", 120), ("ALARM", 120), ("OK", 40),
    ]  # fmt: skip


def test_a_load_that_is_taken_back() -> None:
    """There are no data then."""
    play = Monitor()
    play.alarm()
    play.serve("i-1")
    play.load(90)
    play.rehearsal.advance(120)
    play.rehearsal.ask(ClearGroupMetric(scaling_group_id=GROUP, metric_name=CPU))
    play.rehearsal.advance(600)
    assert play.states[-1] == "INSUFFICIENT_DATA"
    assert play.timers == []


def test_a_group_that_is_deleted() -> None:
    """Its alarms stay, without data."""
    play = Monitor()
    play.alarm()
    play.serve("i-1")
    play.load(90)
    play.rehearsal.tell(ScalingGroupDeleted(scaling_group_id=GROUP, at=0))
    play.rehearsal.advance(60)
    assert play.timers == []
    assert "a" in play.rehearsal.state.alarms


def test_switched_off_and_on() -> None:
    """While it is off nothing is evaluated; then it counts from the beginning."""
    play = Monitor()
    play.alarm()
    play.serve("i-1")
    play.load(90)
    play.rehearsal.advance(60)
    play.rehearsal.tell(AlarmDisabled(alarm_task_id="a"))
    play.rehearsal.advance(600)
    assert play.states == ["OK"]
    play.rehearsal.tell(AlarmEnabled(alarm_task_id="a"))
    play.rehearsal.advance(60)
    assert play.states == ["OK"]
    play.rehearsal.advance(60)
    assert play.states == ["OK", "ALARM"]


def test_another_condition() -> None:
    """It is evaluated anew, with another period and threshold."""
    play = Monitor()
    play.alarm()
    play.serve("i-1")
    play.load(90)
    play.rehearsal.advance(120)
    modified = AlarmModified(
        alarm_task_id="a", metric_name=CPU, threshold=95.0, period=300, evaluation_count=1, anew=True
    )
    play.rehearsal.tell(modified)
    play.rehearsal.advance(300)
    assert play.states == ["OK", "ALARM", "OK"]


def test_deleted() -> None:
    """Nobody looks any more."""
    play = Monitor()
    play.alarm()
    play.serve("i-1")
    play.load(90)
    play.rehearsal.tell(AlarmDeleted(alarm_task_id="a"))
    play.rehearsal.advance(600)
    assert play.told == []
    assert play.timers == []
    assert play.rehearsal.state.watchers == {}


@pytest.mark.parametrize(("logic", "expected"), [("&&", "OK"), ("||", "ALARM")])
def test_several_conditions(logic: str, expected: str) -> None:
    """All of them, or one; the one that decides gives value and threshold."""
    play = Monitor()
    cpu = AlarmExpression(metric_name=CPU, period=60, comparison_operator=">", threshold=80)
    memory = AlarmExpression(metric_name="MemoryUtilization", period=60, threshold=50)
    play.alarm(
        expressions=[cpu, memory], expressions_logic_operator=logic, metric_name="", threshold=None
    )
    play.serve("i-1")
    play.load(10)
    play.load(70, metric_name="MemoryUtilization")
    play.rehearsal.advance(180)
    last = play.told[-1]
    assert last.state == expected
    assert (last.metric_value, last.threshold) == ((70, 50) if expected == "ALARM" else (10, 80))


def custom(play: Monitor, **said: object) -> None:
    dimensions = [MetricDimension(dimension_key="queue", dimension_value="q")]
    usual = {
        "metric_type": "custom", "metric_name": "jobs", "group_id": 7, "dimensions": dimensions,
        "threshold": 10.0, "evaluation_count": 1,
    }  # fmt: skip
    play.alarm(**usual | said)


@pytest.mark.parametrize(("statistic", "expected"), [("Average", 20), ("Minimum", 10), ("Maximum", 30)])
def test_a_custom_metric(statistic: str, expected: float) -> None:
    """Its value is used as it is, over the period that has ended."""
    play = Monitor()
    custom(play, statistics=statistic, threshold=5.0)
    for value in (10, 20, 30):
        play.report(value)
        play.rehearsal.advance(15)
    play.rehearsal.advance(15)
    assert [(event.state, event.metric_value) for event in play.told] == [("ALARM", expected)]
    play.rehearsal.advance(60)
    assert play.states == ["ALARM", "INSUFFICIENT_DATA"]
    assert play.timers == []


def test_other_series_do_not_matter() -> None:
    """The dimensions have to be the reported ones, in any order; so have group and name."""
    play = Monitor()
    two = [MetricDimension(dimension_key=key, dimension_value="v") for key in ("b", "a")]
    custom(play, dimensions=two)
    play.report(99)
    play.report(99, group_id="8", dimensions='{"a":"v","b":"v"}')
    play.report(99, metric_name="other", dimensions='{"a":"v","b":"v"}')
    assert play.timers == []
    play.report(99, dimensions='{"a":"v","b":"v"}')
    play.rehearsal.advance(60)
    assert play.states == ["ALARM"]


@pytest.mark.parametrize(
    ("name", "value"), [("1-jobs waiting", "web=1"), ("A_jobs_waiting", "web_1")], ids=["said", "kept"]
)
def test_a_name_with_letters_that_are_replaced(name: str, value: str) -> None:
    """An alarm may name a metric and its dimensions as they were reported, or as they are kept."""
    play = Monitor()
    custom(
        play,
        metric_name=name,
        dimensions=[MetricDimension(dimension_key="queue", dimension_value=value)],
    )
    play.report(99, metric_name="1-jobs waiting", dimensions='{"queue":"web=1"}')
    play.rehearsal.advance(60)
    assert play.states == ["ALARM"]


def test_data_that_were_there_before() -> None:
    """An alarm that is made later begins at once."""
    play = Monitor()
    play.serve("i-1")
    play.load(90)
    play.alarm(evaluation_count=1)
    play.rehearsal.advance(60)
    assert play.states == ["ALARM"]


def test_a_restart() -> None:
    """State and timers are what they were."""
    play = Monitor()
    play.alarm()
    play.serve("i-1")
    play.load(90)
    play.report(5)
    play.rehearsal.advance(60)
    before = play.rehearsal.state
    play.rehearsal.restart()
    assert play.rehearsal.state == before
    assert play.rehearsal.state.watchers.keys() == before.watchers.keys()
    play.rehearsal.advance(60)
    assert play.states == ["OK", "ALARM"]


def test_switched_on_without_data() -> None:
    """A state that has frozen while there were data does not stay: it is looked at once."""
    play = Monitor()
    play.alarm()
    play.serve("i-1")
    play.load(90)
    play.rehearsal.advance(120)
    play.rehearsal.tell(AlarmDisabled(alarm_task_id="a"))
    play.rehearsal.ask(ClearGroupMetric(scaling_group_id=GROUP))
    play.rehearsal.tell(AlarmEnabled(alarm_task_id="a"))
    play.rehearsal.advance(60)
    assert play.states[-1] == "INSUFFICIENT_DATA"
    assert play.timers == []
