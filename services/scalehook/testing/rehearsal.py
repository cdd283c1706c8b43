"""One service on its own, without host, bus or journal: messages in, what it did out."""

import itertools
import os
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from functools import cache
from operator import attrgetter
from random import Random
from typing import Any, TypeVar

import orjson

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.machine import codec
from scalehook.kit.machine.arrivals import OnceMore
from scalehook.kit.machine.delivery import Arrival, FromBus
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.envelope import ROOT, Envelope
from scalehook.kit.machine.inbox import Inbox
from scalehook.kit.machine.machine import Machine, Step
from scalehook.kit.machine.replaying import replay
from scalehook.kit.machine.said import parts
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings
from scalehook_contracts.base import Command, Event, Intent, Message, Reply
from scalehook_contracts.errors import ApiError

R = TypeVar("R", bound=Reply)
START = datetime(2026, 1, 1, tzinfo=UTC)
CURRENT_TEST = "PYTEST_CURRENT_TEST"  # another one for each test; no setting is called so
_beside_reply = attrgetter(*(part.name for part in fields(Entry) if part.name != "reply"))


@dataclass(eq=False)
class Played(FromBus):
    """A message in the rehearsal's hands."""

    envelope: Envelope
    awaited: bool = True
    abandoned: bool = False
    replies: list[Reply | ApiError] = field(default_factory=list)

    def answer(self, reply: Reply | ApiError) -> None:
        """Note the reply."""
        self.replies.append(reply)

    def ack(self) -> None:
        """Nothing to acknowledge."""

    def reject(self, reason: str) -> None:
        """A rehearsal raises what its handlers raise."""
        raise AssertionError(reason)


@dataclass
class Rehearsal:
    """Plays messages to a service; `recorded`, `sent` and `begun` are all that it did so far. What it
    asks of itself comes at once.
    """

    service: Service[Settings]
    settings: Settings | None = None
    now: datetime = START
    recorded: list[Event] = field(default_factory=list)
    sent: list[Command[Any]] = field(default_factory=list)
    begun: list[tuple[str, Intent]] = field(default_factory=list)
    journal: list[bytes] = field(default_factory=list)
    late: dict[str, Reply | ApiError] = field(default_factory=dict)  # deferred answers, by message id

    def __post_init__(self) -> None:
        self.machine = Machine(self.service, self.settings or _told(self.service.settings), Random(1))
        self.inbox = Inbox(self.machine)
        self.parked: dict[str, Played] = {}  # messages that wait for their answer, by id
        self._types = message_types(self.service)
        self._ids = (f"m{number}" for number in itertools.count(1))
        if self.service.first:
            self.ask(self.service.first())

    @property
    def state(self) -> Any:
        """The service's state."""
        return self.machine.state

    def ask(self, command: Command[R], *, caller: str = ROOT, message_id: str = "") -> R:
        """The reply to a command; raises the ApiError that it is refused with."""
        step = self.play(command, caller=caller, message_id=message_id)
        if isinstance(step.reply, ApiError):
            raise step.reply
        return step.reply  # type: ignore[return-value]  # what the handler is annotated with

    def tell(self, event: Event) -> None:
        """An event of another service arrives."""
        self._arrive(event, "")
        self._handle_all()

    def play(self, message: Message, *, caller: str = ROOT, message_id: str = "") -> Step:
        """Handle any message and note what came of it; deferred ones wait in `parked`."""
        self._arrive(message, message_id, caller)
        return self._handle_all()[0]

    def settle(self, key: str, outcome: Command[Any]) -> None:
        """The effect of intent `key` ends with this outcome; nothing happens if it was called off."""
        if key in self.machine.intents:
            self.inbox.settle(key, self.machine.intents[key], outcome, self.now)
            self._handle_all()

    def advance(self, seconds: float) -> None:
        """Move the time; timers and deferred messages come due in order."""
        until = self.now + timedelta(seconds=seconds)
        while (due := self.inbox.next_deadline()) is not None and due <= until:
            self.now = max(self.now, due)
            self.inbox.fire(self.now)
            self._handle_all()
        self.now = until

    def entries(self) -> list[Entry]:
        """Everything that it has kept, as the journal gives it back."""
        return [codec.load(seq, raw, self._types) for seq, raw in enumerate(self.journal, 1)]

    def restart(self) -> None:
        """Forget the state and play the journal's content again."""
        self.machine.reset()
        replay(self.machine, enumerate(self.journal, 1), self._types)
        self.inbox.reload()

    def _arrive(self, message: Message, message_id: str, caller: str = ROOT) -> None:
        envelope = Envelope(message, message_id or next(self._ids), self.now, "request", caller=caller)
        self.inbox.put(Played(envelope))

    def _handle_all(self) -> list[Step]:
        steps = []
        while (arrival := self.inbox.take()) is not None:
            steps.append(self._handle(arrival))
        return steps

    def _handle(self, arrival: Arrival) -> Step:
        step = arrival.handle(self.machine, self.now)
        message_id = arrival.envelope.message_id
        if step.deferral is not None and not step.changed:
            delivery = arrival.delivery if isinstance(arrival, OnceMore) else arrival
            assert isinstance(delivery, Played)
            self.parked[message_id] = delivery
            self.inbox.defer(arrival, self.now, *step.deferral)
            return step
        self._note(step)
        if step.deferral is not None:
            return self._handle(arrival)
        if isinstance(arrival, OnceMore):
            del self.parked[message_id]
            if step.reply is not None:
                self.late[message_id] = step.reply
        self.inbox.wake(step.woken)
        return step

    def _note(self, step: Step) -> None:
        if not step.changed:
            return
        assert _same(codec.load(step.entry.seq, step.raw, self._types), step.entry)
        assert all(map(_fits, step.entry.recorded))
        self.journal.append(step.raw)
        self.inbox.schedule(step.entry)
        self.recorded += step.entry.recorded
        for command in step.entry.sent:
            self._send(command)
        self.begun += step.entry.begun.items()

    def _send(self, command: Command[Any]) -> None:
        if command.owner() != self.service.name:
            self.sent.append(command)
            return
        self.inbox.put(Played(Envelope(command, next(self._ids), self.now, "request")))


def _told(settings: type[Settings]) -> Settings:
    """What the environment says."""
    told = frozenset(item for item in os.environ.items() if item[0] != CURRENT_TEST)
    return _read(settings, told).model_copy()


@cache
def _read(settings: type[Settings], environment: frozenset[tuple[str, str]]) -> Settings:
    """Once for each environment: it takes longer than most rehearsals."""
    return settings()


def _fits(event: Event) -> bool:
    """Whether it is what its contract says: what is made of a service's own values is looked at nowhere
    else.
    """
    looked_at = type(event).__pydantic_validator__.validate_python(vars(event), by_name=True)
    return bool(looked_at == event)


def _same(read: Entry, written: Entry) -> bool:
    """What was kept is what happened; replies may be spelt in another way."""
    return _beside_reply(read) == _beside_reply(written) and _said(read) == _said(written)


def _said(entry: Entry) -> object:
    return entry.reply and orjson.loads(parts(entry.reply)[1])
