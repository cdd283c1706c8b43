"""Queues: create, change, look at, list, delete."""

from typing import ClassVar

from scalehook_contracts.base import Command, Done, Event, Fresh, Listed, Part, Reply
from scalehook_contracts.message_service.base import ListOperation, QueueOperation
from scalehook_contracts.message_service.policies import (
    DlqPolicy,
    Encryption,
    Order,
    Tag,
    TenantRateLimitPolicy,
)
from scalehook_contracts.numbers import Int64


class QueueCreation(Reply):
    """`created` is false where the queue existed already with the same attributes (204)."""

    created: bool


class QueueOptions(Part):
    """What can be set; None is left to the default, or as it is."""

    delay_seconds: Int64 | None = None
    maximum_message_size: Int64 | None = None
    message_retention_period: Int64 | None = None
    visibility_timeout: Int64 | None = None
    polling_wait_seconds: Int64 | None = None
    logging_enabled: bool | None = None


class CreateQueue(QueueOptions, QueueOperation[QueueCreation]):
    """Create a queue; one with the same name and attributes is left as it is."""


class SetQueueAttributes(QueueOptions, QueueOperation[Done]):
    """Change the given attributes of a queue."""


class QueueAttributes(Reply):
    """Everything about a queue; times are Unix seconds, counters are exact. A dead-letter policy is
    shown where there is one: only the control plane can set it.
    """

    queue_name: str
    create_time: Int64
    last_modify_time: Int64
    delay_seconds: Int64
    maximum_message_size: Int64
    message_retention_period: Int64
    visibility_timeout: Int64
    polling_wait_seconds: Int64
    logging_enabled: bool
    active_messages: Int64
    inactive_messages: Int64
    delay_messages: Int64
    dlq_policy: DlqPolicy | None = None


class GetQueueAttributes(QueueOperation[QueueAttributes]):
    """All attributes and counters of a queue."""


class QueueSummary(Part):
    """A queue in a list; its `QueueURL` is the gateway's to make, from the request's Host.

    What is None stays out: everything but the name unless `with_meta` was asked for.
    """

    queue_name: str
    create_time: Int64 | None = None
    last_modify_time: Int64 | None = None
    delay_seconds: Int64 | None = None
    maximum_message_size: Int64 | None = None
    message_retention_period: Int64 | None = None
    visibility_timeout: Int64 | None = None
    polling_wait_seconds: Int64 | None = None
    logging_enabled: bool | None = None
    active_messages: Int64 | None = None
    inactive_messages: Int64 | None = None
    delay_messages: Int64 | None = None


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
    delay_seconds: Int64 = 0
    maximum_message_size: Int64 = 65536
    message_retention_period: Int64 = 345600
    visibility_timeout: Int64 = 30
    polling_wait_seconds: Int64 = 0
    logging_enabled: bool = False
    dlq_policy: DlqPolicy | None = None
    tenant_rate_limit_policy: TenantRateLimitPolicy | None = None
    encryption: Encryption | None = None


class QueueCreated(QueueAttributesEvent):
    """A queue exists."""

    create_time: Int64 = 0  # Unix seconds
    queue_type: Order = "normal"
    tags: list[Tag] = Fresh(list)


class QueueAttributesSet(QueueAttributesEvent):
    """A queue has these attributes from now on."""

    last_modify_time: Int64  # Unix seconds


class QueueDeleted(Event):
    """A queue and its messages are gone."""

    queue_name: str


class TurnQueue(Command[Done]):
    """The queue's next change is due: messages became visible, or passed their retention. It may come
    earlier than that.
    """

    housekeeping: ClassVar[bool] = True

    queue_name: str
