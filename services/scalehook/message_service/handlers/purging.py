"""All messages of a queue go at once."""

from scalehook.kit import Work
from scalehook.message_service.lookups import find_queue
from scalehook.message_service.queues.timers import queue_key
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook_contracts.message_service.purging import PurgeQueue, QueuePurged, QueuePurging


def purge_queue(command: PurgeQueue, work: Work[State, Settings]) -> QueuePurging:
    """Whoever waits for a message goes on waiting."""
    queue = find_queue(work.state, command.queue_name)
    count = len(queue.messages)
    if count:
        work.record(QueuePurged(queue_name=queue.queue_name, count=count))
        work.cancel(queue_key(queue.queue_name))  # nothing is left that could become visible
    return QueuePurging(count=count)
