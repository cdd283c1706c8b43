"""All messages of a queue at once: nothing of the cloud's, which knows no such operation."""

from scalehook_contracts.base import Command, Event, Reply
from scalehook_contracts.numbers import Int64


class QueuePurging(Reply):
    """So many messages are gone, those that were received or delayed among them."""

    count: Int64


class PurgeQueue(Command[QueuePurging]):
    """Delete all messages of a queue; the queue stays."""

    queue_name: str


class QueuePurged(Event):
    """All messages of a queue are gone: so many."""

    queue_name: str
    count: Int64
