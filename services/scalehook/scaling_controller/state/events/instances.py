"""What events do to instances."""

from scalehook.scaling_controller.state.instances import Instance
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller.instances import (
    LifecycleStateChanged,
    ScalingInstanceAdded,
    ScalingInstanceRemoved,
    ScalingInstanceStarted,
)


def scaling_instance_added(event: ScalingInstanceAdded, state: State) -> None:
    """The group has one more instance."""
    state.places[event.instance_id] = event.scaling_group_id
    state.groups[event.scaling_group_id].instances[event.instance_id] = Instance(
        instance_id=event.instance_id,
        group_id=event.scaling_group_id,
        configuration_id=event.scaling_configuration_id,
        activity_id=event.scaling_activity_id,
        private_ip_address=event.private_ip_address,
        zone_id=event.zone_id,
        created_at=event.created_at,
    )
    activity = state.activities[event.scaling_activity_id]
    activity.instance_ids.append(event.instance_id)
    activity.created_ids.append(event.instance_id)


def scaling_instance_started(event: ScalingInstanceStarted, state: State) -> None:
    """The activity waits for one instance less."""
    state.activities[event.scaling_activity_id].started_ids.append(event.instance_id)


def lifecycle_state_changed(event: LifecycleStateChanged, state: State) -> None:
    """The instances have moved on."""
    group = state.groups[event.scaling_group_id]
    for instance_id in event.instance_ids:
        group.instances[instance_id].lifecycle_state = event.lifecycle_state


def scaling_instance_removed(event: ScalingInstanceRemoved, state: State) -> None:
    """The group has one instance less."""
    del state.places[event.instance_id]
    del state.groups[event.scaling_group_id].instances[event.instance_id]
    if event.scaling_activity_id in state.activities:
        state.activities[event.scaling_activity_id].removed_ids.append(event.instance_id)
