"""The bus inside one process: queues are lists, a confirm means that the reader has committed."""

import asyncio
import itertools
import os
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from scalehook.kit.bus.burial import letter_of
from scalehook.kit.bus.bus import Accept, Passes, Unroutable
from scalehook.kit.bus.memory.delivery import MemoryDelivery, Question, nothing
from scalehook.kit.bus.memory.observing import Observers
from scalehook.kit.bus.memory.patience import Patience
from scalehook.kit.bus.memory.pending import Pending
from scalehook.kit.bus.memory.posting import MemoryPosting
from scalehook.kit.bus.memory.reviving import Reviving
from scalehook.kit.clock.clock import Clock
from scalehook.kit.dead_letters import DeadLetter, DeadLetters, MemoryDeadLetters, NotRevived
from scalehook.kit.machine.envelope import ROOT, Envelope
from scalehook.kit.machine.outside import Answered
from scalehook_contracts.base import Command, Event, Message, Reply

R = TypeVar("R", bound=Reply)


@dataclass(eq=False, repr=False)
class MemoryBus:
    """All queues of an embedded stack. `types` are the contracts that dead letters can be read by."""

    clock: Clock
    letters: DeadLetters = field(default_factory=MemoryDeadLetters)
    types: Mapping[str, type[Message]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._readers: dict[str, Accept] = {}
        self._passes: dict[str, Passes] = {}
        self._listeners: dict[type[Message], list[str]] = defaultdict(list)
        self._observers = Observers()
        self._reviving = Reviving(self.letters, self.types)
        self._patience = Patience()
        process = os.urandom(8).hex()
        self._ids = map(f"{process}-%d".__mod__, itertools.count(1))

    async def consume(self, service: str, events: Iterable[type[Message]], accept: Accept) -> None:
        """Hand every command of `service` and these events to `accept`, in order."""
        self._readers[service] = accept
        self._passes.pop(service, None)
        for event in events:
            if service not in self._listeners[event]:  # it may come again, after a failure
                self._listeners[event].append(service)

    async def send(self, command: Command[Any], *, message_id: str = "", caller: str = ROOT) -> None:
        """Put a command into its owner's queue."""
        self._route(self._envelope(command, message_id, caller, ""))

    async def publish(self, event: Event, *, message_id: str = "") -> None:
        """Give it to every service that listens."""
        self._route(self._envelope(event, message_id, ROOT, ""))

    def carries(self, message: Message) -> bool:
        """Commands, and events that somebody listens to or observes."""
        return message.mandatory or type(message) in self._listeners or bool(self._observers.backlogs)

    def wanted(self, events: Iterable[Event]) -> bool:
        """Whether somebody observes them, or listens to one and does not let it pass."""
        if self._observers.backlogs:
            return True
        for event in events:
            for service in self._listeners.get(type(event), ()):
                passes = self._passes.get(service)
                if passes is None or not passes(event):
                    return True
        return False

    def let_pass(self, service: str, passes: Passes) -> None:
        """Until it is consumed anew."""
        self._passes[service] = passes

    async def post(self, envelopes: Sequence[Envelope]) -> MemoryPosting:
        """Publish many at once; one that nobody owns goes to the dead letters."""
        posting = MemoryPosting()
        posting.opened(self.post_now(envelopes, posting.closed))
        return posting

    def post_now(self, envelopes: Sequence[Envelope], done: Callable[[], None]) -> int:
        """The same, without a wait; `done` is called for each delivery."""
        count = 0
        for envelope in envelopes:
            try:
                count += self._route(envelope, done)
            except Unroutable as problem:
                self.bury(letter_of(envelope, envelope.message.owner(), str(problem), self.now()))
        return count

    def ask(
        self,
        command: Command[Any],
        then: Answered,
        *,
        timeout: float = 30,
        caller: str = ROOT,
        message_id: str = "",
        correlation_id: str = "",
        trace: str = "",
    ) -> Question:
        """Ask a command's owner, and go on."""
        envelope = self._envelope(command, message_id, caller, correlation_id)
        if trace:
            envelope.trace = trace
        owner = self._owner(envelope)
        question = Question(envelope, owner, self, nothing, 1, then, self._patience.forget)
        self._patience.watch(question, timeout)
        self._readers[owner](question)
        return question

    async def call(
        self,
        command: Command[R],
        *,
        timeout: float = 30,
        caller: str = ROOT,
        message_id: str = "",
        correlation_id: str = "",
        trace: str = "",
    ) -> R:
        """Ask a command's owner and wait; cancelling the call makes the owner forget the caller."""
        answer = Pending()
        question = self.ask(
            command, answer.tell, timeout=timeout, caller=caller,
            message_id=message_id, correlation_id=correlation_id, trace=trace,
        )  # fmt: skip
        try:
            return await answer.reply()  # type: ignore[return-value]  # the handler's annotation was checked by mypy
        finally:
            question.forget()

    def observe(self, listening: asyncio.Event | None = None) -> AsyncIterator[Envelope]:
        """All events from now on; `listening` is set when none is missed any more."""
        return self._observers.watch(listening)

    def deliver(self, delivery: MemoryDelivery) -> None:
        """Into the reader's hands."""
        self._readers[delivery.service](delivery)

    def now(self) -> datetime:
        """Virtual now."""
        return self.clock.now()

    # -- dead letters ---------------------------------------------------------------------------

    def bury(self, letter: DeadLetter) -> None:
        """Keep a message that cannot be handled."""
        self._reviving.bury(letter)

    async def dead_letters(self) -> list[DeadLetter]:
        """All of them, oldest first."""
        return self.letters.all()

    async def revive(self, letter: DeadLetter) -> None:
        """Send one to its reader again; raises NotRevived, and keeps it, when that cannot be."""
        if letter.service not in self._readers:
            raise NotRevived(f"no service is called {letter.service!r}")
        envelope, done = self._reviving.begin(letter, self.now())
        self.deliver(MemoryDelivery(envelope, letter.service, self, done))

    async def discard(self, letter: DeadLetter) -> bool:
        """Forget one; whether it was there still."""
        return self._reviving.discard(letter.letter_id)

    # -- the rest -------------------------------------------------------------------------------

    def _route(self, envelope: Envelope, done: Callable[[], None] = nothing) -> int:
        """Into the hands of all its readers; how many they are."""
        readers: Sequence[str]
        if envelope.message.mandatory:
            readers = (self._owner(envelope),)
        else:
            readers = self._listeners.get(type(envelope.message), ())
            self._observers.show(envelope)
        for service in readers:
            self.deliver(MemoryDelivery(envelope, service, self, done))
        return len(readers)

    def _owner(self, envelope: Envelope) -> str:
        owner = envelope.message.owner()
        if owner not in self._readers:
            raise Unroutable(f"no service takes {envelope.type}")
        return owner

    def _envelope(self, message: Message, message_id: str, caller: str, flow: str) -> Envelope:
        once, message_id = not message_id, message_id or next(self._ids)
        at = self.clock.now()
        return Envelope(message, message_id, at, flow or message_id, "", caller, "", "", once)
