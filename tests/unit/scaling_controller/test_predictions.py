"""Predictive rules: what they see, what they expect, and the limits that they give their group."""

from typing import Any

import pytest

from scalehook.scaling_controller.forecasting import DAY
from scalehook.scaling_controller.state.predictions import HOUR, MOST_SAMPLES
from scalehook_contracts.cloud_monitor.group_metrics import GroupMetricCleared, GroupMetricSet
from scalehook_contracts.scaling_controller.activities import DescribeScalingActivities
from scalehook_contracts.scaling_controller.group_deletion import DeleteScalingGroup
from scalehook_contracts.scaling_controller.predictions import (
    QueryHistoricalMetric,
    QueryPredictiveMetric,
    QueryPredictiveTaskInfo,
    QueryPredictiveValue,
)
from scalehook_contracts.scaling_controller.rules import (
    CreateScalingRule,
    DeleteScalingRule,
    ModifyScalingRule,
)
from support.refusals import refusal
from support.scaling.cloud import REGION, Cloud
from support.scaling.expecting import expecting

METRIC = "CpuUtilization"
ALL = {"region_id": REGION, "start_time": "2026-01-01T00:00Z", "end_time": "2026-02-01T00:00:00Z"}
NIGHT, NOON = 10, 400  # of all instances together
BEFORE, DURING = 11 * HOUR + 60, HOUR


def rule(cloud: Cloud, **settings: Any) -> str:
    given = {"scaling_rule_type": "PredictiveScalingRule", "metric_name": METRIC, "target_value": 50}
    command = CreateScalingRule(scaling_group_id=cloud.group, **given, **settings)
    return str(cloud.ask(command).scaling_rule_id)


def load(cloud: Cloud, value: float, *, total: bool = True) -> None:
    cloud.rehearsal.tell(
        GroupMetricSet(
            scaling_group_id=cloud.group, metric_name=METRIC, value=value, total=total, set_at=0
        )
    )


def live_through(cloud: Cloud, days: int) -> None:
    """Every day is quiet, but for the hour before noon."""
    for _ in range(days):
        load(cloud, NIGHT)
        cloud.advance(BEFORE)
        load(cloud, NOON)
        cloud.advance(DURING)
        load(cloud, NIGHT)
        cloud.advance(DAY - BEFORE - DURING)


def asked(cloud: Cloud, query: Any, **more: Any) -> Any:
    return cloud.ask(query(**ALL, scaling_group_id=cloud.group, metric_name=METRIC, **more))


def tasks(cloud: Cloud, rule_id: str) -> list[tuple[str, int, int]]:
    found = cloud.ask(QueryPredictiveTaskInfo(**ALL, scaling_rule_id=rule_id)).task_infos.task_info
    return [(task.time, task.min_value, task.max_value) for task in found]


def size(cloud: Cloud) -> tuple[int, int]:
    request = cloud.rehearsal.state.groups[cloud.group].request
    return request.min_size, request.max_size


@pytest.fixture
def cloud() -> Cloud:
    cloud = Cloud().enabled()
    cloud.scale(2)
    return cloud


def test_nothing_is_predicted_before_a_day_is_known(cloud: Cloud) -> None:
    """And nothing without a metric."""
    made = rule(cloud)
    cloud.advance(2 * DAY)
    assert asked(cloud, QueryHistoricalMetric).historical_metrics.historical_metric == []
    load(cloud, NIGHT)
    cloud.advance(23 * HOUR)
    assert (tasks(cloud, made), size(cloud)) == ([], (0, 20))
    cloud.advance(HOUR)
    assert len(tasks(cloud, made)) == 48


def test_the_hours_of_a_day_are_taken_to_be_alike(cloud: Cloud) -> None:
    """What was at noon will be at noon."""
    made = rule(cloud)
    live_through(cloud, 1)
    noons = [task for task in tasks(cloud, made) if task[1] == 8]
    assert noons == [("2026-01-02T12:00:00Z", 8, 20), ("2026-01-03T12:00:00Z", 8, 20)]
    assert {task[1:] for task in tasks(cloud, made)} == {(1, 20), (8, 20)}
    values = {
        v.time: v.value
        for v in asked(cloud, QueryPredictiveValue, target_value=100).predictive_values.predictive_value
    }
    assert values["2026-01-02T12:00:00Z"] == 4
    seen = {
        m.time: m.metric_value
        for m in asked(cloud, QueryPredictiveMetric).predictive_metrics.predictive_metric
    }
    assert (seen["2026-01-02T12:00:00Z"], seen["2026-01-02T11:00:00Z"]) == ("200.000", "5.000")
    past = asked(cloud, QueryHistoricalMetric).historical_metrics.historical_metric
    assert (len(past), past[11].time, past[11].metric_value) == (24, "2026-01-01T12:00:00Z", "200.000")


def test_a_task_changes_the_limits_and_the_group_keeps_to_them(cloud: Cloud) -> None:
    """On the hour; afterwards it may be small again."""
    rule(cloud)
    live_through(cloud, 1)
    cloud.advance(12 * HOUR - 1)
    assert (size(cloud), len(cloud.states())) == ((1, 20), 2)
    cloud.advance(1)
    assert (size(cloud), len(cloud.states())) == ((8, 20), 8)
    cloud.advance(HOUR)
    assert size(cloud) == (1, 20)


