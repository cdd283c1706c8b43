"""A notification configuration, as it is described."""

from scalehook.scaling_controller.state.notification_configurations import NotificationConfiguration
from scalehook_contracts.scaling_controller.notification_configurations import (
    NotificationConfigurationView,
)


def configuration_view(
    configuration: NotificationConfiguration, group_id: str
) -> NotificationConfigurationView:
    """A configuration of this group."""
    return NotificationConfigurationView(
        scaling_group_id=group_id,
        notification_arn=configuration.arn,
        notification_types=list(configuration.types),
        time_zone=configuration.time_zone,
        message_encoding=configuration.encoding,
    )
