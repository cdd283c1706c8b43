"""Scaling groups are made as they are asked for, or refused as documented."""

from typing import Any

import pytest
from pydantic import ValidationError

from scalehook.kit.api.operations import build
from scalehook.scaling_controller.service import SERVICE
from scalehook.scaling_controller.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.group_settings import (
    AlbServerGroup,
    CapacityOptions,
    DBInstance,
    LaunchTemplateOverride,
    LoadBalancerConfig,
    ServerGroup,
    VServerGroup,
    VServerGroupAttribute,
)
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, ModifyScalingGroup
from scalehook_contracts.scaling_controller.hooks import HookSpecification
from scalehook_contracts.scaling_controller.tags import GroupTag
from support.scaling.cloud import REGION, Cloud
from support.scaling.groups import create, described, refusal
from support.scaling.templates import with_templates

CONFLICT = "The value of parameter {} and parameter {} are conflict."
INVALID = 'The specified value of parameter "{}" is not valid.'
ATTRIBUTE = VServerGroupAttribute(v_server_group_id="rsp-1", port=80)
AS_ASKED: dict[str, Any] = {
    "default_cooldown": 0,
    "desired_capacity": 3,
    "v_switch_ids": ["vsw-2", "vsw-1"],
    "multi_az_policy": "COMPOSABLE",
    "removal_policies": ["CustomPolicy", "NewestInstance"],
    "custom_policy_arn": "acs:fc:cn-hangzhou:1:services/a/functions/b",
    "scaling_policy": "forcerecycle",
    "group_deletion_protection": True,
    "launch_template_id": "lt-1",
    "launch_template_version": "Latest",
    "launch_template_overrides": [LaunchTemplateOverride(instance_type="t", spot_price_limit=0.5)],
    "load_balancer_configs": [LoadBalancerConfig(load_balancer_id="lb-1", weight=0)],
    "v_server_groups": [VServerGroup(load_balancer_id="lb-1", v_server_group_attributes=[ATTRIBUTE])],
    "alb_server_groups": [AlbServerGroup(alb_server_group_id="sgp-1", port=1, weight=100)],
    "server_groups": [ServerGroup(server_group_id="sgp-2", type="GWLB")],
    "stop_instance_timeout": 30,
    "max_instance_lifetime": 86400,
    "on_demand_base_capacity": 1000,
    "on_demand_percentage_above_base_capacity": 0,
    "spot_instance_pools": 10,
    "spot_instance_remedy": True,
    "compensate_with_on_demand": False,
    "capacity_options": CapacityOptions(price_comparison_mode="PricePerVCpu"),
    "allocation_strategy": "lowestPrice",
    "spot_allocation_strategy": "lowestPrice",
    "az_balance": True,
    "auto_rebalance": True,
    "balance_mode": "BalancedOnly",
    "resource_group_id": "rg-1",
    "group_type": "ECI",
}


def at_first_sight() -> Cloud:
    """Load balancers, server groups and databases need not be made."""
    return Cloud(rehearsal=Rehearsal(SERVICE, Settings(make_resources_at_first_sight=True)))


@pytest.mark.parametrize("name", AS_ASKED)
def test_what_is_accepted_is_described(name: str) -> None:
    """Each setting comes back as it was given."""
    cloud = with_templates(at_first_sight())
    assert getattr(described(cloud, create(cloud, **AS_ASKED)), name) == AS_ASKED[name]


def test_every_setting_is_described() -> None:
    """Those that are not described as they were asked for are looked at one by one."""
    elsewhere = {
        "region_id", "min_size", "max_size", "scaling_group_name", "v_switch_id", "health_check_type",
        "health_check_types", "load_balancer_ids", "db_instance_ids", "db_instances", "tags",
        "instance_id", "lifecycle_hooks", "client_token", "session_policy",
    }  # fmt: skip
    assert set(CreateScalingGroup.model_fields) == elsewhere | set(AS_ASKED)


