"""Notifications: taken, delivered, or of no use any more."""

from collections.abc import Callable
from typing import Any

from scalehook.kit import Work
from scalehook.notification_dispatcher import delivering
from scalehook.notification_dispatcher.faults import notifications as faulty
from scalehook.notification_dispatcher.faults import waits
from scalehook.notification_dispatcher.settings import Settings
from scalehook.notification_dispatcher.state import State
from scalehook.notification_dispatcher.state.events.notifications import (
    EndNoted,
    NotificationDropped,
    NotificationTaken,
    NotificationUnwanted,
)
from scalehook_contracts.base import Done, Event
from scalehook_contracts.notification_dispatcher.faults import FaultNotCarriedOut
from scalehook_contracts.notification_dispatcher.notifications import (
    RecordDelivery,
    RetryNotification,
)
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded, LifecycleActionStarted


def on_lifecycle_action_started(event: LifecycleActionStarted, work: Work[State, Settings]) -> None:
    """Its receiver is to be notified, unless the wait is over already."""
    token = event.lifecycle_action_token
    if token in work.state.deliveries or token in work.state.ended:
        return
    if event.notification_arn:
        work.record(NotificationTaken(notification=event))
        begin = faulty.begin if work.state.faults else delivering.begin
        begin(work.state.deliveries[token], work)
    if work.state.faults:
        waits.begin(event, work)


def on_lifecycle_action_ended(event: LifecycleActionEnded, work: Work[State, Settings]) -> None:
    """What has not been delivered by now need not be, even if it has not been heard of yet. Of a wait
    that nobody is notified of, only faults want to know.
    """
    token = event.lifecycle_action_token
    delivery = work.state.deliveries.get(token)
    if delivery is not None and faulty.goes_on(delivery, work):
        return
    if delivery is None:
        work.record(EndNoted(lifecycle_action_token=token, at=work.now.timestamp()))
    elif delivery.under_way and not delivery.over:
        work.record(NotificationUnwanted(lifecycle_action_token=token))
    else:
        work.cancel(delivering.timer(token))
        work.record(NotificationDropped(lifecycle_action_token=token))


def _begins_something(event: LifecycleActionStarted, state: State) -> bool:
    return bool(event.notification_arn or state.faults)


def _ends_something(event: LifecycleActionEnded, state: State) -> bool:
    return bool(event.notifies or state.faults)


HEEDS: dict[type[Event], Callable[[Any, State], bool]] = {
    LifecycleActionStarted: _begins_something,
    LifecycleActionEnded: _ends_something,
}


def record_delivery(command: RecordDelivery, work: Work[State, Settings]) -> Done:
    """An attempt has ended: done, again later, or given up."""
    if command.order_id:
        return _record_order(command, work)
    delivery = work.state.deliveries.get(command.lifecycle_action_token)
    if delivery is None or delivery.over:
        return Done()
    if not command.reason:
        delivering.succeed(delivery, command.message_id, work)
    elif not delivery.unwanted:
        delivering.fail(delivery, command.reason, command.refused, work)
    if delivery.unwanted:
        work.record(NotificationDropped(lifecycle_action_token=delivery.key))
    return Done()


def retry_notification(command: RetryNotification, work: Work[State, Settings]) -> Done:
    """The next attempt."""
    delivery = work.state.deliveries.get(command.lifecycle_action_token)
    if delivery is not None and not delivery.over:
        delivering.attempt(delivery, work)
    return Done()


def _record_order(command: RecordDelivery, work: Work[State, Settings]) -> Done:
    """What a fault sends is sent once."""
    if command.reason:
        work.record(FaultNotCarriedOut(order_id=command.order_id, reason=command.reason))
    return Done()
