"""What all handlers that touch a queue's messages share: its timer, its waiting consumers, sending."""

from collections.abc import Sequence
from datetime import timedelta

from scalehook.kit import Deferred, Work
from scalehook.message_service.bodies import body_md5, check_body
from scalehook.message_service.limits import LIMITS
from scalehook.message_service.lookups import new_handle
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, QueueOptions, State
from scalehook.message_service.timestamps import SECOND, at_millisecond, milliseconds
from scalehook_contracts.errors.mns import MessageNotExist
from scalehook_contracts.message_service.messages import MessageEnqueued, MessageEntry, MessageSent
from scalehook_contracts.message_service.queues import TurnQueue

DEFAULT_PRIORITY = 8


class QueueChange:
    """A change to a queue, from before its events to after them.

    A queue with messages has one timer, due at its next change or before; so a new one is needed
    only when something comes earlier than everything else.
    """

    def __init__(self, work: Work[State, Settings], queue: Queue) -> None:
        self._work = work
        self._queue = queue
        self._now = milliseconds(work.now)
        self._before = queue.next_change(self._now)

    def finish(self) -> None:
        """Let the timer come in time."""
        upcoming = self._queue.next_change(self._now)
        if upcoming is not None and (self._before is None or upcoming < self._before):
            schedule_turn(self._work, self._queue, upcoming)


def schedule_turn(work: Work[State, Settings], queue: Queue, time: int) -> None:
    """The queue is to be looked after at that time."""
    turn = TurnQueue(queue_name=queue.queue_name)
    work.schedule(queue_key(queue.queue_name), at_millisecond(time), turn)


def wake_consumers(work: Work[State, Settings], queue: Queue) -> None:
    """As many consumers as there are visible messages get their chance."""
    queue.index.turn(milliseconds(work.now))
    if active := queue.index.active():
        work.wake(queue_key(queue.queue_name), active)


def queue_key(queue_name: str) -> str:
    """The queue's timer, and those who wait for its messages."""
    return f"queue/{queue_name}"


def wait_for_messages(work: Work[State, Settings], queue: Queue, wait_seconds: int | None) -> Deferred:
    """Answer later, unless the wait (or the queue's own) is over."""
    wait = queue.options.polling_wait_seconds if wait_seconds is None else wait_seconds
    until = work.received_at + timedelta(seconds=wait)
    if work.now >= until:
        raise MessageNotExist()
    return work.defer(queue_key(queue.queue_name), until)


def check_message(message: MessageEntry, options: QueueOptions) -> None:
    """Refuse a message that the queue does not take."""
    check_body(message.message_body, options.maximum_message_size)
    LIMITS.delay_seconds.check(message.delay_seconds)
    LIMITS.priority.check(message.priority)


def enqueue(work: Work[State, Settings], queue: Queue, message: MessageEntry) -> MessageSent:
    """A checked message goes into the queue."""
    delay = queue.options.delay_seconds if message.delay_seconds is None else message.delay_seconds
    now = milliseconds(work.now)
    serial = queue.next_serial
    event = MessageEnqueued(
        queue_name=queue.queue_name,
        serial=serial,
        message_id=new_message_id(work),
        message_body=message.message_body,
        message_body_md5=body_md5(message.message_body),
        priority=DEFAULT_PRIORITY if message.priority is None else message.priority,
        enqueue_time=now,
        next_visible_time=now + delay * SECOND,
        receipt_handle=new_handle(serial, work.new_id("")) if delay else "",
        message_group_id=message.message_group_id,
        user_properties=message.user_properties,
        system_properties=message.system_properties,
    )
    work.record(event)
    return MessageSent(
        message_id=event.message_id,
        message_body_md5=event.message_body_md5,
        receipt_handle=event.receipt_handle or None,
    )


def enqueue_all(
    work: Work[State, Settings], queue: Queue, messages: Sequence[MessageEntry]
) -> list[MessageSent]:
    """Checked messages go into the queue, one after the other."""
    change = QueueChange(work, queue)
    sent = [enqueue(work, queue, message) for message in messages]
    change.finish()
    wake_consumers(work, queue)
    return sent


def new_message_id(work: Work[State, Settings]) -> str:
    """32 upper-case hex digits."""
    return f"{work.random.getrandbits(128):032X}"
