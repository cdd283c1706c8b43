"""What a service handles next: messages, due timers, outcomes, ended and woken waits, in this order."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scalehook.kit.clock.prospect import Prospect
from scalehook.kit.machine.arrivals import Fired, OnceMore, Own, Settled
from scalehook.kit.machine.deadlines import Deadlines
from scalehook.kit.machine.delivery import Arrival, Delivery
from scalehook.kit.machine.entry import Begun, Entry
from scalehook.kit.machine.envelope import ROOT, Envelope
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.parking import Parked, Parking
from scalehook_contracts.base import Command, Message

FIRST = "first"


@dataclass
class Inbox:
    """One machine's messages, first in, first out, and what will become a message later."""

    machine: Machine
    waiting: deque[Arrival] = field(default_factory=deque)
    _parking: Parking = field(default_factory=Parking)

    def __post_init__(self) -> None:
        self.reload()

    def reload(self) -> None:
        """The machine has been brought back: its timers are other ones."""
        self._deadlines = Deadlines(self.machine.timers)
        for key, timer in self.machine.timers.items():
            self._deadlines.watch(key, timer)

    # -- in -------------------------------------------------------------------------------------

    def put(self, delivery: Delivery) -> None:
        """A message has come."""
        self.waiting.append(delivery)

    def begin(self, command: Command[Any], now: datetime) -> None:
        """The command that a service with an empty journal begins with."""
        self.waiting.append(Own(self._envelope(command, FIRST, "", now), FIRST, 0))

    def settle(self, key: str, begun: Begun, outcome: Message, now: datetime) -> None:
        """An effect has ended."""
        self.waiting.append(self.outcome(key, begun, outcome, now))

    def fire(self, now: datetime) -> None:
        """Timers that are due and waits that have ended become messages."""
        for key, timer in self._deadlines.due(now):
            envelope = self._envelope(timer.command, f"timer-{key}-{timer.seq}", timer.flow, now)
            self.waiting.append(Fired(envelope, key, timer.seq))
        self.waiting.extend(map(_once_more, self._parking.expire(now)))

    def put_back(self, arrivals: Sequence[Arrival]) -> None:
        """These were taken and are to be handled anew, before all others."""
        self.waiting.extendleft(reversed(arrivals))

    # -- out ------------------------------------------------------------------------------------

    def take(self) -> Arrival | None:
        """The next one that there is something to be done about."""
        while self.waiting:
            arrival = self.waiting.popleft()
            if not arrival.void(self.machine):
                return arrival
            arrival.ack()
        return None

    def empty(self) -> list[Arrival]:
        """All that wait, deferred ones too: the service handles nothing more."""
        left = [*self.waiting, *map(_once_more, self._parking.empty())]
        self.waiting.clear()
        return left

    # -- later ----------------------------------------------------------------------------------

    def defer(self, arrival: Arrival, now: datetime, key: str, until: datetime) -> None:
        """It is handled again when `key` is woken, or at `until`; meanwhile the bus may forget it."""
        self._parking.park(arrival.park(now, until, key))
        arrival.ack()

    def wake(self, woken: Iterable[tuple[str, int | None]]) -> None:
        """Those that wait for these keys come next."""
        for key, count in woken if self._parking else ():
            if parked := self._parking.wake(key, count):
                self.put_back(list(map(_once_more, parked)))

    def schedule(self, entry: Entry) -> datetime | None:
        """The entry's timers run from now on; when the first of them comes due."""
        if not entry.scheduled:
            return None
        first: datetime | None = None
        for key in entry.scheduled:
            timer = self.machine.timers.get(key)
            if timer is not None and timer.seq == entry.seq:
                self._deadlines.watch(key, timer)
                first = timer.at if first is None else min(first, timer.at)
        return first

    def next_deadline(self) -> datetime | None:
        """The first timer or end of a wait."""
        timer, wait = self._deadlines.next(), self._parking.next_deadline()
        if timer is None or wait is None:
            return timer or wait
        return min(timer, wait)

    def next_timer(self) -> datetime | None:
        """The first timer."""
        return self._deadlines.next()

    def overdue(self, now: datetime) -> str:
        """What has come due, if anything has: the first timer, or a wait that ends."""
        first, waits = self._deadlines.first(), self._parking.next_deadline()
        if first is not None and first.at <= now:
            return f"timer {first.command.wire_name()}"
        return "a wait" if waits is not None and waits <= now else ""

    def prospect(self, owed: bool) -> Prospect:
        """The first timer that somebody may wait for; and whether somebody is owed an answer, be it only
        one of those who wait here for more than a long poll.
        """
        timers = self.machine.timers.values()
        awaited = min((timer.at for timer in timers if timer.command.awaited()), default=None)
        owes = any(not getattr(each, "waits", 0) for each in self._parking.messages())
        return Prospect(awaited, owed or owes, self.machine.seq)

    def outcome(self, key: str, begun: Begun, message: Message, now: datetime) -> Settled:
        """An effect's last word, as a message."""
        envelope = self._envelope(message, f"outcome-{key}-{begun.seq}", begun.flow, now)
        return Settled(envelope, key, begun.seq)

    def _envelope(self, message: Message, number: str, flow: str, now: datetime) -> Envelope:
        service = self.machine.service.name
        message_id = f"{service}-{number}"
        return Envelope(message, message_id, now, flow or message_id, service, ROOT)


def _once_more(parked: Parked) -> OnceMore:
    return OnceMore(parked.delivery, parked.received_at)
