"""One seed, from an empty stack to its rest."""

import random
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scalehook.blueprint.making import apply
from scalehook.simulate import weight
from scalehook.simulate.actors.bell import Bell
from scalehook.simulate.actors.client import Client
from scalehook.simulate.actors.functions import Functions
from scalehook.simulate.actors.instance import Instance
from scalehook.simulate.actors.killer import Killer
from scalehook.simulate.actors.load import Arrival, arrivals, happen
from scalehook.simulate.actors.own_load import OwnLoad
from scalehook.simulate.actors.staff import Staff
from scalehook.simulate.actors.stock import stock_changes
from scalehook.simulate.actors.told import Told
from scalehook.simulate.agenda import LOOKS, SECOND, Agenda, Endless, of_seconds
from scalehook.simulate.chance import Chance
from scalehook.simulate.chronicle import Chronicle
from scalehook.simulate.cloud import Broken, Cloud
from scalehook.simulate.fate import Decision, Fate
from scalehook.simulate.judging import Judge
from scalehook.simulate.loop import VirtualLoop
from scalehook.simulate.outcome import BROKEN, ENDED, SeedOutcome
from scalehook.simulate.resting import busy
from scalehook.simulate.scenario.load import Load
from scalehook.simulate.scenario.reading import Study
from scalehook.simulate.scenario.scenario import MEBIBYTE
from scalehook.simulate.summing import summed
from scalehook.wiring.services import NAMES

LOOK_EVERY, AN_HOUR, LONGEST_WAIT = (seconds * SECOND for seconds in (60, 3600, 21_600))
SNAPSHOTS = (0, 20, 200)  # a seed takes one every so many entries, or none
OFTEN = 1024  # events between two looks at what is not to be passed
Live = Callable[[], Coroutine[Any, Any, None]]


class BadStack(ValueError):
    """The stack that the scenario describes cannot be made."""


class PastLimit(Exception):
    """The run has gone too far; the text is the limit's name."""


@dataclass(frozen=True)
class Plan:
    """What is to be replayed: these decisions of faults, and of the load only what is kept."""

    decisions: list[Decision] | None = None
    arrivals: list[str] | None = None


