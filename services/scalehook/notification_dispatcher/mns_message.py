"""The message that queues and topics get: the documented keys, as JSON, in Base64."""

import base64
from typing import Any

import orjson

from scalehook.notification_dispatcher import event_message
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state.notifications import Notification
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted


def encoded(notification: Notification, settings: Settings) -> str:
    """The body as it is sent. Event notifications have an encoding each; a setting is for the others."""
    if isinstance(notification, LifecycleActionStarted):
        return _encoded(body(notification, settings), settings.message_encoding)
    return _encoded(event_message.body(notification, settings), notification.message_encoding)


def body(notification: LifecycleActionStarted, settings: Settings) -> dict[str, Any]:
    """The message; `content` says which action waits, and how to name it when completing it."""
    group = f"scalinggroup/{notification.scaling_group_id}"
    return {
        "userId": settings.account_id,
        "regionId": settings.region,
        "resourceArn": f"acs:ess:{settings.region}:{settings.account_id}:{group}",
        "content": {
            "lifecycleHookId": notification.lifecycle_hook_id,
            "lifecycleHookName": notification.lifecycle_hook_name,
            "lifecycleActionToken": notification.lifecycle_action_token,
            "lifecycleTransition": notification.lifecycle_transition,
            "defaultResult": notification.default_result,
            "scalingGroupId": notification.scaling_group_id,
            "scalingGroupName": notification.scaling_group_name,
            "scalingActivityId": notification.scaling_activity_id,
            "requestId": notification.request_id,
            "instanceIds": notification.instance_ids,
            "notificationMetadata": notification.notification_metadata,
        },
    }


def _encoded(message: dict[str, Any], encoding: str) -> str:
    raw = orjson.dumps(message)
    return (base64.b64encode(raw) if encoding == "Base64" else raw).decode()
