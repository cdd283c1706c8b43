"""What happens to groups that are deleted."""

from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller.group_deletion import (
    ScalingGroupDeleted,
    ScalingGroupDeletionStarted,
)


def scaling_group_deletion_started(event: ScalingGroupDeletionStarted, state: State) -> None:
    """The group begins nothing more."""
    group = state.groups[event.scaling_group_id]
    group.active = False
    group.deleting = True
    group.modified_at = event.at


def scaling_group_deleted(event: ScalingGroupDeleted, state: State) -> None:
    """The group is gone, and so is all that hung on it."""
    state.remove_group(event.scaling_group_id)
