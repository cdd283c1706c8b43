"""Scaling rules and adjustments through the official SDKs, of both versions."""

from typing import Any

import pytest
from alibabacloud_ess20220222 import models as m

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.cloud.refusals import refused
from support.cloud.rules import create, delete, describe, modify, step

BOOT = 60


@pytest.fixture
def group(clients: Clients) -> Group:
    return Group(clients)


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
