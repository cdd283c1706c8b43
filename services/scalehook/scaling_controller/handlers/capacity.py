"""A group goes on with what it has still to do."""

from scalehook.kit import Work
from scalehook.scaling_controller import aftermath
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook_contracts.base import Done
from scalehook_contracts.scaling_controller.capacity import ContinueScalingGroup


def continue_scaling_group(command: ContinueScalingGroup, work: Work[State, Settings]) -> Done:
    """An activity has ended, or it is time to try again; the group may be gone by now."""
    group = work.state.groups.get(command.scaling_group_id)
    if group is not None:
        aftermath.go_on(group, work)
    return Done()
