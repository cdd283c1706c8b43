"""Rules, executed: by hand and by alarms, with cooldown and warm-up."""

from typing import Any

import pytest

from scalehook_contracts.scaling_controller.groups import (
    CreateScalingGroup,
    DescribeScalingGroups,
    DisableScalingGroup,
    EnableScalingGroup,
)
from scalehook_contracts.scaling_controller.instances import DescribeScalingInstances
from scalehook_contracts.scaling_controller.rule_parts import StepAdjustment
from scalehook_contracts.scaling_controller.rules import CreateScalingRule, ExecuteScalingRule
from support.refusals import refusal
from support.scaling.alarms import alarm
from support.scaling.cloud import REGION, Cloud

COOLING = "ScalingActivityInCooldown"
DEFAULT_COOLDOWN = 300


@pytest.fixture
def cloud() -> Cloud:
    return Cloud().enabled()


def rule(cloud: Cloud, kind: str, **settings: Any) -> str:
    command = CreateScalingRule(
        scaling_group_id=cloud.group, scaling_rule_type=f"{kind}ScalingRule", **settings
    )
    return str(cloud.ask(command).scaling_rule_ari)


def steps(cloud: Cloud, **settings: Any) -> str:
    """One less below the threshold; two more above it, and four more from ten above it on."""
    bounds = ((None, 0, -1), (0, 10, 2), (10, None, 4))
    adjustments = [
        StepAdjustment(
            metric_interval_lower_bound=low, metric_interval_upper_bound=high, scaling_adjustment=by
        )
        for low, high, by in bounds
    ]
    asked = {"adjustment_type": "QuantityChangeInCapacity", "step_adjustments": adjustments}
    return rule(cloud, "Step", **asked, **settings)


def tracking(cloud: Cloud, **settings: Any) -> str:
    asked = {"metric_name": "CpuUtilization", "target_value": 50, **settings}
    return rule(cloud, "TargetTracking", **asked)


def execute(cloud: Cloud, ari: str, value: float | None = None, threshold: float | None = None) -> str:
    command = ExecuteScalingRule(scaling_rule_ari=ari, metric_value=value, breach_threshold=threshold)
    return str(cloud.ask(command).scaling_activity_id)


def warming(cloud: Cloud) -> list[str]:
    command = DescribeScalingInstances(region_id=REGION, scaling_group_id=cloud.group, page_size=100)
    return sorted(instance.warmup_state for instance in cloud.ask(command).scaling_instances)


@pytest.mark.parametrize(("value", "total"), [(80, 5), (89.9, 5), (90, 7), (79.9, 2)])
def test_a_step_rule_by_hand(cloud: Cloud, value: float, total: int) -> None:
    """It takes the step of the value that is given."""
    cloud.scale(3)
    execute(cloud, steps(cloud), value, 80)
    cloud.fleet()
    assert len(cloud.states()) == total


@pytest.mark.parametrize(
    ("value", "threshold", "code"),
    [
        (None, 80, "MissingParameter.MetricValue"),
        (80, None, "MissingParameter.BreachThreshold"),
        (1e19, 80, "MetricValueBeyondPermitRange"),
        (80, -1e19, "BreachThresholdBeyondPermitRange"),
    ],
)
def test_what_a_step_rule_needs(
    cloud: Cloud, value: float | None, threshold: float | None, code: str
) -> None:
    """Both numbers, in their range."""
    assert refusal(lambda: execute(cloud, steps(cloud), value, threshold)) == code


@pytest.mark.parametrize("kind", ["TargetTracking", "Predictive"])
def test_rules_that_nobody_executes_by_hand(cloud: Cloud, kind: str) -> None:
    """They follow their metric by themselves."""
    ari = rule(cloud, kind, metric_name="CpuUtilization", target_value=50)
    assert refusal(lambda: execute(cloud, ari, 90, 50)) == "ScalingRule.InvalidScalingRuleType"


def test_a_tracking_rule_is_executed_by_its_alarm(cloud: Cloud) -> None:
    """Out, and in again."""
    cloud.scale(4)
    cloud.advance(DEFAULT_COOLDOWN)
    ari = tracking(cloud, estimated_instance_warmup=0)
    seen = cloud.activity(alarm(cloud, ari, 75))
    assert (seen.trigger_source_type, seen.trigger_source_id) == ("Cms", "alarm-1")
    assert seen.cause == 'An alarm goes off, changing the Total Capacity from "4" to "6".'
    cloud.fleet()
    cloud.advance(DEFAULT_COOLDOWN)
    alarm(cloud, ari, 10)
    cloud.fleet()
    assert len(cloud.states()) == 2


def test_a_metric_at_its_target_changes_nothing(cloud: Cloud) -> None:
    """Nor does one that could only be brought there by scaling in, where that is not wanted."""
    cloud.scale(4)
    cloud.advance(DEFAULT_COOLDOWN)
    only_out = tracking(cloud, disable_scale_in=True)
    for value in (50, 1):
        assert refusal(lambda v=value: alarm(cloud, only_out, v)) == "IncorrectCapacity.NoChange"


def test_a_cooldown_holds_alarms_back_and_nobody_else(cloud: Cloud) -> None:
    """From the moment that the last instance has come."""
    ari = cloud.rule(1)
    execute(cloud, ari)
    cloud.advance(DEFAULT_COOLDOWN)  # the instance comes now
    assert refusal(lambda: alarm(cloud, ari)) == COOLING
    cloud.rehearsal.advance(DEFAULT_COOLDOWN - 1)
    assert refusal(lambda: alarm(cloud, ari)) == COOLING
    cloud.rehearsal.advance(1)
    alarm(cloud, ari)
    cloud.fleet()
    execute(cloud, ari)


