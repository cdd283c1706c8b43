"""Messages go into a queue, whoever sends them."""

from collections.abc import Sequence

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
from scalehook_contracts.message_service.messages import MessageEnqueued, MessageEntry, MessageSent

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
) -> list[MessageSent]:
    """Checked messages go into the queue, one after the other. `request_id` is that of the call which
    they came by, where it is another than this one.
    """
    now = milliseconds(work.now)
    come_by(work, queue, now + queue.retention)
    queue.index.turn(now)
    origin = {"publication_id": publication_id, "request_id": request_id or work.request_id}
    sent = [_enqueue(work, queue, message, now, origin) for message in messages]
    wake_consumers(work, queue, now)
    return sent


def _enqueue(
    work: Work[State, Settings],
    queue: Queue,
    message: MessageEntry,
    now: int,
    origin: dict[str, str],
) -> MessageSent:
    event = _event(work, queue, message, now, origin)
    work.record(event)
    said = vars(event)
    if said["receipt_handle"]:
        come_by(work, queue, said["next_visible_time"])
    values = {
        "message_id": said["message_id"],
        "message_body_md5": said["message_body_md5"],
        "receipt_handle": said["receipt_handle"] or None,
        "message_group_id": said["message_group_id"],
    }
    return of_own(MessageSent, values)


def _event(
    work: Work[State, Settings], queue: Queue, message: MessageEntry, now: int, origin: dict[str, str]
) -> MessageEnqueued:
    delay, priority = _timing(queue, message)
    serial, body = queue.next_serial, message.message_body
    values = {
        "queue_name": queue.queue_name,
        "serial": serial,
        "message_id": new_message_id(work),
        "message_body": body,
        "message_body_md5": body_md5(body),
        "priority": priority,
        "enqueue_time": now,
        "next_visible_time": now + delay * SECOND,
        "receipt_handle": new_handle(serial, work.new_id("")) if delay else "",
        "message_group_id": message.message_group_id or None,
        "user_properties": message.user_properties,
        "system_properties": message.system_properties,
        **origin,
    }
    if trace := work.envelope.trace:
        values["system_properties"] = with_trace(message.system_properties, trace)
    return of_own(MessageEnqueued, values)


def _timing(queue: Queue, message: MessageEntry) -> tuple[int, int]:
    """The delay in seconds, and the priority: messages of a fifo queue have none of their own."""
    delay, priority = message.delay_seconds, message.priority
    if delay is None or queue.queue_type == "fifo":
        delay = queue.options.delay_seconds
    if priority is None or queue.queue_type == "fifo":
        priority = DEFAULT_PRIORITY
    return delay, priority
