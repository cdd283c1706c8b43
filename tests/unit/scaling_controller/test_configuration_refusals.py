"""Scaling configurations that are refused, each with its documented code."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scalehook.scaling_controller.configuration_tags import check, tags_of
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InvalidParameter
from support.scaling.cloud import Cloud
from support.scaling.configurations import MINIMAL, TWENTY_ONE, create, describe, modify, refused

REFUSALS: list[tuple[dict[str, str], str, str]] = [
    ({"ImageId": ""}, "MissingParameter", "ImageId"),
    ({"InstanceType": ""}, "MissingParameter", "InstanceType"),
    ({"ImageFamily": "f"}, "InvalidParameter.Conflict", "ImageFamily"),
    (
        {"SecurityGroupId": "a", "SecurityGroupIds.1": "b"},
        "InvalidParameter.Conflict",
        "SecurityGroupIds",
    ),
    (
        {"SystemDisk.Category": "cloud", "SystemDiskCategories.1": "cloud_ssd"},
        "InvalidParameter.Conflict",
        "SystemDiskCategories",
    ),
    (
        {"DataDisk.1.Category": "cloud", "DataDisk.1.Categories.1": "cloud_ssd"},
        "InvalidParameter.Conflict",
        "DataDisk.1.Categories",
    ),
    (
        {"NetworkInterfaces.1.InstanceType": "Primary", "SecurityGroupId": "sg"},
        "InvalidParameter.Conflict",
        "NetworkInterfaces",
    ),
    ({"NetworkInterfaces.1.InstanceType": "Secondary"}, "InvalidParameter", "NetworkInterfaces"),
    ({"UserData": "no base64!"}, "InvalidUserData.Base64FormatInvalid", "base64"),
    ({"UserData": "QUFB" * 11_000}, "InvalidUserData.SizeExceeded", "exceeds"),
    ({"Tags": "{"}, "InvalidParameter", "Tags"),
    ({"Tags": '["a"]'}, "InvalidParameter", "Tags"),
    ({"Tags": '{"a": 1}'}, "InvalidParameter", "Tags"),
    ({"Tags": '{"": "v"}'}, "InvalidTags.KeyValue", "cannot be empty"),
    ({"Tags": '{"aliyun-x": "v"}'}, "InvalidParameter", "Tags"),
    ({"Tags": '{"k": "acs:v"}'}, "InvalidParameter", "Tags"),
    ({"Tags": json.dumps({"k" * 65: "v"})}, "InvalidParameter", "Tags"),
    ({"Tags": TWENTY_ONE}, "InvalidTags.ListSize", '"20"'),
    (
        {"DataDisk.1.Device": "/dev/xvdb", "DataDisk.2.Device": "/dev/xvdb"},
        "InvalidDevice.InUse",
        'Device "/dev/xvdb" has been occupied.',
    ),
    ({"DataDisk.1.Device": "disk"}, "InvalidParameter", "DataDisk.1.Device"),
    ({"DataDisk.1.Category": "ephemeral_ssd", "DataDisk.1.Size": "801"}, "InvalidParameter", "Size"),
    ({"DataDisk.x.Size": "40"}, "InvalidParameter", "DataDisk"),
    ({"DataDisk.1.Size": "4_0"}, "InvalidParameter", "Size"),
    ({"LoadBalancerWeight": "+50"}, "InvalidParameter", "LoadBalancerWeight"),
    ({"Cpu": "2.0"}, "InvalidParameter", "Cpu"),
    ({"InstanceTypes.100000": "t"}, "InvalidParameter", "InstanceTypes"),
    ({"DataDisk.1.Description": "http://x"}, "InvalidParameter", "Description"),
    ({"SystemDisk.Size": "19"}, "InvalidParameter", "SystemDisk.Size"),
    ({"SystemDisk.Category": "cloud", "SystemDisk.Size": "501"}, "InvalidParameter", "SystemDisk.Size"),
    (
        {"SystemDisk.PerformanceLevel": "PL3", "SystemDisk.Size": "1260"},
        "InvalidParameter",
        "SystemDisk",
    ),
    ({"SystemDisk.Category": "floppy"}, "InvalidParameter", "SystemDisk.Category"),
    (
        {"SystemDisk.Category": "cloud", "SystemDisk.BurstingEnabled": "true"},
        "InvalidParameter",
        "BurstingEnabled",
    ),
    ({"SpotStrategy": "Cheap"}, "InvalidParameter", "SpotStrategy"),
    ({"InternetChargeType": "Free"}, "InvalidParameter", "InternetChargeType"),
    ({"InternetMaxBandwidthOut": "1025"}, "InvalidParameter", "InternetMaxBandwidthOut"),
    ({"InternetMaxBandwidthOut": "+1.5"}, "InvalidParameter", "InternetMaxBandwidthOut"),
    ({"LoadBalancerWeight": "0"}, "InvalidParameter", "LoadBalancerWeight"),
    ({"HostName": "-web"}, "InvalidParameter", "HostName"),
    ({"HostName": "a..b"}, "InvalidParameter", "HostName"),
    ({"KeyPairName": "1"}, "InvalidParameter", "KeyPairName"),
    ({"Password": "secret"}, "InvalidParameter", "Password"),
    ({"InstanceDescription": "https://x"}, "InvalidParameter", "InstanceDescription"),
    ({"SchedulerOptions": "{"}, "InvalidParameter", "SchedulerOptions"),
    ({"SchedulerOptions": '{"Other": "x"}'}, "InvalidParameter", "SchedulerOptions"),
    ({"PrivatePoolOptions.MatchCriteria": "Target"}, "InvalidParameter", "PrivatePoolOptions"),
    (
        {"ResourcePoolOptions.PrivatePoolIds.1": "a", "ResourcePoolOptions.PrivatePoolTags.1.Key": "b"},
        "InvalidParameter",
        "ResourcePoolOptions",
    ),
    (
        {"ResourcePoolOptions.Strategy": "None", "PrivatePoolOptions.MatchCriteria": "Open"},
        "InvalidParameter.Conflict",
        "PrivatePoolOptions",
    ),
    ({"InstanceType": "", "Cpu": "3", "Memory": "5"}, "InvalidParameter", "Cpu"),
    ({"InstancePatternInfo.1.Cores": "2"}, "InvalidParameter", "InstancePatternInfos"),
    (
        {
            "InstanceTypeOverride.1.InstanceType": "a",
            "InstanceTypeOverride.2.InstanceType": "a",
        },
        "InvalidParameter",
        "InstanceTypeOverrides",
    ),
    (
        {"CustomPriorities.1.InstanceType": "a", "CustomPriorities.1.VswitchId": "vsw-1"},
        "InvalidParameter",
        "CustomPriorities",
    ),
    ({f"InstanceTypes.{n}": f"t{n}" for n in range(1, 12)}, "InvalidParameter", "InstanceTypes"),
    ({"ScalingConfigurationName": "x"}, "InvalidParameter", "ScalingConfigurationName"),
    ({"ScalingConfigurationName": "x" * 65}, "InvalidParameter", "ScalingConfigurationName"),
    ({"ScalingGroupId": "asg-nosuch"}, "InvalidScalingGroupId.NotFound", "does not exist"),
]


@pytest.mark.parametrize(("parameters", "code", "part"), REFUSALS, ids=str)
def test_refusals(parameters: dict[str, str], code: str, part: str) -> None:
    """With the documented code, and the parameter's name in the message."""
    got, message = refused(Cloud(), {**MINIMAL, **parameters})
    assert (got, part in message) == (code, True), message


