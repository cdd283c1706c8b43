"""Scaling rules: made, changed, described, deleted."""

from typing import Any

import pytest

from scalehook.scaling_controller.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.rule_parts import MetricDimension, StepAdjustment
from scalehook_contracts.scaling_controller.rule_views import ScalingRuleView
from scalehook_contracts.scaling_controller.rules import (
    CreateScalingRule,
    DeleteScalingRule,
    DescribeScalingRules,
    ModifyScalingRule,
)
from support.refusals import refusal
from support.scaling.cloud import REGION, Cloud

STEPS = [
    StepAdjustment(metric_interval_upper_bound=0, scaling_adjustment=-1),
    StepAdjustment(metric_interval_lower_bound=0, scaling_adjustment=2),
]
MISMATCH = "InvalidMinAdjustmentMagnitudeMismatchAdjustmentType"
SIMPLE = {"adjustment_type": "QuantityChangeInCapacity", "adjustment_value": 1}
PERCENT = {"adjustment_type": "PercentChangeInCapacity", "adjustment_value": 10}
STEP = {"scaling_rule_type": "StepScalingRule", "adjustment_type": "QuantityChangeInCapacity"}
TRACKING = {
    "scaling_rule_type": "TargetTrackingScalingRule",
    "metric_name": "CpuUtilization",
    "target_value": 50.5,
}
PREDICTIVE = {**TRACKING, "scaling_rule_type": "PredictiveScalingRule"}


def create(cloud: Cloud, **settings: Any) -> str:
    command = CreateScalingRule(scaling_group_id=cloud.group, **settings)
    return str(cloud.ask(command).scaling_rule_id)


def modify(cloud: Cloud, rule: str, **settings: Any) -> None:
    cloud.ask(ModifyScalingRule(scaling_rule_id=rule, **settings))


def describe(cloud: Cloud, **filters: Any) -> list[ScalingRuleView]:
    return list(cloud.ask(DescribeScalingRules(region_id=REGION, **filters)).scaling_rules)


def described(cloud: Cloud, rule: str) -> dict[str, Any]:
    """The only rule with this id, without what it does not have."""
    [view] = describe(cloud, scaling_rule_ids=[rule])
    return {name: value for name, value in view.model_dump().items() if value not in (None, [])}


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


def test_what_is_not_given_stays_as_it_is() -> None:
    """The rest is changed, and told."""
    cloud = Cloud()
    rule = create(cloud, **SIMPLE, cooldown=60, scaling_rule_name="grow")
    modify(cloud, rule, adjustment_type="TotalCapacity", adjustment_value=5)
    seen = described(cloud, rule)
    assert (seen["adjustment_type"], seen["adjustment_value"]) == ("TotalCapacity", 5)
    assert (seen["cooldown"], seen["scaling_rule_name"]) == (60, "grow")
    modify(cloud, rule, scaling_rule_name="set")
    assert described(cloud, rule)["scaling_rule_name"] == "set"


def test_a_smallest_change_goes_with_the_change_by_percent() -> None:
    """Nobody could take it back otherwise; given along, it is refused."""
    cloud = Cloud()
    rule = create(cloud, **PERCENT, min_adjustment_magnitude=3)
    code = MISMATCH
    given = {**SIMPLE, "min_adjustment_magnitude": 2}
    assert refusal(lambda: modify(cloud, rule, **given)) == code
    modify(cloud, rule, **SIMPLE)
    assert "min_adjustment_magnitude" not in described(cloud, rule)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"adjustment_type": "PercentChangeInCapacity"}, "InvalidParameter"),  # of -500 per cent
        ({"adjustment_value": 1001}, "InvalidParameter"),
        ({"metric_name": "CpuUtilization"}, "InvalidParameter"),
        ({"scaling_rule_name": "taken"}, "InvalidScalingRuleName.Duplicate"),
    ],
)
def test_changes_that_do_not_fit(changes: dict[str, Any], code: str) -> None:
    """The rule stays as it was."""
    cloud = Cloud()
    create(cloud, **SIMPLE, scaling_rule_name="taken")
    rule = create(cloud, **{**SIMPLE, "adjustment_value": -500})
    before = described(cloud, rule)
    assert refusal(lambda: modify(cloud, rule, **changes)) == code
    assert described(cloud, rule) == before


