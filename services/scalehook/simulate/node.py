"""One service of a run: machine, inbox, journal, effects. It can be killed anywhere."""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

from scalehook.kit.machine.delivery import Arrival
from scalehook.kit.machine.entry import Begun, Entry
from scalehook.kit.machine.inbox import Inbox
from scalehook.kit.machine.machine import HandlerFailed, Machine, Step
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings
from scalehook.simulate.agenda import CONTINUES, TIMER, micros
from scalehook.simulate.effects import Effects
from scalehook.simulate.ledger import Ledger
from scalehook.simulate.letter import Delivered, Letter
from scalehook.simulate.surroundings import Surroundings
from scalehook_contracts.base import Command

# where a crash can strike, from a message's arrival to its last trace
POINTS = (
    "idle", "before handling", "before commit", "before answer", "before publish", "half published",
    "after publish",
)  # fmt: skip


class Crashed(Exception):
    """The service is gone, in the middle of what it did."""


@dataclass(eq=False)
class Node:
    """It is up, or messages wait for it."""

    service: Service[Settings]
    settings: Settings
    world: Surroundings
    snapshot_every: int = 0
    up: bool = True
    crashes: Counter[str] = field(default_factory=Counter)
    _queue: deque[Letter] = field(default_factory=deque)
    _armed: str = ""
    _down: int = 0
    _alarm: int | None = None  # when it looks at its timers next
    _life: int = 0

    def __post_init__(self) -> None:
        self.name = self.service.name
        self.machine = Machine(self.service, self.settings)
        self.inbox = Inbox(self.machine)
        self.ledger = Ledger(self.machine, self.snapshot_every)
        self.effects = Effects(self.machine, self.world, self._settle)

    # -- in -------------------------------------------------------------------------------------

    def deliver(self, letter: Letter) -> None:
        """A message arrives; while it is down it waits."""
        if not self.up:
            self._queue.append(letter)
            return
        self.inbox.put(Delivered(letter, self._refuse))
        self._turn()

    def arm(self, point: str, down: int) -> None:
        """The next message kills it at this point; `idle` kills it now. It is down for so long."""
        if not self.up:
            return
        self._armed, self._down = point, down
        if point == "idle":
            self._armed = ""
            self.crashes[point] += 1
            self._crash(None)

    # -- a turn ---------------------------------------------------------------------------------

    def _turn(self) -> None:
        while (arrival := self.inbox.take()) is not None:
            try:
                self._handle(arrival)
            except Crashed:
                self._crash(arrival)
                return
            except HandlerFailed as problem:
                self.world.failed(self.name, problem)
        self._look_ahead()

    def _handle(self, arrival: Arrival) -> None:
        self._maybe("before handling")
        self.world.prepare(self.machine, arrival.envelope)
        step = arrival.handle(self.machine, self.world.agenda.moment)
        self._maybe("before commit")
        if step.deferral is not None and not step.changed:
            self.inbox.defer(arrival, self.world.agenda.moment, *step.deferral)
            return
        if step.changed:
            self.ledger.keep(step.entry, step.raw)
            self.world.saw(self.name, step.entry, step.raw)
        self._maybe("before answer")
        if step.reply is not None:
            arrival.answer(step.reply)
        if step.changed:
            self._conclude(step)
        if step.deferral is not None:
            self.inbox.put_back([arrival])
        self.inbox.wake(step.woken)

    def _conclude(self, step: Step) -> None:
        self.inbox.schedule(step.entry)
        self._maybe("before publish")
        self._publish(step.entry)
        self.effects.stop(step.entry.ended)
        self.effects.begin(step.entry.begun)

    def _publish(self, entry: Entry) -> None:
        for number, message in enumerate(entry.outgoing):
            if number:
                self._maybe("half published")
            self.world.publish(self.name, entry, message, number)
        self._maybe("after publish")
        self.ledger.published(entry.seq)

    def _refuse(self, letter: Letter, reason: str) -> None:
        self.world.failed(self.name, RuntimeError(reason))

    # -- time -----------------------------------------------------------------------------------

    def _look_ahead(self) -> None:
        due = self.inbox.next_deadline()
        if due is None:
            return
        at = micros(due)
        if self._alarm is None or at < self._alarm:
            self._alarm = at
            life = self._life
            self.world.agenda.at(at, TIMER, f"timer/{self.name}", lambda: self._fire(life, at))

    def _fire(self, life: int, at: int) -> None:
        if not self.up or life != self._life or at != self._alarm:
            return
        self._alarm = None
        self.inbox.fire(self.world.agenda.moment)
        self._turn()

    def _settle(self, key: str, begun: Begun, outcome: Command[Any]) -> None:
        self.inbox.settle(key, begun, outcome, self.world.agenda.moment)
        self._turn()

    # -- death and life -------------------------------------------------------------------------

    def _maybe(self, point: str) -> None:
        if self._armed == point:
            self._armed = ""
            self.crashes[point] += 1
            raise Crashed

    def _crash(self, in_hand: Arrival | None) -> None:
        """What the bus has not been told to forget comes again; who waited here waits in vain."""
        self.up = False
        self._life += 1
        self._alarm = None
        self.effects.stop_all()
        left = [*([in_hand] if in_hand else []), *self.inbox.empty()]
        self._queue.extendleft(each.letter for each in reversed(left) if isinstance(each, Delivered))
        life = self._life
        self.world.agenda.after(self._down, CONTINUES, f"start/{self.name}", lambda: self.start(life))

    def start(self, life: int | None = None) -> None:
        """It is what its journal says, and goes on with what that says is unfinished."""
        if self.up or life not in (None, self._life):
            return
        self.up = True
        self._bring_back()
        while self._queue and self.up:
            self.inbox.put(Delivered(self._queue.popleft(), self._refuse))
            self._turn()

    def heal(self) -> None:
        """Nothing kills it any more."""
        self._armed = ""
        self.start()

    def _bring_back(self) -> None:
        self._life += 1
        self._alarm = None
        self.effects.stop_all()
        self.ledger.restore()
        self.inbox.reload()
        for entry in list(self.ledger.unpublished.values()):
            for number, message in enumerate(entry.outgoing):
                self.world.publish(self.name, entry, message, number)
            self.ledger.published(entry.seq)
        self.effects.begin(list(self.machine.intents))
        self._look_ahead()
