"""Parameters of requests: names that two fields could claim, and filters that are not simulated."""

import pytest

from scalehook.gateway.rpc.parameters import assemble
from scalehook_contracts.errors import ApiError
from scalehook_contracts.fleet.instances import DescribeInstances
from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups
from support.desk_of_gateway import Desk


def test_a_field_is_not_shadowed_by_an_item() -> None:
    """One name, or a list of names whose items are called the same: both can be asked for."""
    one = assemble(DescribeScalingGroups, {"ScalingGroupName": "web"})
    assert one == {"ScalingGroupName": "web"}
    many = assemble(DescribeScalingGroups, {"ScalingGroupName.1": "a", "ScalingGroupNames.2": "b"})
    assert many == {"ScalingGroupNames": ["a", "b"]}
    both = assemble(DescribeScalingGroups, {"ScalingGroupName": "web", "ScalingGroupName.1": "a"})
    assert both == {"ScalingGroupName": "web", "ScalingGroupNames": ["a"]}


def test_what_has_no_parts_has_none() -> None:
    """`RegionId.1` is a parameter that nobody knows."""
    assert assemble(DescribeScalingGroups, {"RegionId.1": "r", "RegionId": "s"}) == {"RegionId": "s"}


@pytest.mark.parametrize("name", ["Tag.1.Key", "Filter.1.Value", "VpcId", "vpcId", "MaxResults"])
def test_a_filter_that_is_not_simulated(name: str) -> None:
    """Is refused however it is spelt: the answer would be a wrong one."""
    with pytest.raises(ApiError, match="not supported by this simulator"):
        assemble(DescribeInstances, {"RegionId": "r", name: "x"})


def test_an_empty_filter_is_none() -> None:
    """SDKs send blank parameters."""
    assert assemble(DescribeInstances, {"RegionId": "r", "VpcId": ""}) == {"RegionId": "r"}


async def test_the_refusal_has_the_documented_form() -> None:
    """Code and status of a bad parameter."""
    desk = Desk()
    answer = await desk.rpc(
        Action="DescribeInstances", Version="2014-05-26", RegionId="cn-hangzhou", VpcId="vpc-1"
    )
    assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter")
    assert desk.bus.asked == []
