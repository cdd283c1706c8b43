"""Messages of a queue, one at a time. Times in events are Unix milliseconds."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.base import LONG_POLL_SECONDS, Done, Event, Fresh, Listed, Part, Reply
from scalehook_contracts.message_service.base import Property, QueueMessageOperation
from scalehook_contracts.numbers import Int64

BodyMD5 = "MessageBodyMD5"


class MessageSent(Reply):
    """A message is in the queue; the handle (of a delayed one only) can delete it unseen."""

    message_id: str
    message_body_md5: str = Field(alias=BodyMD5)
    receipt_handle: str | None = None
    message_group_id: str | None = None


class MessageEntry(Part):
    """A message to send; its own delay, even 0, overrides the queue's. Priority 1 is the highest. A fifo
    queue needs the group, and knows neither.
    """

    message_body: str = ""
    delay_seconds: Int64 | None = None
    priority: Int64 | None = None
    message_group_id: str | None = None
    user_properties: list[Property] = Listed("PropertyValue")
    system_properties: list[Property] = Listed("SystemPropertyValue")


class SendMessage(MessageEntry, QueueMessageOperation[MessageSent]):
    """Send one message."""


class PeekedMessage(Reply):
    """A message as it is looked at; times are Unix milliseconds, empty lists and None stay out."""

    message_id: str
    message_body: str
    message_body_md5: str = Field(alias=BodyMD5)
    enqueue_time: Int64
    first_dequeue_time: Int64
    dequeue_count: Int64
    priority: Int64
    message_group_id: str | None = None
    user_properties: list[Property] = Listed("PropertyValue")
    system_properties: list[Property] = Listed("SystemPropertyValue")


class ReceivedMessage(PeekedMessage):
    """A message as it is received: nobody else gets it before `next_visible_time`."""

    receipt_handle: str
    next_visible_time: Int64


class MessageEnqueued(Event):
    """A message is in a queue; nobody gets it before `next_visible_time`."""

    in_order: ClassVar[bool] = True

    queue_name: str
    serial: Int64  # counts the queue's messages; tells which is older
    message_id: str
    message_body: str
    message_body_md5: str
    priority: Int64
    enqueue_time: Int64
    next_visible_time: Int64
    receipt_handle: str = ""  # of a delayed message
    message_group_id: str | None = None
    user_properties: list[Property] = Fresh(list)
    system_properties: list[Property] = Fresh(list)
    publication_id: str = ""  # of the topic's message that it comes from
    request_id: str = ""  # of the call that all this began with: of a notification, the activity's


class MessageReceived(Event):
    """A consumer holds the message until `next_visible_time`. `request_id` is that of the sending, here
    and in what follows; `waited` are the milliseconds since then, if nobody has received it before.
    """

    in_order: ClassVar[bool] = True

    queue_name: str
    serial: Int64
    message_id: str
    receipt_handle: str
    received_at: Int64
    next_visible_time: Int64
    request_id: str = ""
    waited: Int64 | None = None


class MessageVisibilityChanged(Event):
    """The message is held until another time, under another handle."""

    in_order: ClassVar[bool] = True

    queue_name: str
    serial: Int64
    message_id: str
    receipt_handle: str
    next_visible_time: Int64
    request_id: str = ""


class MessageDeleted(Event):
    """A consumer is done with the message."""

    in_order: ClassVar[bool] = True

    queue_name: str
    serial: Int64
    message_id: str
    request_id: str = ""


class MessagesExpired(Event):
    """The messages that were sent at `enqueued_until` or earlier have passed their retention."""

    queue_name: str
    enqueued_until: Int64
    count: Int64


class MessageDeadLettered(Event):
    """A message was received too often: it has left its queue, and is in another one under another id
    (the `dead_letter_…`), with these system properties. All else of it, its age too, is as before.
    """

    queue_name: str
    serial: Int64
    message_id: str
    dead_letter_queue: str
    dead_letter_serial: Int64
    dead_letter_id: str
    moved_at: Int64
    system_properties: list[Property] = Fresh(list)
    request_id: str = ""


class ReceiveMessage(QueueMessageOperation[ReceivedMessage]):
    """Receive the most urgent message, waiting up to `wait_seconds` (default: the queue's) for it."""

    waits: ClassVar[float] = LONG_POLL_SECONDS
    repeatable: ClassVar[bool] = False  # whole messages: they come again when their time is over

    wait_seconds: Int64 | None = None


class PeekMessage(QueueMessageOperation[PeekedMessage]):
    """Look at the message that would be received next; nothing changes."""


class DeleteMessage(QueueMessageOperation[Done]):
    """Delete the message that was received with this handle."""

    receipt_handle: str | None = None


class VisibilityChange(Reply):
    """The handle to use from now on, and how long it is good (Unix milliseconds)."""

    receipt_handle: str
    next_visible_time: Int64


class ChangeMessageVisibility(QueueMessageOperation[VisibilityChange]):
    """Hold a received message for `visibility_timeout` seconds from now."""

    receipt_handle: str | None = None
    visibility_timeout: Int64 | None = None
