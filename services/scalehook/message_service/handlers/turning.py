"""A queue's timer: delays and visibilities that end, messages that expire."""

from scalehook.message_service.moments import milliseconds
from scalehook.message_service.queue_work import MNSWork, schedule_turn, wake_consumers
from scalehook_contracts.base import Done
from scalehook_contracts.message_service import MessagesExpired, TurnQueue


def turn_queue(command: TurnQueue, work: MNSWork) -> Done:
    """Drop what is overdue, wake who waits, and come again at the next change."""
    queue = work.state.queues.get(command.queue_name)
    if queue is None:
        return Done()
    now = milliseconds(work.now)
    overdue = queue.overdue(now)
    if overdue:
        until = now - queue.retention
        work.record(
            MessagesExpired(queue_name=queue.queue_name, enqueued_until=until, count=len(overdue))
        )
    wake_consumers(work, queue)
    upcoming = queue.next_change(now)
    if upcoming is not None:
        schedule_turn(work, queue, upcoming)
    return Done()
