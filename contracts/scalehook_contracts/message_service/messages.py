"""Sending messages to a queue, and what a message looks like to those who get it."""

from pydantic import Field

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.message_service.base import Property, QueueMessageOperation

BodyMD5 = "MessageBodyMD5"


class MessageSent(Reply):
    """A message is in the queue; the handle (of a delayed one only) can delete it unseen."""

    message_id: str
    message_body_md5: str = Field(alias=BodyMD5)
    receipt_handle: str | None = None


class MessageEntry(Part):
    """A message to send; its own delay, even 0, overrides the queue's. Priority 1 is the highest."""

    message_body: str = ""
    delay_seconds: int | None = None
    priority: int | None = None
    message_group_id: str | None = None
    user_properties: list[Property] = Listed("PropertyValue")
    system_properties: list[Property] = Listed("SystemPropertyValue")


class SendMessage(MessageEntry, QueueMessageOperation[MessageSent]):
    """Send one message."""


class BatchEntry(Part):
    """What became of one message of a batch: an id and an MD5, or an error; None stays out."""

    message_id: str | None = None
    message_body_md5: str | None = Field(default=None, alias=BodyMD5)
    receipt_handle: str | None = None  # of delayed ones, and only when the whole batch went well
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

    messages: list[MessageEntry] = Listed("Message")


class PeekedMessage(Reply):
    """A message as it is looked at; times are Unix milliseconds, empty lists and None stay out."""

    message_id: str
    message_body: str
    message_body_md5: str = Field(alias=BodyMD5)
    enqueue_time: int
    first_dequeue_time: int
    dequeue_count: int
    priority: int
    message_group_id: str | None = None
    user_properties: list[Property] = Listed("PropertyValue")
    system_properties: list[Property] = Listed("SystemPropertyValue")


class ReceivedMessage(PeekedMessage):
    """A message as it is received: nobody else gets it before `next_visible_time`."""

    receipt_handle: str
    next_visible_time: int
