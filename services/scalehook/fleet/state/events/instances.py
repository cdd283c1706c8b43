"""What happens to instances."""

from typing import Any

from scalehook.fleet.state.instances import Instance, mark
from scalehook.fleet.state.root import State
from scalehook_contracts.fleet.instances import (
    InstanceChanged,
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    InstanceStartBegun,
    InstanceStopBegun,
    InstanceStopped,
    InstanceTagged,
)


def instance_created(event: InstanceCreated, state: State) -> None:
    """One more instance."""
    instance = Instance(event, event.status, event.settles_at)
    state.instances[event.instance_id] = instance
    state.register.put(instance)
    state.launched += 1
    if event.name_number is not None and event.scaling_group_id:
        state.sequences[event.scaling_group_id] = event.name_number + 1


def instance_start_begun(event: InstanceStartBegun, state: State) -> None:
    """They will run."""
    for instance_id in event.instance_ids:
        instance = state.instances[instance_id]
        way = {**_way(event), "stopped_mode": "", "started_at": event.started_at}
        state.register.shift(instance, "Starting", **way)


def instance_running(event: InstanceRunning, state: State) -> None:
    """It has booted."""
    instance = state.instances[event.instance_id]
    state.register.shift(instance, "Running")


def instance_stop_begun(event: InstanceStopBegun, state: State) -> None:
    """They will have stopped."""
    for instance_id in event.instance_ids:
        instance = state.instances[instance_id]
        state.register.shift(instance, "Stopping", **_way(event), stopped_mode=event.stopped_mode)


def instance_stopped(event: InstanceStopped, state: State) -> None:
    """It has shut down."""
    state.register.shift(state.instances[event.instance_id], "Stopped")


def instance_released(event: InstanceReleased, state: State) -> None:
    """One instance less; the last one of a group takes the group's numbers with it."""
    instance = state.instances.pop(event.instance_id)
    state.register.drop(instance)
    state.back_ends.forget_server(event.instance_id)
    group_id = instance.created.scaling_group_id
    if group_id in state.sequences and not state.register.has(mark("group", group_id)):
        del state.sequences[group_id]


def instance_changed(event: InstanceChanged, state: State) -> None:
    """It is described so from now on."""
    state.register.change(state.instances[event.instance_id], **event.attributes)


def instance_tagged(event: InstanceTagged, state: State) -> None:
    """It is found by these."""
    state.register.change(state.instances[event.instance_id], tags=event.tags)


def _way(event: InstanceStartBegun | InstanceStopBegun) -> dict[str, Any]:
    return {"settles_at": event.settles_at, "on_behalf": event.scaling_activity_id}
