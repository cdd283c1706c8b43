"""What happens to instances."""

from scalehook.script_runner.state.root import State
from scalehook_contracts.base import Note


class InstanceNoted(Note):
    """An instance is there, and runs or not."""

    instance_id: str
    running: bool


class InstanceForgotten(Note):
    """An instance is gone."""

    instance_id: str


def instance_noted(event: InstanceNoted, state: State) -> None:
    """Whether it can run something."""
    if event.instance_id not in state.instances:
        state.unused.add(event.instance_id)
    state.instances[event.instance_id] = event.running


def instance_forgotten(event: InstanceForgotten, state: State) -> None:
    """It can run nothing any more."""
    state.instances.pop(event.instance_id, None)
    state.unused.discard(event.instance_id)
