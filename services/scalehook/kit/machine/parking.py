"""Deferred messages: who waits for what, and until when. Lives in memory only."""

import heapq
import itertools
from collections import OrderedDict, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from scalehook_contracts.base import Message

if TYPE_CHECKING:
    from scalehook.kit.machine.delivery import Delivery


@dataclass(slots=True, eq=False, repr=False)
class Parked:
    """A message whose answer is to come later."""

    delivery: "Delivery"
    received_at: datetime
    until: datetime
    key: str
    number: int = 0  # counts them: the order of waking
    gone: bool = False


@dataclass(eq=False, repr=False)
class Parking:
    """Parked messages by key, oldest first, and by deadline."""

    _by_key: dict[str, OrderedDict[int, Parked]] = field(
        default_factory=lambda: defaultdict(OrderedDict)
    )
    _by_time: list[tuple[datetime, int, Parked]] = field(default_factory=list)
    _order: "itertools.count[int]" = field(default_factory=itertools.count)

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def park(self, parked: Parked) -> None:
        """Let one wait."""
        parked.number = next(self._order)
        self._by_key[parked.key][parked.number] = parked
        heapq.heappush(self._by_time, (parked.until, parked.number, parked))

    def wake(self, key: str, count: int | None) -> list[Parked]:
        """Take the oldest `count` (all when None) that wait for `key`; the abandoned ones vanish."""
        queue = self._by_key.get(key)
        woken: list[Parked] = []
        while queue and (count is None or len(woken) < count):
            _, parked = queue.popitem(last=False)
            if not parked.gone and not parked.delivery.abandoned:
                woken.append(parked)
            parked.gone = True
        if queue is not None and not queue:
            del self._by_key[key]
        return woken

    def messages(self) -> Iterator[Message]:
        """Of all that wait."""
        for queue in self._by_key.values():
            for parked in queue.values():
                if not parked.gone and not parked.delivery.abandoned:
                    yield parked.delivery.envelope.message

    def next_deadline(self) -> datetime | None:
        """When the first wait ends."""
        by_time = self._by_time
        while by_time and (by_time[0][2].gone or by_time[0][2].delivery.abandoned):
            self._forget(heapq.heappop(by_time)[2])
        return by_time[0][0] if by_time else None

    def expire(self, now: datetime) -> list[Parked]:
        """Take those whose wait has ended."""
        ended = []
        while (at := self.next_deadline()) is not None and at <= now:
            parked = heapq.heappop(self._by_time)[2]
            self._forget(parked)
            ended.append(parked)
        return ended

    def empty(self) -> list[Parked]:
        """Take all, oldest first."""
        left = [parked for queue in self._by_key.values() for parked in queue.values()]
        for parked in left:
            parked.gone = True
        self._by_key.clear()
        return [parked for parked in left if not parked.delivery.abandoned]

    def _forget(self, parked: Parked) -> None:
        if parked.gone:
            return
        parked.gone = True
        queue = self._by_key.get(parked.key)
        if queue is not None:
            queue.pop(parked.number, None)
            if not queue:
                del self._by_key[parked.key]
