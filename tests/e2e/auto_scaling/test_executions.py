"""What rules do when they are executed, and adjustments without one, through the official SDKs."""

from typing import Any

import pytest
from alibabacloud_ess20220222 import models as m

from support.cloud.actions import Actions
from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.cloud.refusals import refused
from support.cloud.rules import adjust, create, describe, step
from support.http import HTTP

BOOT = 60
SOON = 10
DAY = 86_400


@pytest.fixture
def group(clients: Clients) -> Group:
    return Group(clients)


def test_a_step_rule(group: Group, process: StackProcess) -> None:
    """Its steps are described, one of them is taken, and what it adds warms up."""
    made = create(
        group,
        scaling_rule_type="StepScalingRule",
        adjustment_type="QuantityChangeInCapacity",
        step_adjustments=[step(0, 10.5, 1), step(10.5, None, 2)],
        estimated_instance_warmup=100,
    )
    [seen] = describe(group, scaling_rule_ids=[made.scaling_rule_id])
    bounds = [
        (s.metric_interval_lower_bound, s.metric_interval_upper_bound) for s in seen.step_adjustments
    ]
    assert bounds == [(0, 10.5), (10.5, None)]

    def execute(value: float | None, threshold: float | None) -> None:
        request = m.ExecuteScalingRuleRequest(
            scaling_rule_ari=made.scaling_rule_ari, metric_value=value, breach_threshold=threshold
        )
        group.ess.execute_scaling_rule(request)

    for value, threshold, code in (
        (None, 80, "MissingParameter.MetricValue"),
        (80, None, "MissingParameter.BreachThreshold"),
        (79, 80, "InvalidStepAdjustments.NoStepFound"),
        (1e19, 80, "MetricValueBeyondPermitRange"),
        (80, 1e19, "BreachThresholdBeyondPermitRange"),
    ):
        with refused(code):
            execute(value, threshold)
    execute(91, 80)
    process.advance(BOOT)
    assert [i.warmup_state for i in group.instances()] == ["WaitingForInstanceWarmup"] * 2
    process.advance(100)
    assert [i.warmup_state for i in group.instances()] == ["InstanceWarmupFinish"] * 2


def test_an_adjustment_without_a_rule(group: Group, process: StackProcess) -> None:
    """With its hooks left out; a plan says what would be created and begins nothing."""
    group.hook()
    context = m.ScaleWithAdjustmentRequestLifecycleHookContext(disable_lifecycle_hook=True)
    begun = adjust(group, lifecycle_hook_context=context, client_token="once")
    assert adjust(group, lifecycle_hook_context=context, client_token="once").to_map() | {
        "RequestId": ""
    } == begun.to_map() | {"RequestId": ""}
    with refused("ScalingActivityInProgress"):
        adjust(group)
    process.advance(BOOT)
    assert group.states() == ["InService"]
    plan = adjust(group, adjustment_value=2, execution_mode="PlanOnly").plan_result
    [allocation] = plan.resource_allocations
    assert (allocation.amount, allocation.instance_type) == (2, "ecs.g7.large")
    assert allocation.zone_id == group.instances()[0].zone_id
    with refused("IncorrectCapacity.NoChange"):
        adjust(group, adjustment_type="TotalCapacity")
    overrides = m.ScaleWithAdjustmentRequestOverrides(cpu=1)
    with refused("InvalidParameter"):
        adjust(group, overrides=overrides)


def test_a_group_that_expects_a_number(clients: Clients, process: StackProcess) -> None:
    """Rules and adjustments change the number; the group sees to it a little later."""
    group = Group(clients, desired_capacity=1)
    process.advance(BOOT)
    assert not group.execute(group.rule(2))
    assert group.describe().desired_capacity == 3
    answer = adjust(group, adjustment_value=1)
    assert (answer.activity_type, answer.scaling_activity_id) == ("CapacityChange", None)
    assert group.describe().desired_capacity == 2  # both start from one instance
    process.advance(SOON)
    process.advance(BOOT)
    assert group.states() == ["InService"] * 2
    assert adjust(group, sync_activity=True).scaling_activity_id
    process.advance(BOOT)
    assert (group.describe().desired_capacity, len(group.instances())) == (3, 3)


def test_a_predictive_rule_gives_its_group_other_limits(
    clients: Clients, group: Group, process: StackProcess
) -> None:
    """After a day it knows what the next ones will be like, tells of it, and acts on it."""
    group.execute(group.rule(2))
    process.advance(BOOT)
    rule = create(
        group, scaling_rule_type="PredictiveScalingRule", metric_name="CpuUtilization", target_value=50
    ).scaling_rule_id
    shown = {"group": group.id, "metric": "CpuUtilization", "value": 150, "total": True}
    HTTP.post(f"{process.endpoint}/_scalehook/metric/set", json=shown).raise_for_status()
    process.advance(DAY + 2 * 3600)
    assert (group.describe().min_size, len(group.instances())) == (3, 3)
    call = Actions(clients)
    span: dict[str, Any] = {"StartTime": "2000-01-01T00:00Z", "EndTime": "2099-01-01T00:00Z"}
    tasks = call("QueryPredictiveTaskInfo", ScalingRuleId=rule, **span)["TaskInfos"]["TaskInfo"]
    assert {(task["MinValue"], task["MaxValue"]) for task in tasks} == {(3, 20)}
    asked = {**span, "ScalingGroupId": group.id, "MetricName": "CpuUtilization"}
    values = call("QueryPredictiveValue", TargetValue=75, **asked)["PredictiveValues"]
    assert {value["Value"] for value in values["PredictiveValue"]} == {2}
    metrics = call("QueryPredictiveMetric", **asked)["PredictiveMetrics"]["PredictiveMetric"]
    assert 40 < len(metrics) <= 48
    past = call("QueryHistoricalMetric", **asked)["HistoricalMetrics"]["HistoricalMetric"]
    assert [hour["MetricValue"] for hour in past[:2]] == ["75.000"] * 2
    assert call.code("QueryPredictiveTaskInfo", ScalingRuleId="asr-none", **span) == (
        "InvalidScalingRuleId.NotFound"
    )
    assert call.code("QueryPredictiveMetric", **{**asked, "MetricName": "Luck"}) == "InvalidParameter"
