"""What events do to the messages of a queue."""

from dataclasses import replace
from itertools import takewhile
from operator import itemgetter

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

SAID = itemgetter(  # to ask an event for each takes four times as long
    "queue_name", "serial", "message_id", "message_body", "message_body_md5", "priority",
    "enqueue_time", "next_visible_time", "receipt_handle", "message_group_id", "user_properties",
    "system_properties", "publication_id", "request_id",
)  # fmt: skip


def message_enqueued(event: MessageEnqueued, state: State) -> None:
    """A message joins its queue."""
    (
        queue_name, serial, message_id, body, md5, priority, at, visible, handle, group, user, system,
        publication_id, request_id,
    ) = SAID(vars(event))  # fmt: skip
    visible = at if visible == at else visible  # one object for both: there may be a million messages
    message = StoredMessage(
        serial, message_id, body, md5, priority, at, visible, handle, None, 0, group,
        tuple(user), tuple(system), publication_id, request_id,
    )  # fmt: skip
    state.queues[queue_name].add(message)


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
    if queue.options.tenant_rate_limit_policy is not None:
        queue.receipts.add(event.received_at)


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
