"""Where a scenario is played: a stack, what stands in it, and the consumer. Stories know it alone."""

import random
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from scalehook.certify.chronicle import Chronicle
from scalehook.certify.crowd import crowd, scale_all
from scalehook.certify.facts import FaultFacts
from scalehook.certify.props import GROUP, HOOK, Props
from scalehook.certify.scenario import Setup
from scalehook.certify.timing import Stuck, Timing
from scalehook.testing.builders import Action, Activity, Group, Hook, Queue, Topic
from scalehook.testing.cloud import Cloud

if TYPE_CHECKING:
    from scalehook.certify.actor import Actor
    from scalehook.testing.faults import Fault

RECOVERY_SECONDS, BACK_SECONDS = 10.0, 5.0  # real
LONGEST_WITHOUT = "6h"  # virtual, that a story waits while the consumer is not there
LOOK_SECONDS = 0.25  # real: how often conditions are looked at that no event tells of


@dataclass(eq=False)
class Stage(Timing):
    """What stories may use. Times are virtual unless they are called real; the clock jumps by itself
    while nobody has anything in hand.
    """

    cloud: Cloud
    chronicle: Chronicle
    props: Props
    actor: "Actor"  # the consumer
    setup: Setup
    random: random.Random
    patience: float  # real seconds, of the whole story
    virtual: bool = False  # the consumer has no timers but the stack's
    on_failure: str = "ABANDON"  # what it has declared to do with work that fails
    faults: list["tuple[Fault, int]"] = field(default_factory=list)
    _ending: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        self.give_patience()

    def give_patience(self) -> None:
        """From now on, all of it."""
        self._until = time.monotonic() + self.patience

    # -- what there is -----------------------------------------------------------------------------

    @property
    def group(self) -> Group:
        """The scaling group."""
        return self.props.group

    @property
    def hook(self) -> Hook:
        """Its hook, which notifies the consumer."""
        return self.props.hook

    @property
    def queue(self) -> Queue | None:
        """The consumer's, where it reads one."""
        return self.props.queue

    @property
    def topic(self) -> Topic | None:
        """What pushes to the consumer, where something does."""
        return self.props.topic

    # -- what the story does -----------------------------------------------------------------------

    def scale_out(self, count: int = 1) -> Action:
        """Add instances; returns when they wait for the hook."""
        return self.action_of(self.group.scale(count))

    def scale_in(self, count: int = 1) -> Action:
        """Take instances away; returns when they wait for the hook."""
        return self.action_of(self.group.scale(-count))

    def action_of(self, activity: Activity, hook: Hook | None = None) -> Action:
        """The first action of an activity (with this hook), when it has begun."""

        def begun() -> list[str]:
            tokens = self.chronicle.started.get(activity.id, [])
            return [token for token in tokens if hook is None or self.hook_id_of(token) == hook.id]

        self.until(begun, "a lifecycle action begins")
        token = begun()[0]
        return Action(self.cloud, token, self.hook_id_of(token), activity.id)

    def hook_id_of(self, token: str) -> str:
        """The hook whose action it is."""
        return self.chronicle.hooks[token]

    def neighbours(self, count: int) -> list[Group]:
        """More groups like the first, with hooks of the same name."""
        return crowd(self.cloud, self.props, [f"{GROUP}-{number}" for number in range(1, count + 1)])

    def scale_all(self, groups: Sequence[Group], by: int) -> None:
        """All of them begin to add so many instances, at one instant."""
        scale_all(self.cloud, groups, by)

    def neighbour(self, name: str, hook: str = HOOK) -> Group:
        """One more group, whose hook notifies the same consumer."""
        return self.props.neighbour(self.cloud, name, hook)

    def send(self, body: str) -> None:
        """A message of any kind to the consumer, as it stands: no Base64 is added."""
        self.props.send(self.cloud, body)

    def pass_time(self, duration: "float | str | timedelta") -> None:
        """Let so much time pass; who has a notification in hand is waited for."""
        self.cloud.advance(duration)

    def fault(self, fault: "Fault", strikes: int = 1) -> "Fault":
        """A fault of this story, which must strike so often (0: it need not). It ends with its block, or
        with the story.
        """
        self.faults.append((fault, strikes))
        return self._ending.enter_context(fault)

    def mark(self, what: str) -> None:
        """A line in the timeline."""
        self.chronicle.mark(self.cloud.now, what)

    # -- what the story waits for ------------------------------------------------------------------

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait until it holds. Stuck when the story's real patience is over, or the consumer has gone
        though nobody has sent it away. While nobody is there, time is moved no further than needed.
        """
        if self.actor.absent():
            self._reach(condition, what)
        while not self.chronicle.wait(lambda: bool(condition()), LOOK_SECONDS):
            if why := self.actor.gone():
                self.mark(f"seen of the consumer: {why}")
                raise Stuck(f"{what}: not any more, {why}")
            if time.monotonic() > self._until:
                raise Stuck(f"{what}: not within {self.patience:g} s (real)")

    def _reach(self, condition: Callable[[], object], what: str) -> None:
        try:
            self.cloud.run_until(condition, LONGEST_WITHOUT, patience=0)
        except AssertionError as problem:
            raise Stuck(f"{what}: not within {LONGEST_WITHOUT}") from problem

    def until_ended(self, *actions: Action) -> None:
        """Until these actions are over, whoever ends them."""
        ends = self.chronicle.ends
        self.until(lambda: all(each.token in ends for each in actions), "the wait ends")

    def until_called(self, action: Action, calls: int = 1) -> None:
        """Until so many calls about it have been answered, in whatever way."""
        self.until(lambda: self.calls_of(action) >= calls, f"{calls} calls about the action")

    def calls_of(self, action: Action) -> int:
        """How many there have been."""
        return sum(call.token == action.token for call in self.chronicle.calls.copy())

    def refused(self) -> int:
        """How many calls a fault has stood before."""
        return sum(not call.executed for call in self.chronicle.calls.copy())

    def until_refused(self, calls: int, end: float, by: datetime | None = None) -> None:
        """Until there have been so many; at the latest at this real time (monotonic), or when virtual
        time has come so far: a consumer's own pauses pass at once.
        """
        self.until(
            lambda: self.refused() >= calls or time.monotonic() >= end or self._is_past(by),
            f"{calls} calls are refused",
        )

    def until_back(self, action: Action) -> None:
        """Until the consumer has found the way back to the action: it calls about it, sleeps by the
        stack's clock, or has had some real seconds. Time does not jump meanwhile.
        """
        before, end = self.chronicle.heard(action.token), time.monotonic() + BACK_SECONDS

        def back() -> bool:
            calls = self.chronicle.heard(action.token) > before
            return calls or self.actor.signs.asleep() or time.monotonic() > end

        with self.standing():
            self.until(back, "it is back")

    def _is_past(self, at: datetime | None) -> bool:
        return at is not None and self.cloud.now >= at

    def until_received(self, messages: int, times: int = 1) -> None:
        """Until so many messages have been received so often each."""
        received = self.chronicle.received
        self.until(
            lambda: sum(count >= times for count in received.values()) >= messages,
            f"{messages} messages are received",
        )

    # -- the consumer ------------------------------------------------------------------------------

    def stop_consumer(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Send it a signal, and wait until it has ended; it may end from now on."""
        self.mark(f"{number.name} is sent")
        self.actor.stop(number)
        self.actor.facts.sent_away.append(self.cloud.now)
        self.mark("the consumer has ended")

    def start_consumer(self) -> None:
        """Start it; returns when it reads."""
        before = len(self.chronicle.calls)
        self.actor.start()
        self.until_reading(before)

    def until_reading(self, calls: int) -> None:
        """Until it waits for messages, or has called since there were so many calls."""
        self.until(lambda: self.actor.signs.reading() or len(self.chronicle.calls) > calls, "it reads")

    def restart_consumer(self, number: signal.Signals) -> None:
        """End it with a signal, and start it again; time does not jump meanwhile."""
        with self.standing():
            self.stop_consumer(number)
            self.start_consumer()

    # -- at the end --------------------------------------------------------------------------------

    def scale_out_anew(self) -> Action:
        """The probe: one more instance, with a hook that asks for nothing special. A consumer that has
        lost its connection may find it again before.
        """
        calls, end = len(self.chronicle.calls), time.monotonic() + RECOVERY_SECONDS
        self.until(
            lambda: (
                self.actor.signs.reading() or len(self.chronicle.calls) > calls or time.monotonic() > end
            ),
            "it reads again",
        )
        self.props.plain_hook()
        self.until(self.props.idle, "the group has nothing to do")
        return self.scale_out()

    def end_story(self) -> Iterator[FaultFacts]:
        """All goes well from now on; how the faults stood."""
        self._ending.close()
        for fault, wanted in self.faults:
            yield FaultFacts(fault.kind, wanted, fault.fired)
