"""What happens to notifications of a group's events."""

from scalehook.notification_dispatcher.state.notifications import Delivery
from scalehook.notification_dispatcher.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.notification_dispatcher.notifications import (
    EventNotificationAttemptFailed,
    EventNotificationFailed,
    EventNotificationSent,
)
from scalehook_contracts.scaling_controller.notification_configurations import EventNotificationDue


class EventNotificationTaken(Note):
    """A notification is to be delivered."""

    notification: EventNotificationDue


def event_notification_taken(event: EventNotificationTaken, state: State) -> None:
    """One more delivery."""
    state.deliveries[event.notification.notification_id] = Delivery(event.notification)


def event_notification_attempt_failed(event: EventNotificationAttemptFailed, state: State) -> None:
    """One more try was made."""
    delivery = state.deliveries[event.notification_id]
    delivery.attempts = event.attempts
    delivery.under_way = False


def event_notification_sent(event: EventNotificationSent, state: State) -> None:
    """Nothing more is to be done."""
    del state.deliveries[event.notification_id]


def event_notification_failed(event: EventNotificationFailed, state: State) -> None:
    """Nothing more is to be done."""
    del state.deliveries[event.notification_id]
