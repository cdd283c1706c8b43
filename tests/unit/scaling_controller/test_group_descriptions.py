"""Scaling groups are described: found by every filter, page by page, with their counters."""

from typing import Any

import pytest

from scalehook.kit.api.operations import build
from scalehook.kit.api.shaping import shaped
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.group_views import ScalingGroupPage
from scalehook_contracts.scaling_controller.groups import (
    DescribeScalingGroupDetail,
    DescribeScalingGroups,
)
from support.scaling.cloud import REGION, Cloud
from support.scaling.groups import create, described, refusal


def names(cloud: Cloud, **asked: Any) -> list[str]:
    page = cloud.ask(DescribeScalingGroups(region_id=REGION, **asked))
    return [group.scaling_group_name for group in page.scaling_groups]


@pytest.fixture
def cloud() -> Cloud:
    """With three groups that have names."""
    cloud = Cloud()
    for name, kind in (("g1", "ECS"), ("g2", "ECI"), ("g3", "ECS")):
        create(cloud, scaling_group_name=name, group_type=kind)
    return cloud


def test_names_and_ids_twice(cloud: Cloud) -> None:
    """A group is there once, in the order of the creation; unknown ones are passed over."""
    assert names(cloud, scaling_group_names=["g3", "g1", "g3", "nosuch"]) == ["g3", "g1"]
    ids = [described(cloud).scaling_group_id, "asg-none", cloud.group]
    assert names(cloud, scaling_group_ids=ids) == [cloud.group]


def test_by_type(cloud: Cloud) -> None:
    """And with other filters; what satisfies all."""
    assert names(cloud, group_type="ECI") == ["g2"]
    assert names(cloud, group_type="ECI", scaling_group_names=["g1", "g2"]) == ["g2"]
    assert names(cloud, group_type="ECI", scaling_group_ids=[cloud.group]) == []


def test_pages(cloud: Cloud) -> None:
    """From the first; one after the last is empty."""
    whole = names(cloud)
    for number in (1, 2, 3):
        page = cloud.ask(DescribeScalingGroups(region_id=REGION, page_number=number, page_size=3))
        assert (page.page_number, page.page_size, page.total_count) == (number, 3, 4)
        shown = [group.scaling_group_name for group in page.scaling_groups]
        assert shown == whole[(number - 1) * 3 : number * 3]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PageSize", "51"), ("PageSize", "0"), ("PageNumber", "0"), ("PageNumber", "first"),
        ("ScalingGroupIds", ["x"] * 21), ("ScalingGroupNames", ["x"] * 21), ("GroupType", "ACK"),
        ("Tags", [{"Key": "a"}] * 21),
    ],
)  # fmt: skip
def test_filters_that_are_refused(name: str, value: Any) -> None:
    """By the parameter's name."""
    with pytest.raises(ApiError) as caught:
        build(DescribeScalingGroups, {"RegionId": REGION, name: value})
    assert (caught.value.code, f'"{name}"' in caught.value.message) == ("InvalidParameter", True)


def test_another_region(cloud: Cloud) -> None:
    """There is nothing: it does not exist."""
    for command in (
        DescribeScalingGroups(region_id="cn-nowhere"),
        DescribeScalingGroupDetail(region_id="cn-nowhere", scaling_group_id=cloud.group),
    ):
        assert refusal(cloud, command)[0] == "InvalidRegionId.NotFound"


def test_one_group(cloud: Cloud) -> None:
    """As in the list; the text of a group of containers is not simulated."""
    command = DescribeScalingGroupDetail(region_id=REGION, scaling_group_id=cloud.group)
    answer = cloud.ask(command)
    assert (answer.scaling_group, answer.output) == (described(cloud), "")
    unknown = DescribeScalingGroupDetail(region_id=REGION, scaling_group_id="asg-none")
    assert refusal(cloud, unknown)[0] == "InvalidScalingGroupId.NotFound"
    with pytest.raises(ApiError, match="OutputFormat"):
        build(DescribeScalingGroupDetail, {"RegionId": REGION, "OutputFormat": "yaml"})


def test_lists_are_never_left_out() -> None:
    """Empty ones are there, wrapped or not: clients rely on it."""
    cloud = Cloud()
    page: ScalingGroupPage = cloud.ask(DescribeScalingGroups(region_id=REGION))
    [wrapped] = shaped(page, wrapped=True)["ScalingGroups"]["ScalingGroup"]
    [plain] = shaped(page, wrapped=False)["ScalingGroups"]
    for name, item in (
        ("LoadBalancerIds", "LoadBalancerId"), ("DBInstanceIds", "DBInstanceId"),
        ("DBInstances", "DBInstance"), ("VServerGroups", "VServerGroup"),
        ("AlbServerGroups", "AlbServerGroup"), ("ServerGroups", "ServerGroup"), ("Tags", "Tag"),
        ("LoadBalancerConfigs", "LoadBalancerConfig"), ("VSwitchIds", "VSwitchId"),
        ("SuspendedProcesses", "SuspendedProcess"),
        ("LaunchTemplateOverrides", "LaunchTemplateOverride"),
    ):  # fmt: skip
        assert wrapped[name] == {item: []}, name
        assert plain[name] == [], name
    assert wrapped["RemovalPolicies"]["RemovalPolicy"] == plain["RemovalPolicies"]
    assert wrapped["HealthCheckTypes"] == {"HealthCheckType": ["ECS"]}
