"""Messages of a queue, up to sixteen at a time."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.base import LONG_POLL_SECONDS, Listed, Part, Reply
from scalehook_contracts.message_service.base import QueueMessageOperation
from scalehook_contracts.message_service.messages import (
    BodyMD5,
    MessageEntry,
    PeekedMessage,
    ReceivedMessage,
)
from scalehook_contracts.numbers import Int64


class BatchEntry(Part):
    """What became of one message of a batch: an id and an MD5, or an error; None stays out."""

    message_id: str | None = None
    message_body_md5: str | None = Field(default=None, alias=BodyMD5)
    receipt_handle: str | None = None  # of delayed ones, and only when the whole batch went well
    message_group_id: str | None = None  # likewise
    error_code: str | None = None
    error_message: str | None = None


class BatchSent(Reply):
    """One entry per message, in the order of the request."""

    messages: list[BatchEntry] = Listed("Message")

    @property
    def partial(self) -> bool:
        """Whether any message was refused: the answer's status is an error's then."""
        return any(entry.error_code for entry in self.messages)


class BatchSendMessage(QueueMessageOperation[BatchSent]):
    """Send 1 to 16 messages, at most 64 KB in all."""

    granted_by: ClassVar[str] = "SendMessage"

    messages: list[MessageEntry] = Listed("Message")


class ReceivedMessages(Reply):
    """One or more messages."""

    messages: list[ReceivedMessage] = Listed("Message")


class PeekedMessages(Reply):
    """One or more messages, looked at."""

    messages: list[PeekedMessage] = Listed("Message")


class BatchReceiveMessage(QueueMessageOperation[ReceivedMessages]):
    """Receive up to `num_of_messages` messages, as soon as there is at least one."""

    granted_by: ClassVar[str] = "ReceiveMessage"
    waits: ClassVar[float] = LONG_POLL_SECONDS
    repeatable: ClassVar[bool] = False

    num_of_messages: Int64
    wait_seconds: Int64 | None = None


class BatchPeekMessage(QueueMessageOperation[PeekedMessages]):
    """Look at up to `num_of_messages` messages; nothing changes."""

    granted_by: ClassVar[str] = "PeekMessage"

    num_of_messages: Int64


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

    granted_by: ClassVar[str] = "DeleteMessage"

    receipt_handles: list[str] = Listed("ReceiptHandle")
