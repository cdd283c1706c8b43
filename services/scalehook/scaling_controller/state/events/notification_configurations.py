"""What events do to notification configurations."""

from scalehook.scaling_controller.state.notification_configurations import NotificationConfiguration
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.scaling_controller.notification_configurations import (
    NotificationConfigurationDeleted,
    NotificationConfigurationSet,
)


def notification_configuration_set(event: NotificationConfigurationSet, state: State) -> None:
    """The group has it, in the place where it was if it is not new."""
    group = state.groups[event.scaling_group_id]
    group.notification_configurations[event.notification_arn] = NotificationConfiguration(
        arn=event.notification_arn,
        types=list(event.notification_types),
        time_zone=event.time_zone,
        encoding=event.message_encoding,
    )


def notification_configuration_deleted(event: NotificationConfigurationDeleted, state: State) -> None:
    """The group has it no more."""
    del state.groups[event.scaling_group_id].notification_configurations[event.notification_arn]
