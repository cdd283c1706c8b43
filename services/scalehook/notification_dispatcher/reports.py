"""What is told of a delivery, by the kind of its notification."""

from scalehook.notification_dispatcher.state import Delivery
from scalehook_contracts.base import Event
from scalehook_contracts.notification_dispatcher.notifications import (
    EventNotificationAttemptFailed,
    EventNotificationFailed,
    EventNotificationSent,
    NotificationAttemptFailed,
    NotificationFailed,
    NotificationSent,
)
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted


def sent(delivery: Delivery, message_id: str) -> Event:
    """The receiver has taken it."""
    told, attempts = delivery.notification, delivery.attempts + 1
    if isinstance(told, LifecycleActionStarted):
        return NotificationSent(
            lifecycle_action_token=told.lifecycle_action_token,
            lifecycle_hook_id=told.lifecycle_hook_id,
            notification_arn=told.notification_arn,
            attempts=attempts,
            message_id=message_id,
        )
    return EventNotificationSent(
        notification_id=told.notification_id,
        notification_type=told.notification_type,
        notification_arn=told.notification_arn,
        scaling_group_id=told.scaling_group_id,
        attempts=attempts,
    )


def attempt_failed(delivery: Delivery, attempts: int, reason: str) -> Event:
    """The receiver has not taken it; it is tried again."""
    told = delivery.notification
    if isinstance(told, LifecycleActionStarted):
        return NotificationAttemptFailed(
            lifecycle_action_token=told.lifecycle_action_token,
            notification_arn=told.notification_arn,
            attempts=attempts,
            reason=reason,
        )
    return EventNotificationAttemptFailed(
        notification_id=told.notification_id,
        notification_arn=told.notification_arn,
        attempts=attempts,
        reason=reason,
    )


def failed(delivery: Delivery, attempts: int, reason: str, result: str | None) -> Event:
    """It was given up; `result` is the `lifecycleActionResult` of a template."""
    told = delivery.notification
    if isinstance(told, LifecycleActionStarted):
        return NotificationFailed(
            lifecycle_action_token=told.lifecycle_action_token,
            lifecycle_hook_id=told.lifecycle_hook_id,
            notification_arn=told.notification_arn,
            attempts=attempts,
            reason=reason,
            lifecycle_action_result=result,
        )
    return EventNotificationFailed(
        notification_id=told.notification_id,
        notification_type=told.notification_type,
        notification_arn=told.notification_arn,
        scaling_group_id=told.scaling_group_id,
        attempts=attempts,
        reason=reason,
    )
