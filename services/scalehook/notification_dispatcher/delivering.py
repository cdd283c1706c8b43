"""Attempts to deliver a notification: begun, repeated after a while, given up."""

from scalehook.kit import Work
from scalehook.notification_dispatcher import reports
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state import Delivery, State
from scalehook.notification_dispatcher.state.events.notifications import NotificationAttempted
from scalehook.notification_dispatcher.targets import TARGETS, Order, Undeliverable, template
from scalehook_contracts.notification_dispatcher.notifications import (
    DeliverNotification,
    RetryNotification,
)

FIRST_WAIT_SECONDS = 1.0  # doubled with each attempt
MOST_DOUBLINGS = 8


def begin(delivery: Delivery, work: Work[State, Settings]) -> None:
    """Try at once; only a template that is not known yet is waited for."""
    order = order_of(delivery, work)
    if order.is_for_template and order.parameters is None:
        again_in(work.settings.late_events_seconds, delivery, work)
    else:
        _attempt(delivery, order, work)


def attempt(delivery: Delivery, work: Work[State, Settings]) -> None:
    """One attempt. What cannot be sent at all is given up at once."""
    _attempt(delivery, order_of(delivery, work), work)


def succeed(delivery: Delivery, message_id: str, work: Work[State, Settings]) -> None:
    """The receiver has taken it."""
    work.record(reports.sent(delivery, message_id))


def fail(delivery: Delivery, reason: str, refused: bool, work: Work[State, Settings]) -> None:
    """An attempt has failed: again later, or given up. A template that refuses to start will not start
    the next time either.
    """
    attempts = delivery.attempts + 1
    order = order_of(delivery, work)
    if (refused and order.is_for_template) or attempts >= work.settings.attempts:
        _give_up(delivery, order, attempts, reason, work)
        return
    work.record(reports.attempt_failed(delivery, attempts, reason))
    again_in(FIRST_WAIT_SECONDS * 2 ** min(attempts - 1, MOST_DOUBLINGS), delivery, work)


def timer(key: str) -> str:
    """The key of the next attempt's timer."""
    return f"retry/{key}"


def _attempt(delivery: Delivery, order: Order, work: Work[State, Settings]) -> None:
    target = TARGETS.get(order.receiver.kind)
    if target is None:
        reason = f"receivers of the kind {order.receiver.arn.service} are not simulated"
        _give_up(delivery, order, delivery.attempts, reason, work)
        return
    try:
        command = target(order)
    except Undeliverable as problem:
        _give_up(delivery, order, delivery.attempts, str(problem), work)
        return
    intent = DeliverNotification(
        lifecycle_action_token=delivery.key,
        type=command.wire_name(),
        body=command.model_dump(mode="json", by_alias=True),
        caller=caller_of(order),
    )
    work.record(NotificationAttempted(lifecycle_action_token=delivery.key))
    work.begin(f"deliver/{delivery.key}", intent)


def _give_up(
    delivery: Delivery, order: Order, attempts: int, reason: str, work: Work[State, Settings]
) -> None:
    """Nobody is notified. For a template this means that it failed to be executed."""
    result = template.result(order) if order.is_for_template else None
    work.record(reports.failed(delivery, attempts, reason, result))


def caller_of(order: Order) -> str:
    """On whose behalf it is told: a template is executed for whoever has named it in the hook, and with
    no more than they may.
    """
    return order.action.hook_maker if order.is_for_template else ""


def again_in(seconds: float, delivery: Delivery, work: Work[State, Settings]) -> None:
    """The next attempt is to be made then."""
    retry = RetryNotification(lifecycle_action_token=delivery.key)
    work.schedule_in(timer(delivery.key), seconds, retry)


def order_of(delivery: Delivery, work: Work[State, Settings]) -> Order:
    """What a target needs to know of it."""
    receiver = delivery.receiver
    return Order(receiver, delivery.notification, work.settings, work.state.templates.get(receiver.name))
