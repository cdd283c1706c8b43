"""Scaling groups, deleted, and protected from that."""

from scalehook.kit import Work
from scalehook.scaling_controller import group_deletion, modifying
from scalehook.scaling_controller.lookups import changeable, check_region, group_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.base import Done
from scalehook_contracts.errors.scaling_groups import InvalidOperationConflict
from scalehook_contracts.scaling_controller.group_deletion import (
    DeleteScalingGroup,
    SetGroupDeletionProtection,
)


def delete_scaling_group(command: DeleteScalingGroup, work: Work[State, Settings]) -> Done:
    """The group goes: at once when it is empty and idle, and else only by force."""
    check_region(command.region_id, work)
    group = changeable(group_of(command.scaling_group_id, work.state))
    if group.request.group_deletion_protection:
        raise InvalidOperationConflict()
    if not command.force_delete:
        group_deletion.check_empty(group)
    group_deletion.begin(group, work)
    return Done()


def set_group_deletion_protection(
    command: SetGroupDeletionProtection, work: Work[State, Settings]
) -> Done:
    """The group may be deleted, or not."""
    check_region(command.region_id, work)
    group = changeable(group_of(command.scaling_group_id, work.state))
    settled = {"group_deletion_protection": command.group_deletion_protection}
    modifying.settle(group, group.request.model_copy(update=settled), work)
    return Done()
