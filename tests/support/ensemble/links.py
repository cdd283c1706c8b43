"""Messages on their way: first in, first out on each link, in any order between links."""

import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError

Answer = Callable[[Reply | ApiError], None]


@dataclass
class Parcel:
    """One message for one service; `seq` is that of the timer or intent that it comes from."""

    reader: str
    envelope: Envelope
    answer: Answer = lambda reply: None
    fired: str | None = None
    settled: str | None = None
    seq: int = 0
    copy: bool = False
    number: int = 0

    @property
    def local(self) -> bool:
        """Whether a service sends it to itself: no bus carries it."""
        return self.fired is not None or self.settled is not None


@dataclass
class Links:
    """By sender and reader. Without `random` what was sent first moves first; with it links are of very
    different speed, so that some stand still until hardly anything else moves.
    """

    random: Random | None
    _queues: dict[tuple[str, str], deque[Parcel]] = field(default_factory=dict)
    _speeds: dict[tuple[str, str], float] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def __bool__(self) -> bool:
        return bool(self._queues)

    def put(self, sender: str, parcel: Parcel) -> None:
        """Send one."""
        parcel.number = next(self._numbers)
        self._queues.setdefault((sender, parcel.reader), deque()).append(parcel)

    def take(self) -> tuple[str, Parcel]:
        """The next one that arrives, and who sent it."""
        if self.random:
            links = list(self._queues)
            [link] = self.random.choices(links, [self._speed(link, self.random) for link in links])
        else:
            link = min(self._queues, key=lambda link: self._queues[link][0].number)
        parcel = self._queues[link].popleft()
        if not self._queues[link]:
            del self._queues[link]
        return link[0], parcel

    def _speed(self, link: tuple[str, str], random: Random) -> float:
        if link not in self._speeds:
            self._speeds[link] = 10 ** random.uniform(-2, 2)
        return self._speeds[link]
