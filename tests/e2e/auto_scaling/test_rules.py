"""Scaling rules and adjustments through the official SDKs, of both versions."""

import re
from typing import Any

import pytest
from alibabacloud_ess20140828 import models as m14
from alibabacloud_ess20220222 import models as m
from aliyunsdkess.request.v20140828 import DescribeScalingRulesRequest

from support.cloud.actions import Actions
from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.cloud.refusals import refused

BOOT = 60
SOON = 10


@pytest.fixture
def group(clients: Clients) -> Group:
    return Group(clients)


def create(group: Group, **settings: Any) -> Any:
    request = m.CreateScalingRuleRequest(scaling_group_id=group.id, **settings)
    return group.ess.create_scaling_rule(request).body


def modify(group: Group, rule: str, **settings: Any) -> None:
    group.ess.modify_scaling_rule(m.ModifyScalingRuleRequest(scaling_rule_id=rule, **settings))


def delete(group: Group, rule: str) -> None:
    group.ess.delete_scaling_rule(m.DeleteScalingRuleRequest(scaling_rule_id=rule))


def describe(group: Group, **filters: Any) -> list[Any]:
    request = m.DescribeScalingRulesRequest(region_id=group.clients.region, **filters)
    return list(group.ess.describe_scaling_rules(request).body.scaling_rules)


def step(low: float | None, high: float | None, by: int) -> Any:
    return m.CreateScalingRuleRequestStepAdjustments(
        metric_interval_lower_bound=low, metric_interval_upper_bound=high, scaling_adjustment=by
    )


def adjust(group: Group, **settings: Any) -> Any:
    given = {"adjustment_type": "QuantityChangeInCapacity", "adjustment_value": 1, **settings}
    request = m.ScaleWithAdjustmentRequest(scaling_group_id=group.id, **given)
    return group.ess.scale_with_adjustment(request).body


def test_a_simple_rule_from_its_making_to_its_end(group: Group, process: StackProcess) -> None:
    """Made without a name, changed, executed, and deleted while its activity runs."""
    made = create(group, adjustment_type="TotalCapacity", adjustment_value=1)
    rule = made.scaling_rule_id
    modify(group, rule, adjustment_value=2, cooldown=5, scaling_rule_name="size")
    [seen] = describe(group, scaling_rule_names=["size"], scaling_group_id=group.id)
    assert (seen.scaling_rule_id, seen.scaling_rule_ari) == (rule, made.scaling_rule_ari)
    assert (seen.adjustment_value, seen.cooldown) == (2, 5)
    group.execute(seen.scaling_rule_ari)
    delete(group, rule)
    process.advance(BOOT)
    assert group.states() == ["InService"] * 2
    assert describe(group, scaling_rule_ids=[rule]) == []
    for call in (lambda: delete(group, rule), lambda: modify(group, rule, cooldown=1)):
        with refused("InvalidScalingRuleId.NotFound", 404):
            call()


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


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        ([(None, None)], "BothNull"),
        ([(0, 5), (6, None)], "Gap"),
        ([(5, 0)], "LowerGtUpper"),
        ([(i, i + 1) for i in range(21)], "MaxNum"),
        ([(None, 0), (None, 1)], "MultipleNullLowerBound"),
        ([(0, None), (1, None)], "MultipleNullUpperBound"),
        ([(-5, 0)], "NoNullLowerBound"),
        ([(0, 5)], "NoNullUpperBound"),
        ([(0, 5), (4, None)], "Overlap"),
    ],
)
def test_steps_that_are_refused(group: Group, bounds: list[Any], code: str) -> None:
    """Each with the code of its row."""
    with refused(f"InvalidStepAdjustments.{code}"):
        create(
            group,
            scaling_rule_type="StepScalingRule",
            adjustment_type="TotalCapacity",
            step_adjustments=[step(low, high, 1) for low, high in bounds],
        )


