"""What happens to instances."""

from scalehook.script_runner.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.script_runner.guests import Guest


class InstanceNoted(Note):
    """An instance is there, and runs or not; with what it knows of itself, the first time."""

    instance_id: str
    running: bool
    guest: Guest | None = None


class InstanceForgotten(Note):
    """An instance is gone."""

    instance_id: str


def instance_noted(event: InstanceNoted, state: State) -> None:
    """Whether it can run something."""
    if event.instance_id not in state.instances:
        state.unused.add(event.instance_id)
    state.instances[event.instance_id] = event.running
    if event.guest is not None:
        state.guests[event.instance_id] = event.guest


def instance_forgotten(event: InstanceForgotten, state: State) -> None:
    """It can run nothing any more."""
    state.instances.pop(event.instance_id, None)
    state.guests.pop(event.instance_id, None)
    state.unused.discard(event.instance_id)
