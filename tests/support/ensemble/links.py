"""Messages on their way: first in, first out on each link, in any order between links."""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import ClassVar, Protocol

from scalehook.kit.machine.arrivals import Own
from scalehook.kit.machine.delivery import FromBus
from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError

Answer = Callable[[Reply | ApiError], None]


def _nobody(reply: Reply | ApiError) -> None:
    """Whoever has sent an event hears nothing of it."""


@dataclass(slots=True, eq=False)
class Parcel(FromBus):
    """One message for one service, on its way and in its reader's hands; `own` is what a service has for
    itself, which no bus carries. Nothing is lost here, and nobody goes away.
    """

    sender: str
    reader: str
    envelope: Envelope
    answer: Answer = _nobody
    own: Own | None = None
    copy: bool = False
    awaited: ClassVar[bool] = True
    abandoned: ClassVar[bool] = False

    def ack(self) -> None:
        """Nothing to acknowledge."""

    def reject(self, reason: str) -> None:
        """A message that a handler fails on ends the test."""
        raise AssertionError(reason)


class Links(Protocol):
    """What carries parcels; false where nothing is on its way."""

    def __bool__(self) -> bool: ...

    def put(self, parcel: Parcel) -> None:
        """Send one."""

    def take(self) -> Parcel:
        """The next one that arrives."""

    def at_rest(self, reader: str) -> bool:
        """Whether nothing is on its way to this one, as far as that can be told."""


@dataclass
class Line:
    """All links are one: what was sent first moves first."""

    _parcels: deque[Parcel] = field(default_factory=deque)
    _coming: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))  # to whom

    def __bool__(self) -> bool:
        return bool(self._parcels)

    def put(self, parcel: Parcel) -> None:
        """Send one."""
        self._parcels.append(parcel)
        self._coming[parcel.reader] += 1

    def take(self) -> Parcel:
        """The one that was sent first."""
        parcel = self._parcels.popleft()
        self._coming[parcel.reader] -= 1
        return parcel

    def at_rest(self, reader: str) -> bool:
        """Whether nothing is on its way to this one."""
        return not self._coming[reader]


@dataclass
class Crossing:
    """Links by sender and reader, of very different speed: some stand still until hardly anything else
    moves.
    """

    random: Random
    _queues: dict[tuple[str, str], deque[Parcel]] = field(default_factory=dict)
    _speeds: dict[tuple[str, str], float] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self._queues)

    def put(self, parcel: Parcel) -> None:
        """Send one."""
        link = (parcel.sender, parcel.reader)
        if link not in self._speeds:
            self._speeds[link] = 10 ** self.random.uniform(-2, 2)
        self._queues.setdefault(link, deque()).append(parcel)

    def take(self) -> Parcel:
        """The first of a link that the seed draws."""
        links = list(self._queues)
        [link] = self.random.choices(links, [self._speeds[link] for link in links])
        parcel = self._queues[link].popleft()
        if not self._queues[link]:
            del self._queues[link]
        return parcel

    def at_rest(self, reader: str) -> bool:
        """Nobody can tell."""
        return False
