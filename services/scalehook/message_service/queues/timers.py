"""When a queue is looked after next, and who is woken by it."""

from scalehook.kit import Work
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, State
from scalehook.message_service.timestamps import at_millisecond
from scalehook_contracts.message_service.queues import TurnQueue


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
