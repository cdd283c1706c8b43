"""Queues: create, change, look at, list, delete."""

from scalehook_contracts.base import Command, Done, Event, Listed, Part, Reply
from scalehook_contracts.message_service.base import ListOperation, QueueOperation


class QueueCreation(Reply):
    """`created` is false where the queue existed already with the same attributes (204)."""

    created: bool


class QueueOptions(Part):
    """What can be set; None is left to the default, or as it is."""

    delay_seconds: int | None = None
    maximum_message_size: int | None = None
    message_retention_period: int | None = None
    visibility_timeout: int | None = None
    polling_wait_seconds: int | None = None
    logging_enabled: bool | None = None


class CreateQueue(QueueOptions, QueueOperation[QueueCreation]):
    """Create a queue; one with the same name and attributes is left as it is."""


class SetQueueAttributes(QueueOptions, QueueOperation[Done]):
    """Change the given attributes of a queue."""


class QueueAttributes(Reply):
    """Everything about a queue; times are Unix seconds, counters are exact."""

    queue_name: str
    create_time: int
    last_modify_time: int
    delay_seconds: int
    maximum_message_size: int
    message_retention_period: int
    visibility_timeout: int
    polling_wait_seconds: int
    logging_enabled: bool
    active_messages: int
    inactive_messages: int
    delay_messages: int


class GetQueueAttributes(QueueOperation[QueueAttributes]):
    """All attributes and counters of a queue."""


class QueueSummary(Part):
    """A queue in a list; its `QueueURL` is the gateway's to make, from the request's Host.

    What is None stays out: everything but the name unless `with_meta` was asked for.
    """

    queue_name: str
    create_time: int | None = None
    last_modify_time: int | None = None
    delay_seconds: int | None = None
    maximum_message_size: int | None = None
    message_retention_period: int | None = None
    visibility_timeout: int | None = None
    polling_wait_seconds: int | None = None
    logging_enabled: bool | None = None
    active_messages: int | None = None
    inactive_messages: int | None = None
    delay_messages: int | None = None


class QueueList(Reply):
    """One page of queues; `next_marker` is None on the last."""

    queues: list[QueueSummary] = Listed("Queue")
    next_marker: str | None = None


class ListQueue(ListOperation[QueueList]):
    """The queues whose names begin with `prefix`."""

    def resources(self) -> list[str]:
        """All queues."""
        return ["/queues"]


class DeleteQueue(QueueOperation[Done]):
    """Delete a queue with all its messages; one that is gone already is no error."""


class QueueAttributesEvent(Event):
    """A queue's settable attributes, all of them."""

    queue_name: str
    delay_seconds: int = 0
    maximum_message_size: int = 65536
    message_retention_period: int = 345600
    visibility_timeout: int = 30
    polling_wait_seconds: int = 0
    logging_enabled: bool = False


class QueueCreated(QueueAttributesEvent):
    """A queue exists."""

    create_time: int = 0  # Unix seconds


class QueueAttributesSet(QueueAttributesEvent):
    """A queue has these attributes from now on."""

    last_modify_time: int  # Unix seconds


class QueueDeleted(Event):
    """A queue and its messages are gone."""

    queue_name: str


class TurnQueue(Command[Done]):
    """The queue's next change is due: messages became visible, or passed their retention."""

    queue_name: str
