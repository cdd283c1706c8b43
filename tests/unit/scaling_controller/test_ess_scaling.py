"""Scale-out and scale-in, step by step, with any number of hooks."""

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.back_ends import AddInstancesToBackEnds, RemoveInstancesFromBackEnds
from scalehook_contracts.fleet.instances import InstanceRunning, ReleaseInstances
from scalehook_contracts.fleet.whitelists import AddAddressesToWhitelists, RemoveAddressesFromWhitelists
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups, DisableScalingGroup
from scalehook_contracts.scaling_controller.hooks import DeleteLifecycleHook, ModifyLifecycleHook
from support.scaling.cloud import REGION, Cloud

FLEET = (
    AddAddressesToWhitelists,
    RemoveAddressesFromWhitelists,
    AddInstancesToBackEnds,
    RemoveInstancesFromBackEnds,
    ReleaseInstances,
)


def connected() -> Cloud:
    return Cloud(load_balancers='["lb-1"]', databases='["rm-1"]').enabled()


def test_without_hooks_instances_go_into_service() -> None:
    """And the activity tells so."""
    cloud = Cloud().enabled()
    activity = cloud.scale(2)
    assert cloud.states() == ["InService", "InService"]
    seen = cloud.activity(activity)
    assert (seen.status_code, seen.progress, seen.created_capacity) == ("Successful", 100, 2)


def test_scale_out_whitelist_before_and_load_balancer_after_the_hooks() -> None:
    """The order that the user's document gives."""
    cloud = connected()
    cloud.hook()
    activity = cloud.scale(1)
    assert cloud.states() == ["Pending:Wait"]
    assert cloud.sent(*FLEET) == ["AddAddressesToWhitelists"]
    cloud.complete(cloud.actions(activity)[0])
    assert cloud.sent(*FLEET) == ["AddAddressesToWhitelists", "AddInstancesToBackEnds"]


def test_scale_in_whitelist_at_once_and_load_balancer_after_the_hooks() -> None:
    """The order that the user's document gives."""
    cloud = connected()
    cloud.scale(1)
    cloud.hook(lifecycle_transition="SCALE_IN")
    before = len(cloud.sent(*FLEET))
    activity = cloud.scale(-1)
    assert cloud.states() == ["Removing:Wait"]
    assert cloud.sent(*FLEET)[before:] == ["RemoveAddressesFromWhitelists"]
    cloud.complete(cloud.actions(activity)[0])
    assert cloud.sent(*FLEET)[before + 1 :] == ["RemoveInstancesFromBackEnds", "ReleaseInstances"]
    assert cloud.states() == []


def test_the_hooks_wait_for_the_last_instance() -> None:
    """One that still starts holds them back."""
    cloud = Cloud().enabled()
    cloud.hook()
    activity = cloud.execute(cloud.rule(2))
    launch = cloud.rehearsal.sent[-1]
    cloud.fleet()
    assert len(cloud.actions(activity)) == 1
    assert len(cloud.actions(activity)[0].instance_ids) == 2
    assert launch.amount == 2  # type: ignore[attr-defined]
    cloud.rehearsal.tell(InstanceRunning(instance_id="i-0", scaling_activity_id=activity))
    assert len(cloud.actions(activity)) == 1  # told twice, begun once


@pytest.mark.parametrize("result", ["ABANDON", "ROLLBACK"])
def test_an_abandoned_scale_out_leaves_nothing(result: str) -> None:
    """The instances are released and taken from the whitelists; the activity is Failed."""
    cloud = connected()
    cloud.hook()
    activity = cloud.scale(2)
    cloud.complete(cloud.actions(activity)[0], result)
    assert cloud.states() == []
    assert cloud.sent(*FLEET)[1:] == ["RemoveAddressesFromWhitelists", "ReleaseInstances"]
    assert cloud.activity(activity).status_code == "Failed"


def test_a_rolled_back_scale_in_keeps_the_instances() -> None:
    """They are whitelisted again."""
    cloud = connected()
    cloud.scale(2)
    cloud.hook(lifecycle_transition="SCALE_IN")
    activity = cloud.scale(-1)
    cloud.complete(cloud.actions(activity)[0], "ROLLBACK")
    assert cloud.states() == ["InService", "InService"]
    assert cloud.sent(*FLEET)[-1] == "AddAddressesToWhitelists"


