"""All that is in a queue, for an onlooker who is no client."""

from scalehook.kit import Work
from scalehook.message_service.lookups import find_queue
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State, StoredMessage
from scalehook.message_service.timestamps import milliseconds
from scalehook_contracts.message_service.contents import (
    ListQueueMessages,
    MessageState,
    QueueContents,
    QueuedMessage,
)


def list_queue_messages(command: ListQueueMessages, work: Work[State, Settings]) -> QueueContents:
    """Nothing changes by it."""
    now = milliseconds(work.now)
    queue = find_queue(work.state, command.queue_name)
    counters = queue.counters(now)
    end = command.skip + command.most
    found = queue.visible(now, end)
    found += queue.waiting(now, end - len(found))
    return QueueContents(
        active_messages=counters.active,
        inactive_messages=counters.inactive,
        delay_messages=counters.delayed,
        messages=[_view(message, now, command.body_characters) for message in found[command.skip :]],
    )


def _view(message: StoredMessage, now: int, characters: int) -> QueuedMessage:
    return QueuedMessage(
        message_id=message.message_id,
        state=_state(message, now),
        body=message.message_body[:characters],
        body_length=len(message.message_body),
        priority=message.priority,
        enqueue_time=message.enqueue_time,
        next_visible_time=message.next_visible_time,
        dequeue_count=message.dequeue_count,
        message_group_id=message.message_group_id or "",
    )


def _state(message: StoredMessage, now: int) -> MessageState:
    if message.next_visible_time <= now:
        return "ready"
    return "held" if message.dequeue_count else "delayed"
