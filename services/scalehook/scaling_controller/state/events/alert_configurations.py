"""What happens to alert configurations."""

from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller.alert_configurations import AlertConfigurationModified


def alert_configuration_modified(event: AlertConfigurationModified, state: State) -> None:
    """Other statuses were chosen."""
    state.groups[event.scaling_group_id].alert_statuses = list(event.scale_statuses)
