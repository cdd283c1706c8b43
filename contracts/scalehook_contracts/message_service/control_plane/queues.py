"""Queues: create, change, look at, list, delete."""

from typing import ClassVar

from scalehook_contracts.base import Listed, Part
from scalehook_contracts.message_service.control_plane.base import (
    ControlPlaneOperation,
    ControlPlaneReply,
    Counted,
    EncryptionChoice,
    EncryptionView,
    Paged,
    QueueOperation,
    Tagged,
    TagView,
    Written,
)
from scalehook_contracts.message_service.control_plane.parameters import GivenDlqPolicy, GivenRateLimit
from scalehook_contracts.message_service.policies import Order, TenantRateLimitPolicy
from scalehook_contracts.numbers import Int64


class QueueChoice(EncryptionChoice):
    """What can be set. Ranges are the service's to check: the documented texts name each of them."""

    delay_seconds: Int64 | None = None
    maximum_message_size: Int64 | None = None
    message_retention_period: Int64 | None = None
    visibility_timeout: Int64 | None = None
    polling_wait_seconds: Int64 | None = None
    enable_logging: bool | None = None
    dlq_policy: GivenDlqPolicy = None
    tenant_rate_limit_policy: GivenRateLimit = None


class CreateQueue(Tagged, QueueChoice, QueueOperation[Written]):
    """Create a queue; one with the same name and attributes is left as it is."""

    queue_type: Order = "normal"


class SetQueueAttributes(QueueChoice, QueueOperation[Written]):
    """Change the given attributes of a queue; its type never changes."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"QueueType"})


class DlqPolicyView(Part):
    """Where messages go that nobody can cope with; the count is a text."""

    enabled: bool
    dead_letter_target_queue: str | None = None
    max_receive_count: str | None = None


class QueueView(EncryptionView):
    """Everything about a queue; times are Unix seconds, counters are exact."""

    queue_name: str
    queue_type: Order
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
    dlq_policy: DlqPolicyView
    tenant_rate_limit_policy: TenantRateLimitPolicy
    tags: list[TagView] = Listed("Tag")


class QueueAnswer(ControlPlaneReply):
    """One queue."""

    data: QueueView


class GetQueueAttributes(Tagged, QueueOperation[QueueAnswer]):
    """All attributes and counters of a queue; with tags, of one that bears them all."""


class QueuePage(Counted):
    """Some of them."""

    page_data: list[QueueView] = Listed("PageData")


class QueueList(ControlPlaneReply):
    """Queues by name."""

    data: QueuePage


class ListQueue(Tagged, Paged, ControlPlaneOperation[QueueList]):
    """The queues whose names begin with `QueueName`, of this type, with all of these tags."""

    queue_name: str = ""
    queue_type: Order | None = None

    def resources(self) -> list[str]:
        """All queues."""
        return ["/queues"]


class DeleteQueue(QueueOperation[Written]):
    """Delete a queue with all its messages; one that is gone already is no error."""
