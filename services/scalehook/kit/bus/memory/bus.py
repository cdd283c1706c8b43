"""The bus inside one process: queues are lists, a confirm means that the reader has committed."""

import asyncio
import itertools
import os
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from scalehook.kit.bus.bus import Accept, Unroutable
from scalehook.kit.bus.memory.patience import Patience
from scalehook.kit.clock.clock import Clock
from scalehook.kit.dead_letters import DeadLetter, DeadLetters, MemoryDeadLetters
from scalehook.kit.machine.envelope import ROOT, Envelope
from scalehook_contracts.base import Command, Event, Message, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InternalError

R = TypeVar("R", bound=Reply)
DELIVERY_LIMIT = 3
OBSERVER_BACKLOG = 10_000


class MemoryPosting:
    """Counts the readers that have not yet committed."""

    def __init__(self) -> None:
        self._open = 0
        self._all_done = asyncio.Event()
        self._all_done.set()

    def opened(self) -> None:
        """One more reader has it."""
        self._open += 1
        self._all_done.clear()

    def closed(self) -> None:
        """One reader is done with it."""
        self._open -= 1
        if self._open == 0:
            self._all_done.set()

    async def settled(self) -> None:
        """Returns when every reader is done."""
        await self._all_done.wait()


@dataclass(slots=True, eq=False)
class MemoryDelivery:
    """One message in one reader's hands."""

    envelope: Envelope
    service: str
    bus: "MemoryBus"
    posting: MemoryPosting | None = None
    waiting: "asyncio.Future[Reply | ApiError] | None" = None
    attempts: int = 1

    @property
    def awaited(self) -> bool:
        """Whether it is a call."""
        return self.waiting is not None

    @property
    def abandoned(self) -> bool:
        """Whether the caller has gone away."""
        return self.waiting is not None and self.waiting.done()

    def answer(self, reply: Reply | ApiError) -> None:
        """Hand the caller its reply, if it still waits."""
        if self.waiting is not None and not self.waiting.done():
            self.waiting.set_result(reply)

    def ack(self) -> None:
        """Done with."""
        if self.posting is not None:
            self.posting.closed()
            self.posting = None

    def reject(self, reason: str) -> None:
        """Again, or to the dead letters."""
        if self.attempts < DELIVERY_LIMIT:
            self.attempts += 1
            self.bus.deliver(self)
            return
        self.bus.bury(self.letter(reason))
        self.answer(InternalError())
        self.ack()

    def letter(self, reason: str) -> DeadLetter:
        """The message with the reason for which it is given up."""
        envelope = self.envelope
        return DeadLetter(
            letter_id=f"{self.service}:{envelope.message_id}",
            service=self.service,
            type=envelope.type,
            reason=reason,
            at=self.bus.clock.now(),
            body=envelope.message.as_json(),
            correlation_id=envelope.correlation_id,
            caller=envelope.caller,
        )


@dataclass
class MemoryBus:
    """All queues of an embedded stack."""

    clock: Clock
    dead_letters: DeadLetters = field(default_factory=MemoryDeadLetters)

    def __post_init__(self) -> None:
        self._readers: dict[str, Accept] = {}
        self._listeners: dict[type[Message], list[str]] = defaultdict(list)
        self._observers: list[asyncio.Queue[Envelope]] = []
        self._patience = Patience()
        process = os.urandom(8).hex()
        self._ids = (f"{process}-{number}" for number in itertools.count(1))

    async def consume(self, service: str, events: Iterable[type[Message]], accept: Accept) -> None:
        """Hand every command of `service` and these events to `accept`, in order."""
        self._readers[service] = accept
        for event in events:
            self._listeners[event].append(service)

    async def send(self, command: Command[Any], *, message_id: str = "", caller: str = ROOT) -> None:
        """Put a command into its owner's queue."""
        self._route(self._envelope(command, message_id, caller, ""), None)

    async def publish(self, event: Event, *, message_id: str = "") -> None:
        """Tell every service that listens."""
        self._route(self._envelope(event, message_id, ROOT, ""), None)

    def carries(self, message: Message) -> bool:
        """Commands, and events that somebody listens to or observes."""
        return message.mandatory or type(message) in self._listeners or bool(self._observers)

    async def post(self, envelopes: Sequence[Envelope]) -> MemoryPosting:
        """Publish many at once; one that nobody owns goes to the dead letters."""
        posting = MemoryPosting()
        for envelope in envelopes:
            try:
                self._route(envelope, posting)
            except Unroutable as problem:
                owner = envelope.message.owner()
                self.bury(MemoryDelivery(envelope, owner, self).letter(str(problem)))
        return posting

    async def call(
        self,
        command: Command[R],
        *,
        timeout: float = 30,
        caller: str = ROOT,
        message_id: str = "",
        correlation_id: str = "",
    ) -> R:
        """Ask a command's owner; cancelling the call makes the owner forget the caller."""
        envelope = self._envelope(command, message_id, caller, correlation_id)
        waiting: asyncio.Future[Reply | ApiError] = asyncio.get_running_loop().create_future()
        self.deliver(MemoryDelivery(envelope, self._owner(envelope), self, None, waiting))
        self._patience.watch(waiting, timeout)
        try:
            reply = await waiting
        finally:
            self._patience.forget(waiting)
        if isinstance(reply, ApiError):
            raise reply
        return reply  # type: ignore[return-value]  # the handler's annotation was checked by mypy

    async def observe(self) -> AsyncIterator[Envelope]:
        """All events from now on."""
        backlog: asyncio.Queue[Envelope] = asyncio.Queue(OBSERVER_BACKLOG)
        self._observers.append(backlog)
        try:
            while True:
                yield await backlog.get()
        finally:
            self._observers.remove(backlog)

    def deliver(self, delivery: MemoryDelivery) -> None:
        """Into the reader's hands."""
        self._readers[delivery.service](delivery)

    def bury(self, letter: DeadLetter) -> None:
        """Keep a message that cannot be handled."""
        self.dead_letters.add(letter)

    def revive(self, letter: DeadLetter, message: Message) -> None:
        """Send a dead letter to its reader again, under its own id."""
        message_id = letter.letter_id.partition(":")[2]
        envelope = self._envelope(message, message_id, letter.caller or ROOT, letter.correlation_id)
        self.dead_letters.remove(letter.letter_id)
        self.deliver(MemoryDelivery(envelope, letter.service, self))

    def _route(self, envelope: Envelope, posting: MemoryPosting | None) -> None:
        if envelope.message.mandatory:
            readers: Iterable[str] = (self._owner(envelope),)
        else:
            readers = self._listeners.get(type(envelope.message), ())
            self._show(envelope)
        for service in readers:
            if posting is not None:
                posting.opened()
            self.deliver(MemoryDelivery(envelope, service, self, posting))

    def _owner(self, envelope: Envelope) -> str:
        owner = envelope.message.owner()
        if owner not in self._readers:
            raise Unroutable(f"no service takes {envelope.type}")
        return owner

    def _show(self, envelope: Envelope) -> None:
        for backlog in self._observers:
            if backlog.full():
                backlog.get_nowait()
            backlog.put_nowait(envelope)

    def _envelope(self, message: Message, message_id: str, caller: str, flow: str) -> Envelope:
        message_id = message_id or next(self._ids)
        return Envelope(message, message_id, self.clock.now(), flow or message_id, caller=caller)
