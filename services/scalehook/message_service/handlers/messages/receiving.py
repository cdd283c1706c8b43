"""Receiving messages, waiting for them where there are none."""

from scalehook.kit import Deferred, Work
from scalehook.message_service.limits import LIMITS
from scalehook.message_service.lookups import find_queue
from scalehook.message_service.messages.ids import new_handle
from scalehook.message_service.queues.long_polls import wait_for_messages, wait_for_next_second
from scalehook.message_service.queues.timers import come_by
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, State, StoredMessage
from scalehook.message_service.timestamps import SECOND, milliseconds
from scalehook.message_service.views.messages import received
from scalehook_contracts.exact import of_own
from scalehook_contracts.message_service.batches import BatchReceiveMessage, ReceivedMessages
from scalehook_contracts.message_service.messages import MessageReceived, ReceivedMessage, ReceiveMessage


def receive_message(command: ReceiveMessage, work: Work[State, Settings]) -> ReceivedMessage | Deferred:
    """The most urgent, then oldest message is held for the queue's visibility time-out."""
    held = _receive(command, work, 1)
    return held if isinstance(held, Deferred) else held[0]


def batch_receive_message(
    command: BatchReceiveMessage, work: Work[State, Settings]
) -> ReceivedMessages | Deferred:
    """What is there is answered at once: no wait to fill the batch up."""
    LIMITS.num_of_messages.check(command.num_of_messages)
    held = _receive(command, work, command.num_of_messages)
    return held if isinstance(held, Deferred) else of_own(ReceivedMessages, {"messages": held})


def _receive(
    command: ReceiveMessage | BatchReceiveMessage, work: Work[State, Settings], count: int
) -> list[ReceivedMessage] | Deferred:
    queue = find_queue(work.state, command.queue_name)
    LIMITS.wait_seconds.check(command.wait_seconds)
    now = milliseconds(work.now)
    found = queue.visible(now, count)
    if not found:
        return wait_for_messages(work, queue, command.wait_seconds)
    if queue.options.tenant_rate_limit_policy is not None:
        found = found[: queue.room(now)]
        if not found:
            return wait_for_next_second(work, queue, command.wait_seconds)
    until = now + queue.options.visibility_timeout * SECOND
    come_by(work, queue, until)
    return [_hold(message, queue, now, until, work) for message in found]


def _hold(
    message: StoredMessage, queue: Queue, now: int, until: int, work: Work[State, Settings]
) -> ReceivedMessage:
    event = {
        "queue_name": queue.queue_name,
        "serial": message.serial,
        "message_id": message.message_id,
        "receipt_handle": new_handle(message.serial, work.new_id("")),
        "received_at": now,
        "next_visible_time": until,
        "request_id": message.request_id,
        "waited": None if message.dequeue_count else now - message.enqueue_time,
    }
    work.record(of_own(MessageReceived, event))
    return received(message)
