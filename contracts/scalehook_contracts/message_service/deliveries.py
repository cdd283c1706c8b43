"""What has become of a topic's messages at its subscribers, attempt by attempt."""

from typing import Literal

from pydantic import Field

from scalehook_contracts.base import Command, Fresh, Part, Reply
from scalehook_contracts.numbers import Int64

Outcome = Literal["taken", "retried", "lost", "dead_letter"]


class DeliveryView(Part):
    """An attempt to give a message to a subscriber. Times are Unix milliseconds.

    It was `taken`; or it failed with a `reason` and is to be `retried` at `next_attempt_time`, is `lost`
    or was put into the queue `dead_letter_queue`.
    """

    topic_name: str
    subscription_name: str
    endpoint: str
    message_id: str  # of the topic's message
    attempt: Int64  # from 1
    at: Int64
    outcome: Outcome
    reason: str = ""
    next_attempt_time: Int64 = 0
    dead_letter_queue: str = ""


class EndpointWarning(Part):
    """Why pushes to a subscriber cannot but fail."""

    subscription_name: str
    endpoint: str
    reason: str


class Deliveries(Reply):
    """The last attempts, in order of time, and what to know of the subscriptions."""

    deliveries: list[DeliveryView] = Fresh(list)
    warnings: list[EndpointWarning] = Fresh(list)


class ListDeliveries(Command[Deliveries]):
    """Asks for the last attempts of a topic, or of one of its subscriptions. So many are kept of each
    subscription as `most` allows at most. Not one of the cloud's.
    """

    topic_name: str
    subscription_name: str = ""
    message_id: str = ""
    most: int = Field(100, ge=1, le=1000)
