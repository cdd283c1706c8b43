"""A violation with the fewest events: load and faults are left out as long as it stays."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.run import Plan, play
from scalehook.simulate.scenario.reading import Study
from scalehook.simulate.study.interrupts import Interrupts

T = TypeVar("T")
NAMES = re.compile(r"\S*\d\S*|'[^']*'|\[[^\]]*\]")


@dataclass(frozen=True)
class Shrunk:
    """`least`: nothing more can be left out; else it was ended before."""

    plan: Plan
    outcome: SeedOutcome
    least: bool
    tried: int


class OutOfTime(Exception):
    """What was found so far stands."""


@dataclass
class Shrinker:
    """Of one seed. `seconds` are real ones."""

    study: Study
    seed: int
    seconds: float = 60.0
    interrupts: Interrupts = field(default_factory=Interrupts)
    tried: int = 0

    def shrink(self, outcome: SeedOutcome) -> Shrunk:
        """The same violation, of the fewest arrivals and faults."""
        self._until = time.monotonic() + self.seconds
        self._wanted = kind(outcome.violations[0])
        self._best, self._last = Plan(list(outcome.decisions), list(outcome.arrivals)), outcome
        least = True
        try:
            while self._round():
                pass
        except OutOfTime:
            least = False
        return Shrunk(self._best, self._last, least, self.tried)

    def _round(self) -> bool:
        """Whether anything was left out."""
        before = _size(self._best)
        _fewest(self._best.arrivals or [], lambda kept: self._holds(replace(self._best, arrivals=kept)))
        _fewest(
            self._best.decisions or [], lambda kept: self._holds(replace(self._best, decisions=kept))
        )
        return _size(self._best) < before

    def _holds(self, plan: Plan) -> bool:
        """Whether it is violated in the same way; then it goes on from there."""
        if self.interrupts.asked or time.monotonic() > self._until:
            raise OutOfTime
        self.tried += 1
        found = play(self.study, self.seed, plan)
        if not any(kind(each) == self._wanted for each in found.violations):
            return False
        self._best, self._last = plan, found
        return True


def kind(violation: str) -> str:
    """What was violated, whatever it happened to."""
    return NAMES.sub("…", violation)


def _size(plan: Plan) -> int:
    return len(plan.arrivals or []) + len(plan.decisions or [])


def _fewest(items: Sequence[T], holds: Callable[[list[T]], bool]) -> list[T]:
    """Leave out ever smaller parts, as long as it holds without them."""
    left, part = list(items), max(1, len(items) // 2)
    while left:
        place = 0
        while place < len(left):
            fewer = left[:place] + left[place + part :]
            if holds(fewer):
                left = fewer
            else:
                place += part
        if part == 1:
            break
        part = max(1, part // 2)
    return left
