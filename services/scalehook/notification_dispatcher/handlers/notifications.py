"""Delivers notifications: first attempts, outcomes, retries, giving up."""

from typing import Any

from scalehook.kit import Work
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state import Delivery, State
from scalehook.notification_dispatcher.state.events.notifications import (
    NotificationDropped,
    NotificationTaken,
)
from scalehook.notification_dispatcher.targets import TARGETS, Order, receiver
from scalehook_contracts.base import Command, Done
from scalehook_contracts.notification_dispatcher.notifications import (
    DeliverNotification,
    NotificationAttemptFailed,
    NotificationFailed,
    NotificationSent,
    RecordDelivery,
    RetryNotification,
)
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded, LifecycleActionStarted

FIRST_WAIT_SECONDS = 1.0  # doubled with each attempt


def on_lifecycle_action_started(event: LifecycleActionStarted, work: Work[State, Settings]) -> None:
    """Somebody is to be told: try at once."""
    if not event.notification_arn or event.lifecycle_action_token in work.state.deliveries:
        return
    work.record(NotificationTaken(notification=event))
    _attempt(work.state.deliveries[event.lifecycle_action_token], work)


def on_lifecycle_action_ended(event: LifecycleActionEnded, work: Work[State, Settings]) -> None:
    """What has not been delivered by now need not be."""
    token = event.lifecycle_action_token
    if token in work.state.deliveries:
        work.cancel(_timer(token))
        work.end(_effect(token))
        work.record(NotificationDropped(lifecycle_action_token=token))


def record_delivery(command: RecordDelivery, work: Work[State, Settings]) -> Done:
    """An attempt has ended: done, again later, or given up."""
    delivery = work.state.deliveries.get(command.lifecycle_action_token)
    if delivery is None:
        return Done()
    notification, attempts = delivery.notification, delivery.attempts + 1
    if not command.reason:
        work.record(
            NotificationSent(
                lifecycle_action_token=notification.lifecycle_action_token,
                lifecycle_hook_id=notification.lifecycle_hook_id,
                notification_arn=notification.notification_arn,
                attempts=attempts,
            )
        )
    elif attempts >= work.settings.attempts:
        _give_up(notification, attempts, command.reason, work)
    else:
        _try_later(notification, attempts, command.reason, work)
    return Done()


def retry_notification(command: RetryNotification, work: Work[State, Settings]) -> Done:
    """The next attempt."""
    delivery = work.state.deliveries.get(command.lifecycle_action_token)
    if delivery is not None:
        _attempt(delivery, work)
    return Done()


def _attempt(delivery: Delivery, work: Work[State, Settings]) -> None:
    notification = delivery.notification
    arn = receiver(notification)
    target = TARGETS.get((arn.service, arn.kind))
    if target is None:
        reason = f"receivers of the kind {arn.service} are not simulated"
        _give_up(notification, delivery.attempts, reason, work)
        return
    parameters = work.state.templates.get(arn.name, [])
    order: Command[Any] = target(Order(arn.name, notification, work.settings, parameters))
    intent = DeliverNotification(
        lifecycle_action_token=notification.lifecycle_action_token,
        type=order.wire_name(),
        body=order.model_dump(mode="json", by_alias=True),
    )
    work.begin(_effect(notification.lifecycle_action_token), intent)


def _try_later(
    notification: LifecycleActionStarted, attempts: int, reason: str, work: Work[State, Settings]
) -> None:
    token = notification.lifecycle_action_token
    work.record(
        NotificationAttemptFailed(
            lifecycle_action_token=token,
            notification_arn=notification.notification_arn,
            attempts=attempts,
            reason=reason,
        )
    )
    wait = FIRST_WAIT_SECONDS * 2 ** (attempts - 1)
    work.schedule_in(_timer(token), wait, RetryNotification(lifecycle_action_token=token))


def _give_up(
    notification: LifecycleActionStarted, attempts: int, reason: str, work: Work[State, Settings]
) -> None:
    work.record(
        NotificationFailed(
            lifecycle_action_token=notification.lifecycle_action_token,
            lifecycle_hook_id=notification.lifecycle_hook_id,
            notification_arn=notification.notification_arn,
            attempts=attempts,
            reason=reason,
        )
    )


def _timer(token: str) -> str:
    return f"retry/{token}"


def _effect(token: str) -> str:
    return f"deliver/{token}"
