"""When a queue is looked after next, and who is woken by it."""

from datetime import datetime
from functools import lru_cache

from scalehook.kit import Work
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, State
from scalehook.message_service.timestamps import at_millisecond, milliseconds
from scalehook_contracts.message_service.queues import TurnQueue


def come_by(work: Work[State, Settings], queue: Queue, time: int) -> None:
    """Something changes then: the queue's timer comes no later. A queue with messages has one, due at
    its next change or before, so most messages need no new one.
    """
    due = work.due(queue_key(queue.queue_name))
    if due is None or time < _due(due):
        schedule_turn(work, queue, at_millisecond(time))


def schedule_turn(work: Work[State, Settings], queue: Queue, at: datetime) -> None:
    """The queue is to be looked after at that time."""
    work.schedule(queue_key(queue.queue_name), at, TurnQueue(queue_name=queue.queue_name))


def wake_consumers(work: Work[State, Settings], queue: Queue, now: int) -> None:
    """As many consumers as may find a message get their chance."""
    queue.index.turn(now)
    if wakeable := queue.index.wakeable():
        work.wake(queue_key(queue.queue_name), wakeable)


def queue_key(queue_name: str) -> str:
    """The queue's timer, and those who wait for its messages."""
    return f"queue/{queue_name}"


_due = lru_cache(maxsize=1000)(milliseconds)  # a queue's timer is looked at with each message
