"""Where a notification belongs in its activity's trace: whoever receives it can go on with that."""

from scalehook.kit.traces import HEADER, of_action
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state.notifications import Notification
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted


def traceparent(notification: Notification, settings: Settings) -> str:
    """Its own span; nothing where nothing is traced, and of what is told of no lifecycle action."""
    if not settings.traces or not isinstance(notification, LifecycleActionStarted):
        return ""
    token = notification.lifecycle_action_token
    return str(of_action(notification.scaling_activity_id, token).within("notification", token))


def properties(notification: Notification, settings: Settings) -> list[Property]:
    """The same as a message of MNS carries it."""
    value = traceparent(notification, settings)
    return [Property(name=HEADER, value=value, type="STRING")] if value else []