def test_a_target_tracking_rule(group: Group) -> None:
    """All of it is described; another one for the same metric is refused, and nobody executes it."""
    settings = {
        "scaling_rule_type": "TargetTrackingScalingRule",
        "metric_name": "LoadBalancerRealServerAverageQps",
        "alarm_dimensions": [
            m.CreateScalingRuleRequestAlarmDimensions(dimension_key="rulePool", dimension_value="sgp-1")
        ],
        "alarm_options": m.CreateScalingRuleRequestAlarmOptions(period=120),
        "target_value": 50.125,
        "disable_scale_in": True,
        "scale_in_evaluation_count": 20,
        "scale_out_evaluation_count": 2,
    }
    made = create(group, **settings)
    [seen] = describe(group, scaling_rule_type="TargetTrackingScalingRule", scaling_group_id=group.id)
    assert (seen.target_value, seen.disable_scale_in, seen.metric_type) == (50.125, True, "system")
    assert (seen.scale_in_evaluation_count, seen.scale_out_evaluation_count) == (20, 2)
    assert (seen.estimated_instance_warmup, seen.min_size, seen.max_size) == (300, 0, 20)
    assert [d.dimension_value for d in seen.alarm_dimensions] == ["sgp-1"]
    with refused("TargetTrackingScalingRule.DumplicateMetric"):
        create(group, **settings)
    with refused("TargetTrackingScalingRule.UnsupportedMetric"):
        create(group, **{**settings, "metric_name": "DiskUsage"})
    with refused("ScalingRule.InvalidScalingRuleType"):
        group.execute(made.scaling_rule_ari)


def test_a_predictive_rule(group: Group) -> None:
    """All of it is described; a group has one."""
    settings = {
        "scaling_rule_type": "PredictiveScalingRule",
        "metric_name": "CpuUtilization",
        "target_value": 40,
        "predictive_scaling_mode": "PredictOnly",
        "predictive_value_behavior": "PredictiveValueOverrideMaxWithBuffer",
        "predictive_value_buffer": 50,
        "predictive_task_buffer_time": 30,
        "initial_max_size": 7,
    }
    create(group, **settings)
    [seen] = describe(group, scaling_group_id=group.id)
    assert {name: getattr(seen, name) for name in settings} == settings
    with refused("QuotaExceeded.ScalingRule"):
        create(group, **settings)


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"adjustment_value": 1}, "MissingParameter"),
        ({"adjustment_type": "TotalCapacity", "adjustment_value": 2001}, "InvalidParameter"),
        ({"adjustment_type": "Totals", "adjustment_value": 1}, "InvalidParameter"),
        (
            {"adjustment_type": "TotalCapacity", "adjustment_value": 1, "min_adjustment_magnitude": 1},
            "InvalidMinAdjustmentMagnitudeMismatchAdjustmentType",
        ),
        (
            {"adjustment_type": "TotalCapacity", "adjustment_value": 1, "cooldown": 86401},
            "InvalidParameter",
        ),
        (
            {"adjustment_type": "TotalCapacity", "adjustment_value": 1, "scaling_rule_name": "a"},
            "InvalidParameter",
        ),
        (
            {"adjustment_type": "TotalCapacity", "adjustment_value": 1, "target_value": 1},
            "InvalidParameter",
        ),
        (
            {
                "scaling_rule_type": "TargetTrackingScalingRule",
                "metric_name": "CpuUtilization",
                "target_value": 1,
                "alarm_options": m.CreateScalingRuleRequestAlarmOptions(period=61),
            },
            "InvalidParameter",
        ),
        (
            {
                "scaling_rule_type": "StepScalingRule",
                "adjustment_type": "TotalCapacity",
                "step_adjustments": [step(0, 1e19, 1)],
            },
            "StepBeyondPermitRange",
        ),
        ({"hybrid_monitor_namespace": "n"}, "InvalidParameter"),
    ],
)
def test_settings_that_are_refused(group: Group, settings: dict[str, Any], code: str) -> None:
    """Each with its documented code."""
    with refused(code):
        create(group, **settings)


def test_rules_of_groups_that_do_not_exist(group: Group) -> None:
    """And names that are taken."""
    simple = {"adjustment_type": "TotalCapacity", "adjustment_value": 1, "scaling_rule_name": "same"}
    create(group, **simple)
    with refused("InvalidScalingRuleName.Duplicate"):
        create(group, **simple)
    group.id = "asg-none"
    with refused("InvalidScalingGroupId.NotFound", 404):
        create(group, **simple)
    assert describe(group, scaling_group_id="asg-none") == []
    with refused("InvalidParameter"):
        describe(group, scaling_rule_type="LuckyScalingRule")


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


