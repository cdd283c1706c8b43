"""What happens to configurations."""

from scalehook.scaling_controller.state.configurations import Configuration
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller.configurations import (
    ScalingConfigurationCreated,
    ScalingConfigurationDeactivated,
    ScalingConfigurationDeleted,
    ScalingConfigurationModified,
)


def scaling_configuration_created(event: ScalingConfigurationCreated, state: State) -> None:
    """The group has one more configuration."""
    made = Configuration(
        event.scaling_configuration_id,
        event.scaling_configuration_name,
        event.created_at,
        event.request,
        event.password_set,
    )
    group = state.groups[event.request.scaling_group_id]
    group.configurations[made.configuration_id] = made
    state.catalogue.add_configuration(made)


def scaling_configuration_modified(event: ScalingConfigurationModified, state: State) -> None:
    """It reads otherwise, and may be called otherwise."""
    configuration = state.catalogue.configurations.things[event.scaling_configuration_id]
    configuration.request = event.request
    configuration.password_set = event.password_set
    if event.scaling_configuration_name != configuration.name:
        state.catalogue.remove_configuration(configuration)
        configuration.name = event.scaling_configuration_name
        state.catalogue.add_configuration(configuration)


def scaling_configuration_deactivated(event: ScalingConfigurationDeactivated, state: State) -> None:
    """Its group has no active one."""
    state.groups[event.scaling_group_id].active_configuration_id = ""


def scaling_configuration_deleted(event: ScalingConfigurationDeleted, state: State) -> None:
    """The group has one less."""
    made = state.groups[event.scaling_group_id].configurations.pop(event.scaling_configuration_id)
    state.catalogue.remove_configuration(made)
