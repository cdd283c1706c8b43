"""What happens when: one heap, one thread, whole microseconds."""

import heapq
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from scalehook.simulate.chance import Chance

START = datetime(2026, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
MOST_AT_ONCE = 100_000  # things that happen at one instant: more never end, whatever makes them
Action = Callable[[], None]

# at the same instant: what goes on, what arrives, timers, whoever acts from outside, faults, looking on
CONTINUES, ARRIVES, TIMER, OUTSIDE, FAULT, LOOKS = range(6)


class Endless(Exception):
    """Time does not pass; the text says who does not let it."""


class Agenda:
    """Things of one instant come by their rank, then as the seed has it for their names."""

    def __init__(self, chance: Chance) -> None:
        self.now = 0
        self.count = 0  # of what has happened
        self._at_once = 0  # at this instant
        self._chance = chance
        self._heap: list[tuple[int, int, int, int, str, Action]] = []
        self._number = 0

    def __len__(self) -> int:
        return len(self._heap)

    @property
    def moment(self) -> datetime:
        """Now, as services are told it."""
        return START + timedelta(microseconds=self.now)

    def at(self, when: int, rank: int, name: str, action: Action) -> None:
        """It happens at that microsecond; not before now."""
        self._number += 1
        tie = self._chance.number("tie", name)
        heapq.heappush(self._heap, (max(when, self.now), rank, tie, self._number, name, action))

    def after(self, delay: int, rank: int, name: str, action: Action) -> None:
        """So many microseconds from now."""
        self.at(self.now + delay, rank, name, action)

    def next(self) -> int | None:
        """When the next thing happens."""
        return self._heap[0][0] if self._heap else None

    def step(self) -> None:
        """The next thing happens; Endless where far too much does at one instant."""
        at, _, _, _, name, action = heapq.heappop(self._heap)
        self._at_once = self._at_once + 1 if at == self.now else 0
        if self._at_once > MOST_AT_ONCE:
            raise Endless(
                f"{name} comes again and again at {self.moment:%H:%M:%S.%f}, and no time passes"
            )
        self.now = at
        self.count += 1
        action()


def micros(moment: datetime) -> int:
    """Since the start of the run, rounded up: nothing comes due too early."""
    return -((START - moment) // MICROSECOND)


def of_seconds(seconds: float) -> int:
    """As whole microseconds."""
    return round(seconds * SECOND)