def test_what_is_described_in_another_form() -> None:
    """Lists that were texts, tags by both versions' names, where it is and what it is not."""
    cloud = with_templates(at_first_sight())
    group = create(
        cloud,
        load_balancer_ids='["lb-1", "lb-2"]',
        db_instance_ids='["rm-1"]',
        db_instances=[DBInstance(db_instance_id="rm-2")],
        tags=[GroupTag(key="a", propagate=True)],
        v_switch_id="vsw-1",
    )
    seen = described(cloud, group)
    assert (seen.load_balancer_ids, seen.db_instance_ids) == (["lb-1", "lb-2"], ["rm-1", "rm-2"])
    databases = [(one.db_instance_id, one.type) for one in seen.db_instances]
    assert databases == [("rm-1", "RDS"), ("rm-2", "RDS")]
    [tag] = seen.tags
    assert (tag.key, tag.tag_key, tag.value, tag.tag_value, tag.propagate) == ("a", "a", "", "", True)
    assert (seen.v_switch_ids, seen.v_switch_id) == (["vsw-1"], "vsw-1")
    assert seen.vpc_id.startswith("vpc-")
    assert (seen.region_id, seen.lifecycle_state, seen.suspended_processes) == (REGION, "Inactive", [])


def test_the_defaults() -> None:
    """As documented; the name is the id."""
    cloud = with_templates(Cloud())
    seen = described(cloud)
    assert seen.scaling_group_name == seen.scaling_group_id
    assert seen.removal_policies == ["OldestScalingConfiguration", "OldestInstance"]
    assert (seen.default_cooldown, seen.multi_az_policy, seen.scaling_policy) == (
        300, "PRIORITY", "release",
    )  # fmt: skip
    assert (seen.desired_capacity, seen.enable_desired_capacity) == (None, False)
    assert (seen.v_switch_ids, seen.v_switch_id, seen.vpc_id) == ([], "", "")  # the classic network


