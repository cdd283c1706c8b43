"""What happens to groups."""

from scalehook.scaling_controller.state.groups import Group
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.groups import (
    ScalingGroupCreated,
    ScalingGroupDisabled,
    ScalingGroupEnabled,
    ScalingGroupModified,
)


class SizeToRestore(Note):
    """An activity makes the group larger or smaller for a while; None: it has its size again."""

    scaling_group_id: str
    size: Int64 | None


def size_to_restore(event: SizeToRestore, state: State) -> None:
    """What comes next brings it back."""
    state.groups[event.scaling_group_id].size_to_restore = event.size


def scaling_group_created(event: ScalingGroupCreated, state: State) -> None:
    """A group is there, inactive."""
    made = Group(
        event.scaling_group_id,
        event.scaling_group_name,
        event.created_at,
        event.created_at,
        event.request,
    )
    state.groups[made.group_id] = made
    state.catalogue.add_group(made)


def scaling_group_modified(event: ScalingGroupModified, state: State) -> None:
    """The group is otherwise from now on."""
    group = state.groups[event.scaling_group_id]
    state.catalogue.change_group(group, event.request)
    group.active_configuration_id = event.active_scaling_configuration_id
    group.modified_at = event.at


def scaling_group_enabled(event: ScalingGroupEnabled, state: State) -> None:
    """The group is active, with this configuration."""
    group = state.groups[event.scaling_group_id]
    group.active = True
    group.cooldown_until = 0
    group.active_configuration_id = event.active_scaling_configuration_id
    group.modified_at = event.at


def scaling_group_disabled(event: ScalingGroupDisabled, state: State) -> None:
    """The group is inactive."""
    group = state.groups[event.scaling_group_id]
    group.active = False
    group.modified_at = event.at
