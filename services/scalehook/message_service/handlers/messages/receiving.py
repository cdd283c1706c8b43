"""Receiving messages, waiting for them where there are none."""

from itertools import islice

from scalehook.kit import Deferred, Work
from scalehook.message_service.limits import LIMITS
from scalehook.message_service.lookups import find_queue, new_handle
from scalehook.message_service.queue_work import QueueChange, wait_for_messages
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, State, StoredMessage
from scalehook.message_service.timestamps import SECOND, milliseconds
from scalehook.message_service.views import received
from scalehook_contracts.message_service.batches import BatchReceiveMessage, ReceivedMessages
from scalehook_contracts.message_service.messages import MessageReceived, ReceivedMessage, ReceiveMessage


def receive_message(command: ReceiveMessage, work: Work[State, Settings]) -> ReceivedMessage | Deferred:
    """The most urgent, then oldest message is held for the queue's visibility time-out."""
    queue, found = _find(command, work, 1)
    if not found:
        return wait_for_messages(work, queue, command.wait_seconds)
    return _hold(found, queue, work)[0]


def batch_receive_message(
    command: BatchReceiveMessage, work: Work[State, Settings]
) -> ReceivedMessages | Deferred:
    """What is there is answered at once: no wait to fill the batch up."""
    LIMITS.num_of_messages.check(command.num_of_messages)
    queue, found = _find(command, work, command.num_of_messages)
    if not found:
        return wait_for_messages(work, queue, command.wait_seconds)
    return ReceivedMessages(messages=_hold(found, queue, work))


def _find(
    command: ReceiveMessage | BatchReceiveMessage, work: Work[State, Settings], count: int
) -> tuple[Queue, list[StoredMessage]]:
    queue = find_queue(work.state, command.queue_name)
    LIMITS.wait_seconds.check(command.wait_seconds)
    return queue, list(islice(queue.visible(milliseconds(work.now)), count))


def _hold(
    messages: list[StoredMessage], queue: Queue, work: Work[State, Settings]
) -> list[ReceivedMessage]:
    change = QueueChange(work, queue)
    now = milliseconds(work.now)
    for message in messages:
        work.record(
            MessageReceived(
                queue_name=queue.queue_name,
                serial=message.serial,
                message_id=message.message_id,
                receipt_handle=new_handle(message.serial, work.new_id("")),
                received_at=now,
                next_visible_time=now + queue.options.visibility_timeout * SECOND,
            )
        )
    change.finish()
    return [received(message) for message in messages]
