"""Scaling without a rule."""

from typing import Any

import pytest

from scalehook.scaling_controller.service import SERVICE
from scalehook.scaling_controller.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.scaling_controller.adjustments import Adjustment, ScaleWithAdjustment
from scalehook_contracts.scaling_controller.groups import DisableScalingGroup, EnableScalingGroup
from scalehook_contracts.scaling_controller.limits import DescribeLimitation
from support.refusals import refusal
from support.scaling.cloud import REGION, Cloud
from support.scaling.expecting import SOON, expected, expecting, running
from support.scaling.groups import create
from support.scaling.templates import with_templates

QUANTITY = "QuantityChangeInCapacity"


def scale(cloud: Cloud, by: int = 1, kind: Any = QUANTITY, **more: Any) -> Adjustment:
    command = ScaleWithAdjustment(
        scaling_group_id=cloud.group, adjustment_type=kind, adjustment_value=by, **more
    )
    reply: Adjustment = cloud.ask(command)
    return reply


@pytest.fixture
def cloud() -> Cloud:
    return Cloud().enabled()


@pytest.mark.parametrize(
    ("kind", "value", "magnitude", "total"),
    [
        (QUANTITY, 3, None, 7),
        (QUANTITY, -9, None, 0),
        ("TotalCapacity", 25, None, 20),
        ("PercentChangeInCapacity", 10, 2, 6),
    ],
)
def test_the_three_types(cloud: Cloud, kind: str, value: int, magnitude: int | None, total: int) -> None:
    """As a rule would, and cut to the group's limits."""
    cloud.scale(4)
    answer = scale(cloud, value, kind, min_adjustment_magnitude=magnitude)
    cloud.fleet()
    assert len(cloud.states()) == total
    seen = cloud.activity(str(answer.scaling_activity_id))
    assert seen.cause.startswith("A user requests to scale the scaling group, changing")
    assert (answer.activity_type, answer.plan_result) == (None, None)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"by": 1001}, "InvalidParameter"),
        ({"by": 0}, "IncorrectCapacity.NoChange"),
        ({"min_adjustment_magnitude": 1}, "InvalidMinAdjustmentMagnitudeMismatchAdjustmentType"),
        ({"parallel_task": True}, "InvalidParameter"),
        ({"lifecycle_hook_context": '{"IgnoredLifecycleHookIds": ["ash-none"]}'}, "InvalidParameter"),
    ],
)
def test_what_does_not_fit(cloud: Cloud, more: dict[str, Any], code: str) -> None:
    """Each with its code, and nothing begins."""
    assert refusal(lambda: scale(cloud, **more)) == code
    assert running(cloud) == 0


def test_a_group_that_may_not_scale(cloud: Cloud) -> None:
    """It is busy, inactive, or not there."""
    scale(cloud)
    assert refusal(lambda: scale(cloud)) == "ScalingActivityInProgress"
    cloud.fleet()
    cloud.ask(DisableScalingGroup(scaling_group_id=cloud.group))
    assert refusal(lambda: scale(cloud)) == "IncorrectScalingGroupStatus"
    cloud.group = "asg-none"
    assert refusal(lambda: scale(cloud)) == "InvalidScalingGroupId.NotFound"


def test_hooks_that_are_left_out(cloud: Cloud) -> None:
    """All of them, or the ones that are named; the activity says so."""
    first, second = cloud.hook(), cloud.hook()
    answer = scale(cloud, lifecycle_hook_context='{"DisableLifecycleHook": true}')
    cloud.fleet()
    assert cloud.states() == ["InService"]
    assert cloud.activity(str(answer.scaling_activity_id)).status_code == "Successful"
    context = f'{{"IgnoredLifecycleHookIds": ["{first}"], "LifecycleHookResult": "CONTINUE"}}'
    answer = scale(cloud, lifecycle_hook_context=context)
    cloud.fleet()
    [action] = cloud.actions(str(answer.scaling_activity_id))
    assert action.lifecycle_hook_id == second


def test_the_same_token_gives_the_same_answer(cloud: Cloud) -> None:
    """And another call may not have it."""
    answer = scale(cloud, client_token="t")
    assert scale(cloud, client_token="t") == answer
    assert refusal(lambda: scale(cloud, 2, client_token="t")) == "IdempotentParameterMismatch"


