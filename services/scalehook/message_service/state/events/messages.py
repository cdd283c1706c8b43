"""What events do to the messages of a queue."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from scalehook.kit import of_fields
from scalehook.message_service.state.messages import StoredMessage
from scalehook.message_service.state.root import State
from scalehook_contracts.message_service.messages import (
    MessageDeadLettered,
    MessageDeleted,
    MessageEnqueued,
    MessageReceived,
    MessagesExpired,
    MessageVisibilityChanged,
)

new = object.__new__


@of_fields(
    MessageEnqueued, "queue_name", "serial", "message_id", "message_body", "message_body_md5",
    "priority", "enqueue_time", "next_visible_time", "receipt_handle", "message_group_id",
    "user_properties", "system_properties", "publication_id", "request_id",
)  # fmt: skip
def message_enqueued(fields: Sequence[Any], state: State) -> None:
    """A message joins its queue. To have its class make it would take half as long again."""
    message = new(StoredMessage)
    (
        queue_name, message.serial, message.message_id, message.message_body, message.message_body_md5,
        message.priority, at, visible, message.receipt_handle, message.message_group_id, user, system,
        message.publication_id, message.request_id,
    ) = fields  # fmt: skip
    message.enqueue_time = at
    message.next_visible_time = at if visible == at else visible  # one object for both: of a million
    message.user_properties = tuple(user) if user else ()
    message.system_properties = tuple(system) if system else ()
    message.first_dequeue_time, message.dequeue_count, message.origin_id = None, 0, ""
    state.queues[queue_name].add(message)


@of_fields(MessageReceived, "queue_name", "serial", "receipt_handle", "received_at", "next_visible_time")
def message_received(fields: Sequence[Any], state: State) -> None:
    """A consumer holds the message."""
    queue_name, serial, receipt_handle, received_at, next_visible_time = fields
    queue = state.queues[queue_name]
    message = queue.messages[serial]
    queue.index.take(message)
    message.dequeue_count += 1
    if message.first_dequeue_time is None:
        message.first_dequeue_time = received_at
    message.receipt_handle = receipt_handle
    message.next_visible_time = next_visible_time
    queue.index.put(message)
    if queue.options.tenant_rate_limit_policy is not None:
        queue.receipts.add(received_at)


@of_fields(MessageVisibilityChanged, "queue_name", "serial", "receipt_handle", "next_visible_time")
def message_visibility_changed(fields: Sequence[Any], state: State) -> None:
    """The consumer holds the message for another time."""
    queue_name, serial, receipt_handle, next_visible_time = fields
    queue = state.queues[queue_name]
    message = queue.messages[serial]
    queue.index.take(message)
    message.receipt_handle = receipt_handle
    message.next_visible_time = next_visible_time
    queue.index.put(message)


@of_fields(MessageDeleted, "queue_name", "serial")
def message_deleted(fields: Sequence[Any], state: State) -> None:
    """The message leaves its queue."""
    queue_name, serial = fields
    queue = state.queues[queue_name]
    queue.remove(queue.messages[serial])


def message_dead_lettered(event: MessageDeadLettered, state: State) -> None:
    """The message leaves its queue, and is a new one of another, as old as before."""
    queue = state.queues[event.queue_name]
    message = queue.messages[event.serial]
    queue.remove(message)
    if event.dead_letter_queue not in queue.dead_letter_queues:
        queue.dead_letter_queues.append(event.dead_letter_queue)
    letter = replace(
        message,
        serial=event.dead_letter_serial,
        message_id=event.dead_letter_id,
        next_visible_time=event.moved_at,
        receipt_handle="",
        first_dequeue_time=None,
        dequeue_count=0,
        system_properties=tuple(event.system_properties),
        origin_id=message.origin_id or message.message_id,
    )
    state.queues[event.dead_letter_queue].add(letter)


def messages_expired(event: MessagesExpired, state: State) -> None:
    """The oldest messages leave their queue."""
    queue = state.queues[event.queue_name]
    oldest = queue.index.oldest()
    for message in list(takewhile(lambda one: one.enqueue_time <= event.enqueued_until, oldest)):
        queue.remove(message)
