"""The bus on RabbitMQ: confirms pipelined, commands mandatory, replies on an exclusive queue."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aio_pika.abc import AbstractRobustConnection

from scalehook.kit.bus.asking import AskedInTask
from scalehook.kit.bus.bus import Accept, Posting
from scalehook.kit.bus.rabbit.away import loss_noticed
from scalehook.kit.bus.rabbit.binding import BoundQueue
from scalehook.kit.bus.rabbit.burying import Burying
from scalehook.kit.bus.rabbit.calling import Calls
from scalehook.kit.bus.rabbit.connection import arrange, connect
from scalehook.kit.bus.rabbit.consuming import Consumer, declare
from scalehook.kit.bus.rabbit.dead_queue import DeadQueue
from scalehook.kit.bus.rabbit.foreign import ForeignQueue, look
from scalehook.kit.bus.rabbit.forgiving import be_forgiving
from scalehook.kit.bus.rabbit.outbox import Outbox
from scalehook.kit.bus.rabbit.posting import Poster
from scalehook.kit.bus.rabbit.publishing import Publisher
from scalehook.kit.bus.rabbit.questions import Questions
from scalehook.kit.bus.rabbit.reader import Reader, Respond
from scalehook.kit.bus.rabbit.replies import Replies
from scalehook.kit.bus.rabbit.topology import declare_exchanges
from scalehook.kit.bus.rabbit.unconfirmed import Unconfirmed
from scalehook.kit.bus.rabbit.watching import watch
from scalehook.kit.clock.clock import Clock
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.logs import Log
from scalehook.kit.machine.envelope import ROOT, Envelope
from scalehook.kit.machine.outside import Answered
from scalehook_contracts.base import Command, Event, Message, Reply

R = TypeVar("R", bound=Reply)
log = Log(__name__)
CLOSE_SECONDS = 1


@dataclass
class RabbitBus:
    """One process's place on the bus. `types` are the contracts that it can read; `readers` all
    services with the events that they hear: their queues are made by whoever comes first, so that
    nothing is lost in whatever order processes start.
    """

    url: str
    name: str
    clock: Clock
    types: Mapping[str, type[Message]]
    readers: Mapping[str, Iterable[type[Message]]] = field(default_factory=dict)
    _replies: Replies = field(default_factory=Replies)

    def __post_init__(self) -> None:
        self.respond: Respond | None = None  # answers what a coordinator asks of this process

    async def start(self) -> None:
        """Connect and declare; raises BusRefused when the broker does not let us."""
        be_forgiving()
        self._connection = await arrange(self.name, self._open)
        self._outbox = Outbox()
        self._unconfirmed = Unconfirmed(self._replying, self._outbox)
        self._burying = Burying(self._publisher, self._outbox, self.clock)
        heard = frozenset(event.wire_name() for events in self.readers.values() for event in events)
        self._poster = Poster(self.name, self._publisher, self._burying, self.clock, heard)
        self._calls = Calls(self._publisher, self._replies, self._unconfirmed)
        self._questions = Questions(self._connection, self._publisher, self._replies, self.clock)
        self._consumer = Consumer(self.name, self._connection, self.types)
        self._dead = DeadQueue(self._connection, self._publisher)

    async def close(self) -> None:
        """Send what is outgoing and disconnect."""
        await self._poster.close()
        await self._outbox.close()
        await self._burying.close()
        await self._write_rest()
        await self._connection.close()

    async def _write_rest(self) -> None:
        """What is not written, because the broker is away, comes again."""
        try:
            with loss_noticed():
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self._consumer.written()
                    await self._unconfirmed.written()
        except Exception as problem:  # whatever the connection died of
            log.warning("acknowledgements were left unsent", problem=repr(problem))

    async def _open(self) -> AbstractRobustConnection:
        connection = await connect(self.url, self.name)
        try:
            publishing: Any = await connection.channel(on_return_raises=True)
            replying: Any = await connection.channel(publisher_confirms=False)
            publishing.QUEUE_CLASS = BoundQueue
            self._publisher, self._replying = Publisher(publishing), replying
            await declare_exchanges(publishing)
            for service, events in self.readers.items():
                await declare(publishing, service, self.types, events)
            await self._replies.listen(connection)
        except BaseException:
            await connection.close()
            raise
        return connection

    @property
    def connected(self) -> bool:
        """Whether the broker is there at this moment."""
        return self._connection.connected.is_set()

    async def foreign_queues(self, names: list[str], management_url: str) -> list[ForeignQueue]:
        """Those that consumers have made for themselves, and how they stand."""
        return await look(self._connection, names, self.url, management_url)

    # -- messages -------------------------------------------------------------------------------

    async def consume(self, service: str, events: Iterable[type[Message]], accept: Accept) -> None:
        """Hand every command of `service` and these events to `accept`, in order."""
        reader = Reader(
            service, self.types, self.clock, accept, self._burying,
            self._unconfirmed.send, respond=lambda: self.respond,
        )  # fmt: skip
        await self._consumer.consume(events, reader)

    async def send(self, command: Command[Any], *, message_id: str = "", caller: str = ROOT) -> None:
        """Put a command into its owner's queue; returns when the broker has it."""
        await self._publisher.publish_one(self._envelope(command, message_id, caller, ""))

    async def publish(self, event: Event, *, message_id: str = "") -> None:
        """Give it to every service that listens."""
        await self._publisher.publish_one(self._envelope(event, message_id, ROOT, ""))

    def carries(self, message: Message) -> bool:
        """Everything: the broker alone knows who listens."""
        return True

    async def post(self, envelopes: Sequence[Envelope]) -> Posting:
        """Publish many, in order, and wait for all confirms together; a dead broker is waited for. What
        nobody seems to hear is published with others of its kind, soon.
        """
        return await self._poster.post(envelopes)

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
        """Ask a command's owner. Asked again with the same id while no answer comes; cancelling
        the call makes the owner forget the caller.
        """
        envelope = self._envelope(command, message_id, caller, correlation_id)
        envelope.trace = trace
        reply: Any = await self._calls.call(envelope, command.reply_type(), timeout)
        return reply  # type: ignore[no-any-return]  # of the command's own reply type

    def ask(
        self,
        command: Command[Any],
        then: Answered,
        *,
        timeout: float = 30,
        caller: str = ROOT,
        correlation_id: str = "",
        trace: str = "",
    ) -> AskedInTask:
        """Ask a command's owner, and go on."""
        call = self.call(
            command, timeout=timeout, caller=caller, correlation_id=correlation_id, trace=trace
        )
        return AskedInTask(call, then)

    def observe(self, listening: asyncio.Event | None = None) -> AsyncIterator[Envelope]:
        """All events from now on; `listening` is set when none is missed any more."""
        return watch(self._connection, self.types, listening)

    async def ask_process(self, service: str, question: bytes, timeout: float) -> bytes:
        """Ask the process that plays this service; the question waits its turn in the queue, so
        that everything sent before has arrived when it is answered.
        """
        return await self._questions.ask(service, question, timeout)

    # -- dead letters ---------------------------------------------------------------------------

    def bury(self, letter: DeadLetter) -> None:
        """Keep a message that cannot be handled."""
        self._burying.bury(letter)

    async def dead_letters(self) -> list[DeadLetter]:
        """All of them, oldest first."""
        return await self._dead.all()

    async def revive(self, letter: DeadLetter) -> None:
        """Send one to its reader again; raises NotRevived, and keeps it, when that cannot be."""
        await self._dead.revive(letter)

    async def discard(self, letter: DeadLetter) -> bool:
        """Forget one; whether it was there still."""
        return await self._dead.discard(letter)

    async def begin_dead_letters(self, kept: Sequence[DeadLetter]) -> None:
        """There have been these alone."""
        await self._dead.forget()
        for letter in kept:
            await self._burying.keep_again(letter)

    def _envelope(self, message: Message, message_id: str, caller: str, flow: str) -> Envelope:
        message_id = message_id or uuid.uuid4().hex
        return Envelope(message, message_id, self.clock.now(), flow or message_id, caller=caller)
