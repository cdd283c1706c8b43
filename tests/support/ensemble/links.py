"""Messages on their way: first in, first out on each link, in any order between links."""

import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from scalehook.kit.machine.arrivals import Own
from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError

Answer = Callable[[Reply | ApiError], None]


def _nobody(reply: Reply | ApiError) -> None:
    """Whoever has sent an event hears nothing of it."""


@dataclass
class Parcel:
    """One message for one service; `own` is what a service has for itself, which no bus carries."""

    reader: str
    envelope: Envelope
    answer: Answer = _nobody
    own: Own | None = None
    copy: bool = False
    number: int = 0


@dataclass(eq=False)
class Delivered:
    """A parcel in its reader's hands. Nothing is lost here, and nobody goes away."""

    envelope: Envelope
    answer: Answer
    awaited: bool = True
    abandoned: bool = False

    def ack(self) -> None:
        """Nothing to acknowledge."""

    def reject(self, reason: str) -> None:
        """A message that a handler fails on ends the test."""
        raise AssertionError(reason)


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
