"""All that is in a queue, for an onlooker who is no client."""

from base64 import b64decode

from scalehook.kit import Work
from scalehook.message_service.lookups import find_queue
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, State, StoredMessage
from scalehook.message_service.timestamps import milliseconds
from scalehook_contracts.message_service.contents import (
    MOST_LOOKED_AT,
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
    if command.state is None and not command.contained and not command.message_id:
        found = _first(queue, now, end)
        matching = counters.active + counters.inactive + counters.delayed
    else:
        found = [each for each in _first(queue, now, MOST_LOOKED_AT) if _matches(each, command, now)]
        matching = len(found)
    return QueueContents(
        active_messages=counters.active,
        inactive_messages=counters.inactive,
        delay_messages=counters.delayed,
        messages=[_view(each, now, command.body_characters) for each in found[command.skip : end]],
        matching=matching,
    )


def _first(queue: Queue, now: int, count: int) -> list[StoredMessage]:
    found = queue.visible(now, count)
    return found + queue.invisible(now, count - len(found))


def _matches(message: StoredMessage, command: ListQueueMessages, now: int) -> bool:
    if command.message_id not in ("", message.message_id):
        return False
    if command.state not in (None, _state(message, now)):
        return False
    wanted = command.contained.lower()
    body = message.message_body
    return wanted in body.lower() or wanted in _decoded(body).lower()


def _decoded(body: str) -> str:
    """What it says in Base64, as SDKs send it; nothing where it is something else."""
    try:
        return b64decode(body, validate=True).decode()
    except ValueError:
        return ""


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
