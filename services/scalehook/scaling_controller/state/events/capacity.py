"""What happens to the number of instances that a group should have."""

from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller.capacity import DesiredCapacityChanged


def desired_capacity_changed(event: DesiredCapacityChanged, state: State) -> None:
    """The group expects so many from now on."""
    group = state.groups[event.scaling_group_id]
    group.request = group.request.model_copy(update={"desired_capacity": event.desired_capacity})
    group.modified_at = event.at
