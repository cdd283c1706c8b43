"""Consumers that wait: for a message, or for the next second of a queue that has a limit."""

from datetime import datetime, timedelta

from scalehook.kit import Deferred, Work
from scalehook.message_service.queues.timers import queue_key
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, State
from scalehook.message_service.timestamps import SECOND, at_millisecond, milliseconds
from scalehook_contracts.errors.mns import MessageNotExist, QpsLimitExceeded


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
