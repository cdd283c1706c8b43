"""What is in a queue, as an onlooker sees it who is no client: what is held or delayed, too."""

from typing import Literal

from pydantic import Field

from scalehook_contracts.base import Command, Fresh, Part, Reply
from scalehook_contracts.numbers import Int64

MessageState = Literal["ready", "held", "delayed"]
MOST_LOOKED_AT = 20_000  # messages, for a text that may be in none of them


class QueuedMessage(Part):
    """A message in a queue. Times are Unix milliseconds. `body` is its beginning, of `body_length`
    characters in all.
    """

    message_id: str
    state: MessageState
    body: str
    body_length: Int64
    priority: Int64
    enqueue_time: Int64
    next_visible_time: Int64
    dequeue_count: Int64
    message_group_id: str = ""


class QueueContents(Reply):
    """How many messages are in which state, and some of them; all of one moment. `matching` is how many
    there are that were asked for, among the first `MOST_LOOKED_AT` of the queue.
    """

    active_messages: Int64
    inactive_messages: Int64
    delay_messages: Int64
    messages: list[QueuedMessage] = Fresh(list)
    matching: Int64 = 0


class ListQueueMessages(Command[QueueContents]):
    """Asks for a queue's messages: those that would be received next, in their order; then those that
    are held or delayed, the first to become visible first. Nobody receives anything by it. With a
    `state`, or a text that is `contained` in the body or in what it encodes, in any case: those alone.
    Not one of the cloud's.
    """

    queue_name: str
    skip: int = Field(0, ge=0, le=10_000_000)  # so many at the head of the list
    most: int = Field(100, ge=1, le=500)
    body_characters: int = Field(4096, ge=1, le=65536)
    state: MessageState | None = None
    contained: str = Field("", max_length=256)
