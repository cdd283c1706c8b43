"""The message that tells of an event of a group: the same envelope as of a lifecycle notification."""

from typing import Any

from scalehook.notification_dispatcher.settings import Settings
from scalehook_contracts.scaling_controller.notification_configurations import EventNotificationDue


def body(notification: EventNotificationDue, settings: Settings) -> dict[str, Any]:
    """`content` says what has happened; no document shows this message, but for its being JSON."""
    group = f"scalinggroup/{notification.scaling_group_id}"
    return {
        "userId": settings.account_id,
        "regionId": settings.region,
        "resourceArn": f"acs:ess:{settings.region}:{settings.account_id}:{group}",
        "event": notification.notification_type,
        "content": notification.content,
    }
