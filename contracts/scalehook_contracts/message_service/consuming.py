"""Taking messages from a queue: receive, peek, delete, hold longer."""

from scalehook_contracts.base import Done, Listed, Part, Reply
from scalehook_contracts.message_service.base import QueueMessageOperation
from scalehook_contracts.message_service.messages import PeekedMessage, ReceivedMessage


class ReceivedMessages(Reply):
    """One or more messages."""

    messages: list[ReceivedMessage] = Listed("Message")


class PeekedMessages(Reply):
    """One or more messages, looked at."""

    messages: list[PeekedMessage] = Listed("Message")


class ReceiveMessage(QueueMessageOperation[ReceivedMessage]):
    """Receive the most urgent message, waiting up to `wait_seconds` (default: the queue's) for it."""

    wait_seconds: int | None = None


class BatchReceiveMessage(QueueMessageOperation[ReceivedMessages]):
    """Receive up to `num_of_messages` messages, as soon as there is at least one."""

    num_of_messages: int
    wait_seconds: int | None = None


class PeekMessage(QueueMessageOperation[PeekedMessage]):
    """Look at the message that would be received next; nothing changes."""


class BatchPeekMessage(QueueMessageOperation[PeekedMessages]):
    """Look at up to `num_of_messages` messages; nothing changes."""

    num_of_messages: int


class DeleteMessage(QueueMessageOperation[Done]):
    """Delete the message that was received with this handle."""

    receipt_handle: str | None = None


class DeletionError(Part):
    """A handle of a batch that could not be used."""

    error_code: str
    error_message: str
    receipt_handle: str


class BatchDeletion(Reply):
    """The handles that failed; none: all are deleted (204)."""

    errors: list[DeletionError] = Listed("Error")


class BatchDeleteMessage(QueueMessageOperation[BatchDeletion]):
    """Delete 1 to 16 messages; good handles work whatever becomes of the others."""

    receipt_handles: list[str] = Listed("ReceiptHandle")


class VisibilityChange(Reply):
    """The handle to use from now on, and how long it is good (Unix milliseconds)."""

    receipt_handle: str
    next_visible_time: int


class ChangeMessageVisibility(QueueMessageOperation[VisibilityChange]):
    """Hold a received message for `visibility_timeout` seconds from now."""

    receipt_handle: str | None = None
    visibility_timeout: int | None = None
