"""What happens to instances."""

from scalehook.fleet.state.instances import Instance
from scalehook.fleet.state.root import State
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceReleased, InstanceRunning


def instance_created(event: InstanceCreated, state: State) -> None:
    """One more instance."""
    state.instances[event.instance_id] = Instance(event)
    state.launched += 1


def instance_running(event: InstanceRunning, state: State) -> None:
    """It has booted."""
    state.instances[event.instance_id].status = "Running"


def instance_released(event: InstanceReleased, state: State) -> None:
    """One instance less."""
    del state.instances[event.instance_id]
