"""Pushing a notification to an endpoint, attempt by attempt."""

from scalehook_contracts.base import Command, Done, Event, Intent
from scalehook_contracts.event_bus.events import PutCloudEvent
from scalehook_contracts.message_service.publications import Belongings
from scalehook_contracts.numbers import Int64


class RetryPush(Command[Done]):
    """The wait before an attempt is over."""

    push_id: str


class AttemptNow(Command[Done]):
    """A message that waits for its next attempt at a subscription is attempted at once; MessageNotExist
    where none waits. Not one of the cloud's.
    """

    topic_name: str
    subscription_name: str
    message_id: str


class RecordPushOutcome(Command[Done]):
    """An attempt to push has ended; `reason` is empty when the endpoint took the message."""

    push_id: str
    reason: str = ""


class PushNotification(Intent):
    """POST a notification to a subscription's endpoint, once. It has so many `seconds` (real) to answer;
    0: as a setting says of all.
    """

    push_id: str
    endpoint: str
    body: str
    headers: dict[str, str]
    seconds: float = 0


class PutNotification(Intent):
    """Put a notification into an event bus, once."""

    push_id: str
    event: PutCloudEvent


class LookAtEndpoint(Intent):
    """Find out whether pushes may go to a subscription's endpoint."""

    topic_name: str
    subscription_name: str
    endpoint: str


class RecordEndpointLook(Command[Done]):
    """Says why pushes to an endpoint cannot but fail, or nothing."""

    topic_name: str
    subscription_name: str
    endpoint: str
    reason: str = ""


class PushBegun(Belongings, Event):
    """A message is on its way to a subscription's endpoint; the first attempt is made at
    `first_attempt_time` (Unix milliseconds), 0: at once.
    """

    push_id: str
    topic_name: str
    subscription_name: str
    message_id: str
    message_body: str
    message_tag: str | None = None
    publish_time: Int64  # Unix milliseconds
    first_attempt_time: Int64 = 0
    request_id: str = ""  # of the call that all this began with; so in what follows


class PushFailed(Event):
    """An attempt went wrong; the next is made at `next_attempt_time`. Times are Unix milliseconds."""

    push_id: str
    reason: str
    next_attempt_time: Int64
    at: Int64 = 0
    request_id: str = ""


class PushBroughtForward(Event):
    """Somebody does not wait: the next attempt is made at `next_attempt_time` (Unix milliseconds)."""

    push_id: str
    next_attempt_time: Int64
    request_id: str = ""


class PushSucceeded(Event):
    """The endpoint has taken the message, `at` in Unix milliseconds."""

    push_id: str
    attempts: Int64
    at: Int64 = 0
    request_id: str = ""


class PushDiscarded(Event):
    """The last attempt went wrong, or the subscription is gone; the message is lost to it. Dead letters
    are in the queue `dead_letter_queue`. `at` in Unix milliseconds.
    """

    push_id: str
    reason: str
    at: Int64 = 0
    dead_letter_queue: str = ""
    request_id: str = ""
