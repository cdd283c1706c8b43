"""Pushing a notification to an HTTP endpoint, attempt by attempt."""

from scalehook_contracts.base import Command, Done, Event, Intent
from scalehook_contracts.numbers import Int64


class RetryPush(Command[Done]):
    """The wait after a failed push is over."""

    push_id: str


class RecordPushOutcome(Command[Done]):
    """An attempt to push has ended; `reason` is empty when the endpoint took the message."""

    push_id: str
    reason: str = ""


class PushNotification(Intent):
    """POST a notification to a subscription's endpoint, once."""

    push_id: str
    endpoint: str
    body: str
    headers: dict[str, str]


class PushBegun(Event):
    """A message is on its way to a subscription's HTTP endpoint."""

    push_id: str
    topic_name: str
    subscription_name: str
    message_id: str
    message_body: str
    message_tag: str | None = None
    publish_time: Int64  # Unix milliseconds


class PushFailed(Event):
    """An attempt went wrong; the next is made at `next_attempt_time` (Unix milliseconds)."""

    push_id: str
    reason: str
    next_attempt_time: Int64


class PushSucceeded(Event):
    """The endpoint has taken the message."""

    push_id: str
    attempts: Int64


class PushDiscarded(Event):
    """The last attempt went wrong, or the subscription is gone; the message is lost to it."""

    push_id: str
    reason: str
