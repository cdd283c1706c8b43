"""What tests of groups do again and again."""

from typing import Any

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.group_deletion import DeleteScalingGroup
from scalehook_contracts.scaling_controller.group_views import ScalingGroupView
from scalehook_contracts.scaling_controller.groups import (
    CreateScalingGroup,
    DescribeScalingGroups,
    ModifyScalingGroup,
)
from support.scaling.cloud import REGION, Cloud


def create(cloud: Cloud, **parameters: Any) -> str:
    """A group of so many instances; its id."""
    given = {"region_id": REGION, "min_size": 0, "max_size": 9, **parameters}
    return str(cloud.ask(CreateScalingGroup(**given)).scaling_group_id)


def described(cloud: Cloud, group_id: str = "") -> ScalingGroupView:
    command = DescribeScalingGroups(region_id=REGION, scaling_group_ids=[group_id or cloud.group])
    view: ScalingGroupView = cloud.ask(command).scaling_groups[0]
    return view


def modify(cloud: Cloud, **changes: Any) -> None:
    cloud.ask(ModifyScalingGroup(scaling_group_id=cloud.group, **changes))
    cloud.fleet()


def delete(cloud: Cloud, force: bool = True) -> None:
    cloud.ask(DeleteScalingGroup(scaling_group_id=cloud.group, force_delete=force))


def refusal(cloud: Cloud, command: Any) -> tuple[str, str]:
    """Code and message."""
    with pytest.raises(ApiError) as caught:
        cloud.ask(command)
    return caught.value.code, caught.value.message
