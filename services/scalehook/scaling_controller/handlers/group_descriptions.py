"""Scaling groups, described."""

from scalehook.kit import Work
from scalehook.kit.shelves import Found, Mark
from scalehook.scaling_controller.lookups import check_region, group_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.views.groups import group_view
from scalehook_contracts.scaling_controller.group_views import ScalingGroupDetail, ScalingGroupPage
from scalehook_contracts.scaling_controller.groups import (
    DescribeScalingGroupDetail,
    DescribeScalingGroups,
)


def describe_scaling_groups(
    command: DescribeScalingGroups, work: Work[State, Settings]
) -> ScalingGroupPage:
    """The groups that are asked for, or all."""
    check_region(command.region_id, work)
    found = _found(command, work.state)
    chosen = found.page(command.page_number, command.page_size)
    return ScalingGroupPage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        scaling_groups=[group_view(group, work) for group in chosen],
    )


def describe_scaling_group_detail(
    command: DescribeScalingGroupDetail, work: Work[State, Settings]
) -> ScalingGroupDetail:
    """One group."""
    check_region(command.region_id, work)
    group = group_of(command.scaling_group_id, work.state)
    return ScalingGroupDetail(scaling_group=group_view(group, work))


def _found(command: DescribeScalingGroups, state: State) -> Found[Group]:
    names, name = command.scaling_group_names, command.scaling_group_name
    choices: list[list[Mark]] = [[("tag", tag.key, tag.value)] for tag in command.tags]
    choices += [
        [("name", n) for n in dict.fromkeys(given)] for given in (names, name and [name]) if given
    ]
    choices += [[("type", kind)] for kind in (command.group_type,) if kind]
    choices += [[("resources", group_id)] for group_id in (command.resource_group_id,) if group_id]
    return state.catalogue.groups.find(*choices, keys=command.scaling_group_ids or None)
