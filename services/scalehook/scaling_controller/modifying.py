"""Changes the settings of scaling groups: by hand, or as a scheduled task says."""

from scalehook.kit import Work
from scalehook.scaling_controller import capacity, group_checks
from scalehook.scaling_controller.group_changes import changed
from scalehook.scaling_controller.lookups import changeable
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.scaling import (
    InvalidParameterConflict,
    InvalidScalingConfigurationIdNotFound,
    ScalingActivityInProgress,
)
from scalehook_contracts.errors.scaling_groups import ConfilictInModification
from scalehook_contracts.scaling_controller.capacity import ContinueScalingGroup
from scalehook_contracts.scaling_controller.group_settings import GroupChanges
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, ScalingGroupModified

SHORTEST_LIFETIME = 86_400  # seconds, as the next one
SHORTEST_STOP = 30


def modify(group: Group, changes: GroupChanges, trigger: Trigger, work: Work[State, Settings]) -> None:
    """Check the changes and make them; the group then scales, if it has become too small or too large.
    `trigger` is whoever asks for them.
    """
    check(group, changes, work)
    settle(group, changed(group.request, changes), work, source_after(group, changes))
    capacity.keep(group, work, trigger)
    if group.unsettled or group.request.max_instance_lifetime:
        work.send(ContinueScalingGroup(scaling_group_id=group.group_id))


def check(
    group: Group,
    changes: GroupChanges,
    work: Work[State, Settings],
    conflict: type[InvalidParameterConflict] = ConfilictInModification,
) -> None:
    """Raises what refuses the changes; `conflict` is how the operation tells that two of them do not go
    together.
    """
    changeable(group)
    _check_alternatives(changes, conflict)
    if changes.disable_desired_capacity and group.running:
        raise ScalingActivityInProgress()
    configuration_id = changes.active_scaling_configuration_id
    if configuration_id and configuration_id not in group.configurations:
        raise InvalidScalingConfigurationIdNotFound()
    if changes.scaling_group_name != group.name:
        group_checks.check_name(changes.scaling_group_name, work.state)
    group_checks.check_quota(changes, work)
    group_checks.check(changed(group.request, changes), conflict)
    _check_limits(changes)


def settle(
    group: Group,
    request: CreateScalingGroup,
    work: Work[State, Settings],
    configuration_id: str | None = None,
) -> None:
    """The group has these settings from now on; its active configuration stays, if none is given."""
    active = group.active_configuration_id if configuration_id is None else configuration_id
    if (request, active) == (group.request, group.active_configuration_id):
        return
    work.record(
        ScalingGroupModified(
            scaling_group_id=group.group_id,
            active_scaling_configuration_id=active,
            at=work.now.timestamp(),
            request=request,
        )
    )


def source_after(group: Group, changes: GroupChanges) -> str:
    """The configuration that is active then; none where a launch template has taken its place."""
    if changes.launch_template_id:
        return ""
    return changes.active_scaling_configuration_id or group.active_configuration_id


def _check_alternatives(changes: GroupChanges, conflict: type[InvalidParameterConflict]) -> None:
    if changes.active_scaling_configuration_id and changes.launch_template_id:
        raise conflict(one="ActiveScalingConfigurationId", other="LaunchTemplateId")
    if changes.disable_desired_capacity and changes.desired_capacity is not None:
        raise conflict(one="DisableDesiredCapacity", other="DesiredCapacity")


def _check_limits(changes: GroupChanges) -> None:
    """0 takes a limit back; between that and the smallest one there is nothing."""
    if 0 < (changes.max_instance_lifetime or 0) < SHORTEST_LIFETIME:
        raise InvalidParameter(name="MaxInstanceLifetime")
    if 0 < (changes.stop_instance_timeout or 0) < SHORTEST_STOP:
        raise InvalidParameter(name="StopInstanceTimeout")
