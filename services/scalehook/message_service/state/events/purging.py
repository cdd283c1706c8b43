"""What it does to a queue that all its messages go."""

from itertools import islice
from operator import attrgetter

from scalehook.message_service.state.queues import DEPARTED_KEPT
from scalehook.message_service.state.root import State
from scalehook_contracts.message_service.purging import QueuePurged

LAST_HANDLE = attrgetter("receipt_handle")


def queue_purged(event: QueuePurged, state: State) -> None:
    """The latest handles are remembered: they are no wrong ones."""
    queue = state.queues[event.queue_name]
    latest = islice(reversed(queue.messages.values()), DEPARTED_KEPT)
    handles = list(filter(None, map(LAST_HANDLE, latest)))
    queue.departed.extend(reversed(handles))
    queue.messages.clear()
    queue.__post_init__()  # what is derived from the messages is made anew
