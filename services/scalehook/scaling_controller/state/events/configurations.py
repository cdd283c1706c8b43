"""What happens to configurations."""

from scalehook.scaling_controller.state.configurations import Configuration
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller.configurations import ScalingConfigurationCreated


def scaling_configuration_created(event: ScalingConfigurationCreated, state: State) -> None:
    """The group has one more configuration."""
    made = Configuration(
        event.scaling_configuration_id,
        event.scaling_configuration_name,
        event.created_at,
        event.request,
    )
    group = state.groups[event.request.scaling_group_id]
    group.configurations[made.configuration_id] = made
    state.catalogue.add_configuration(made)
