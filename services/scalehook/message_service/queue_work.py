"""What all handlers that touch a queue's messages share: its timer, its waiting consumers, sending."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from scalehook.kit import Deferred, Work
from scalehook.message_service.bodies import body_md5, check_body, size
from scalehook.message_service.limits import LIMITS
from scalehook.message_service.lookups import new_handle
from scalehook.message_service.properties import check_properties, properties_size
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, State
from scalehook.message_service.timestamps import SECOND, at_millisecond, milliseconds
from scalehook_contracts.errors.mns import (
    FifoMissingMessageGroupId,
    MessageNotExist,
    MessageTooLong,
    QpsLimitExceeded,
)
from scalehook_contracts.exact import of_own
from scalehook_contracts.message_service.messages import MessageEnqueued, MessageEntry, MessageSent
from scalehook_contracts.message_service.queues import TurnQueue

DEFAULT_PRIORITY = 8


class QueueTimer:
    """A queue with messages has one timer, due at its next change or before; so a new one is needed
    only when something comes earlier than everything that was there before the message being handled.
    """

    def __init__(self, work: Work[State, Settings], queue: Queue, now: int) -> None:
        self._work = work
        self._queue = queue
        self._next = queue.next_change(now)

    def come_by(self, time: int) -> None:
        """Something changes then: the timer comes no later."""
        if self._next is None or time < self._next:
            self._next = time
            schedule_turn(self._work, self._queue, time)


def schedule_turn(work: Work[State, Settings], queue: Queue, time: int) -> None:
    """The queue is to be looked after at that time."""
    turn = TurnQueue(queue_name=queue.queue_name)
    work.schedule(queue_key(queue.queue_name), at_millisecond(time), turn)


def wake_consumers(work: Work[State, Settings], queue: Queue, now: int) -> None:
    """As many consumers as may find a message get their chance."""
    queue.index.turn(now)
    if wakeable := queue.index.wakeable():
        work.wake(queue_key(queue.queue_name), wakeable)


def queue_key(queue_name: str) -> str:
    """The queue's timer, and those who wait for its messages."""
    return f"queue/{queue_name}"


def wait_for_messages(work: Work[State, Settings], queue: Queue, wait_seconds: int | None) -> Deferred:
    """Answer later, unless the wait (or the queue's own) is over."""
    until = _end_of_wait(work, queue, wait_seconds)
    if work.now >= until:
        raise MessageNotExist()
    return work.defer(queue_key(queue.queue_name), until)


def wait_for_next_second(
    work: Work[State, Settings], queue: Queue, wait_seconds: int | None
) -> Deferred:
    """As many messages as the queue allows were received in this one: try again then, unless the wait is
    over.
    """
    until = _end_of_wait(work, queue, wait_seconds)
    if work.now >= until:
        raise QpsLimitExceeded()
    following = (milliseconds(work.now) // SECOND + 1) * SECOND
    return work.defer(queue_key(queue.queue_name), min(until, at_millisecond(following)))


def _end_of_wait(work: Work[State, Settings], queue: Queue, wait_seconds: int | None) -> datetime:
    wait = queue.options.polling_wait_seconds if wait_seconds is None else wait_seconds
    return work.received_at + timedelta(seconds=wait)


def check_message(message: MessageEntry, queue: Queue) -> None:
    """Refuse a message that the queue does not take."""
    check_body(message.message_body, queue.options.maximum_message_size)
    LIMITS.delay_seconds.check(message.delay_seconds)
    LIMITS.priority.check(message.priority)
    if message.user_properties or message.system_properties:
        check_properties(message.user_properties, message.system_properties)
        if message_size(message) > queue.options.maximum_message_size:
            raise MessageTooLong()
    if queue.queue_type == "fifo" and not message.message_group_id:
        raise FifoMissingMessageGroupId()


def message_size(message: MessageEntry) -> int:
    """The bytes of its body and its properties."""
    user, system = message.user_properties, message.system_properties
    return size(message.message_body) + (properties_size(user, system) if user or system else 0)


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
    timer = QueueTimer(work, queue, now)
    timer.come_by(now + queue.retention)
    origin = {"publication_id": publication_id, "request_id": request_id or work.request_id}
    sent = [_enqueue(work, queue, message, now, timer, origin) for message in messages]
    wake_consumers(work, queue, now)
    return sent


def _enqueue(
    work: Work[State, Settings],
    queue: Queue,
    message: MessageEntry,
    now: int,
    timer: QueueTimer,
    origin: dict[str, str],
) -> MessageSent:
    delay, priority = message.delay_seconds, message.priority
    if delay is None or queue.queue_type == "fifo":
        delay = queue.options.delay_seconds
    if priority is None or queue.queue_type == "fifo":
        priority = DEFAULT_PRIORITY
    serial, body, visible = queue.next_serial, message.message_body, now + delay * SECOND
    sent = {
        "message_id": new_message_id(work),
        "message_body_md5": body_md5(body),
        "receipt_handle": new_handle(serial, work.new_id("")) if delay else None,
        "message_group_id": message.message_group_id or None,
    }
    event = MessageEnqueued.__pydantic_validator__.validate_python(
        {
            **origin,
            **sent,
            "queue_name": queue.queue_name,
            "serial": serial,
            "message_body": body,
            "priority": priority,
            "enqueue_time": now,
            "next_visible_time": visible,
            "receipt_handle": sent["receipt_handle"] or "",
            "user_properties": message.user_properties,
            "system_properties": message.system_properties,
        }
    )
    work.record(event)
    if delay:
        timer.come_by(visible)
    return of_own(MessageSent, sent)  # the event has validated it


def new_message_id(work: Work[State, Settings]) -> str:
    """32 upper-case hex digits."""
    return work.random.randbytes(16).hex().upper()