def test_a_task_may_come_before_its_hour(cloud: Cloud) -> None:
    """By as many minutes as the rule says; also when that was said later."""
    made = rule(cloud)
    cloud.ask(ModifyScalingRule(scaling_rule_id=made, predictive_task_buffer_time=20))
    live_through(cloud, 1)
    cloud.advance(12 * HOUR - 20 * 60 - 1)
    assert size(cloud) == (1, 20)
    cloud.advance(1)
    assert size(cloud) == (8, 20)


def test_a_rule_may_only_predict(cloud: Cloud) -> None:
    """It runs no tasks, and tells of none, until it is changed."""
    made = rule(cloud, predictive_scaling_mode="PredictOnly")
    live_through(cloud, 1)
    cloud.advance(12 * HOUR)
    assert (tasks(cloud, made), size(cloud)) == ([], (0, 20))
    assert len(asked(cloud, QueryPredictiveMetric).predictive_metrics.predictive_metric) == 48
    cloud.ask(ModifyScalingRule(scaling_rule_id=made, predictive_scaling_mode="PredictAndScale"))
    cloud.advance(HOUR)
    assert size(cloud) == (1, 20)


def test_a_group_whose_limits_cannot_be_changed(cloud: Cloud) -> None:
    """It expects more than it would be allowed: the activity that is not begun says why."""
    cloud = expecting(3, 0, 20)
    rule(cloud, predictive_value_behavior="MaxOverridePredictiveValue", initial_max_size=2)
    live_through(cloud, 1)
    cloud.advance(HOUR)
    assert size(cloud) == (0, 20)
    found = cloud.ask(
        DescribeScalingActivities(region_id=REGION, scaling_group_id=cloud.group, status_code="Rejected")
    ).scaling_activities
    assert found[0].cause.startswith("Predictive scaling rule")
    assert found[0].trigger_source_type == "Ess"


def test_nothing_is_left_of_a_rule(cloud: Cloud) -> None:
    """Whether it is deleted, or its group."""
    made = rule(cloud)
    cloud.ask(DeleteScalingRule(scaling_rule_id=made))
    assert not cloud.rehearsal.machine.timers
    rule(cloud)
    cloud.ask(DeleteScalingGroup(scaling_group_id=cloud.group, force_delete=True))
    cloud.fleet()
    assert not cloud.rehearsal.machine.timers


def test_a_load_that_is_taken_back(cloud: Cloud) -> None:
    """No more samples are taken; those of unknown groups are let pass."""
    rule(cloud)
    load(cloud, NIGHT, total=False)
    cloud.advance(HOUR)
    cleared = GroupMetricCleared(scaling_group_id=cloud.group, metric_name=METRIC, cleared_at=0)
    cloud.rehearsal.tell(cleared)
    cloud.advance(HOUR)
    past = asked(cloud, QueryHistoricalMetric).historical_metrics.historical_metric
    assert [hour.metric_value for hour in past] == ["10.000"]
    cloud.rehearsal.tell(cleared.model_copy(update={"scaling_group_id": "asg-none"}))
    group, cloud.group = cloud.group, "asg-none"
    load(cloud, NIGHT)
    cloud.group = group


def test_predictions_survive_a_restart(cloud: Cloud) -> None:
    """With all that they are made of."""
    made = rule(cloud)
    live_through(cloud, 1)
    before = tasks(cloud, made)
    cloud.rehearsal.restart()
    assert tasks(cloud, made) == before != []
    cloud.advance(12 * HOUR)
    assert size(cloud) == (8, 20)


@pytest.mark.parametrize(
    ("span", "code"),
    [
        ({"start_time": "yesterday"}, "InvalidParameter"),
        ({"start_time": "2026-13-01T00:00Z"}, "InvalidParameter"),
        ({"end_time": "2026-01-01T00:00:00"}, "InvalidParameter"),
        ({"start_time": "2026-01-02T00:00Z", "end_time": "2026-01-01T00:00Z"}, "InvalidParameter"),
        ({"region_id": "cn-elsewhere"}, "InvalidRegionId.NotFound"),
        ({"scaling_group_id": "asg-none"}, "InvalidScalingGroupId.NotFound"),
    ],
)
def test_spans_that_are_refused(cloud: Cloud, span: dict[str, str], code: str) -> None:
    """Times that are none, or the wrong way round; groups that are not there."""
    given = {**ALL, "scaling_group_id": cloud.group, "metric_name": METRIC, **span}
    for query in (QueryHistoricalMetric, QueryPredictiveMetric):
        assert refusal(lambda q=query: cloud.ask(q(**given))) == code


def test_tasks_of_rules_that_have_none(cloud: Cloud) -> None:
    """Of another kind, or not there."""
    simple = cloud.rule(1).rpartition("/")[2]
    assert refusal(lambda: tasks(cloud, simple)) == "InvalidParameter"
    assert refusal(lambda: tasks(cloud, "asr-none")) == "InvalidScalingRuleId.NotFound"


def test_only_two_weeks_are_kept(cloud: Cloud) -> None:
    """The oldest samples go."""
    rule(cloud, predictive_scaling_mode="PredictOnly")
    load(cloud, NIGHT)
    cloud.advance(16 * DAY)
    assert len(cloud.rehearsal.state.groups[cloud.group].samples[METRIC]) == MOST_SAMPLES
