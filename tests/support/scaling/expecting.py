"""Groups that expect a number of instances."""

from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, DescribeScalingGroups
from support.scaling.cloud import REGION, Cloud

SOON = 10  # seconds until the group looks at the number


def expecting(desired: int, low: int = 0, high: int = 20) -> Cloud:
    cloud = Cloud()
    command = CreateScalingGroup(
        region_id=REGION, min_size=low, max_size=high, desired_capacity=desired, default_cooldown=0
    )
    cloud.group = cloud.ask(command).scaling_group_id
    cloud.enabled().fleet()
    return cloud


def expected(cloud: Cloud) -> int:
    [group] = cloud.ask(
        DescribeScalingGroups(region_id=REGION, scaling_group_ids=[cloud.group])
    ).scaling_groups
    return int(group.desired_capacity)


def running(cloud: Cloud) -> int:
    return len(cloud.rehearsal.state.groups[cloud.group].running)
