"""What happens to queues and their messages. Times of messages are Unix milliseconds."""

from scalehook_contracts.base import Event
from scalehook_contracts.message_service.base import Property


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


class MessageEnqueued(Event):
    """A message is in a queue; nobody gets it before `next_visible_time`."""

    queue_name: str
    serial: int  # counts the queue's messages; tells which is older
    message_id: str
    message_body: str
    message_body_md5: str
    priority: int
    enqueue_time: int
    next_visible_time: int
    receipt_handle: str = ""  # of a delayed message
    message_group_id: str | None = None
    user_properties: list[Property] = []
    system_properties: list[Property] = []


class MessageReceived(Event):
    """A consumer holds the message until `next_visible_time`."""

    queue_name: str
    serial: int
    message_id: str
    receipt_handle: str
    received_at: int
    next_visible_time: int


class MessageVisibilityChanged(Event):
    """The message is held until another time, under another handle."""

    queue_name: str
    serial: int
    message_id: str
    receipt_handle: str
    next_visible_time: int


class MessageDeleted(Event):
    """A consumer is done with the message."""

    queue_name: str
    serial: int
    message_id: str


class MessagesExpired(Event):
    """The messages that were sent at `enqueued_until` or earlier have passed their retention."""

    queue_name: str
    enqueued_until: int
    count: int


class LoggingBucketSet(Event):
    """The account's logs go to another bucket."""

    logging_bucket: str
