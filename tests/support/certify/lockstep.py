"""Scenarios in lockstep with a consumer in this process: time moves when that has nothing to do."""

import contextlib
import random
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scalehook.certify import props
from scalehook.certify.chronicle import Chronicle
from scalehook.certify.consumer.environment import Place
from scalehook.certify.consumer.output import Output
from scalehook.certify.facts import ProcessFacts
from scalehook.certify.options import Options
from scalehook.certify.outcome import Outcome
from scalehook.certify.profile import Profile
from scalehook.certify.rules.calm import LATEST
from scalehook.certify.scenario import Scenario
from scalehook.certify.stage import Stage
from scalehook.certify.timing import Stuck
from scalehook.certify.trial import Trial
from scalehook.certify.watch import Watch
from scalehook.kit.clock.durations import seconds_of
from scalehook.testing.builders import Action
from scalehook.testing.cloud import Cloud
from scalehook_contracts.base import Command, ReplyT
from support.certify.calling import Calling
from support.certify.minds import Mind

LONGEST = timedelta(days=1)  # virtual, for what a story waits for
PROFILE = Profile(command=["none"], abilities=["work", "heartbeat"], clock="virtual")


@dataclass(eq=False)
class Body:
    """A process, as a stage sees one."""

    kind: type[Mind]
    call: Calling
    timeout: int
    mind: Mind | None = None
    facts: ProcessFacts = field(default_factory=ProcessFacts)
    stdout: Output = field(default_factory=Output)
    stderr: Output = field(default_factory=Output)

    @property
    def signs(self) -> "Body":
        """It is all of these."""
        return self

    @property
    def consumer(self) -> "Body":
        """It is all of these."""
        return self

    def demand_seconds(self) -> None:
        """Nobody sees it."""

    def flush(self) -> None:
        """It writes nothing."""

    def start(self) -> None:
        """A new mind, that remembers nothing."""
        self.mind = self.kind(self.call, self.timeout)
        self.mind.begin()

    def stop(self, number: signal.Signals) -> None:
        """Whatever it did is forgotten."""
        if self.mind is not None and number is signal.SIGTERM:
            self.mind.end()
        self.mind = None

    def reading(self) -> bool:
        """Whenever it lives."""
        return self.mind is not None and not self.mind.died

    asleep = reading

    def gone(self) -> str:
        """How it has died."""
        return self.mind.died if self.mind is not None else ""

    def look(self) -> ProcessFacts:
        """How it fares."""
        if why := self.gone():
            self.facts.exits.append(why)
        self.facts.alive = self.reading()
        return self.facts


class Lockstep(Stage):
    """Nothing happens in real time."""

    def until(self, condition: Callable[[], object], what: str) -> None:
        end = self.cloud.now + LONGEST
        while not condition():
            if why := self.actor.gone():
                raise Stuck(f"{what}: not any more, {why}")
            if self._acts():
                continue
            due = self._due(end)
            self.cloud.quiet()
            if condition():  # a little time passes by itself: what came then is done now
                return
            self._jump(due)
            if due >= end:
                raise Stuck(f"{what}: not within a day")

    def pass_time(self, duration: float | str | timedelta) -> None:
        end = self.cloud.now + timedelta(seconds=float(seconds_of(duration)))
        due = self.cloud.now
        while self._acts() or due < end:
            due = self._due(end)
            self._jump(due)

    def sleep(self, seconds: float) -> None:
        self.pass_time(seconds)

    def after(self, seconds: float, command: Command[ReplyT]) -> ReplyT:
        self.pass_time(seconds)
        return self.cloud.call(command)

    def outwait(self, action: Action, *, foreign: bool = False) -> None:
        self.until_ended(action)

    def until_at_work(self) -> None:
        """It is, as soon as it has something to do."""

    @contextlib.contextmanager
    def standing(self) -> Iterator[None]:
        yield

    def _acts(self) -> bool:
        """Whether the consumer had something to do."""
        mind = self._mind
        return mind is not None and not mind.died and mind.step()

    def _due(self, end: datetime) -> datetime:
        """When the next thing comes, at the latest the end."""
        deadline = self.cloud.next_deadline()  # once all is quiet
        mind = self._mind
        wakes = None if mind is None or mind.died else mind.wakes
        return min(at for at in (deadline, wakes, end) if at is not None)

    def _jump(self, due: datetime) -> None:
        self.cloud.advance(max(due - self.cloud.now, timedelta()), patience=0)

    @property
    def _mind(self) -> Mind | None:
        assert isinstance(self.actor, Body)
        return self.actor.mind


class _Watch(Watch):
    def keep(self, stage: Stage, at_least: float) -> None:
        whole = 2 * timedelta(seconds=stage.setup.visibility + 1)
        stage.pass_time(max(whole, LATEST, timedelta(seconds=at_least)))


class _Trial(Trial):
    def _watch(self) -> Watch:
        return _Watch(0, virtual=True)


@dataclass
class _Staging:
    cloud: Cloud
    chronicle: Chronicle
    kind: type[Mind]

    @contextlib.contextmanager
    def stage(self, scenario: Scenario) -> Iterator[Stage]:
        setup = scenario.setup
        self.chronicle.begin()
        to = props.carrier(self.cloud, Place(queue=props.QUEUE), setup)
        body = Body(self.kind, Calling(self.cloud, self.chronicle), setup.timeout)
        yield Lockstep(
            self.cloud, self.chronicle, props.set_up(self.cloud, setup, to), body,  # type: ignore[arg-type]  # as far as a stage knows an actor
            setup, random.Random(0), 60.0, virtual=True,
        )  # fmt: skip

    def leave(self, *, held: bool) -> None:
        self.cloud.reset()

    def close(self) -> None:
        """Nothing is open."""


def play(cloud: Cloud, chronicle: Chronicle, scenario: Scenario, kind: type[Mind]) -> Outcome:
    """What comes of it; the stack is new again afterwards."""
    options = Options(profile=PROFILE, scenarios=(scenario,))
    return _Trial(scenario, options).run(_Staging(cloud, chronicle, kind))  # type: ignore[arg-type]  # all that a trial asks of one