@pytest.mark.parametrize("size", [2, 64])
def test_names_at_both_limits(size: int) -> None:
    """The shortest and the longest are taken."""
    cloud = Cloud()
    made = create(cloud, ScalingConfigurationName="x" * size)
    assert describe(cloud, made).scaling_configuration_name == "x" * size


def test_names_are_taken_once_in_a_group() -> None:
    """By a new configuration, and by one that is called otherwise; its own name it may keep."""
    cloud = Cloud()
    create(cloud, ScalingConfigurationName="first")
    second = create(cloud, ScalingConfigurationName="second")
    duplicate = "InvalidScalingConfigurationName.Duplicate"
    assert refused(cloud, {**MINIMAL, "ScalingConfigurationName": "first"})[0] == duplicate
    with pytest.raises(ApiError, match="parameter is duplicated") as refusal:
        modify(cloud, second, {"ScalingConfigurationName": "first"})
    assert refusal.value.code == duplicate
    modify(cloud, second, {"ScalingConfigurationName": "second"})
    modify(cloud, second, {"ScalingConfigurationName": "third"})
    assert describe(cloud, second).scaling_configuration_name == "third"
    create(cloud, ScalingConfigurationName="second")


def test_the_quota(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are as many in a group as the setting says."""
    monkeypatch.setenv("SCALEHOOK_MAX_SCALING_CONFIGURATIONS", "1")
    cloud = Cloud()
    create(cloud)
    assert refused(cloud, MINIMAL) == (
        "QuotaExceeded.ScalingConfiguration",
        "Scaling configuration quota exceeded in the specified scaling group.",
    )


def test_the_same_token_makes_one() -> None:
    """The first answer comes again; another call with it is refused."""
    cloud = Cloud()
    assert create(cloud, ClientToken="t") == create(cloud, ClientToken="t")
    assert refused(cloud, {**MINIMAL, "ClientToken": "t", "ImageId": "other"})[0] == (
        "IdempotentParameterMismatch"
    )


def test_lists_with_holes() -> None:
    """Are read in the order of their numbers; an empty item is none."""
    cloud = Cloud()
    types = {"InstanceTypes.7": "c", "InstanceTypes.2": "a", "InstanceTypes.4": ""}
    assert describe(cloud, create(cloud, **types)).instance_types == ["a", "c"]


@given(st.text())
@example('{"a": "b"}')
@example("{}")
@example("[]")
@example("null")
@example('"\ud800"')
def test_any_text_as_tags(text: str) -> None:
    """Is taken, and then described back as a JSON object of text; or refused with a documented code."""
    refusals = {"InvalidParameter", "InvalidTags.KeyValue", "InvalidTags.ListSize"}
    try:
        check(text, InvalidParameter)
    except ApiError as refusal:
        assert refusal.code in refusals
    else:
        assert tags_of(text) == (json.loads(text) if text else {})
