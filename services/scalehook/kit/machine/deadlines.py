"""The open timers of one service in the order in which they come due."""

import heapq
from dataclasses import dataclass, field
from datetime import datetime

from scalehook.kit.machine.entry import Timer


@dataclass
class Deadlines:
    """A heap over the machine's timers; replaced and cancelled ones are passed over."""

    timers: dict[str, Timer]  # the machine's own
    _heap: list[tuple[datetime, int, str]] = field(default_factory=list)

    def watch(self, key: str, timer: Timer) -> None:
        """One timer is new, or new again."""
        heapq.heappush(self._heap, (timer.at, timer.seq, key))

    def next(self) -> datetime | None:
        """When the first comes due."""
        heap = self._heap
        while heap and not self._stands(heap[0]):
            heapq.heappop(heap)
        return heap[0][0] if heap else None

    def first(self) -> Timer | None:
        """The one that comes due first."""
        return None if self.next() is None else self.timers[self._heap[0][2]]

    def due(self, now: datetime) -> list[tuple[str, Timer]]:
        """Take those that have come due, in order."""
        found = []
        while (at := self.next()) is not None and at <= now:
            key = heapq.heappop(self._heap)[2]
            found.append((key, self.timers[key]))
        return found

    def _stands(self, item: tuple[datetime, int, str]) -> bool:
        at, seq, key = item
        timer = self.timers.get(key)
        return timer is not None and timer.seq == seq and timer.at == at