@pytest.mark.parametrize(
    ("given", "kind", "kinds"),
    [
        ({}, "ECS", ["ECS"]),
        ({"health_check_type": "NONE"}, "NONE", ["NONE"]),
        ({"health_check_types": ["ECS", "LOAD_BALANCER"]}, "ECS", ["ECS", "LOAD_BALANCER"]),
        ({"health_check_types": ["LOAD_BALANCER"]}, "LOAD_BALANCER", ["LOAD_BALANCER"]),
        ({"health_check_type": "ECS", "health_check_types": ["NONE"]}, "ECS", ["ECS"]),
    ],
)
def test_health_checks(given: dict[str, Any], kind: str, kinds: list[str]) -> None:
    """The one kind wins over the list; nothing is `ECS`."""
    cloud = Cloud()
    seen = described(cloud, create(cloud, **given))
    assert (seen.health_check_type, seen.health_check_types) == (kind, kinds)


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        (
            {"min_size": 3, "max_size": 2},
            "InvalidParameter.Conflict",
            CONFLICT.format("MinSize", "MaxSize"),
        ),
        (
            {"min_size": 3, "desired_capacity": 2},
            "InvalidParameter.Conflict",
            CONFLICT.format("DesiredCapacity", "MinSize"),
        ),
        (
            {"max_size": 3, "desired_capacity": 4},
            "InvalidParameter.Conflict",
            CONFLICT.format("DesiredCapacity", "MaxSize"),
        ),
        (
            {"instance_id": "i-1", "launch_template_id": "lt-1"},
            "InvalidParameter.Conflict",
            CONFLICT.format("InstanceId", "LaunchTemplateId"),
        ),
        (
            {"removal_policies": ["OldestInstance", "OldestInstance"]},
            "InvalidParameter",
            INVALID.format("RemovalPolicies"),
        ),
        (
            {"removal_policies": ["OldestInstance", "CustomPolicy"], "custom_policy_arn": "acs:fc"},
            "InvalidParameter",
            INVALID.format("RemovalPolicies"),
        ),
        (
            {"removal_policies": ["CustomPolicy"]},
            "MissingParameter",
            'The input parameter "CustomPolicyARN" that is mandatory for processing this request is not'
            " supplied.",
        ),
        (
            {"launch_template_id": "asc-1"},
            "LaunchTemplateSet.NotFound",
            "The specified launch template set is not found.",
        ),
        (
            {"launch_template_id": "lt-1", "launch_template_version": "newest"},
            "TemplateVersion.NotNumber",
            'The input parameter "LaunchTemplateVersion" is supposed to be a string representing the'
            " version number.",
        ),
        (
            {"launch_template_overrides": [LaunchTemplateOverride(instance_type="t")] * 2},
            "InvalidParameter",
            INVALID.format("LaunchTemplateOverrides"),
        ),
        ({"health_check_types": ["ELB"]}, "InvalidParameter", INVALID.format("HealthCheckTypes")),
        ({"health_check_types": ["ECS"] * 2}, "InvalidParameter", INVALID.format("HealthCheckTypes")),
        (
            {"health_check_types": ["ECS", "NONE"]},
            "InvalidParameter",
            INVALID.format("HealthCheckTypes"),
        ),
        ({"v_switch_ids": ["a", "b", "a"]}, "InvalidParameter", INVALID.format("VSwitchIds")),
        ({"v_switch_ids": list("abcdefghi")}, "InvalidParameter", INVALID.format("VSwitchIds")),
        ({"load_balancer_ids": "lb-1"}, "InvalidParameter", INVALID.format("LoadBalancerIds")),
        ({"load_balancer_ids": "[1]"}, "InvalidParameter", INVALID.format("LoadBalancerIds")),
        ({"db_instance_ids": '{"a": 1}'}, "InvalidParameter", INVALID.format("DBInstanceIds")),
        (
            {"tags": [GroupTag(key="acs:a")]},
            "InvalidTagKey.Malformed",
            'The specified tag key "acs:a" is not valid.',
        ),
        ({"tags": [GroupTag(key="a"), GroupTag(key="a")]}, "InvalidParameter", INVALID.format("Tags")),
        (
            {"region_id": "cn-nowhere"},
            "InvalidRegionId.NotFound",
            "The specified region does not exist.",
        ),
    ],
)
def test_what_does_not_fit(given: dict[str, Any], code: str, message: str) -> None:
    """The documented code and message, and nothing is made."""
    cloud = Cloud()
    before = len(cloud.rehearsal.state.groups)
    command = CreateScalingGroup(**{"region_id": REGION, "min_size": 0, "max_size": 9, **given})
    assert refusal(cloud, command) == (code, message)
    assert len(cloud.rehearsal.state.groups) == before


@pytest.mark.parametrize("name", ["ab", "a" * 64, "9.-_", "伸缩组"])
def test_names_that_are_good(name: str) -> None:
    """2 to 64 characters, the first a letter, a digit or a Chinese character."""
    cloud = Cloud()
    group = create(cloud, scaling_group_name=name)
    assert described(cloud, group).scaling_group_name == name
    duplicate = CreateScalingGroup(region_id=REGION, min_size=0, max_size=1, scaling_group_name=name)
    code, message = refusal(cloud, duplicate)
    assert code == "InvalidScalingGroupName.Duplicate"
    assert message == "The specified value of parameter ScalingGroupName is duplicated."


@pytest.mark.parametrize("name", ["a", "a" * 65, "-ab", "a b", "ab\n", "a/b"])
def test_names_that_are_not(name: str) -> None:
    """The contract refuses them."""
    with pytest.raises(ValidationError):
        CreateScalingGroup(region_id=REGION, min_size=0, max_size=1, scaling_group_name=name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MinSize", "-1"), ("MaxSize", "2147483648"), ("MaxSize", "many"), ("MaxSize", "1e3"),
        ("DefaultCooldown", "86401"), ("MultiAZPolicy", "FAIR"), ("HealthCheckType", "ELB"),
        ("ScalingPolicy", "keep"), ("GroupType", "ACK"), ("StopInstanceTimeout", "29"),
        ("MaxInstanceLifetime", "86399"), ("OnDemandBaseCapacity", "1001"),
        ("OnDemandPercentageAboveBaseCapacity", "101"), ("SpotInstancePools", "0"),
        ("AllocationStrategy", "cheapest"), ("BalanceMode", "None"), ("AzBalance", "perhaps"),
        ("RemovalPolicies", ["Random"]), ("RemovalPolicies", ["OldestInstance"] * 4),
        ("ClientToken", "x" * 65), ("ClientToken", "令牌"),
        ("ContainerGroupId", "eci-1"), ("SyncAlarmRuleToCms", "true"),
    ],
)  # fmt: skip
def test_values_that_are_refused(name: str, value: Any) -> None:
    """By their parameter's name."""
    with pytest.raises(ApiError) as caught:
        build(CreateScalingGroup, {"RegionId": REGION, "MinSize": "0", "MaxSize": "1", name: value})
    assert caught.value.code == "InvalidParameter"
    assert f'"{name}' in caught.value.message


