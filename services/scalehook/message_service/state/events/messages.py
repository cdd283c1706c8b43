"""What events do to the messages of a queue."""

from itertools import takewhile

from scalehook.message_service.state.messages import StoredMessage
from scalehook.message_service.state.root import State
from scalehook_contracts.message_service.messages import (
    MessageDeleted,
    MessageEnqueued,
    MessageReceived,
    MessagesExpired,
    MessageVisibilityChanged,
)


def message_enqueued(event: MessageEnqueued, state: State) -> None:
    """A message joins its queue."""
    at, visible = event.enqueue_time, event.next_visible_time
    message = StoredMessage(
        event.serial,
        event.message_id,
        event.message_body,
        event.message_body_md5,
        event.priority,
        at,
        at if visible == at else visible,  # one object for both: there may be a million messages
        event.receipt_handle,
        message_group_id=event.message_group_id,
        user_properties=tuple(event.user_properties),
        system_properties=tuple(event.system_properties),
        publication_id=event.publication_id,
    )
    state.queues[event.queue_name].add(message)


def message_received(event: MessageReceived, state: State) -> None:
    """A consumer holds the message."""
    queue = state.queues[event.queue_name]
    message = queue.messages[event.serial]
    queue.index.take(message)
    message.dequeue_count += 1
    if message.first_dequeue_time is None:
        message.first_dequeue_time = event.received_at
    message.receipt_handle = event.receipt_handle
    message.next_visible_time = event.next_visible_time
    queue.index.put(message)


def message_visibility_changed(event: MessageVisibilityChanged, state: State) -> None:
    """The consumer holds the message for another time."""
    queue = state.queues[event.queue_name]
    message = queue.messages[event.serial]
    queue.index.take(message)
    message.receipt_handle = event.receipt_handle
    message.next_visible_time = event.next_visible_time
    queue.index.put(message)


def message_deleted(event: MessageDeleted, state: State) -> None:
    """The message leaves its queue."""
    queue = state.queues[event.queue_name]
    queue.remove(queue.messages[event.serial])


def messages_expired(event: MessagesExpired, state: State) -> None:
    """The oldest messages leave their queue."""
    queue = state.queues[event.queue_name]
    oldest = queue.index.oldest()
    for message in list(takewhile(lambda one: one.enqueue_time <= event.enqueued_until, oldest)):
        queue.remove(message)
