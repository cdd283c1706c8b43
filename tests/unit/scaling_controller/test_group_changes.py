"""Scaling groups are changed, and what follows from their settings follows."""

from typing import Any

import pytest

from scalehook.kit.api.operations import build
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.group_settings import (
    CapacityOptions,
    GroupChanges,
    LaunchTemplateOverride,
)
from scalehook_contracts.scaling_controller.groups import (
    ChangeResourceGroup,
    CreateScalingGroup,
    DescribeScalingGroups,
    ModifyScalingGroup,
    ScalingGroupModified,
)
from support.scaling.cloud import ACCOUNT, REGION, Cloud
from support.scaling.groups import create, delete, described, modify, refusal
from support.scaling.templates import with_templates

CONFLICT = "The value of parameter {} and parameter {} are confilict."
CHANGES: dict[str, Any] = {
    "scaling_group_name": "other",
    "min_size": 1,
    "max_size": 7,
    "desired_capacity": 2,
    "default_cooldown": 0,
    "launch_template_id": "lt-1",
    "launch_template_version": "2",
    "launch_template_overrides": [LaunchTemplateOverride(instance_type="t", weighted_capacity=2)],
    "v_switch_ids": ["vsw-1", "vsw-2"],
    "multi_az_policy": "BALANCE",
    "health_check_type": "NONE",
    "removal_policies": ["CustomPolicy", "OldestInstance"],
    "custom_policy_arn": "acs:fc:x",
    "scaling_policy": "recycle",
    "group_deletion_protection": True,
    "stop_instance_timeout": 240,
    "max_instance_lifetime": 86400,
    "on_demand_base_capacity": 1,
    "on_demand_percentage_above_base_capacity": 50,
    "spot_instance_pools": 2,
    "spot_instance_remedy": True,
    "compensate_with_on_demand": False,
    "capacity_options": CapacityOptions(spot_auto_replace_on_demand=True),
    "allocation_strategy": "lowestPrice",
    "spot_allocation_strategy": "lowestPrice",
    "az_balance": True,
    "auto_rebalance": True,
    "balance_mode": "BalancedOnly",
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_described(name: str) -> None:
    """Each one alone, and the others stay as they were."""
    cloud = with_templates(Cloud(min_size=0))
    given = {name: CHANGES[name]}
    if name == "removal_policies":
        given["custom_policy_arn"] = "acs:fc:x"
    before = described(cloud)
    modify(cloud, **given)
    after = described(cloud)
    assert getattr(after, name) == CHANGES[name]
    follow = {*given, "modification_time", "v_switch_id", "vpc_id", "health_check_types", "weighted",
              "enable_desired_capacity"}  # fmt: skip
    fields = type(before).model_fields.keys() - follow
    assert {n: getattr(before, n) for n in fields} == {n: getattr(after, n) for n in fields}


def test_every_change_is_looked_at() -> None:
    """Those that are not described by their own names are looked at one by one."""
    others = {"disable_desired_capacity", "active_scaling_configuration_id", "health_check_types"}
    assert set(GroupChanges.model_fields) == set(CHANGES) | others


def test_all_at_once_survive_a_restart() -> None:
    """The journal brings them back, and a snapshot would."""
    cloud = with_templates(Cloud())
    modify(cloud, **CHANGES)
    before = described(cloud)
    cloud.rehearsal.restart()
    assert described(cloud) == before


def test_what_changes_nothing_is_not_told() -> None:
    """The group is as it was, and so is the time of its last change."""
    cloud = with_templates(Cloud())
    cloud.rehearsal.advance(3600)
    modify(cloud, min_size=0)
    seen = described(cloud)
    assert seen.modification_time == seen.creation_time
    assert not [e for e in cloud.rehearsal.recorded if isinstance(e, ScalingGroupModified)]


@pytest.mark.parametrize(
    ("changes", "size"),
    [
        ({"min_size": 3}, 3),
        ({"max_size": 1}, 1),
        ({"desired_capacity": 4}, 4),
        ({"min_size": 1, "max_size": 9}, 2),
    ],
)
def test_the_group_follows(changes: dict[str, Any], size: int) -> None:
    """Below its smallest size it grows, above its largest it shrinks; it comes to what it expects."""
    cloud = Cloud().enabled()
    first = cloud.scale(2)
    modify(cloud, **changes)
    assert len(cloud.states()) == size
    for activity in set(cloud.rehearsal.state.activities) - {first}:
        seen = cloud.activity(activity)
        assert (seen.trigger_source_type, seen.trigger_source_id) == ("APIs", ACCOUNT)
        assert seen.cause == (
            "A user requests to modify the scaling group, changing the Total Capacity from"
            f' "2" to "{size}".'
        )


def test_the_group_follows_when_it_is_idle_again() -> None:
    """A change while an activity runs is looked at when that has ended."""
    cloud = Cloud().enabled()
    cloud.hook()
    activity = cloud.scale(1)
    modify(cloud, min_size=3)
    assert cloud.states() == ["Pending:Wait"]
    cloud.complete(cloud.actions(activity)[0])
    assert cloud.states() == ["InService", "Pending:Wait", "Pending:Wait"]


def test_an_inactive_group_does_not_follow() -> None:
    """Its limits hold from when it is enabled."""
    cloud = Cloud()
    modify(cloud, min_size=2)
    assert cloud.states() == []
    cloud.enabled().fleet()
    assert cloud.states() == ["InService", "InService"]


def test_hooks_hold_what_a_change_brings() -> None:
    """As with rules."""
    cloud = Cloud().enabled()
    cloud.hook()
    modify(cloud, min_size=1)
    assert cloud.states() == ["Pending:Wait"]


@pytest.mark.parametrize(
    ("changes", "one", "other"),
    [
        ({"min_size": 10}, "MinSize", "MaxSize"),
        ({"max_size": 1}, "MinSize", "MaxSize"),
        ({"min_size": 5}, "DesiredCapacity", "MinSize"),
        ({"max_size": 3}, "DesiredCapacity", "MaxSize"),
        ({"desired_capacity": 1}, "DesiredCapacity", "MinSize"),
        (
            {"desired_capacity": 3, "disable_desired_capacity": True},
            "DisableDesiredCapacity",
            "DesiredCapacity",
        ),
        (
            {"active_scaling_configuration_id": "asc-1", "launch_template_id": "lt-1"},
            "ActiveScalingConfigurationId",
            "LaunchTemplateId",
        ),
    ],
)
def test_conflicts(changes: dict[str, Any], one: str, other: str) -> None:
    """The operation's own spelling; a group that expects four of two to nine instances."""
    cloud = Cloud(max_size=9)
    modify(cloud, min_size=2, desired_capacity=4)
    command = ModifyScalingGroup(scaling_group_id=cloud.group, **changes)
    assert refusal(cloud, command) == ("InvalidParameter.Conflict", CONFLICT.format(one, other))


def test_what_a_group_expects_may_be_moved_with_its_limits() -> None:
    """In one call."""
    cloud = Cloud(max_size=9)
    modify(cloud, desired_capacity=4)
    modify(cloud, max_size=3, desired_capacity=3)
    assert described(cloud).desired_capacity == 3


def test_expecting_a_number_can_be_taken_back() -> None:
    """The instances stay; not while an activity runs; it is turned on again by a number."""
    cloud = Cloud().enabled()
    modify(cloud, desired_capacity=2)
    cloud.hook(lifecycle_transition="SCALE_IN")
    modify(cloud, desired_capacity=1)
    off = ModifyScalingGroup(scaling_group_id=cloud.group, disable_desired_capacity=True)
    assert refusal(cloud, off)[0] == "ScalingActivityInProgress"
    cloud.advance(600)
    cloud.ask(off)
    seen = described(cloud)
    assert (seen.desired_capacity, seen.enable_desired_capacity, seen.total_capacity) == (None, False, 1)
    modify(cloud, desired_capacity=2)
    assert described(cloud).enable_desired_capacity


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"active_scaling_configuration_id": "asc-1"}, "InvalidScalingConfigurationId.NotFound"),
        ({"scaling_group_name": "taken"}, "InvalidScalingGroupName.Duplicate"),
        ({"launch_template_id": "x"}, "LaunchTemplateSet.NotFound"),
        ({"launch_template_version": "x"}, "TemplateVersion.NotNumber"),
        ({"removal_policies": ["CustomPolicy"]}, "MissingParameter"),
        ({"removal_policies": ["NewestInstance"] * 2}, "InvalidParameter"),
        ({"max_instance_lifetime": 86399}, "InvalidParameter"),
        ({"stop_instance_timeout": 29}, "InvalidParameter"),
        ({"region_id": "cn-nowhere"}, "InvalidRegionId.NotFound"),
        ({"scaling_group_id": "asg-none"}, "InvalidScalingGroupId.NotFound"),
    ],
)
def test_what_is_refused(changes: dict[str, Any], code: str) -> None:
    """And nothing has changed."""
    cloud = Cloud()
    create(cloud, scaling_group_name="taken")
    before = described(cloud)
    command = ModifyScalingGroup(**{"scaling_group_id": cloud.group, **changes})
    assert refusal(cloud, command)[0] == code
    assert described(cloud) == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MinSize", "2147483648"), ("DesiredCapacity", "-1"), ("SpotInstancePools", "11"),
        ("DisableDesiredCapacity", "maybe"), ("StopInstanceTimeout", "241"), ("ScalingGroupName", "-"),
    ],
)  # fmt: skip
def test_values_that_are_refused(name: str, value: str) -> None:
    """By their parameter's name."""
    with pytest.raises(ApiError) as caught:
        build(ModifyScalingGroup, {"ScalingGroupId": "asg-1", name: value})
    assert (caught.value.code, f'"{name}"' in caught.value.message) == ("InvalidParameter", True)


