"""What happens to instances."""

from scalehook.fleet.state.instances import Instance
from scalehook.fleet.state.root import State
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceReleased, InstanceRunning


def instance_created(event: InstanceCreated, state: State) -> None:
    """One more instance."""
    instance = Instance(event)
    state.instances[event.instance_id] = instance
    state.found.put(event.instance_id, instance, instance.marks())
    state.launched += 1


def instance_running(event: InstanceRunning, state: State) -> None:
    """It has booted."""
    instance = state.instances[event.instance_id]
    state.found.unmark(event.instance_id, [("status", instance.status)])
    instance.status = "Running"
    state.found.put(event.instance_id, instance, [("status", instance.status)])


def instance_released(event: InstanceReleased, state: State) -> None:
    """One instance less."""
    instance = state.instances.pop(event.instance_id)
    state.found.drop(event.instance_id, instance.marks())
    state.back_ends.forget_server(event.instance_id)
