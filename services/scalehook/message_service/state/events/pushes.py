"""What events do to pushes on their way, and to the log of their attempts."""

from scalehook.message_service.state.deliveries import Delivery
from scalehook.message_service.state.pushes import Push
from scalehook.message_service.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.message_service.pushes import (
    PushBegun,
    PushBroughtForward,
    PushDiscarded,
    PushFailed,
    PushSucceeded,
)
from scalehook_contracts.numbers import Int64


class NotificationsTaken(Note):
    """These subscribers have taken a message at the first attempt, `at` in Unix milliseconds."""

    topic_name: str
    message_id: str
    subscription_names: list[str]
    at: Int64


def notifications_taken(event: NotificationsTaken, state: State) -> None:
    """It is in their logs."""
    subscriptions = state.topics[event.topic_name].subscriptions
    for name in event.subscription_names:
        subscriptions[name].deliveries.append(Delivery(event.message_id, 1, event.at))


def push_begun(event: PushBegun, state: State) -> None:
    """A message is on its way to an endpoint."""
    push = Push(
        event.push_id,
        event.topic_name,
        event.subscription_name,
        event.message_id,
        event.message_body,
        event.message_tag,
        event.publish_time,
        message_group_id=event.message_group_id,
        user_properties=event.user_properties,
        system_properties=event.system_properties,
        message_attributes=event.message_attributes,
        request_id=event.request_id,
        first_attempt_time=event.first_attempt_time,
    )
    state.begin_push(push)
    subscription = state.subscription_of(push)
    if subscription is not None and event.first_attempt_time:
        subscription.next_turn = event.first_attempt_time + subscription.milliseconds_each


def push_failed(event: PushFailed, state: State) -> None:
    """An attempt went wrong; there will be another."""
    push = state.pushes[event.push_id]
    _log(push, event.at, state, event.reason, event.next_attempt_time)
    push.failures += 1


def push_brought_forward(event: PushBroughtForward, state: State) -> None:
    """The log says when the next attempt really is made."""
    push = state.pushes[event.push_id]
    subscription = state.subscription_of(push)
    last = subscription.last_of(push.message_id) if subscription is not None else None
    if last is not None:
        last.next_attempt_time = event.next_attempt_time


def push_succeeded(event: PushSucceeded, state: State) -> None:
    """The endpoint has the message."""
    _log(state.pushes[event.push_id], event.at, state)
    state.end_push(event.push_id)


def push_discarded(event: PushDiscarded, state: State) -> None:
    """The endpoint never gets the message."""
    push = state.pushes[event.push_id]
    _log(push, event.at, state, event.reason, dead_letter_queue=event.dead_letter_queue)
    state.discarded.append(event.push_id)
    state.end_push(event.push_id)


def _log(
    push: Push, at: int, state: State, reason: str = "", following: int = 0, dead_letter_queue: str = ""
) -> None:
    """Who has left has no log any more."""
    subscription = state.subscription_of(push)
    if subscription is not None:
        attempt = Delivery(push.message_id, push.failures + 1, at, reason, following, dead_letter_queue)
        subscription.deliveries.append(attempt)
