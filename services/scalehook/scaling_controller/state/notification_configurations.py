"""A notification configuration."""

from dataclasses import dataclass

from scalehook_contracts.scaling_controller.notification_configurations import (
    MessageEncoding,
    NotificationType,
)


@dataclass
class NotificationConfiguration:
    """Who is told of which events of a group, and how."""

    arn: str
    types: list[NotificationType]
    time_zone: str
    encoding: MessageEncoding
