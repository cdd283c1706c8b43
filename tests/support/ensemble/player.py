"""One service of the ensemble: its machine, its effects, and the messages that wait in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from random import Random

from pydantic_settings import BaseSettings

from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.machine import Machine, Step
from scalehook.kit.machine.outside import Outside
from scalehook.kit.machine.service import Service
from scalehook_contracts.base import Command, Intent
from support.ensemble.effects import PLAYED, Bus, Performance, Question
from support.ensemble.links import Links, Parcel


@cache
def _settings(settings: type[BaseSettings]) -> BaseSettings:
    """Read once: looking at the environment takes longer than a short story."""
    return settings()


@dataclass
class Parked:
    """A message that waits to be handled anew."""

    key: str
    until: datetime
    received_at: datetime
    parcel: Parcel


@dataclass
class Player:
    """A service. `publish` hands on what an entry says to others."""

    service: Service
    links: Links
    owners: Callable[[Command[object]], str]
    publish: Callable[["Player", Entry], None]
    parked: list[Parked] = field(default_factory=list)
    effects: dict[str, Performance] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.machine = Machine(self.service, _settings(self.service.settings), Random(1))

    @property
    def name(self) -> str:
        """The service's."""
        return self.service.name

    def take(self, parcel: Parcel, now: datetime, received_at: datetime | None = None) -> None:
        """Handle a message, and those that it wakes."""
        if self._outdated(parcel):
            return
        keys = {"fired": parcel.fired, "settled": parcel.settled}
        step = self.machine.handle(parcel.envelope, now, received_at or now, **keys)
        if step.deferral is not None:
            key, until = step.deferral
            self.parked.append(Parked(key, until, received_at or now, parcel))
            return
        if step.reply is not None:
            parcel.answer(step.reply)
        if step.changed:
            self._conclude(step)
        for key, count in step.woken:
            self.wake([parked for parked in self.parked if parked.key == key][:count], now)

    def wake(self, waiting: list[Parked], now: datetime) -> None:
        """Handle these anew."""
        self.parked = [parked for parked in self.parked if parked not in waiting]
        for parked in waiting:
            self.take(parked.parcel, now, parked.received_at)

    def deadlines(self) -> list[datetime]:
        """When something comes due here."""
        return [timer.at for timer in self.machine.timers.values()] + [p.until for p in self.parked]

    def fire(self, now: datetime) -> None:
        """Timers that are due become messages, waits that are over end."""
        for key, timer in self.machine.timers.items():
            if timer.at <= now:
                envelope = self._envelope(timer.command, f"timer-{key}-{timer.seq}", timer.flow, now)
                parcel = Parcel(self.name, envelope, fired=key, seq=timer.seq)
                self.links.put(f"{self.name}/timer/{key}", parcel)
        self.wake([parked for parked in self.parked if parked.until <= now], now)

    def _outdated(self, parcel: Parcel) -> bool:
        """The timer was replaced, or the effect called off, while this was under way."""
        if parcel.fired is not None:
            timer = self.machine.timers.get(parcel.fired)
            return timer is None or timer.seq != parcel.seq
        if parcel.settled is not None:
            begun = self.machine.intents.get(parcel.settled)
            return begun is None or begun.seq != parcel.seq
        return False

    def _conclude(self, step: Step) -> None:
        self.publish(self, step.entry)
        for key in step.entry.ended:
            if key in self.effects:
                self.effects.pop(key).call_off()
        for key, intent in step.entry.begun.items():
            self._begin(key, intent, step.entry)

    def _begin(self, key: str, intent: Intent, entry: Entry) -> None:
        def done(outcome: Command[object]) -> None:
            message_id = f"outcome-{key}-{entry.seq}"
            envelope = self._envelope(outcome, message_id, entry.correlation_id, entry.at)
            parcel = Parcel(self.name, envelope, settled=key, seq=entry.seq)
            self.links.put(f"{self.name}/outcome/{key}", parcel)

        if type(intent) in PLAYED:
            done(PLAYED[type(intent)](intent))
            return
        unique = f"{self.name}/{key}/{entry.seq}"
        outside = Outside(Bus(), self.machine.settings, unique, entry.correlation_id)
        coroutine = self.service.effects[type(intent)].run(intent, outside)
        self.effects[key] = Performance(coroutine, self._asker(unique, entry.at), done)  # type: ignore[arg-type]  # an async function's awaitable is a coroutine
        self.effects[key].begin()

    def _asker(self, unique: str, at: datetime) -> Callable[[Question, Performance], None]:
        def ask(question: Question, performance: Performance) -> None:
            number = performance.questions
            message_id = question.message_id or f"{unique}/{number}"
            envelope = Envelope(
                question.command, message_id, at, question.correlation_id, caller=question.caller
            )
            owner = self.owners(question.command)
            parcel = Parcel(owner, envelope, lambda reply: performance.answer(number, reply))
            self.links.put(f"{unique}/{number}", parcel)

        return ask

    def _envelope(self, command: Command[object], number: str, flow: str, at: datetime) -> Envelope:
        message_id = f"{self.name}-{number}"
        return Envelope(command, message_id, at, flow or message_id, self.name)
