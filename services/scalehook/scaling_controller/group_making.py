"""Makes scaling groups, with their hooks, and with the configuration of those made after an instance."""

from collections.abc import Sequence

from scalehook.kit import Work
from scalehook.scaling_controller import attaching, blueprints, hook_making, modifying
from scalehook.scaling_controller.receivers import Notice
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.state.attachments import Attachments
from scalehook_contracts.scaling_controller.configurations import ScalingConfigurationCreated
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup, ScalingGroupCreated


def make(command: CreateScalingGroup, notices: Sequence[Notice], work: Work[State, Settings]) -> str:
    """The new group's id. The notices are those of its hooks, and all has been checked."""
    group_id = work.new_id("asg-")
    work.record(
        ScalingGroupCreated(
            scaling_group_id=group_id,
            scaling_group_name=command.scaling_group_name or group_id,
            created_at=work.now.timestamp(),
            request=command,
        )
    )
    attaching.make_unknown(Attachments(command), work)
    for hook, notice in zip(command.lifecycle_hooks, notices, strict=True):
        hook_making.make(hook, notice, group_id, work, command.session_policy)
    if command.instance_id:
        _configure(command.instance_id, group_id, work)
    return group_id


def _configure(instance_id: str, group_id: str, work: Work[State, Settings]) -> None:
    """Its instances are to be like this one."""
    made = work.new_id("asc-")
    work.record(
        ScalingConfigurationCreated(
            scaling_configuration_id=made,
            scaling_configuration_name=made,
            created_at=work.now.timestamp(),
            request=blueprints.configuration_of(instance_id, group_id, work.state),
        )
    )
    group = work.state.groups[group_id]
    modifying.settle(group, group.request, work, made)
