"""Scaling groups: created, enabled, disabled."""

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller import (
    blueprints,
    capacity,
    client_tokens,
    group_checks,
    group_making,
    hook_making,
    launch_templates,
    modifying,
    receivers,
    sources,
)
from scalehook.scaling_controller.changed_settings import changed
from scalehook.scaling_controller.lookups import changeable, check_region, group_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.base import Done
from scalehook_contracts.errors.scaling import (
    IncorrectScalingGroupStatus,
    MissingActiveScalingConfiguration,
)
from scalehook_contracts.scaling_controller.group_settings import GroupChanges
from scalehook_contracts.scaling_controller.groups import (
    CreateScalingGroup,
    DisableScalingGroup,
    EnableScalingGroup,
    ScalingGroupCreation,
    ScalingGroupDisabled,
    ScalingGroupEnabled,
)

SOURCE = GroupChanges.model_fields.keys() & EnableScalingGroup.model_fields.keys()


def create_scaling_group(
    command: CreateScalingGroup, work: Work[State, Settings]
) -> ScalingGroupCreation | Deferred:
    """A group, inactive, with the hooks that are given along."""
    check_region(command.region_id, work)
    earlier = client_tokens.earlier_answer(command, command.client_token, work)
    if earlier is not None:
        return ScalingGroupCreation(scaling_group_id=earlier)
    group_checks.check_new(command, work)
    hook_making.check_all(command.lifecycle_hooks, work)
    notices = [
        receivers.read(hook.notification_arn, hook.notification_metadata, work)
        for hook in command.lifecycle_hooks
    ]
    later = (
        receivers.await_all(notices, work)
        or blueprints.await_one(command.instance_id, work)
        or launch_templates.await_source(command, work)
    )
    if later is not None:
        return later
    group_id = group_making.make(command, notices, work)
    client_tokens.remember(command, command.client_token, group_id, work)
    return ScalingGroupCreation(scaling_group_id=group_id)


def enable_scaling_group(command: EnableScalingGroup, work: Work[State, Settings]) -> Done | Deferred:
    """The group may scale, and fills to its smallest (or expected) size."""
    check_region(command.region_id, work)
    group = changeable(group_of(command.scaling_group_id, work.state))
    if group.active:
        raise IncorrectScalingGroupStatus()
    changes = GroupChanges(**{name: getattr(command, name) for name in SOURCE})
    if not (
        sources.known(group) or command.active_scaling_configuration_id or command.launch_template_id
    ):
        raise MissingActiveScalingConfiguration()
    modifying.check(group, changes, work)
    settings = changed(group.request, changes)
    later = launch_templates.await_source(settings, work)
    if later is not None:
        return later
    modifying.settle(group, settings, work)
    work.record(
        ScalingGroupEnabled(
            scaling_group_id=group.group_id,
            active_scaling_configuration_id=modifying.source_after(group, changes),
            at=work.now.timestamp(),
        )
    )
    capacity.keep(group, work)
    return Done()


def disable_scaling_group(command: DisableScalingGroup, work: Work[State, Settings]) -> Done:
    """The group scales no more; what runs, waits included, goes on to its end."""
    check_region(command.region_id, work)
    group = group_of(command.scaling_group_id, work.state)
    if not group.active:
        raise IncorrectScalingGroupStatus()
    at = work.now.timestamp()
    work.record(ScalingGroupDisabled(scaling_group_id=group.group_id, at=at))
    return Done()
