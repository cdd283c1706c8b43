"""A scaling configuration, as it is described."""

from scalehook.kit.clock.moments import iso_minutes, moment
from scalehook.scaling_controller.state import Configuration, Group
from scalehook_contracts.scaling_controller.configurations import ScalingConfigurationView


def configuration_view(configuration: Configuration, group: Group) -> ScalingConfigurationView:
    """A configuration."""
    asked = configuration.request
    same = asked.model_dump(
        include=ScalingConfigurationView.model_fields.keys() - {"scaling_configuration_name", "tags"}
    )
    is_active = configuration.configuration_id == group.active_configuration_id
    return ScalingConfigurationView(
        **same,
        scaling_configuration_id=configuration.configuration_id,
        scaling_configuration_name=configuration.name,
        lifecycle_state="Active" if is_active else "Inactive",
        creation_time=iso_minutes(moment(configuration.created_at)),
    )
