"""A scaling configuration, as it is described."""

from scalehook.kit.clock.moments import iso_minutes, moment
from scalehook.scaling_controller.state import Configuration, Group
from scalehook_contracts.scaling_controller.configurations import (
    CreateScalingConfiguration,
    ScalingConfigurationView,
)

AS_ASKED = ScalingConfigurationView.model_fields.keys() & (
    CreateScalingConfiguration.model_fields.keys() - {"scaling_configuration_name", "tags"}
)


def configuration_view(configuration: Configuration, group: Group) -> ScalingConfigurationView:
    """A configuration."""
    asked = configuration.request
    is_active = configuration.configuration_id == group.active_configuration_id
    return ScalingConfigurationView(
        **{name: getattr(asked, name) for name in AS_ASKED},
        scaling_configuration_id=configuration.configuration_id,
        scaling_configuration_name=configuration.name,
        lifecycle_state="Active" if is_active else "Inactive",
        creation_time=iso_minutes(moment(configuration.created_at)),
    )
