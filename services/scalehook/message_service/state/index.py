"""Which of a queue's messages are visible, invisible and oldest, each found in O(log n)."""

from collections.abc import Callable, Iterator, Mapping
from heapq import heapify, heappop, heappush
from itertools import islice
from operator import attrgetter

from scalehook.message_service.state.ages import Ages
from scalehook.message_service.state.messages import StoredMessage

DUE, DEQUEUED = attrgetter("next_visible_time", "serial"), attrgetter("dequeue_count")  # of a million
SLACK = 1000  # entries of what is over, beside those of as many messages


class QueueIndex:
    """Derived from the messages and the limit of receives alone: made anew once a state is loaded, never
    written.

    A message waits until somebody asks for a time at which it is visible: `turn` then moves it,
    which is why no event is needed when a delay or a visibility ends. One that has been received as
    often as the limit says is exhausted then: nobody receives it, and it goes to the dead letters.

    Entries of heaps stay when their message is taken out. They are over when it is gone or is somewhere
    else by its times; the same entry may be there twice, then one of the two is over. What is over
    leaves when it comes to the top, or all at once when there is more of it than of messages.
    """

    def __init__(self, messages: Mapping[int, StoredMessage], limit: int | None = None) -> None:
        self._messages = messages
        self.limit = limit  # of receives; None: there is nowhere to go for what had too many
        self._ready: list[tuple[int, int]] = []  # ranks
        self._invisible: list[tuple[int, int]] = sorted(map(DUE, messages.values()))  # is a heap, too
        self._exhausted: dict[int, None] = {}  # serials, in the order in which their time ended
        self._ages = Ages(messages)
        self._turned = 0  # the time of the latest turn
        self._active = 0
        self._delayed = list(map(DEQUEUED, messages.values())).count(0)

    def set_limit(self, limit: int | None) -> None:
        """Another limit counts for what is visible already, too."""
        if limit == self.limit:
            return
        self.limit = limit
        visible = sorted(one.due for one in self._messages.values() if self._is_visible(one))
        self._exhausted = {
            serial: None for _, serial in visible if self._is_used_up(self._messages[serial])
        }
        self._active = len(visible) - len(self._exhausted)
        self._make_ready()

    def turn(self, now: int) -> None:
        """Make visible what is due."""
        if now <= self._turned:
            return
        moved = None
        due_now = []
        while self._invisible and self._invisible[0][0] <= now:
            due = heappop(self._invisible)
            if due == moved or (message := self._waits(due)) is None:
                continue
            moved = due
            self._delayed -= not message.dequeue_count
            due_now.append(message)
        self._turned = now
        for message in due_now:
            self._appear(message)
        self._tidy_ready()

    def add(self, message: StoredMessage) -> None:
        """A message is new in the queue."""
        self._ages.add(message)
        self.put(message)

    def remove(self, message: StoredMessage) -> None:
        """A message leaves the queue."""
        self.take(message)
        self._ages.remove(message)

    def put(self, message: StoredMessage) -> None:
        """The message, taken out before, waits until its time, unless that has come."""
        if message.next_visible_time <= self._turned:
            self._appear(message)
            self._tidy_ready()
            return
        self._delayed += not message.dequeue_count
        heappush(self._invisible, (message.next_visible_time, message.serial))
        if len(self._invisible) > 2 * len(self._messages) + SLACK:
            self._invisible = [one.due for one in self._messages.values() if not self._is_visible(one)]
            heapify(self._invisible)

    def take(self, message: StoredMessage) -> None:
        """Take a message out, to change it or to remove it."""
        if message.next_visible_time > self._turned:
            self._delayed -= not message.dequeue_count
        elif message.serial in self._exhausted:
            del self._exhausted[message.serial]
        else:
            self._active -= 1
            if self._ready and self._ready[0] == (message.priority, message.serial):
                heappop(self._ready)

    def visible(self, count: int, usable: Callable[[StoredMessage], bool]) -> list[StoredMessage]:
        """The first `count` messages that can be received and are usable, in the order of receiving."""
        seen: list[tuple[int, int]] = []
        found: list[StoredMessage] = []
        while self._ready and len(found) < count:
            rank = heappop(self._ready)
            message = self._messages.get(rank[1])
            if message is None or not self.is_active(message) or (seen and seen[-1] == rank):
                continue
            seen.append(rank)
            if usable(message):
                found.append(message)
        for rank in seen:
            heappush(self._ready, rank)
        return found

    def invisible(self, count: int) -> list[StoredMessage]:
        """The first `count` messages that are not visible yet, in the order of becoming it."""
        seen: list[tuple[int, int]] = []
        found: list[StoredMessage] = []
        while self._invisible and len(found) < count:
            due = heappop(self._invisible)
            message = self._waits(due)
            if message is None or (seen and seen[-1] == due):
                continue
            seen.append(due)
            found.append(message)
        for due in seen:
            heappush(self._invisible, due)
        return found

    def exhausted(self, count: int) -> list[StoredMessage]:
        """The first `count` messages that are to move to the dead letters."""
        return [self._messages[serial] for serial in islice(self._exhausted, count)]

    def first(self) -> StoredMessage | None:
        """The oldest message."""
        return self._ages.first()

    def oldest(self) -> Iterator[StoredMessage]:
        """All messages, the oldest first."""
        return self._ages.oldest()

    def is_active(self, message: StoredMessage) -> bool:
        """Whether it is not held, not delayed, and not about to move."""
        return message.next_visible_time <= self._turned and message.serial not in self._exhausted

    def wakeable(self) -> int:
        """How many consumers may find a message."""
        return self._active

    def next_due(self) -> int | None:
        """When the next invisible message becomes visible."""
        while self._invisible:
            if self._waits(self._invisible[0]) is not None:
                return self._invisible[0][0]
            heappop(self._invisible)
        return None

    def counts(self) -> tuple[int, int, int]:
        """How many are active, inactive and delayed. Who is about to move is inactive."""
        inactive = len(self._messages) - self._active - self._delayed
        return self._active, inactive, self._delayed

    def _appear(self, message: StoredMessage) -> None:
        """It is visible from now on, or has been so too often."""
        if self.limit is not None and self._is_used_up(message):
            self._exhausted[message.serial] = None
            return
        self._active += 1
        self._show(message)

    def _show(self, message: StoredMessage) -> None:
        """An active message can be received."""
        heappush(self._ready, (message.priority, message.serial))

    def _can_be_received(self, message: StoredMessage) -> bool:
        return self.is_active(message)

    def _is_visible(self, message: StoredMessage) -> bool:
        return message.next_visible_time <= self._turned

    def _is_used_up(self, message: StoredMessage) -> bool:
        return self.limit is not None and message.dequeue_count >= self.limit

    def _waits(self, due: tuple[int, int]) -> StoredMessage | None:
        """The message that waits for that time; none when the entry is over."""
        time, serial = due
        message = self._messages.get(serial)
        return message if message is not None and message.next_visible_time == time else None

    def _tidy_ready(self) -> None:
        if len(self._ready) > 2 * len(self._messages) + SLACK:
            self._make_ready()

    def _make_ready(self) -> None:
        self._ready = [one.rank for one in self._messages.values() if self._can_be_received(one)]
        heapify(self._ready)
