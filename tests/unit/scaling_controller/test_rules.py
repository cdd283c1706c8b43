"""Scaling rules: which are made, and how they are described."""

from typing import Any

import pytest

from scalehook.scaling_controller.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.rule_parts import MetricDimension
from scalehook_contracts.scaling_controller.rules import DeleteScalingRule
from support.refusals import refusal
from support.scaling.cloud import Cloud
from support.scaling.rules import (
    MISMATCH,
    PERCENT,
    PREDICTIVE,
    SIMPLE,
    STEP,
    STEPS,
    TRACKING,
    create,
    described,
    modify,
)


@pytest.mark.parametrize(
    ("settings", "seen"),
    [
        ({**SIMPLE, "cooldown": 0}, {"adjustment_value": 1, "cooldown": 0}),
        ({**PERCENT, "min_adjustment_magnitude": 3}, {"min_adjustment_magnitude": 3}),
        (
            {**STEP, "step_adjustments": STEPS},
            {
                "step_adjustments": [step.model_dump() for step in STEPS],
                "estimated_instance_warmup": 300,
            },
        ),
        (
            TRACKING,
            {
                "metric_name": "CpuUtilization",
                "metric_type": "system",
                "target_value": 50.5,
                "disable_scale_in": False,
                "estimated_instance_warmup": 300,
                "scale_in_evaluation_count": 15,
                "scale_out_evaluation_count": 3,
            },
        ),
        (
            {**TRACKING, "disable_scale_in": True, "estimated_instance_warmup": 0},
            {"disable_scale_in": True, "estimated_instance_warmup": 0},
        ),
        (
            PREDICTIVE,
            {
                "predictive_scaling_mode": "PredictAndScale",
                "predictive_value_behavior": "MaxOverridePredictiveValue",
                "predictive_value_buffer": 0,
                "predictive_task_buffer_time": 0,
            },
        ),
    ],
)
def test_what_is_asked_for_is_described(settings: dict[str, Any], seen: dict[str, Any]) -> None:
    """With the documented defaults in the place of what is not."""
    cloud = Cloud(max_size=7)
    rule = create(cloud, **settings)
    view = described(cloud, rule)
    assert view.items() >= seen.items()
    assert view["scaling_rule_type"] == settings.get("scaling_rule_type", "SimpleScalingRule")
    assert (view["scaling_rule_name"], view["scaling_group_id"]) == (rule, cloud.group)
    assert (view["min_size"], view["max_size"]) == (0, 7)


def test_a_rule_has_nothing_of_another_kind() -> None:
    """Neither in its description, nor in what it takes."""
    cloud = Cloud()
    assert "metric_name" not in described(cloud, create(cloud, **SIMPLE))
    assert "cooldown" not in described(cloud, create(cloud, **TRACKING))
    for settings, name in (
        ({**SIMPLE, "target_value": 1}, "TargetValue"),
        ({**SIMPLE, "estimated_instance_warmup": 1}, "EstimatedInstanceWarmup"),
        ({**TRACKING, "cooldown": 1}, "Cooldown"),
        ({**STEP, "step_adjustments": STEPS, "adjustment_value": 1}, "AdjustmentValue"),
        ({**PREDICTIVE, "disable_scale_in": False}, "DisableScaleIn"),
    ):
        assert refusal(lambda s=settings: create(cloud, **s)) == "InvalidParameter", name


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"adjustment_type": "TotalCapacity"}, "AdjustmentValue"),
        ({"adjustment_value": 1}, "AdjustmentType"),
        (STEP, "StepAdjustments"),
        ({**STEP, "adjustment_type": None, "step_adjustments": STEPS}, "AdjustmentType"),
        ({**TRACKING, "metric_name": None}, "MetricName"),
        ({**PREDICTIVE, "target_value": None}, "TargetValue"),
        ({**PREDICTIVE, "initial_max_size": 5}, "PredictiveValueBehavior"),
        ({**TRACKING, "metric_name": "LoadBalancerRealServerAverageQps"}, "AlarmDimensions"),
    ],
)
def test_what_a_kind_needs(settings: dict[str, Any], name: str) -> None:
    """Its name stands in the message."""
    with pytest.raises(ApiError, match=f'"{name}" that is mandatory') as caught:
        create(Cloud(), **settings)
    assert caught.value.code == "MissingParameter"


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (
            {**SIMPLE, "min_adjustment_magnitude": 1},
            "InvalidMinAdjustmentMagnitudeMismatchAdjustmentType",
        ),
        (
            {**STEP, "step_adjustments": STEPS, "min_adjustment_magnitude": 1},
            MISMATCH,
        ),
        ({**TRACKING, "target_value": 0}, "InvalidParameter"),
        ({**TRACKING, "target_value": -1.5}, "InvalidParameter"),
        ({**TRACKING, "target_value": 0.0001}, "InvalidParameter"),
        ({**TRACKING, "target_value": 1e19}, "InvalidParameter"),
        ({**TRACKING, "metric_name": "Luck"}, "TargetTrackingScalingRule.UnsupportedMetric"),
        ({**TRACKING, "metric_type": "hybrid"}, "TargetTrackingScalingRule.UnsupportedMetric"),
        ({**PREDICTIVE, "metric_name": "MemoryUtilization"}, "InvalidParameter"),
        ({**PREDICTIVE, "metric_type": "custom"}, "InvalidParameter"),
        ({**PREDICTIVE, "predictive_value_buffer": 5}, "InvalidParameter"),
        ({**SIMPLE, "region_id": "cn-elsewhere"}, "InvalidRegionId.NotFound"),
    ],
)
def test_what_does_not_fit(settings: dict[str, Any], code: str) -> None:
    """Each with its documented code."""
    assert refusal(lambda: create(Cloud(), **settings)) == code


