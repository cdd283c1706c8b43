"""Letters between services: how long each is on its way, and what befalls it."""

from collections import Counter
from collections.abc import Callable

from scalehook.simulate.agenda import ARRIVES, SECOND, Agenda, of_seconds
from scalehook.simulate.fate import Fate
from scalehook.simulate.letter import Letter
from scalehook.simulate.scenario.faults import Faults
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError

CALM = 1000  # microseconds that a message takes while nothing goes wrong
AGAIN = 5 * SECOND  # a message that a broker has lost sight of comes again within this


class Network:
    """A queue for each service. What its senders put there comes in their order, unless a fault lets one
    overtake what others have sent. No fault loses what a service has kept: it only comes later, and at
    the end of all faults at the latest.
    """

    def __init__(
        self, agenda: Agenda, fate: Fate, faults: Faults, deliver: Callable[[Letter], None]
    ) -> None:
        self.struck: Counter[str] = Counter()
        self._agenda, self._fate, self._faults, self._deliver = agenda, fate, faults, deliver
        self._tries: Counter[str] = Counter()
        self._last: dict[str, int] = {}  # arrivals by queue, and by queue and sender
        self._begin = self._end = 0

    def strike(self, begin: int, end: int) -> None:
        """Faults may, from that moment until the other."""
        self._fate.on, self._begin, self._end = True, begin, end

    def send(self, letter: Letter) -> None:
        """It arrives once, or more often; a call may be lost."""
        name = self._numbered(f"{letter.reader}/{letter.envelope.message_id}")
        late = self._fate.decide("drop", name, lambda: self._lost(name))
        if late:
            self.struck["drop"] += 1
            if letter.waits is not None:
                return
        self._put(letter, name, late)
        for number in range(self._fate.decide("duplicate", name, lambda: self._copies(name))):
            self.struck["duplicate"] += 1
            self._put(letter, f"{name}/again-{number}", 0)

    def answer(self, name: str, reply: Reply | ApiError, hear: Callable[[object], None]) -> None:
        """On its way back to whoever asked."""
        name = self._numbered(f"answer/{name}")
        if self._fate.decide("drop", name, lambda: self._lost(name)):
            self.struck["answer lost"] += 1
            return
        at = self._agenda.now + self._latency(name)
        self._agenda.at(at, ARRIVES, name, lambda: hear(reply))

    def _numbered(self, name: str) -> str:
        """Whoever tries again has another chance."""
        self._tries[name] += 1
        return f"{name}/{self._tries[name]}"

    def _put(self, letter: Letter, name: str, late: int) -> None:
        at = self._agenda.now + self._latency(name) + late
        if delay := self._fate.decide("delay", name, lambda: self._delay(name)):
            self.struck["delay"] += 1
            at += delay
        at = max(at, self._parted(letter))
        if self._fate.on:
            at = min(at, max(self._end, self._agenda.now + CALM))
        overtakes = self._fate.decide("reorder", name, lambda: self._overtakes(name))
        self._strike("reorder", overtakes)
        at = self._in_order(letter, at, overtakes)
        self._agenda.at(at, ARRIVES, name, lambda: self._deliver(letter))

    def _in_order(self, letter: Letter, at: int, overtakes: int) -> int:
        """Not before what was sent before it; one that overtakes minds its own sender only."""
        queue, link = letter.reader, f"{letter.sender}>{letter.reader}"
        before = self._last.get(link, 0)
        if overtakes:
            at += overtakes - 1
        else:
            before = max(before, self._last.get(queue, 0))
            self._last[queue] = max(at, before + 1)
        self._last[link] = at = max(at, before + 1)
        return at

    def _strike(self, kind: str, value: int) -> None:
        if value:
            self.struck[kind] += 1

    # -- draws ----------------------------------------------------------------------------------

    def _latency(self, name: str) -> int:
        if not self._fate.on:
            return CALM
        return self._faults.latency.draw(self._fate.chance, "latency", name)

    def _lost(self, name: str) -> int:
        chance = self._fate.chance
        if not chance.happens(self._faults.drop, "drop", name):
            return 0
        return 1 + chance.number("late", name) % AGAIN

    def _copies(self, name: str) -> int:
        chance = self._fate.chance
        if not chance.happens(self._faults.duplicate, "duplicate", name):
            return 0
        return 1 + chance.number("copies", name) % 3

    def _delay(self, name: str) -> int:
        delay, chance = self._faults.delay, self._fate.chance
        if delay is None or not chance.happens(delay.share, "delay", name):
            return 0
        return delay.by.draw(chance, "delayed", name)

    def _overtakes(self, name: str) -> int:
        chance = self._fate.chance
        return int(chance.happens(self._faults.reorder, "reorder", name)) and (
            1 + chance.number("overtaken", name) % SECOND // 2
        )

    def _parted(self, letter: Letter) -> int:
        """When the last partition between the two ends; 0 without one."""
        if not self._fate.on:
            return 0
        now = self._agenda.now - self._begin
        ends = [
            self._begin + of_seconds(each.until)
            for each in self._faults.partitions
            if each.parts(letter.sender, letter.reader)
            and of_seconds(each.begin) <= now < of_seconds(each.until)
        ]
        self._strike("partition", len(ends))
        return max(ends, default=0)