def test_a_plan_says_what_would_be_created_and_begins_nothing(cloud: Cloud) -> None:
    """With type and zone, and none for instances that would go."""
    [allocation] = scale(cloud, 3, execution_mode="PlanOnly").plan_result.resource_allocations  # type: ignore[union-attr]  # a plan has it
    assert (allocation.amount, allocation.instance_type) == (3, "ecs.g7.large")
    assert (allocation.zone_id, allocation.instance_charge_type) == (None, "PostPaid")
    assert (allocation.spot_strategy, running(cloud)) == ("NoSpot", 0)
    cloud.scale(2)
    plan = scale(cloud, 30, execution_mode="PlanOnly")
    assert plan.plan_result is not None
    assert [(a.amount, a.zone_id) for a in plan.plan_result.resource_allocations] == [(18, "z")]
    assert (plan.scaling_activity_id, plan.activity_type) == (None, None)
    fewer = scale(cloud, -1, execution_mode="PlanOnly").plan_result
    assert fewer is not None and fewer.resource_allocations == []
    assert len(cloud.states()) == 2
    none = {"by": 0, "execution_mode": "PlanOnly"}
    assert refusal(lambda: scale(cloud, **none)) == "IncorrectCapacity.NoChange"


def test_a_plan_of_a_group_with_a_launch_template(cloud: Cloud) -> None:
    """Its type is the template's, or that which the group has instead."""
    with_templates(cloud)
    for more, expected_type in (
        ({}, "ecs.g7.large"),
        ({"launch_template_overrides": [{"instance_type": "ecs.c7.large"}]}, "ecs.c7.large"),
    ):
        cloud.group = create(cloud, launch_template_id="lt-1", **more)
        cloud.ask(EnableScalingGroup(scaling_group_id=cloud.group))
        plan = scale(cloud, 2, execution_mode="PlanOnly").plan_result
        assert plan is not None
        [allocation] = plan.resource_allocations
        assert (allocation.amount, allocation.instance_type) == (2, expected_type)


def test_an_activity_has_a_limit() -> None:
    """It adds or removes so many instances at most; groups then go on to what they should have."""
    settings = Settings(max_scaling_instances=2)
    cloud = Cloud(rehearsal=Rehearsal(SERVICE, settings)).enabled()
    for by, left in ((5, 2), (-5, 0)):
        scale(cloud, by)
        cloud.fleet()
        assert len(cloud.states()) == left
    assert cloud.ask(DescribeLimitation(region_id=REGION)).max_number_of_scaling_instances == 2


def test_a_group_that_expects_a_number_changes_only_that() -> None:
    """And answers that it did; the same token gives the same answer."""
    cloud = expecting(3)
    answer = scale(cloud, 2, client_token="t")
    assert (answer.scaling_activity_id, answer.activity_type) == (None, "CapacityChange")
    assert scale(cloud, 2, client_token="t") == answer
    assert (expected(cloud), running(cloud)) == (5, 0)
    cloud.advance(SOON)
    assert len(cloud.states()) == 5


def test_an_activity_is_about_so_many_instances_at_most() -> None:
    """A setting says how many; what is planned keeps to it, too."""
    cloud = Cloud(rehearsal=Rehearsal(SERVICE, SERVICE.settings(max_scaling_instances=3))).enabled()
    planned = scale(cloud, 5, execution_mode="PlanOnly").plan_result
    assert planned is not None
    assert [each.amount for each in planned.resource_allocations] == [3]
    scale(cloud, 5)
    cloud.fleet()
    assert len(cloud.states()) == 3


def test_what_could_not_be_kept_until_the_group_sees_to_it_is_refused() -> None:
    """With the way out in the message."""
    cloud = expecting(3)
    for more in (
        {"lifecycle_hook_context": '{"DisableLifecycleHook": true}'},
        {"activity_metadata": "m"},
        {"parallel_task": True},
    ):
        assert refusal(lambda more=more: scale(cloud, **more)) == "InvalidParameter"
        scale(cloud, **more, sync_activity=True)
        cloud.fleet()


def test_an_adjustment_at_once() -> None:
    """The number is changed, too. Another one waits for its end, unless it may run beside it."""
    cloud = expecting(3)
    cloud.hook()
    answer = scale(cloud, 2, sync_activity=True)
    assert answer.scaling_activity_id and answer.activity_type is None
    cloud.fleet()
    assert (expected(cloud), running(cloud)) == (5, 1)
    at_once = {"sync_activity": True}
    assert refusal(lambda: scale(cloud, **at_once)) == "ScalingActivityInProgress"
    scale(cloud, sync_activity=True, parallel_task=True)
    cloud.fleet()
    assert (expected(cloud), running(cloud)) == (6, 2)
    assert cloud.states() == [*["InService"] * 3, *["Pending:Wait"] * 3]