def test_the_older_version_wraps_its_lists(clients: Clients, group: Group) -> None:
    """Steps and dimensions go and come in their own names."""
    made = clients.ess2014.create_scaling_rule(
        m14.CreateScalingRuleRequest(
            scaling_group_id=group.id,
            scaling_rule_type="StepScalingRule",
            adjustment_type="PercentChangeInCapacity",
            min_adjustment_magnitude=2,
            step_adjustment=[
                m14.CreateScalingRuleRequestStepAdjustment(
                    metric_interval_lower_bound=0, scaling_adjustment=10
                )
            ],
        )
    )
    answer = clients.ess2014.describe_scaling_rules(
        m14.DescribeScalingRulesRequest(
            region_id=clients.region, scaling_rule_id=[made.body.scaling_rule_id], show_alarm_rules=True
        )
    )
    [seen] = answer.body.scaling_rules.scaling_rule
    [one] = seen.step_adjustments.step_adjustment
    assert (one.metric_interval_lower_bound, one.scaling_adjustment) == (0, 10)
    assert (seen.min_adjustment_magnitude, seen.alarms.alarm) == (2, [])
    clients.ess2014.modify_scaling_rule(
        m14.ModifyScalingRuleRequest(
            scaling_rule_id=made.body.scaling_rule_id, min_adjustment_magnitude=3
        )
    )
    clients.ess2014.delete_scaling_rule(
        m14.DeleteScalingRuleRequest(scaling_rule_id=made.body.scaling_rule_id)
    )


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"AdjustmentValue": "1_0"}, "InvalidParameter"),
        ({"AdjustmentValue": "1.5"}, "InvalidParameter"),
        ({"AdjustmentValue": "ten"}, "InvalidParameter"),
        ({"AdjustmentValue": "9" * 30}, "InvalidParameter"),
        ({"AdjustmentValue": ""}, "MissingParameter"),
        ({"AdjustmentValue": 1, "Cooldown": "nan"}, "InvalidParameter"),
    ],
)
def test_numbers_in_odd_spellings(
    clients: Clients, group: Group, parameters: dict[str, Any], code: str
) -> None:
    """What is no whole number is refused."""
    call = Actions(clients)
    given = {"ScalingGroupId": group.id, "AdjustmentType": "TotalCapacity", **parameters}
    assert call.code("CreateScalingRule", **given) == code


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"StepAdjustment__1__MetricIntervalLowerBound": 0}, "MissingParameter"),
        (
            {
                "StepAdjustment__3__MetricIntervalLowerBound": "nan",
                "StepAdjustment__3__ScalingAdjustment": 1,
            },
            "InvalidParameter",
        ),
        (
            {
                "StepAdjustment__7__MetricIntervalLowerBound": "1e1",
                "StepAdjustment__7__ScalingAdjustment": 1,
                "StepAdjustment__2__MetricIntervalLowerBound": 0,
                "StepAdjustment__2__MetricIntervalUpperBound": 10,
                "StepAdjustment__2__ScalingAdjustment": 2,
            },
            "",
        ),
    ],
)
def test_steps_in_odd_spellings(
    clients: Clients, group: Group, parameters: dict[str, Any], code: str
) -> None:
    """A list may have holes; a step needs its adjustment, and bounds that are numbers."""
    call = Actions(clients)
    given = {"ScalingRuleType": "StepScalingRule", "AdjustmentType": "TotalCapacity", **parameters}
    assert call.code("CreateScalingRule", ScalingGroupId=group.id, **given) == code


def test_rules_as_xml(clients: Clients, group: Group) -> None:
    """Lists repeat their items inside of their own element."""
    create(group, adjustment_type="TotalCapacity", adjustment_value=3)
    request = DescribeScalingRulesRequest.DescribeScalingRulesRequest()
    request.set_ScalingGroupId(group.id)
    request.set_accept_format("XML")
    request.set_endpoint(clients.address)
    _, _, answer = clients.core.get_response(request)
    body = answer.decode()
    assert re.search(r"<ScalingRules><ScalingRule>.*</ScalingRule></ScalingRules>", body)
    assert "<AdjustmentValue>3</AdjustmentValue>" in body
