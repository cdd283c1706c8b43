"""Scaling groups, enabled and disabled."""

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller import (
    aftermath,
    guests,
    joining,
    launch_templates,
    modifying,
    resource_checks,
    sources,
)
from scalehook.scaling_controller.group_changes import changed
from scalehook.scaling_controller.guests import Guests
from scalehook.scaling_controller.lookups import changeable, check_region, group_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.base import Done
from scalehook_contracts.errors.scaling import (
    IncorrectScalingGroupStatus,
    InvalidParameterConflict,
    MissingActiveScalingConfiguration,
    ScalingActivityInProgress,
)
from scalehook_contracts.errors.scaling_groups import TooManyInstancesToEnableWith
from scalehook_contracts.scaling_controller.group_settings import GroupChanges
from scalehook_contracts.scaling_controller.groups import (
    DisableScalingGroup,
    EnableScalingGroup,
    ScalingGroupDisabled,
    ScalingGroupEnabled,
)

SOURCE = GroupChanges.model_fields.keys() & EnableScalingGroup.model_fields.keys()


def enable_scaling_group(command: EnableScalingGroup, work: Work[State, Settings]) -> Done | Deferred:
    """The group may scale. Instances that are given join it; then it fills to its smallest (or expected)
    size.
    """
    check_region(command.region_id, work)
    group = changeable(group_of(command.scaling_group_id, work.state))
    changes = GroupChanges(**{name: getattr(command, name) for name in SOURCE})
    _check(group, changes, work)
    later = resource_checks.await_balancers(group, work, joining=True)
    if later is not None:
        return later
    coming = _guests(command, group, work)
    if isinstance(coming, Deferred):
        return coming
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
    if coming is not None:
        trigger = Trigger.of_caller(work, "A user requests to enable the scaling group with instances")
        joining.join(group, coming, trigger, work)
    aftermath.go_on(group, work)
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


def _check(group: Group, changes: GroupChanges, work: Work[State, Settings]) -> None:
    """It is inactive, and has a source of instances."""
    if group.active:
        raise IncorrectScalingGroupStatus()
    given = changes.active_scaling_configuration_id or changes.launch_template_id
    if not (given or sources.known(group)):
        raise MissingActiveScalingConfiguration()
    modifying.check(group, changes, work, InvalidParameterConflict)


def _guests(
    command: EnableScalingGroup, group: Group, work: Work[State, Settings]
) -> Guests | Deferred | None:
    """The instances that are to join; None where none is given."""
    if not (command.instance_ids or command.load_balancer_weights):
        return None
    if group.running:
        raise ScalingActivityInProgress()
    if "ScaleOut" in group.suspended:
        raise IncorrectScalingGroupStatus()
    wanted = guests.Invitation(command.instance_ids, command.load_balancer_weights)
    coming = guests.examine(wanted, group, work)
    if not isinstance(coming, Deferred):
        joining.check_room(group, coming, TooManyInstancesToEnableWith)
    return coming
