"""What events do to pushes on their way."""

from scalehook.message_service.state.pushes import Push
from scalehook.message_service.state.root import State
from scalehook_contracts.message_service.pushes import (
    PushBegun,
    PushDiscarded,
    PushFailed,
    PushSucceeded,
)


def push_begun(event: PushBegun, state: State) -> None:
    """A message is on its way to an endpoint."""
    state.begin_push(
        Push(
            event.push_id,
            event.topic_name,
            event.subscription_name,
            event.message_id,
            event.message_body,
            event.message_tag,
            event.publish_time,
        )
    )


def push_failed(event: PushFailed, state: State) -> None:
    """An attempt went wrong; there will be another."""
    state.pushes[event.push_id].failures += 1


def push_succeeded(event: PushSucceeded, state: State) -> None:
    """The endpoint has the message."""
    state.end_push(event.push_id)


def push_discarded(event: PushDiscarded, state: State) -> None:
    """The endpoint never gets the message."""
    state.discarded.append(event.push_id)
    state.end_push(event.push_id)