@pytest.mark.parametrize(
    ("name", "value"),
    [("max_instance_lifetime", 86400), ("stop_instance_timeout", 30), ("spot_instance_pools", 1)],
)
def test_zero_takes_a_limit_back(name: str, value: int) -> None:
    """The group has it no more."""
    cloud = Cloud()
    modify(cloud, **{name: value})
    assert getattr(described(cloud), name) == value
    modify(cloud, **{name: 0})
    assert getattr(described(cloud), name) is None


def test_options_are_merged() -> None:
    """Only those that are given change."""
    cloud = Cloud()
    modify(cloud, capacity_options=CapacityOptions(on_demand_base_capacity=0))
    modify(cloud, capacity_options=CapacityOptions(compensate_with_on_demand=False))
    seen = described(cloud).capacity_options
    assert (seen.on_demand_base_capacity, seen.compensate_with_on_demand) == (0, False)


def test_health_checks_replace_each_other() -> None:
    """The one kind the list, and the list the one kind."""
    cloud = Cloud()
    modify(cloud, health_check_types=["LOAD_BALANCER", "ECS"])
    assert described(cloud).health_check_type == "LOAD_BALANCER"
    modify(cloud, health_check_type="NONE")
    assert described(cloud).health_check_types == ["NONE"]
    modify(cloud, health_check_types=["ECS"])
    assert described(cloud).health_check_types == ["ECS"]


