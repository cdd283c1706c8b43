"""Which of a queue's messages are visible, waiting and oldest, each found in O(log n)."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from heapq import heapify, heappop, heappush

from scalehook.message_service.state.messages import StoredMessage

SLACK = 1000  # entries of what is over, beside those of as many messages


class QueueIndex:
    """Derived from the messages alone: made anew when a state is loaded, never written.

    A message waits until somebody asks for a time at which it is visible: `turn` then moves it,
    which is why no event is needed when a delay or a visibility ends.

    Entries of heaps stay when their message is taken out. They are over when it is gone or is somewhere
    else by its times; the same entry may be there twice, then one of the two is over. What is over
    leaves when it comes to the top, or all at once when there is more of it than of messages.
    """

    def __init__(self, messages: Mapping[int, StoredMessage]) -> None:
        self._messages = messages
        self._ready: list[tuple[int, int]] = []  # ranks
        self._waiting = [message.due for message in messages.values()]
        heapify(self._waiting)
        self._ages = deque(sorted(messages))  # serials; those of messages that are gone leave late
        self._turned = 0  # the time of the latest turn
        self._active = 0
        self._delayed = sum(not message.dequeue_count for message in messages.values())

    def turn(self, now: int) -> None:
        """Make visible what is due."""
        if now <= self._turned:
            return
        moved = None
        while self._waiting and self._waiting[0][0] <= now:
            due = heappop(self._waiting)
            if due == moved or (message := self._waits(due)) is None:
                continue
            moved = due
            self._active += 1
            self._delayed -= not message.dequeue_count
            heappush(self._ready, message.rank)
        self._turned = now
        self._tidy_ready()

    def add(self, message: StoredMessage) -> None:
        """A message is new in the queue."""
        self._ages.append(message.serial)
        if self._too_many(self._ages):
            self._ages = deque(serial for serial in self._ages if serial in self._messages)
        self.put(message)

    def put(self, message: StoredMessage) -> None:
        """The message, taken out before, waits until its time, unless that has come."""
        if message.next_visible_time <= self._turned:
            self._active += 1
            heappush(self._ready, message.rank)
            self._tidy_ready()
            return
        self._delayed += not message.dequeue_count
        heappush(self._waiting, message.due)
        if self._too_many(self._waiting):
            self._waiting = [one.due for one in self._messages.values() if not self._is_ready(one)]
            heapify(self._waiting)

    def take(self, message: StoredMessage) -> None:
        """Take a message out, to change it or to remove it."""
        if not self._is_ready(message):
            self._delayed -= not message.dequeue_count
            return
        self._active -= 1
        if self._ready[0] == message.rank:
            heappop(self._ready)

    def visible(self, count: int, usable: Callable[[StoredMessage], bool]) -> list[StoredMessage]:
        """The first `count` visible messages that are usable, in the order of receiving."""
        seen: list[tuple[int, int]] = []
        found: list[StoredMessage] = []
        while self._ready and len(found) < count:
            rank = heappop(self._ready)
            message = self._messages.get(rank[1])
            if message is None or not self._is_ready(message) or (seen and seen[-1] == rank):
                continue
            seen.append(rank)
            if usable(message):
                found.append(message)
        for rank in seen:
            heappush(self._ready, rank)
        return found

    def first(self) -> StoredMessage | None:
        """The oldest message."""
        while self._ages:
            if (message := self._messages.get(self._ages[0])) is not None:
                return message
            self._ages.popleft()
        return None

    def oldest(self) -> Iterator[StoredMessage]:
        """All messages, the oldest first."""
        self.first()  # what is gone before it is passed no second time
        return (self._messages[serial] for serial in self._ages if serial in self._messages)

    def active(self) -> int:
        """How many are visible."""
        return self._active

    def next_due(self) -> int | None:
        """When the next waiting message becomes visible."""
        while self._waiting:
            if self._waits(self._waiting[0]) is not None:
                return self._waiting[0][0]
            heappop(self._waiting)
        return None

    def counts(self) -> tuple[int, int, int]:
        """How many are active, inactive and delayed."""
        inactive = len(self._messages) - self._active - self._delayed
        return self._active, inactive, self._delayed

    def _is_ready(self, message: StoredMessage) -> bool:
        return message.next_visible_time <= self._turned

    def _waits(self, due: tuple[int, int]) -> StoredMessage | None:
        """The message that waits for that time; none when the entry is over."""
        time, serial = due
        message = self._messages.get(serial)
        return message if message is not None and message.next_visible_time == time else None

    def _tidy_ready(self) -> None:
        if self._too_many(self._ready):
            self._ready = [one.rank for one in self._messages.values() if self._is_ready(one)]
            heapify(self._ready)

    def _too_many(self, entries: "deque[int] | list[tuple[int, int]]") -> bool:
        return len(entries) > 2 * len(self._messages) + SLACK
