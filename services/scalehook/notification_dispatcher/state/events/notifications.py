"""What happens to notifications."""

from scalehook.notification_dispatcher.state.notifications import Delivery
from scalehook.notification_dispatcher.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.notification_dispatcher.notifications import (
    NotificationAttemptFailed,
    NotificationFailed,
    NotificationSent,
)
from scalehook_contracts.scaling_controller.actions import LifecycleActionStarted

LONGEST_WAIT_SECONDS = 21_600  # and what is heard of its end comes soon after
LATEST_SECONDS = 60  # by which a beginning may come after its end


class NotificationTaken(Note):
    """A notification is to be delivered."""

    notification: LifecycleActionStarted


class NotificationDropped(Note):
    """The wait is over: nobody needs the notification any more."""

    lifecycle_action_token: str


class NotificationAttempted(Note):
    """It is on its way to its receiver."""

    lifecycle_action_token: str


class NotificationUnwanted(Note):
    """The wait is over; whether the receiver takes it this time is still to be heard."""

    lifecycle_action_token: str


class EndNoted(Note):
    """A wait is over of which nothing had been heard: it notifies nobody, or its beginning is late."""

    lifecycle_action_token: str
    at: float


def notification_taken(event: NotificationTaken, state: State) -> None:
    """One more delivery."""
    notification = event.notification
    _forget_old(notification.started_at - LONGEST_WAIT_SECONDS - LATEST_SECONDS, state)
    state.deliveries[notification.lifecycle_action_token] = Delivery(notification)


def notification_dropped(event: NotificationDropped, state: State) -> None:
    """One less."""
    del state.deliveries[event.lifecycle_action_token]
    for fault in state.faults.values():
        fault.let_go(event.lifecycle_action_token)


def notification_attempted(event: NotificationAttempted, state: State) -> None:
    """Its outcome will come."""
    state.deliveries[event.lifecycle_action_token].under_way = True


def notification_unwanted(event: NotificationUnwanted, state: State) -> None:
    """Its attempt is the last."""
    state.deliveries[event.lifecycle_action_token].unwanted = True


def notification_sent(event: NotificationSent, state: State) -> None:
    """Nothing more is to be done."""
    delivery = state.deliveries[event.lifecycle_action_token]
    delivery.over = delivery.taken = True
    delivery.message_id = event.message_id


def notification_failed(event: NotificationFailed, state: State) -> None:
    """Nothing more is to be done."""
    state.deliveries[event.lifecycle_action_token].over = True


def notification_attempt_failed(event: NotificationAttemptFailed, state: State) -> None:
    """One more try was made."""
    delivery = state.deliveries[event.lifecycle_action_token]
    delivery.attempts = event.attempts
    delivery.under_way = False


def end_noted(event: EndNoted, state: State) -> None:
    """Its beginning may still come; not after a while."""
    while state.ended and state.ended[first := next(iter(state.ended))] < event.at - LATEST_SECONDS:
        del state.ended[first]
    state.ended[event.lifecycle_action_token] = event.at


def _forget_old(before: float, state: State) -> None:
    """Deliveries that were over when journals of earlier versions forgot them."""
    while state.deliveries:
        token, delivery = next(iter(state.deliveries.items()))
        told = delivery.notification
        goes_on = not delivery.over and (not delivery.unwanted or delivery.late is not None)
        if goes_on or not isinstance(told, LifecycleActionStarted) or told.started_at >= before:
            return
        del state.deliveries[token]
