"""The open timers of one service in the order in which they come due."""

import heapq
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from scalehook.kit.machine.entry import Timer

Item = tuple[datetime, int, int, str]  # when, by which entry and as which of its timers; its key


@dataclass
class Deadlines:
    """A heap over the machine's timers; replaced and cancelled ones are passed over. Those of one moment
    come in the order in which they were set, whatever their keys.
    """

    timers: dict[str, Timer]  # the machine's own
    _heap: list[Item] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def watch(self, key: str, timer: Timer) -> None:
        """One timer is new, or new again."""
        heapq.heappush(self._heap, (timer.at, timer.seq, next(self._numbers), key))

    def next(self) -> datetime | None:
        """When the first comes due."""
        heap = self._heap
        while heap and not self._stands(heap[0]):
            heapq.heappop(heap)
        return heap[0][0] if heap else None

    def first(self) -> Timer | None:
        """The one that comes due first."""
        return None if self.next() is None else self.timers[self._heap[0][-1]]

    def due(self, now: datetime) -> list[tuple[str, Timer]]:
        """Take those that have come due, in order."""
        found = []
        while (at := self.next()) is not None and at <= now:
            key = heapq.heappop(self._heap)[-1]
            found.append((key, self.timers[key]))
        return found

    def _stands(self, item: Item) -> bool:
        at, seq, _, key = item
        timer = self.timers.get(key)
        return timer is not None and timer.seq == seq and timer.at == at
