"""One service of the ensemble: its machine, its inbox, and its effects."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from random import Random

from scalehook.kit.machine.arrivals import OnceMore, Own
from scalehook.kit.machine.delivery import Arrival
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.inbox import Inbox
from scalehook.kit.machine.machine import Machine, Step
from scalehook.kit.machine.outside import Outside
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings
from scalehook.simulate.performance import Bus, Performance, Question
from scalehook_contracts.base import Command
from support.ensemble.effects import PLAYED
from support.ensemble.links import Links, Parcel


@cache
def settings_of(settings: type[Settings], **told: object) -> Settings:
    """Read once: looking at the environment takes longer than a short story."""
    return settings.model_validate(told) if told else settings()


@dataclass
class Player:
    """A service. `publish` hands on what an entry says to others. What it has for itself (timers,
    outcomes) lies on links, too, so that it may come before or after anything else.
    """

    service: Service[Settings]
    settings: Settings
    links: Links
    owners: Callable[[Command[object]], str]
    publish: Callable[["Player", Entry], None]
    parked: int = 0
    journal: list[bytes] | None = None  # what it has kept, where somebody wants to know
    effects: dict[str, Performance] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name = self.service.name
        self.machine = Machine(self.service, self.settings, Random(1))
        self.inbox = Inbox(self.machine)

    def take(self, parcel: Parcel, now: datetime) -> None:
        """Handle a message, and those that it wakes."""
        if parcel.own is not None:
            self.inbox.put_back([parcel.own])
        else:
            self.inbox.put(parcel)
        self._handle_all(now)

    def fire(self, now: datetime) -> None:
        """Timers that are due go on their way, waits that are over end."""
        self.inbox.fire(now)
        once_more = []
        while (arrival := self.inbox.take()) is not None:
            if isinstance(arrival, Own):
                self._send("timer", arrival)
            else:
                once_more.append(arrival)
        self.inbox.put_back(once_more)
        self._handle_all(now)

    def go_on_as(self, machine: Machine) -> None:
        """It has started again: all that it knows is what this machine knows. Nobody waits meanwhile."""
        assert not self.parked
        self.machine = machine
        self.inbox = Inbox(machine)

    def _handle_all(self, now: datetime) -> None:
        while (arrival := self.inbox.take()) is not None:
            self._handle(arrival, now)

    def _handle(self, arrival: Arrival, now: datetime) -> None:
        step = arrival.handle(self.machine, now)
        if step.deferral is not None:
            self._defer(arrival, step, now)
            return
        if self.parked and isinstance(arrival, OnceMore):
            self.parked -= 1
        if step.reply is not None:
            arrival.answer(step.reply)
        if step.changed:
            self._conclude(step)
        if step.woken:
            self.inbox.wake(step.woken)

    def _defer(self, arrival: Arrival, step: Step, now: datetime) -> None:
        if step.changed:
            self._conclude(step)
            self.inbox.put_back([arrival])
            return
        self.parked += not isinstance(arrival, OnceMore)
        self.inbox.defer(arrival, now, *step.deferral)

    def _conclude(self, step: Step) -> None:
        if self.journal is not None:
            self.journal.append(step.raw)
        entry = step.entry
        self.inbox.schedule(entry)
        self.publish(self, entry)
        for key in entry.ended:
            if key in self.effects:
                self.effects.pop(key).call_off()
        for key in entry.begun:
            self._begin(key, entry)

    def _begin(self, key: str, entry: Entry) -> None:
        begun = self.machine.intents[key]
        intent = begun.intent

        def done(outcome: Command[object]) -> None:
            self._send("outcome", self.inbox.outcome(key, begun, outcome, entry.at))

        if type(intent) in PLAYED:
            done(PLAYED[type(intent)](intent))
            return
        unique = f"{self.name}/{key}/{entry.seq}"
        outside = Outside(Bus(), self.machine.settings, unique, entry.correlation_id)
        coroutine = self.service.effects[type(intent)].run(intent, outside)
        self.effects[key] = Performance(coroutine, self._asker(unique, entry.at), done)  # type: ignore[arg-type]  # an async function's awaitable is a coroutine
        self.effects[key].begin()

    def _send(self, kind: str, own: Own) -> None:
        sender = f"{self.name}/{kind}/{own.key}"
        self.links.put(Parcel(sender, self.name, own.envelope, own=own))

    def _asker(self, unique: str, at: datetime) -> Callable[[Question, Performance], None]:
        def ask(question: Question, performance: Performance) -> None:
            number = performance.questions
            message_id = question.message_id or f"{unique}/{number}"
            envelope = Envelope(
                question.command, message_id, at, question.correlation_id, caller=question.caller
            )
            owner = self.owners(question.command)
            sender = f"{unique}/{number}"
            self.links.put(
                Parcel(sender, owner, envelope, lambda reply: performance.answer(number, reply))
            )

        return ask