def test_a_configuration_and_a_template_replace_each_other() -> None:
    """A group has one source of instances at a time."""
    cloud = with_templates(Cloud())
    made = cloud.ask(
        CreateScalingConfiguration(scaling_group_id=cloud.group, image_id="m", instance_type="t")
    ).scaling_configuration_id
    modify(cloud, active_scaling_configuration_id=made)
    assert described(cloud).active_scaling_configuration_id == made
    modify(cloud, launch_template_id="lt-1", launch_template_version="Default")
    seen = described(cloud)
    assert (seen.active_scaling_configuration_id, seen.launch_template_id) == ("", "lt-1")
    modify(cloud, active_scaling_configuration_id=made)
    seen = described(cloud)
    assert (seen.launch_template_id, seen.launch_template_version) == ("", "")


def test_instances_leave_by_the_policies_of_now() -> None:
    """The order is made anew when the policies change."""
    cloud = Cloud().enabled()
    for _ in range(3):
        cloud.advance(1)
        cloud.scale(1)
    modify(cloud, removal_policies=["NewestInstance"])
    cloud.scale(-1)
    group = cloud.rehearsal.state.groups[cloud.group]
    assert sorted(group.instances) == ["i-0", "i-1"]


def test_a_group_is_found_by_what_it_is_now() -> None:
    """By its new name and resource group, and no more by the old ones; in the place where it stood."""
    cloud = Cloud()
    create(cloud, scaling_group_name="later")
    modify(cloud, scaling_group_name="new-name")
    cloud.ask(
        ChangeResourceGroup(region_id=REGION, resource_id=cloud.group, new_resource_group_id="rg-2")
    )

    def found(**asked: Any) -> list[str]:
        page = cloud.ask(DescribeScalingGroups(region_id=REGION, **asked))
        return [group.scaling_group_name for group in page.scaling_groups]

    assert found(scaling_group_name=cloud.group) == []
    assert found(scaling_group_name="new-name") == found(resource_group_id="rg-2") == ["new-name"]
    assert found(group_type="ECS") == ["new-name", "later"]
    create(cloud, scaling_group_name=cloud.group)  # the old name is free


def test_a_group_may_keep_its_name() -> None:
    """Its own name is not taken."""
    cloud = Cloud()
    modify(cloud, scaling_group_name="same")
    modify(cloud, scaling_group_name="same", min_size=1)
    assert described(cloud).min_size == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"resource_type": "instance"}, "InvalidResourceType.NotFound"),
        ({"resource_id": "asg-none"}, "InvalidScalingGroupId.NotFound"),
        ({"region_id": "cn-nowhere"}, "InvalidRegionId.NotFound"),
    ],
)
def test_a_resource_group_is_not_changed(changes: dict[str, Any], code: str) -> None:
    """Of what is no group of this region."""
    cloud = Cloud()
    given = {"region_id": REGION, "resource_id": cloud.group, "new_resource_group_id": "rg", **changes}
    assert refusal(cloud, ChangeResourceGroup(**given))[0] == code


def test_a_group_that_is_deleted_does_not_change() -> None:
    """It accepts nothing more."""
    cloud = Cloud().enabled()
    cloud.scale(1)
    delete(cloud)
    command = ModifyScalingGroup(scaling_group_id=cloud.group, min_size=1)
    assert refusal(cloud, command)[0] == "IncorrectScalingGroupStatus"


def test_groups_of_earlier_versions_change() -> None:
    """What an old journal says of a group, though it would be refused now, is in nobody's way."""
    cloud = Cloud()
    group = cloud.rehearsal.state.groups[cloud.group]
    old = CreateScalingGroup.model_validate_json(
        '{"RegionId":"cn-hangzhou","MinSize":0,"MaxSize":20,"Tags":[{"Key":"a"},{"Key":"a"}]}'
    )
    cloud.rehearsal.state.catalogue.change_group(group, old)
    modify(cloud, max_size=3)
    assert described(cloud).max_size == 3