@pytest.mark.parametrize("name", ["RegionId", "MinSize", "MaxSize"])
def test_what_must_be_given(name: str) -> None:
    """Its name is told."""
    given = {"RegionId": REGION, "MinSize": "0", "MaxSize": "1"}
    del given[name]
    with pytest.raises(ApiError) as caught:
        build(CreateScalingGroup, given)
    assert (caught.value.code, f'"{name}"' in caught.value.message) == ("MissingParameter", True)


def test_the_quota_of_groups() -> None:
    """A setting; a deleted group makes room."""
    cloud = Cloud(rehearsal=Rehearsal(SERVICE, Settings(max_scaling_groups=1)))
    command = CreateScalingGroup(region_id=REGION, min_size=0, max_size=1)
    assert refusal(cloud, command) == ("QuotaExceeded.ScalingGroup", "Scaling group quota exceeded.")


def test_the_quota_of_instances() -> None:
    """A setting; also of a group that is changed."""
    cloud = Cloud(rehearsal=Rehearsal(SERVICE, Settings(max_group_size=20)))
    too_many = ("InvalidParameter", INVALID.format("MaxSize"))
    assert refusal(cloud, CreateScalingGroup(region_id=REGION, min_size=0, max_size=21)) == too_many
    assert refusal(cloud, ModifyScalingGroup(scaling_group_id=cloud.group, max_size=21)) == too_many
    for name, field in (("MinSize", "min_size"), ("DesiredCapacity", "desired_capacity")):
        command = ModifyScalingGroup(scaling_group_id=cloud.group, **{field: 21})
        assert refusal(cloud, command) == ("InvalidParameter", INVALID.format(name))


def test_groups_can_be_larger() -> None:
    """2,000 instances at most, unless the setting says more."""
    command = CreateScalingGroup(region_id=REGION, min_size=2000, max_size=2001, desired_capacity=2001)
    assert refusal(Cloud(), command) == ("InvalidParameter", INVALID.format("MaxSize"))
    cloud = Cloud(rehearsal=Rehearsal(SERVICE, Settings(max_group_size=2001)))
    made = described(cloud, cloud.ask(command).scaling_group_id)
    assert (made.min_size, made.max_size, made.desired_capacity) == (2000, 2001, 2001)


def test_the_quota_of_hooks_is_a_setting() -> None:
    """For hooks that are given along with a group, too."""
    hooks = [HookSpecification(lifecycle_transition="SCALE_OUT")] * 7
    seven = Cloud(rehearsal=Rehearsal(SERVICE, Settings(max_lifecycle_hooks=7)))
    group = create(seven, lifecycle_hooks=hooks)
    assert len(seven.rehearsal.state.groups[group].hooks) == 7
    command = CreateScalingGroup(region_id=REGION, min_size=0, max_size=1, lifecycle_hooks=hooks)
    assert refusal(Cloud(), command)[0] == "QuotaExceeded.LifecycleHook"


def test_the_same_token_is_the_same_group() -> None:
    """With the same parameters; with others it is refused."""
    cloud = Cloud()
    made = create(cloud, client_token="t")
    assert create(cloud, client_token="t") == made
    command = CreateScalingGroup(region_id=REGION, min_size=1, max_size=9, client_token="t")
    assert refusal(cloud, command)[0] == "IdempotentParameterMismatch"
