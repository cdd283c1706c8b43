"""Attempts to deliver a notification: begun, repeated after a while, given up."""

from scalehook.kit import Work
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state import Delivery, State
from scalehook.notification_dispatcher.state.events.notifications import NotificationAttempted
from scalehook.notification_dispatcher.targets import TARGETS, Order, Undeliverable, receiver, template
from scalehook_contracts.notification_dispatcher.notifications import (
    DeliverNotification,
    NotificationAttemptFailed,
    NotificationFailed,
    NotificationSent,
    RetryNotification,
)

FIRST_WAIT_SECONDS = 1.0  # doubled with each attempt
MOST_DOUBLINGS = 8


def begin(delivery: Delivery, work: Work[State, Settings]) -> None:
    """Try at once; only a template that is not known yet is waited for."""
    order = _order(delivery, work)
    if template.is_template(order) and order.parameters is None:
        again_in(work.settings.late_events_seconds, delivery, work)
    else:
        attempt(delivery, work)


def attempt(delivery: Delivery, work: Work[State, Settings]) -> None:
    """One attempt. What cannot be sent at all is given up at once."""
    order = _order(delivery, work)
    target = TARGETS.get((order.receiver.service, order.receiver.kind))
    if target is None:
        reason = f"receivers of the kind {order.receiver.service} are not simulated"
        give_up(delivery, delivery.attempts, reason, work)
        return
    try:
        command = target(order)
    except Undeliverable as problem:
        give_up(delivery, delivery.attempts, str(problem), work)
        return
    intent = DeliverNotification(
        lifecycle_action_token=delivery.token,
        type=command.wire_name(),
        body=command.model_dump(mode="json", by_alias=True),
    )
    work.record(NotificationAttempted(lifecycle_action_token=delivery.token))
    work.begin(f"deliver/{delivery.token}", intent)


def succeed(delivery: Delivery, work: Work[State, Settings]) -> None:
    """The receiver has taken it."""
    work.record(
        NotificationSent(
            lifecycle_action_token=delivery.token,
            lifecycle_hook_id=delivery.notification.lifecycle_hook_id,
            notification_arn=delivery.notification.notification_arn,
            attempts=delivery.attempts + 1,
        )
    )


def fail(delivery: Delivery, reason: str, refused: bool, work: Work[State, Settings]) -> None:
    """An attempt has failed: again later, or given up. A template that refuses to start will not start
    the next time either.
    """
    attempts = delivery.attempts + 1
    final = refused and template.is_template(_order(delivery, work))
    if final or attempts >= work.settings.attempts:
        give_up(delivery, attempts, reason, work)
        return
    work.record(
        NotificationAttemptFailed(
            lifecycle_action_token=delivery.token,
            notification_arn=delivery.notification.notification_arn,
            attempts=attempts,
            reason=reason,
        )
    )
    again_in(FIRST_WAIT_SECONDS * 2 ** min(attempts - 1, MOST_DOUBLINGS), delivery, work)


def give_up(delivery: Delivery, attempts: int, reason: str, work: Work[State, Settings]) -> None:
    """Nobody will be told. For a template this means that it failed to be executed."""
    order = _order(delivery, work)
    work.record(
        NotificationFailed(
            lifecycle_action_token=delivery.token,
            lifecycle_hook_id=delivery.notification.lifecycle_hook_id,
            notification_arn=delivery.notification.notification_arn,
            attempts=attempts,
            reason=reason,
            lifecycle_action_result=template.result(order) if template.is_template(order) else None,
        )
    )


def again_in(seconds: float, delivery: Delivery, work: Work[State, Settings]) -> None:
    """The next attempt."""
    retry = RetryNotification(lifecycle_action_token=delivery.token)
    work.schedule_in(timer(delivery.token), seconds, retry)


def timer(token: str) -> str:
    """The key of the next attempt's timer."""
    return f"retry/{token}"


def _order(delivery: Delivery, work: Work[State, Settings]) -> Order:
    arn = receiver(delivery.notification)
    return Order(arn, delivery.notification, work.settings, work.state.templates.get(arn.name))
