"""What has become of messages that somebody has sent: where they lie, and who may be at work on them."""

from typing import Literal

from scalehook_contracts.base import Command, Fresh, Part, Reply
from scalehook_contracts.numbers import Int64

Fate = Literal["visible", "delayed", "in_hand", "taken", "retried", "lost"]


class SentMessage(Part):
    """A message to a queue or a topic; `sent_at` in Unix milliseconds."""

    receiver: Literal["queue", "topic"]
    name: str
    message_id: str
    sent_at: Int64


class MessageTrace(Part):
    """Where a message, or one of the copies that a topic makes of it, has come to: `visible` or
    `delayed` in a queue, `in_hand` of a client, `taken` (deleted, or accepted by an endpoint), a push to
    be `retried`, or `lost` to the receiver. `own_id` is that of the queue's message, or the push's.

    `visible_at` (of one in hand) and `expires_at` are Unix milliseconds, 0 where they say nothing.
    """

    message_id: str
    fate: Fate
    place: str  # `queue/work`, or `topic/t` and its subscription
    queue_name: str = ""
    own_id: str = ""
    receipt_handle: str = ""
    visible_at: Int64 = 0
    expires_at: Int64 = 0
    worked_on: bool = False  # a message of the queue is in somebody's hands: this one or another


class MessageTraces(Reply):
    """In the order in which they were asked for."""

    traces: list[MessageTrace] = Fresh(list)


class TraceMessages(Command[MessageTraces]):
    """Asks what has become of these messages. Not one of the cloud's."""

    messages: list[SentMessage] = Fresh(list)


class NextVisible(Reply):
    """A message becomes visible `at` (Unix milliseconds); one does so or is too old at `changes_at`.
    0: none does.
    """

    at: Int64 = 0
    changes_at: Int64 = 0


class FindNextVisible(Command[NextVisible]):
    """Asks when the next delayed or received message of any queue becomes visible. Not one of the
    cloud's.
    """