@dataclass
class Run:
    """A seed of a study. `play` may be called once."""

    study: Study
    seed: int
    plan: Plan = field(default_factory=Plan)

    def __post_init__(self) -> None:
        scenario = self.scenario = self.study.scenario
        self.chance = Chance(self.seed)
        self.agenda = Agenda(self.chance)
        self.fate = Fate(self.chance, self.plan.decisions)
        crash = scenario.faults.of(self.chance).crash
        every = SNAPSHOTS[self.chance.number("snapshots") % len(SNAPSHOTS)] if crash else 0
        self.cloud = Cloud(scenario, self.agenda, self.chance, self.fate, every)
        self.judge = Judge(self.cloud)
        self.told = Told()
        self.chronicle = Chronicle(self.agenda, named=self.told.names.__setitem__)
        self.loop = VirtualLoop(self.agenda)
        self.bell = Bell(self.cloud, self.loop)
        self.cloud.sights += [self.judge.see, self.chronicle.see, self.bell.see]
        self.client = Client("client", self.cloud, self.loop)
        self.functions = Functions(Path(self.study.file).parent)
        self.staff = Staff(self.client, self.bell, self.told, self.functions, self.chronicle.deepen)
        self.refused: Counter[str] = Counter()
        self.arrivals: list[str] = []
        self.stuck: list[str] = []
        self.rested = False
        self._began, self._weight = time.monotonic(), weight.resident()

    def play(self) -> SeedOutcome:
        """All of it."""
        random.seed(self.seed)  # of users' own functions
        ended, broken = ENDED, list[str]()
        try:
            self._set_up()
            self._act()
            self._until(self.begin + of_seconds(self.scenario.horizon))
            self._heal()
            self.rested = self._come_to_rest()
        except PastLimit as limit:
            ended = str(limit)
        except (Broken, Endless) as problem:
            ended, broken = BROKEN, [str(problem)]
        finally:
            self.loop.end()
        violations = self.judge.found(self.rested, self.told, self.stuck) if ended == ENDED else []
        return summed(self, ended, [*broken, *self.judge.problems(self.client), *violations])

    # -- before ---------------------------------------------------------------------------------

    def _set_up(self) -> None:
        """The stack as the file has it; nothing goes wrong yet."""
        self.cloud.begin()
        self._until_quiet()
        done: list[object] = []
        region = self.cloud.nodes["fleet"].settings.region
        making = apply(self.study.blueprint, self.client, region)
        self.loop.run(lambda: self.client.start(making, done.append))
        while not done and not self.client.problems and self.agenda.next() is not None:
            self._step()
        if self.client.problems:
            raise BadStack(str(self.client.problems[0]))
        groups = self.cloud.state("scaling_controller").groups
        self.group_ids = {group.name: group_id for group_id, group in groups.items()}
        names = {group_id: name for name, group_id in self.group_ids.items()}
        self.cloud.starting.names |= names
        self.chronicle.group_names |= names
        self.begin = self.agenda.now

    def _until_quiet(self) -> None:
        while (at := self.agenda.next()) is not None and at <= self.agenda.now + SECOND:
            self._step()

    def _act(self) -> None:
        end = of_seconds(self.scenario.horizon)
        self.cloud.network.strike(self.begin, self.begin + end)
        for name, each in self.scenario.load.items():
            if each.function:
                self._hire(name, each, end)
                continue
            for arrival in arrivals(name, each, self.group_ids[each.group], self.chance, end):
                self._expect(arrival)
        for arrival in stock_changes(self.scenario.fleet):
            self._expect(arrival)
        for name in self.scenario.consumers:
            self._employ(name)
        faults = self.scenario.faults.of(self.chance)
        Killer(self.cloud, faults.crash, self.begin, self.begin + end)

    def _expect(self, arrival: Arrival) -> None:
        if self._is_kept(arrival):
            self.client.start_at(self.begin + arrival.at, arrival.name, lambda: self._happen(arrival))

    def _is_kept(self, arrival: Arrival) -> bool:
        if self.plan.arrivals is not None and arrival.name not in self.plan.arrivals:
            return False
        self.arrivals.append(arrival.name)
        return True

    async def _happen(self, arrival: Arrival) -> str:
        if code := await happen(self.client, arrival):
            self.refused[code] += 1
        return code

    def _hire(self, name: str, load: Load, end: int) -> None:
        """A user's own function."""

        async def happens(arrival: Arrival) -> str:
            return await self._happen(arrival) if self._is_kept(arrival) else ""

        own = OwnLoad(name, self.functions.load(load.function or ""), self.client, happens)
        self._let_act(
            own, f"load/{name}", load.begin, min(end, of_seconds(load.until or self.scenario.horizon)),
            lambda: own.live(load.group, self.group_ids[load.group], self.begin),
        )  # fmt: skip

    def _employ(self, name: str) -> None:
        model = self.scenario.consumers[name]
        self.staff.open(model)
        for number in range(model.instances):
            instance = self.staff.instance(name, model)
            until = None if model.until is None else of_seconds(model.until)
            self._let_act(instance, f"{name}/{number}", model.begin, until, instance.live)

    def _let_act(
        self, actor: Instance | OwnLoad, name: str, begin: float, until: int | None, live: Live
    ) -> None:
        self.client.start_at(self.begin + of_seconds(begin), name, live)
        if until is not None:
            self.agenda.at(self.begin + until, LOOKS, f"{name}/until", actor.stop)

    # -- after ----------------------------------------------------------------------------------

    def _heal(self) -> None:
        """No fault strikes any more, and whoever is down starts."""
        self.fate.on = False
        for name in NAMES:
            self.cloud.nodes[name].heal()

    def _come_to_rest(self) -> bool:
        """Whether it does. What is under way then as it was an hour after the horizon is stuck, if that
        is longer ago than any wait can last.
        """
        began, early = self.agenda.now, dict[str, str]()
        last = began + of_seconds(self.scenario.limits.virtual)
        while now_busy := busy(self.cloud):
            if self.agenda.now >= last:
                longest = LONGEST_WAIT + of_seconds(self.scenario.slowest)
                if last - began - AN_HOUR >= longest:
                    self.stuck = [text for name, text in now_busy.items() if name in early]
                return False
            if self.agenda.now - began <= AN_HOUR:
                early = now_busy
            self._until(self.agenda.now + LOOK_EVERY)
        return True

    # -- time -----------------------------------------------------------------------------------

    def _until(self, end: int) -> None:
        while (at := self.agenda.next()) is not None and at <= end:
            self._step()
        self.agenda.now = max(self.agenda.now, end)

    def _step(self) -> None:
        self.agenda.step()
        if self.agenda.count % OFTEN == 0:
            self._look_at_limits()

    def _look_at_limits(self) -> None:
        limits = self.scenario.limits
        if self.agenda.count >= limits.events:
            raise PastLimit("events")
        if self.cloud.size > limits.kept * MEBIBYTE:
            raise PastLimit("kept")
        if weight.resident() - self._weight > limits.memory * MEBIBYTE:
            raise PastLimit("memory")
        if time.monotonic() - self._began > limits.real:
            raise PastLimit("real")


def play(study: Study, seed: int, plan: Plan | None = None) -> SeedOutcome:
    """One seed."""
    return Run(study, seed, plan or Plan()).play()
