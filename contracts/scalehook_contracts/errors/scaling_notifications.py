"""Errors of the event notifications of scaling groups."""

from scalehook_contracts.errors.base import ApiError
from scalehook_contracts.errors.scaling import QueueNotExist, TopicNotExist


class InvalidNotificationTypes(ApiError):
    """The specified NotificationType is invalid."""


class NotificationConfigurationExist(ApiError):
    """The specified notificationConfiguration already exist for the scalingGroup."""


class NotificationConfigurationNotExist(ApiError):
    """The specified notificationConfiguration not exist for the scalingGroup."""


class NotificationConfigurationQuotaExceed(
    ApiError, code="NotificationConfigurationQuotaExceed.ForScalingGroup"
):
    """NotificationConfiguration num exceed for the specified scalingGroup."""


class NamedQueueNotExist(QueueNotExist, code="QueueNotExist"):
    """The specified queue {name} does not exist."""


class NamedTopicNotExist(TopicNotExist, code="TopicNotExist"):
    """The specified topic {name} does not exist."""
