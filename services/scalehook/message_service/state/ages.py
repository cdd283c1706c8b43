"""A queue's messages from the oldest to the youngest, by when they were sent."""

from collections import deque
from collections.abc import Iterator, Mapping
from heapq import merge
from operator import attrgetter

from sortedcontainers import SortedList

from scalehook.message_service.state.messages import StoredMessage

SENT = attrgetter("enqueue_time")
SLACK = 1000  # serials of messages that are gone, beside those of as many messages


class Ages:
    """Derived from the messages alone.

    Nearly all come in the order of their sending, and cost nothing more than their serial. A dead letter
    was sent to another queue, before: it is older than what came here ahead of it.
    """

    def __init__(self, messages: Mapping[int, StoredMessage]) -> None:
        self._messages = messages
        self._in_order: deque[int] = deque()  # those of messages that are gone leave late
        self._latest = 0  # when the last of these was sent
        self._older = SortedList()  # times and serials of the others, which leave at once
        self._begin(sorted(messages))

    def _begin(self, serials: list[int]) -> None:
        """Looked at one by one only where they did not come in the order of their sending."""
        times = list(map(SENT, map(self._messages.__getitem__, serials)))
        if times and times == sorted(times):
            self._in_order.extend(serials)
            self._latest = times[-1]
            return
        for serial in serials:
            self.add(self._messages[serial])

    def add(self, message: StoredMessage) -> None:
        """A message is new."""
        if message.enqueue_time < self._latest:
            self._older.add((message.enqueue_time, message.serial))
            return
        self._latest = message.enqueue_time
        self._in_order.append(message.serial)
        if len(self._in_order) > 2 * len(self._messages) + SLACK:
            self._in_order = deque(one for one in self._in_order if one in self._messages)

    def remove(self, message: StoredMessage) -> None:
        """A message goes."""
        if self._older:
            self._older.discard((message.enqueue_time, message.serial))

    def first(self) -> StoredMessage | None:
        """The oldest message."""
        if self._older:
            return next(self.oldest())
        self._pass_gone()
        return self._messages[self._in_order[0]] if self._in_order else None

    def oldest(self) -> Iterator[StoredMessage]:
        """All messages, the oldest first."""
        self._pass_gone()
        there = (serial for serial in self._in_order if serial in self._messages)
        if not self._older:
            return (self._messages[serial] for serial in there)
        timed = ((self._messages[serial].enqueue_time, serial) for serial in there)
        return (self._messages[serial] for _, serial in merge(timed, self._older))

    def _pass_gone(self) -> None:
        """What is gone is passed no second time."""
        while self._in_order and self._in_order[0] not in self._messages:
            self._in_order.popleft()
