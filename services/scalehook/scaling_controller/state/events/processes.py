"""What happens to the processes of groups."""

from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller.processes import ProcessesResumed, ProcessesSuspended


def processes_suspended(event: ProcessesSuspended, state: State) -> None:
    """They stand still."""
    group = state.groups[event.scaling_group_id]
    group.suspended.update(event.processes)
    group.modified_at = event.at


def processes_resumed(event: ProcessesResumed, state: State) -> None:
    """They go on."""
    group = state.groups[event.scaling_group_id]
    group.suspended.difference_update(event.processes)
    group.modified_at = event.at