def test_a_name_may_be_given_again_to_itself_and_after_its_end() -> None:
    """Only another rule of the group takes it away."""
    cloud = Cloud()
    rule = create(cloud, **SIMPLE, scaling_rule_name="grow")
    modify(cloud, rule, scaling_rule_name="grow")
    modify(cloud, rule, scaling_rule_name="later")
    create(cloud, **SIMPLE, scaling_rule_name="grow")
    cloud.ask(DeleteScalingRule(scaling_rule_id=rule))
    create(cloud, **SIMPLE, scaling_rule_name="later")


def test_rules_that_do_not_exist() -> None:
    """Can neither be changed nor deleted, and are passed over when asked for."""
    cloud = Cloud()
    rule = create(cloud, **SIMPLE)
    cloud.ask(DeleteScalingRule(scaling_rule_id=rule))
    code = "InvalidScalingRuleId.NotFound"
    assert refusal(lambda: modify(cloud, rule, adjustment_value=1)) == code
    assert refusal(lambda: cloud.ask(DeleteScalingRule(scaling_rule_id=rule))) == code
    assert describe(cloud, scaling_rule_ids=[rule, "asr-none"]) == []


def test_every_filter_of_rules() -> None:
    """Alone, and with others; the order is that of their making, also when they have changed."""
    cloud = Cloud()
    first = create(cloud, **SIMPLE, scaling_rule_name="one")
    second = create(cloud, **TRACKING, scaling_rule_name="two")
    third = create(cloud, **SIMPLE, scaling_rule_name="three")
    modify(cloud, first, scaling_rule_name="first")
    ari = cloud.ask(DescribeScalingRules(region_id=REGION)).scaling_rules[1].scaling_rule_ari
    for filters, found in (
        ({}, [first, second, third]),
        ({"scaling_group_id": cloud.group}, [first, second, third]),
        ({"scaling_group_id": "asg-none"}, []),
        ({"scaling_rule_names": ["one"]}, []),
        ({"scaling_rule_names": ["first", "two"]}, [first, second]),
        ({"scaling_rule_type": "SimpleScalingRule"}, [first, third]),
        ({"scaling_rule_type": "SimpleScalingRule", "scaling_group_id": cloud.group}, [first, third]),
        ({"scaling_rule_type": "SimpleScalingRule", "scaling_rule_names": ["two", "three"]}, [third]),
        ({"scaling_rule_type": "StepScalingRule"}, []),
        ({"scaling_rule_aris": [ari]}, [second]),
        ({"scaling_rule_aris": [ari], "scaling_rule_type": "SimpleScalingRule"}, []),
        ({"scaling_rule_ids": [third, "asr-none"]}, [third]),
        ({"page_size": 2, "page_number": 2}, [third]),
    ):
        assert [rule.scaling_rule_id for rule in describe(cloud, **filters)] == found, filters


def test_rules_survive_a_restart() -> None:
    """As they were last."""
    cloud = Cloud()
    rule = create(cloud, **TRACKING)
    gone = create(cloud, **SIMPLE)
    modify(cloud, rule, target_value=7, scaling_rule_name="track")
    cloud.ask(DeleteScalingRule(scaling_rule_id=gone))
    before = cloud.rehearsal.state
    cloud.rehearsal.restart()
    assert cloud.rehearsal.state == before
    [seen] = describe(cloud, scaling_rule_names=["track"])
    assert seen.target_value == 7


def test_a_cluster_autoscaler_sets_a_size_with_a_rule_of_its_own() -> None:
    """Made without a name, changed, executed, and deleted while its activity runs."""
    cloud = Cloud().enabled()
    assert describe(cloud, scaling_rule_names=["acs-autogen-increase-rules"]) == []
    rule = create(cloud, adjustment_type="TotalCapacity", adjustment_value=1)
    modify(cloud, rule, adjustment_type="TotalCapacity", adjustment_value=3)
    ari = described(cloud, rule)["scaling_rule_ari"]
    activity = cloud.execute(ari)
    cloud.ask(DeleteScalingRule(scaling_rule_id=rule))
    assert cloud.activity(activity).status_code == "InProgress"
    cloud.fleet()
    assert (cloud.activity(activity).status_code, cloud.states()) == ("Successful", ["InService"] * 3)
