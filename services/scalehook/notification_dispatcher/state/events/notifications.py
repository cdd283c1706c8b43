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


class NotificationTaken(Note):
    """A notification is to be delivered."""

    notification: LifecycleActionStarted


class NotificationDropped(Note):
    """The wait is over: nobody needs the notification any more."""

    lifecycle_action_token: str


def notification_taken(event: NotificationTaken, state: State) -> None:
    """One more delivery."""
    state.deliveries[event.notification.lifecycle_action_token] = Delivery(event.notification)


def notification_dropped(event: NotificationDropped, state: State) -> None:
    """One less."""
    del state.deliveries[event.lifecycle_action_token]


def notification_sent(event: NotificationSent, state: State) -> None:
    """One less."""
    del state.deliveries[event.lifecycle_action_token]


def notification_failed(event: NotificationFailed, state: State) -> None:
    """One less."""
    del state.deliveries[event.lifecycle_action_token]


def notification_attempt_failed(event: NotificationAttemptFailed, state: State) -> None:
    """One more try was made."""
    state.deliveries[event.lifecycle_action_token].attempts = event.attempts
