"""Which value of a parameter keeps enough completions in time?"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from scalehook.simulate.outcome import SeedOutcome
from scalehook.simulate.scenario.overriding import Override
from scalehook.simulate.scenario.quantities import length, part
from scalehook.simulate.scenario.reading import Study
from scalehook.simulate.study.estimating import Estimate, effect, share
from scalehook.simulate.study.table import percent

SPEC = re.compile(r"([A-Za-z_][\w.-]*)=(.+)")
RANGE = re.compile(r"(\d+)(s?)\.\.(\d+)(s?)(?:/(\d+))?")
STEPS, MOST_VALUES = 64, 1000  # of a range without a step of its own, and of any, at most
Play = Callable[[Study], list[SeedOutcome]]


class BadSweep(ValueError):
    """The text says no values."""


class Stopped(Exception):
    """No further value is to be played; what is known of the others stands."""


@dataclass(frozen=True)
class Sweep:
    """`path=60..1800`, `path=60..1800/60` or `path=60,120,300`; ascending. A range without a step is
    searched by halves, everything else is tried as a whole.
    """

    path: str
    values: list[str]
    by_halves: bool

    @classmethod
    def read(cls, text: str) -> "Sweep":
        """BadSweep unless it is one."""
        found = SPEC.fullmatch(text.strip())
        if found is None:
            raise BadSweep(f"{text!r}: write heartbeat_timeout=60..1800 or name=60,120,300")
        path, values = found[1], found[2]
        if inside := RANGE.fullmatch(values):
            return cls._range(path, inside)
        listed = list(dict.fromkeys(each.strip() for each in values.split(",") if each.strip()))
        if not listed:
            raise BadSweep(f"{text!r} has no values: write {path}=60,120,300")
        return cls(path, _ascending(listed), by_halves=False)

    @classmethod
    def _range(cls, path: str, found: "re.Match[str]") -> "Sweep":
        low, unit, high, other_unit, step = found.groups()
        first, last = int(low), int(high)
        if first >= last or unit != other_unit:
            raise BadSweep(f"{found[0]}: a range goes from less to more")
        every = int(step) if step else max(1, (last - first) // STEPS)
        if not every:
            raise BadSweep(f"{found[0]}: a step is at least 1")
        if (last - first) // every >= MOST_VALUES:
            raise BadSweep(f"{found[0]}: these are more than {MOST_VALUES} values: a step may be longer")
        numbers = [*range(first, last, every), last]
        return cls(path, [f"{number}{unit}" for number in numbers], by_halves=not step)


@dataclass(frozen=True)
class Point:
    """A value, and the share of actions that were completed in time with it."""

    value: str
    in_time: Estimate | None
    cut_off: int
    outcomes: list[SeedOutcome] = field(repr=False)

    def holds(self, target: float) -> bool:
        """Whether it is as good as sure; a seed that was cut off speaks against it."""
        low = self.in_time.low if self.in_time else None
        return low is not None and low >= target and not self.cut_off

    def fails(self, target: float) -> bool:
        """Whether that is as good as sure."""
        high = self.in_time.high if self.in_time else None
        return bool(self.cut_off) or (high is not None and high < target)

    def __str__(self) -> str:
        if self.in_time is None:
            return f"{self.value}: no actions"
        low, high = (
            percent(bound) if bound is not None else "?"
            for bound in (self.in_time.low, self.in_time.high)
        )
        return f"{self.value}: {percent(self.in_time.value)} in time [{low}, {high}]"


@dataclass(frozen=True)
class Answer:
    """`smallest` is the first value that holds; all that were tried, ascending. If it was
    `stopped`, others may hold as well.
    """

    path: str
    target: float
    points: list[Point]
    smallest: Point | None
    undecided: list[Point]
    stopped: bool = False

    def __str__(self) -> str:
        return f"stopped by you, so far: {self._told()}" if self.stopped else self._told()

    def _told(self) -> str:
        wanted = f"at least {percent(self.target)} in time"
        if not self.points:
            return f"{self.path}: no value was looked at"
        if self.smallest is None:
            if self.undecided:
                first, last = self.undecided[0].value, self.undecided[-1].value
                where = first if first == last else f"{first} to {last}"
                return f"{self.path}: {wanted} is undecided for {where}: more --seeds would tell"
            return f"{self.path}: none of these values keeps {wanted}"
        told = f"{self.path}={self.smallest.value} keeps {wanted} ({self.smallest})"
        if self.undecided:
            told += f"; undecided: {', '.join(point.value for point in self.undecided)}"
        return told


def _ascending(values: list[str]) -> list[str]:
    """By what they are, where all are numbers, lengths of time or shares."""
    for read in (float, length, part):
        try:
            return sorted(values, key=read)
        except ValueError:
            continue
    return values


def check(study: Study, wanted: Sweep, hook: str) -> None:
    """BadDocument for a value that cannot be, BadSweep for a hook that is not there. Of a range only the
    ends are looked at.
    """
    values = wanted.values if not wanted.by_halves else [wanted.values[0], wanted.values[-1]]
    for value in values:
        study.with_(Override(wanted.path, value))
    hooks = [
        f"{group.name}/{child.name}"
        for group in study.blueprint.elements
        for child in group.children
        if child.kind.noun == "hook"
    ]
    if hook and not any(hook in (name, name.rpartition("/")[2]) for name in hooks):
        raise BadSweep(f"--hook: there is no hook {hook!r} in the stack ({', '.join(hooks) or 'none'})")


def sweep(study: Study, wanted: Sweep, target: float, play: Play, hook: str = "") -> Answer:
    """The same seeds for each value, so that only the value makes a difference. `play` may raise
    Stopped.
    """
    known: dict[int, Point] = {}

    def look(place: int) -> Point:
        if place not in known:
            value = wanted.values[place]
            known[place] = _point(value, play(study.with_(Override(wanted.path, value))), hook)
        return known[place]

    try:
        if wanted.by_halves:
            _halve(len(wanted.values), lambda place: look(place).holds(target))
        else:
            for place in range(len(wanted.values)):
                look(place)
    except Stopped:
        pass  # who has stopped it says so
    points = [known[place] for place in sorted(known)]
    smallest = next((point for point in points if point.holds(target)), None)
    before = points if smallest is None else points[: points.index(smallest)]
    undecided = [point for point in before if not point.fails(target)]
    return Answer(wanted.path, target, points, smallest, undecided)


def _halve(count: int, holds: Callable[[int], bool]) -> None:
    """More is better: the ends first, then the middle of where it turns."""
    low, high = 0, count - 1
    if holds(low) or not holds(high):
        return
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle


def _point(value: str, outcomes: list[SeedOutcome], hook: str) -> Point:
    whole = [each for each in outcomes if each.whole]
    hooks = [
        [found for name, found in each.hooks.items() if hook in ("", name, name.rpartition("/")[2])]
        for each in whole
    ]
    in_time = [sum(each.in_time for each in seed) for seed in hooks]
    actions = [sum(each.actions for each in seed) for seed in hooks]
    times = [sorted(time for each in seed for time in each.times) for seed in hooks]
    return Point(value, share(in_time, actions, effect(times)), len(outcomes) - len(whole), outcomes)