def test_on_scale_out_the_last_to_end_decides() -> None:
    """An early ABANDON followed by a CONTINUE still adds the instance."""
    cloud = Cloud().enabled()
    cloud.hook(), cloud.hook()
    activity = cloud.scale(1)
    first, second = cloud.actions(activity)
    cloud.complete(first, "ABANDON")
    assert cloud.states() == ["Pending:Wait"]
    cloud.complete(second, "CONTINUE")
    assert cloud.states() == ["InService"]


def test_on_scale_in_the_first_abandon_ends_the_others() -> None:
    """Ahead of schedule, as timed out, with that result."""
    cloud = Cloud().enabled()
    cloud.scale(1)
    for _ in range(3):
        cloud.hook(lifecycle_transition="SCALE_IN")
    activity = cloud.scale(-1)
    first, second, third = cloud.actions(activity)
    cloud.complete(first, "CONTINUE")
    cloud.complete(second, "ROLLBACK")
    ended = [(a.lifecycle_action_status, a.lifecycle_action_result) for a in cloud.actions(activity)]
    assert ended == [("Completed", "CONTINUE"), ("Completed", "ROLLBACK"), ("Timeout", "ROLLBACK")]
    assert cloud.states() == ["InService"]
    with pytest.raises(ApiError):
        cloud.complete(third, "CONTINUE")


@pytest.mark.parametrize(("default", "states"), [("CONTINUE", ["InService"]), ("ABANDON", [])])
def test_a_time_out_applies_the_default_result(default: str, states: list[str]) -> None:
    """At the deadline, and not before."""
    cloud = Cloud().enabled()
    cloud.hook(default_result=default, heartbeat_timeout=21600)
    activity = cloud.scale(1)
    cloud.advance(21599)
    assert cloud.states() == ["Pending:Wait"]
    cloud.advance(1)
    assert cloud.states() == states
    assert cloud.actions(activity)[0].lifecycle_action_status == "Timeout"


def test_only_active_hooks_of_the_direction_apply() -> None:
    """Inactive ones and those of the other direction are not triggered."""
    cloud = Cloud().enabled()
    cloud.hook(lifecycle_transition="SCALE_IN")
    inactive = cloud.hook()
    cloud.ask(ModifyLifecycleHook(lifecycle_hook_id=inactive, lifecycle_hook_status="InActive"))
    cloud.scale(1)
    assert cloud.states() == ["InService"]


def test_a_wait_keeps_the_values_that_it_began_with() -> None:
    """A change of the hook is for the next wait."""
    cloud = Cloud().enabled()
    hook = cloud.hook(heartbeat_timeout=60)
    cloud.scale(1)
    cloud.ask(
        ModifyLifecycleHook(lifecycle_hook_id=hook, heartbeat_timeout=6000, default_result="ABANDON")
    )
    cloud.advance(60)
    assert cloud.states() == ["InService"]


def test_deleting_a_hook_ends_its_wait() -> None:
    """With the default result; other hooks go on waiting."""
    cloud = Cloud().enabled()
    gone = cloud.hook()
    cloud.hook()
    activity = cloud.scale(1)
    cloud.ask(DeleteLifecycleHook(lifecycle_hook_id=gone))
    first, second = cloud.actions(activity)
    assert (first.lifecycle_action_status, second.lifecycle_action_status) == ("Completed", "Pending")
    cloud.complete(second)
    assert cloud.states() == ["InService"]


def test_enabling_fills_to_the_smallest_size() -> None:
    """Hooks hold these instances too."""
    cloud = Cloud(min_size=2)
    cloud.hook()
    cloud.enabled().fleet()
    assert cloud.states() == ["Pending:Wait", "Pending:Wait"]


def test_the_counters_of_a_group() -> None:
    """They add up to the total."""
    cloud = Cloud().enabled()
    cloud.scale(2)
    cloud.hook()
    cloud.scale(1)
    command = DescribeScalingGroups(region_id=REGION, scaling_group_ids=[cloud.group])
    [seen] = cloud.ask(command).scaling_groups
    assert (seen.total_capacity, seen.active_capacity, seen.pending_wait_capacity) == (3, 2, 1)


def test_a_disabled_group_finishes_what_runs() -> None:
    """And begins nothing more."""
    cloud = Cloud().enabled()
    cloud.hook()
    activity = cloud.scale(1)
    rule = cloud.rule(1)
    cloud.ask(DisableScalingGroup(scaling_group_id=cloud.group))
    cloud.complete(cloud.actions(activity)[0])
    assert cloud.states() == ["InService"]
    with pytest.raises(ApiError) as caught:
        cloud.execute(rule)
    assert caught.value.code == "IncorrectScalingGroupStatus"
