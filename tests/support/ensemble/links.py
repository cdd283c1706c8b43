"""Messages on their way: first in, first out on each link, in any order between links."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from scalehook.kit.machine.arrivals import Own
from scalehook.kit.machine.delivery import FromBus
from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError

Answer = Callable[[Reply | ApiError], None]


def _nobody(reply: Reply | ApiError) -> None:
    """Whoever has sent an event hears nothing of it."""


@dataclass(slots=True)
class Parcel:
    """One message for one service; `own` is what a service has for itself, which no bus carries."""

    reader: str
    envelope: Envelope
    answer: Answer = _nobody
    own: Own | None = None
    copy: bool = False


@dataclass(slots=True, eq=False)
class Delivered(FromBus):
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
    """By sender and reader, of very different speed: some stand still until hardly anything else moves.
    Without `random` all are one, and what was sent first moves first.
    """

    random: Random | None
    _queues: dict[tuple[str, str], deque[Parcel]] = field(default_factory=dict)
    _speeds: dict[tuple[str, str], float] = field(default_factory=dict)
    _plain: deque[tuple[str, Parcel]] = field(default_factory=deque)
    _coming: dict[str, int] = field(default_factory=dict)  # to whom, without `random`

    def __bool__(self) -> bool:
        return bool(self._plain or self._queues)

    def put(self, sender: str, parcel: Parcel) -> None:
        """Send one."""
        if self.random:
            link = (sender, parcel.reader)
            if link not in self._speeds:
                self._speeds[link] = 10 ** self.random.uniform(-2, 2)
            self._queues.setdefault(link, deque()).append(parcel)
        else:
            self._plain.append((sender, parcel))
            self._coming[parcel.reader] = self._coming.get(parcel.reader, 0) + 1

    def at_rest(self, reader: str) -> bool:
        """Whether nothing is on its way to this one, as far as that can be told."""
        return self.random is None and not self._coming.get(reader)

    def take(self) -> tuple[str, Parcel]:
        """The next one that arrives, and who sent it."""
        if self.random is None:
            sender, parcel = self._plain.popleft()
            self._coming[parcel.reader] -= 1
            return sender, parcel
        links = list(self._queues)
        [link] = self.random.choices(links, [self._speeds[link] for link in links])
        parcel = self._queues[link].popleft()
        if not self._queues[link]:
            del self._queues[link]
        return link[0], parcel
