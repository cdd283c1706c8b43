"""Which of a queue's messages are visible, waiting and oldest, each found in O(log n)."""

from collections import deque
from collections.abc import Iterator, Mapping

from sortedcontainers import SortedList

from scalehook.message_service.state.messages import StoredMessage

SLACK = 1000  # serials of messages that are gone, behind one that stays


class QueueIndex:
    """Derived from the messages alone: made anew when a state is loaded, never written.

    A message waits until somebody asks for a time at which it is visible: `turn` then moves it,
    which is why no event is needed when a delay or a visibility ends.
    """

    def __init__(self, messages: Mapping[int, StoredMessage]) -> None:
        self._messages = messages
        self._ready = SortedList()  # ranks
        self._waiting = SortedList(message.due for message in messages.values())
        self._ages = deque(sorted(messages))  # serials; those of messages that are gone leave late
        self._turned = 0  # the time of the latest turn
        self._delayed = sum(not message.dequeue_count for message in messages.values())

    def turn(self, now: int) -> None:
        """Make visible what is due."""
        self._turned = max(self._turned, now)
        while self._waiting and self._waiting[0][0] <= now:
            _, serial = self._waiting.pop(0)
            message = self._messages[serial]
            self._delayed -= not message.dequeue_count
            self._ready.add(message.rank)

    def add(self, message: StoredMessage) -> None:
        """A message is new in the queue."""
        self._ages.append(message.serial)
        if len(self._ages) > 2 * len(self._messages) + SLACK:
            self._ages = deque(serial for serial in self._ages if serial in self._messages)
        self.put(message)

    def put(self, message: StoredMessage) -> None:
        """The message, taken out before, waits until its time, unless that has come."""
        if message.next_visible_time <= self._turned:
            self._ready.add(message.rank)
            return
        self._waiting.add(message.due)
        self._delayed += not message.dequeue_count

    def take(self, message: StoredMessage) -> None:
        """Take a message out, to change it or to remove it."""
        if message.rank in self._ready:
            self._ready.remove(message.rank)
        else:
            self._waiting.remove(message.due)
            self._delayed -= not message.dequeue_count

    def ready(self) -> Iterator[int]:
        """The serials of the visible messages, in the order of receiving."""
        return (serial for _, serial in self._ready)

    def first(self) -> StoredMessage | None:
        """The oldest message."""
        while self._ages:
            if (message := self._messages.get(self._ages[0])) is not None:
                return message
            self._ages.popleft()
        return None

    def oldest(self) -> Iterator[StoredMessage]:
        """All messages, the oldest first."""
        return (self._messages[serial] for serial in self._ages if serial in self._messages)

    def active(self) -> int:
        """How many are visible."""
        return len(self._ready)

    def next_due(self) -> int | None:
        """When the next waiting message becomes visible."""
        return self._waiting[0][0] if self._waiting else None

    def counts(self) -> tuple[int, int, int]:
        """How many are active, inactive and delayed."""
        return len(self._ready), len(self._waiting) - self._delayed, self._delayed