@pytest.mark.parametrize("value", [0.001, 99.999, 9.999999e18])
def test_targets_at_the_limits(value: float) -> None:
    """Three decimals, and as large as a metric may be."""
    cloud = Cloud()
    assert (
        described(cloud, create(cloud, **{**TRACKING, "target_value": value}))["target_value"] == value
    )


def test_a_predictive_buffer_goes_with_its_behaviour() -> None:
    """And an initial size with any."""
    cloud = Cloud()
    behaviour = "PredictiveValueOverrideMaxWithBuffer"
    rule = create(
        cloud,
        **PREDICTIVE,
        predictive_value_behavior=behaviour,
        predictive_value_buffer=20,
        initial_max_size=9,
    )
    seen = described(cloud, rule)
    assert (seen["predictive_value_buffer"], seen["initial_max_size"]) == (20, 9)


def test_a_group_has_one_predictive_rule() -> None:
    """The second one is over the quota; once the first is gone it is not."""
    cloud = Cloud()
    first = create(cloud, **PREDICTIVE)
    modify(cloud, first, target_value=3)
    assert refusal(lambda: create(cloud, **PREDICTIVE)) == "QuotaExceeded.ScalingRule"
    cloud.ask(DeleteScalingRule(scaling_rule_id=first))
    create(cloud, **PREDICTIVE)


def test_one_rule_follows_a_metric() -> None:
    """Told apart by its type and its dimensions, in whichever order they are given."""
    cloud = Cloud()
    create(cloud, **TRACKING)
    other = create(cloud, **{**TRACKING, "metric_name": "MemoryUtilization"})
    create(cloud, **TRACKING, metric_type="custom")
    one, two = (MetricDimension(dimension_key=key, dimension_value="x") for key in ("rulePool", "b"))
    create(cloud, **TRACKING, alarm_dimensions=[one, two])
    code = "TargetTrackingScalingRule.DumplicateMetric"
    for more in ({}, {"metric_type": "system"}, {"alarm_dimensions": [two, one]}):
        assert refusal(lambda more=more: create(cloud, **TRACKING, **more)) == code
    assert refusal(lambda: modify(cloud, other, metric_name="CpuUtilization")) == code
    modify(cloud, other, target_value=1)


def test_a_group_has_only_so_many_rules() -> None:
    """A setting says how many."""
    rehearsal = Rehearsal(SERVICE, SERVICE.settings(max_scaling_rules=2))
    cloud = Cloud(rehearsal=rehearsal)
    create(cloud, **SIMPLE)
    create(cloud, **SIMPLE)
    assert refusal(lambda: create(cloud, **SIMPLE)) == "QuotaExceeded.ScalingRule"
