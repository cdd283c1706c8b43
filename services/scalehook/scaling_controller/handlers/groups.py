"""Scaling groups."""

from scalehook.kit import Deferred, Work
from scalehook.kit.shelves import Found, Mark
from scalehook.scaling_controller import capacity, client_tokens, group_checks, hook_making, receivers
from scalehook.scaling_controller.lookups import check_region, group_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.views.groups import group_view
from scalehook_contracts.base import Done
from scalehook_contracts.errors.scaling import (
    IncorrectScalingGroupStatus,
    InvalidScalingConfigurationIdNotFound,
    MissingActiveScalingConfiguration,
)
from scalehook_contracts.scaling_controller.groups import (
    CreateScalingGroup,
    DescribeScalingGroups,
    DisableScalingGroup,
    EnableScalingGroup,
    ScalingGroupCreated,
    ScalingGroupCreation,
    ScalingGroupDisabled,
    ScalingGroupEnabled,
    ScalingGroupPage,
)


def create_scaling_group(
    command: CreateScalingGroup, work: Work[State, Settings]
) -> ScalingGroupCreation | Deferred:
    """A group, inactive, with the hooks that are given along."""
    check_region(command.region_id, work)
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return ScalingGroupCreation(scaling_group_id=earlier)
    group_checks.check(command, work.state)
    hook_making.check_all(command.lifecycle_hooks, work)
    notices = [
        receivers.read(hook.notification_arn, hook.notification_metadata, work)
        for hook in command.lifecycle_hooks
    ]
    later = receivers.await_all(notices, work)
    if later is not None:
        return later
    group_id = work.new_id("asg-")
    work.record(
        ScalingGroupCreated(
            scaling_group_id=group_id,
            scaling_group_name=command.scaling_group_name or group_id,
            created_at=work.now.timestamp(),
            request=command,
        )
    )
    for hook, notice in zip(command.lifecycle_hooks, notices, strict=True):
        hook_making.make(hook, notice, group_id, work)
    client_tokens.remember(command, command.client_token, group_id, work)
    return ScalingGroupCreation(scaling_group_id=group_id)


def enable_scaling_group(command: EnableScalingGroup, work: Work[State, Settings]) -> Done:
    """The group may scale, and fills to its smallest (or expected) size."""
    group = group_of(command.scaling_group_id, work.state)
    if group.active:
        raise IncorrectScalingGroupStatus()
    wanted = command.active_scaling_configuration_id or group.active_configuration_id
    if not wanted:
        raise MissingActiveScalingConfiguration()
    if wanted not in group.configurations:
        raise InvalidScalingConfigurationIdNotFound()
    work.record(
        ScalingGroupEnabled(
            scaling_group_id=group.group_id,
            active_scaling_configuration_id=wanted,
            at=work.now.timestamp(),
        )
    )
    capacity.keep(group, work)
    return Done()


def disable_scaling_group(command: DisableScalingGroup, work: Work[State, Settings]) -> Done:
    """The group scales no more; what runs goes on to its end."""
    group = group_of(command.scaling_group_id, work.state)
    if not group.active:
        raise IncorrectScalingGroupStatus()
    at = work.now.timestamp()
    work.record(ScalingGroupDisabled(scaling_group_id=group.group_id, at=at))
    return Done()


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
        scaling_groups=[group_view(group, work.settings.region) for group in chosen],
    )


def _found(command: DescribeScalingGroups, state: State) -> Found[Group]:
    names, name = command.scaling_group_names, command.scaling_group_name
    choices: list[list[Mark]] = [[("tag", tag.key, tag.value)] for tag in command.tags]
    choices += [[("name", one) for one in given] for given in (names, name and [name]) if given]
    choices += [[("type", kind)] for kind in (command.group_type,) if kind]
    choices += [[("resources", group_id)] for group_id in (command.resource_group_id,) if group_id]
    return state.catalogue.groups.find(*choices, keys=command.scaling_group_ids or None)
