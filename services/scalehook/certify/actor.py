"""The consumer on the stage: started, seen to be ready, watched and ended."""

import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from scalehook.certify.chronicle import Chronicle
from scalehook.certify.consumer.base import Consumer, Ending
from scalehook.certify.consumer.signs import Signs
from scalehook.certify.facts import ProcessFacts
from scalehook.certify.stack import Brake
from scalehook.certify.supervisor import Supervisor

LOOK_SECONDS = 0.05  # real, as all here
BUSY_SECONDS = 5.0
BUSY_SHARE = 0.9  # of one processor
SAMPLE_SECONDS = 0.5


class NotReady(Exception):
    """It has ended, or was not ready in time; the message says which."""


@dataclass
class Activity:
    """How much it computes, and whether it calls meanwhile: samples of the last `window` seconds."""

    window: float = BUSY_SECONDS
    samples: deque[tuple[float, float, int]] = field(default_factory=deque)

    def add(self, at: float, cpu: float, calls: int) -> str:
        """One more sample: the processor time and the calls so far. Says how it has computed without
        a call; empty otherwise.
        """
        self.samples.append((at, cpu, calls))
        while len(self.samples) > 1 and self.samples[1][0] <= at - self.window:
            self.samples.popleft()
        since, spent, before = self.samples[0]
        length = at - since
        share = (cpu - spent) / length if length else 0.0
        if length < self.window * BUSY_SHARE or share < BUSY_SHARE or calls > before:
            return ""
        return f"{share:.0%} of a processor for {length:.1f} s"


@dataclass(eq=False)
class Actor:
    """One consumer, as it is told of a stack and seen from there."""

    consumer: Consumer
    environment: Mapping[str, str]
    chronicle: Chronicle
    signs: Signs
    start_seconds: float
    stop_seconds: float
    brake: Brake
    interrupted: Callable[[], bool]  # whether somebody wants it all to end
    supervise: bool = False  # it is brought back when it ends by itself
    facts: ProcessFacts = field(default_factory=ProcessFacts)
    _expected: bool = False  # that it is not there
    _activity: Activity = field(default_factory=Activity)
    _sampled: float = 0.0

    def __post_init__(self) -> None:
        self._supervisor = Supervisor(self.consumer, self.facts, self._left, self._start_again)

    def start(self) -> None:
        """Returns when it is ready, at once if it has been before; NotReady."""
        with self._supervisor.changing:
            if self.facts.ready_after is not None and not self._expected and not self.consumer.exited():
                return
            self._launch()
            if self.supervise:
                self._supervisor.begin()

    def _launch(self) -> None:
        began = time.monotonic()
        self._activity = Activity(self.start_seconds)
        self.brake.absent = True
        self.signs.begin()
        self._supervisor.starts()
        self.consumer.start(self.environment)
        self._expected, self._sampled = False, 0.0
        while not self.signs.ready():
            took = time.monotonic() - began
            # it may have said so and ended while it was looked at
            if (why := self._ended()) and not self.signs.ready():
                raise NotReady(f"{why} after {took:.1f} s{self.last_words()}")
            if took > self.start_seconds:
                raise NotReady(self._why_not())
            self.chronicle.wait(self.signs.ready, LOOK_SECONDS)
        self._activity = Activity()
        self.brake.absent = False
        self.facts.ready_after = time.monotonic() - began

    def renew(self) -> None:
        """Another scenario begins: what was seen of it in the last one is not about this one."""
        self.facts = self._supervisor.facts = ProcessFacts(ready_after=self.facts.ready_after)

    def absent(self) -> bool:
        """Whether nobody could hear of anything now, nor will soon."""
        return self.brake.absent and not self.brake.returning

    def stop(self, number: signal.Signals) -> None:
        """Send a signal and wait for the end, for `stop_seconds` at most; then it is killed."""
        with self._sent_away():
            self._note(self.consumer.end(self.stop_seconds, number), number)
            self.chronicle.die()

    def gone(self) -> str:
        """How it has ended, though it was not to; empty while all is well, and while its supervisor
        brings it back. Also looks how busy it is.
        """
        why = self._ended()
        return "" if why and self._comes_back() else why

    def _comes_back(self) -> bool:
        return self._supervisor.keeps() and not self.facts.busy and not self.interrupted()

    def _ended(self) -> str:
        if self.interrupted():
            return "interrupted"
        if self._expected:
            return ""
        self._sample()
        return self.consumer.exited() or (
            f"it is busy without reading: {self.facts.busy}" if self.facts.busy else ""
        )

    def look(self) -> ProcessFacts:
        """How it fares at the end of a scenario, before it is ended."""
        self._supervisor.settle(self.start_seconds)
        gone = self.consumer.exited()
        if gone and not self._expected:
            self.facts.exits.append(f"{gone}{self.last_words(1)}")
        self.facts.alive = not gone
        return self.facts

    def close(self) -> None:
        """It is ended, with its children."""
        with self._sent_away():
            self._note(self.consumer.end(self.stop_seconds), signal.SIGTERM)

    @contextmanager
    def _sent_away(self) -> Iterator[None]:
        """From now on it may end, and nobody else starts it meanwhile."""
        self._supervisor.dismiss()
        with self._supervisor.changing:
            self._expected = self.brake.absent = True
            yield

    def _left(self) -> None:
        """Nobody is there, though nobody has sent it away."""
        self.brake.returning = True
        self.chronicle.die()

    def _start_again(self) -> str:
        try:
            self._launch()
        except NotReady as problem:
            return str(problem)
        finally:
            self.brake.returning = False
        return ""

    def last_words(self, lines: int = 3) -> str:
        """The last lines that it has written; empty where it has said nothing."""
        self.consumer.flush()
        said = self.consumer.stderr.tail(lines) or self.consumer.stdout.tail(lines)
        return f"; the last it said: {' | '.join(each.strip() for each in said)}" if said else ""

    def _why_not(self) -> str:
        self._sampled = 0.0
        if why := self._ended():  # it has computed all the time
            return why
        return f"it was not ready within {self.start_seconds:g} s{self.last_words()}"

    def _note(self, ending: Ending, number: signal.Signals) -> None:
        self.facts.survivors += ending.survivors
        if not ending.in_time:
            self.facts.stubborn = f"{self.stop_seconds:g} s after {number.name}"

    def _sample(self) -> None:
        now = time.monotonic()
        if now - self._sampled < SAMPLE_SECONDS or (cpu := self.consumer.demand_seconds()) is None:
            return
        self._sampled = now
        if self.signs.polling():
            self._activity = Activity()
        acts = len(self.chronicle.calls) + len(
            self.chronicle.ends
        )  # who speaks on the bus makes no call
        busy = self._activity.add(now, cpu, acts)
        self.facts.busy = busy or self.facts.busy
