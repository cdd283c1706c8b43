"""What events do to deliveries."""

from scalehook.notification_dispatcher.state.root import Delivery, State
from scalehook_contracts.base import Note
from scalehook_contracts.notification_dispatcher import (
    NotificationAttemptFailed,
    NotificationFailed,
    NotificationSent,
)
from scalehook_contracts.scaling_controller import LifecycleActionStarted
from scalehook_contracts.template_engine import TemplateParameter


class NotificationTaken(Note):
    """A notification is to be delivered."""

    notification: LifecycleActionStarted


class NotificationDropped(Note):
    """The wait is over: nobody needs the notification any more."""

    lifecycle_action_token: str


class TemplateNoted(Note):
    """A template has these parameters."""

    name: str
    parameters: list[TemplateParameter]


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


def template_noted(event: TemplateNoted, state: State) -> None:
    """Notifications to it know its parameters."""
    state.templates[event.name] = event.parameters