def test_a_rules_own_cooldown_takes_the_place_of_the_groups(cloud: Cloud) -> None:
    """Longer, or none."""
    slow, quick = cloud.rule(1, cooldown=900), cloud.rule(1, cooldown=0)
    execute(cloud, slow)
    cloud.fleet()
    cloud.rehearsal.advance(899)
    assert refusal(lambda: alarm(cloud, quick)) == COOLING
    cloud.rehearsal.advance(1)
    alarm(cloud, quick)
    cloud.fleet()
    alarm(cloud, slow)


def test_removing_instances_begins_a_cooldown_too(cloud: Cloud) -> None:
    """When the last one has gone."""
    cloud.scale(2)
    cloud.advance(DEFAULT_COOLDOWN)
    down = cloud.rule(-1)
    alarm(cloud, down)
    cloud.fleet()
    assert refusal(lambda: alarm(cloud, down)) == COOLING


def test_an_activity_that_changes_nothing_begins_no_cooldown(cloud: Cloud) -> None:
    """Its hook has ended it."""
    cloud.hook()
    ari = cloud.rule(1)
    activity = execute(cloud, ari)
    cloud.fleet()
    cloud.complete(cloud.actions(activity)[0], "ABANDON")
    assert cloud.states() == []
    alarm(cloud, ari)


def test_a_cooldown_ends_with_disabling_and_enabling(cloud: Cloud) -> None:
    """And with a restart it goes on."""
    ari = cloud.rule(1)
    execute(cloud, ari)
    cloud.fleet()
    cloud.rehearsal.restart()
    assert refusal(lambda: alarm(cloud, ari)) == COOLING
    cloud.ask(DisableScalingGroup(scaling_group_id=cloud.group))
    cloud.ask(EnableScalingGroup(scaling_group_id=cloud.group))
    alarm(cloud, ari)


def test_instances_of_a_step_rule_warm_up(cloud: Cloud) -> None:
    """From when they are in service; others need not."""
    cloud.scale(1)
    execute(cloud, steps(cloud, estimated_instance_warmup=100), 80, 80)
    assert warming(cloud) == ["NoNeedWarmup"]
    cloud.advance(500)
    assert warming(cloud) == ["NoNeedWarmup", *["WaitingForInstanceWarmup"] * 2]
    cloud.rehearsal.advance(99)
    assert warming(cloud)[-1] == "WaitingForInstanceWarmup"
    cloud.rehearsal.advance(1)
    assert warming(cloud) == [*["InstanceWarmupFinish"] * 2, "NoNeedWarmup"]
    cloud.rehearsal.restart()
    assert warming(cloud) == [*["InstanceWarmupFinish"] * 2, "NoNeedWarmup"]


def test_what_warms_up_is_not_counted(cloud: Cloud) -> None:
    """A second alarm adds nothing that is on its way; once it is warm, the metric speaks for all."""
    cloud.scale(2)
    cloud.advance(DEFAULT_COOLDOWN)
    up = tracking(cloud, estimated_instance_warmup=1000)
    alarm(cloud, up, 100)
    cloud.fleet()
    cloud.advance(DEFAULT_COOLDOWN)
    assert refusal(lambda: alarm(cloud, up, 100)) == "IncorrectCapacity.NoChange"
    cloud.rehearsal.restart()
    assert refusal(lambda: alarm(cloud, up, 100)) == "IncorrectCapacity.NoChange"
    cloud.advance(1000 - DEFAULT_COOLDOWN)
    alarm(cloud, up, 100)
    cloud.fleet()
    assert len(cloud.states()) == 8


def test_a_warm_instance_that_leaves_is_forgotten(cloud: Cloud) -> None:
    """Nothing of it is counted afterwards."""
    execute(cloud, steps(cloud), 80, 80)
    cloud.fleet()
    cloud.scale(-2)
    group = cloud.rehearsal.state.groups[cloud.group]
    assert group.warmups.count(cloud.rehearsal.now.timestamp()) == 0


def test_no_adjustment_goes_further_than_a_thousand() -> None:
    """The next one goes on from there."""
    cloud = Cloud(max_size=2000).enabled()
    execute(cloud, cloud.rule(2000, "TotalCapacity"))
    cloud.fleet()
    [group] = cloud.ask(DescribeScalingGroups(region_id=REGION)).scaling_groups
    assert group.total_capacity == 1000


def test_a_group_larger_than_a_thousand_is_filled_in_parts() -> None:
    """Without anybody asking for it."""
    cloud = Cloud(min_size=1500, max_size=2000).enabled()
    cloud.fleet()
    assert cloud.rehearsal.state.groups[cloud.group].heading == 1500


def test_the_group_says_how_long_a_cooldown_is() -> None:
    """Where the rule does not."""
    cloud = Cloud()
    asked = CreateScalingGroup(region_id=REGION, min_size=0, max_size=9, default_cooldown=10)
    cloud.group = cloud.ask(asked).scaling_group_id
    ari = cloud.enabled().rule(1)
    execute(cloud, ari)
    cloud.fleet()
    assert refusal(lambda: alarm(cloud, ari)) == COOLING
    cloud.rehearsal.advance(10)
    alarm(cloud, ari)
