"""What happens to configurations."""

from scalehook.scaling_controller.state.configurations import Configuration
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller.configurations import ScalingConfigurationCreated


def scaling_configuration_created(event: ScalingConfigurationCreated, state: State) -> None:
    """The group has one more configuration."""
    group_id, made = event.request.scaling_group_id, event.scaling_configuration_id
    state.places[made] = group_id
    state.groups[group_id].configurations[made] = Configuration(
        made, event.scaling_configuration_name, event.created_at, event.request
    )
