"""Messages go into a queue, whoever sends them."""

from collections.abc import Callable, Sequence
from typing import Any

from scalehook.kit import Work
from scalehook.message_service.limits import LIMITS
from scalehook.message_service.messages.bodies import body_md5
from scalehook.message_service.messages.contents import check_contents
from scalehook.message_service.messages.ids import new_handle, new_message_id
from scalehook.message_service.messages.trace_context import with_trace
from scalehook.message_service.queues.timers import come_by, wake_consumers
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, State
from scalehook.message_service.timestamps import SECOND, milliseconds
from scalehook_contracts.errors.mns import InvalidArgument
from scalehook_contracts.exact import of_own
from scalehook_contracts.message_service.messages import MessageEnqueued, MessageEntry

DEFAULT_PRIORITY = 8


def check_message(message: MessageEntry, queue: Queue) -> None:
    """Refuse a message that the queue does not take."""
    check_contents(message, queue.options.maximum_message_size)
    LIMITS.delay_seconds.check(message.delay_seconds)
    LIMITS.priority.check(message.priority)
    if queue.queue_type == "fifo" and not message.message_group_id:
        raise InvalidArgument(name="MessageGroupId")


def enqueue(
    work: Work[State, Settings],
    queue: Queue,
    messages: Sequence[MessageEntry],
    publication_id: str = "",
    request_id: str = "",
    digest: Callable[[str], str] = body_md5,
) -> list[MessageEnqueued]:
    """Checked messages go into the queue, one after the other. `request_id` is that of the call which
    they came by, where it is another than this one.
    """
    now = milliseconds(work.now)
    come_by(work, queue, now + queue.retention)
    queue.index.turn(now)
    request_id = request_id or work.request_id
    events = []
    for message in messages:
        values = _values(work, queue, message, now)
        values["message_body_md5"] = digest(message.message_body)
        values["publication_id"], values["request_id"] = publication_id, request_id
        events.append(event := of_own(MessageEnqueued, values))
        work.record(event)
        if values["receipt_handle"]:
            come_by(work, queue, values["next_visible_time"])
    wake_consumers(work, queue, now)
    return events


def sent(event: MessageEnqueued) -> dict[str, Any]:
    """What a sender is told: the fields of a MessageSent."""
    said = vars(event)
    return {
        "message_id": said["message_id"],
        "message_body_md5": said["message_body_md5"],
        "receipt_handle": said["receipt_handle"] or None,
        "message_group_id": said["message_group_id"],
    }


def _values(
    work: Work[State, Settings], queue: Queue, message: MessageEntry, now: int
) -> dict[str, Any]:
    said, serial = vars(message), queue.next_serial  # to ask a message for each takes ten times as long
    delay, priority = _timing(queue, said["delay_seconds"], said["priority"])
    values = {
        "queue_name": queue.queue_name,
        "serial": serial,
        "message_id": new_message_id(work),
        "message_body": said["message_body"],
        "priority": priority,
        "enqueue_time": now,
        "next_visible_time": now + delay * SECOND,
        "receipt_handle": new_handle(serial, work.new_id("")) if delay else "",
        "message_group_id": said["message_group_id"] or None,
        "user_properties": said["user_properties"],
        "system_properties": said["system_properties"],
    }
    if trace := work.envelope.trace:
        values["system_properties"] = with_trace(message.system_properties, trace)
    return values


def _timing(queue: Queue, delay: int | None, priority: int | None) -> tuple[int, int]:
    """The delay in seconds, and the priority: messages of a fifo queue have none of their own."""
    if delay is None or queue.queue_type == "fifo":
        delay = queue.options.delay_seconds
    if priority is None or queue.queue_type == "fifo":
        priority = DEFAULT_PRIORITY
    return delay, priority
