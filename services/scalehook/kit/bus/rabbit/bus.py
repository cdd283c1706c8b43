"""The bus on RabbitMQ: confirms pipelined, commands mandatory, replies on an exclusive queue."""

import asyncio
import uuid
from collections import deque
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from aio_pika import Message as AmqpMessage
from aio_pika.abc import AbstractChannel, AbstractQueue, AbstractRobustChannel, AbstractRobustConnection
from aio_pika.exceptions import PublishError

from scalehook.kit.bus.bus import Accept, Unroutable
from scalehook.kit.bus.rabbit import letters, wire, words
from scalehook.kit.bus.rabbit.away import AWAY, loss_noticed, until_back, waiting
from scalehook.kit.bus.rabbit.burying import Burying
from scalehook.kit.bus.rabbit.connection import arrange, connect
from scalehook.kit.bus.rabbit.dead_queue import DeadQueue
from scalehook.kit.bus.rabbit.outbox import Outbox
from scalehook.kit.bus.rabbit.publishing import Publisher, exchange_of
from scalehook.kit.bus.rabbit.questions import Questions
from scalehook.kit.bus.rabbit.reader import Control, Reader, Resume
from scalehook.kit.bus.rabbit.replies import Answers
from scalehook.kit.bus.rabbit.topology import declare_exchanges, declare_service_queue
from scalehook.kit.bus.rabbit.watching import watch
from scalehook.kit.bus.rabbit.wire import Outgoing
from scalehook.kit.clock.clock import Clock
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.machine.envelope import ROOT, Envelope
from scalehook_contracts.base import Command, Event, Message, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.topology import queue_name

R = TypeVar("R", bound=Reply)
PREFETCH = 200
ATTEMPT_SECONDS = 10  # after this a call is sent again under its own id, and has one effect
TOGETHER = 500  # so many messages' confirms are waited for at a time


class Confirmed:
    """Messages that the broker has taken into its queues: it will not lose them."""

    async def settled(self) -> None:
        """At once."""


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
    _answers: Answers = field(default_factory=Answers)

    def __post_init__(self) -> None:
        self.control: Control | None = None  # answers what a coordinator asks of this process
        self.resume: Resume | None = None  # takes up an effect whose dead letter is sent again
        self._reading: list[AbstractRobustChannel] = []  # nobody else keeps them

    async def start(self) -> None:
        """Connect and declare; raises BusRefused when the broker does not let us."""
        self._connection = await arrange(self.name, self._open)
        self._outbox = Outbox()
        self._burying = Burying(self._publisher, self._outbox, self.clock)
        self._questions = Questions(self._connection, self._publisher, self._answers, self.clock)
        self._dead = DeadQueue(self._connection, self._publisher)

    async def close(self) -> None:
        """Send what is outgoing and disconnect."""
        await self._outbox.close()
        await self._burying.close()
        await self._connection.close()

    async def _open(self) -> AbstractRobustConnection:
        connection = await connect(self.url, self.name)
        try:
            publishing: Any = await connection.channel(on_return_raises=True)
            replying: Any = await connection.channel(publisher_confirms=False)
            self._publisher, self._replying = Publisher(publishing), replying
            await declare_exchanges(publishing)
            for service, events in self.readers.items():
                await self._declare(publishing, service, events)
            await self._answers.listen(connection)
        except BaseException:
            await connection.close()
            raise
        return connection

    # -- reading --------------------------------------------------------------------------------

    async def consume(self, service: str, events: Iterable[type[Message]], accept: Accept) -> None:
        """Hand every command of `service` and these events to `accept`, in order."""
        reader = Reader(
            service, self.types, self.clock, accept, self._outbox, self._burying, self._send,
            control=lambda: self.control, resume=lambda: self.resume,
        )  # fmt: skip
        read = partial(self._read, service, list(events), reader)
        self._reading.append(await arrange(self.name, read))

    async def _read(
        self, service: str, events: Iterable[type[Message]], reader: Reader
    ) -> AbstractRobustChannel:
        robust: Any = await self._connection.channel()
        channel: AbstractRobustChannel = robust
        try:
            await channel.set_qos(prefetch_count=PREFETCH)
            queue = await self._declare(channel, service, events)
            await queue.consume(reader.take)
        except BaseException:
            await channel.close()
            raise
        return channel

    async def _declare(
        self, channel: AbstractChannel, service: str, events: Iterable[type[Message]]
    ) -> AbstractQueue:
        types = self.types.values()
        commands = [cls for cls in types if issubclass(cls, Command) and cls.owner() == service]
        return await declare_service_queue(channel, service, commands, events)

    # -- publishing -----------------------------------------------------------------------------

    async def send(self, command: Command[Any], *, message_id: str = "", caller: str = ROOT) -> None:
        """Put a command into its owner's queue; returns when the broker has it."""
        await self._publish(self._envelope(command, message_id, caller, ""))

    async def publish(self, event: Event, *, message_id: str = "") -> None:
        """Tell every service that listens."""
        await self._publish(self._envelope(event, message_id, ROOT, ""))

    def carries(self, message: Message) -> bool:
        """Everything: the broker knows who listens."""
        return True

    async def post(self, envelopes: Sequence[Envelope]) -> Confirmed:
        """Publish many, in order, and wait for all confirms together; a dead broker is waited for."""
        left = deque(envelopes)
        async for attempt in until_back(waiting(self.name)):
            with attempt:
                while left:
                    await self._post_some(left)
        return Confirmed()

    async def _post_some(self, left: deque[Envelope]) -> None:
        """Take away the first ones, up to one that the broker does not have: whatever comes behind
        that is published again, too, since it must not be read first.
        """
        some = list(islice(left, TOGETHER))
        outcomes = await self._publisher.publish_all(some)
        with loss_noticed():
            for envelope, outcome in zip(some, outcomes, strict=True):
                if isinstance(outcome, PublishError):
                    letter = letters.of_letter(self._unroutable(envelope))
                    await self._burying.keep(letter, envelope.type)
                elif isinstance(outcome, BaseException):
                    raise outcome
                left.popleft()

    async def call(
        self,
        command: Command[R],
        *,
        timeout: float = 30,
        caller: str = ROOT,
        message_id: str = "",
        correlation_id: str = "",
    ) -> R:
        """Ask a command's owner. Asked again with the same id while no answer comes; cancelling
        the call makes the owner forget the caller.
        """
        envelope = self._envelope(command, message_id, caller, correlation_id)
        envelope.reply_to = self._answers.queue
        reply_type = command.reply_type()
        decode = partial(wire.decode_reply, reply_type=reply_type)
        with self._answers.expect(envelope.message_id, decode) as answer:
            try:
                async with asyncio.timeout(timeout):
                    reply = await self._ask(envelope, answer)
            except (asyncio.CancelledError, TimeoutError):
                self._tell_gone(envelope)
                raise
        if isinstance(reply, ApiError):
            raise reply
        return reply  # type: ignore[return-value]  # made of the command's own reply type

    async def _ask(
        self, envelope: Envelope, answer: "asyncio.Future[Reply | ApiError]"
    ) -> Reply | ApiError:
        try:
            return await self._ask_once(envelope, answer)
        except AWAY:
            return await until_back()(self._ask_once, envelope, answer)

    async def _ask_once(
        self, envelope: Envelope, answer: "asyncio.Future[Reply | ApiError]"
    ) -> Reply | ApiError:
        await self._publish(envelope)
        await asyncio.wait({answer}, timeout=ATTEMPT_SECONDS)
        if not answer.done():
            raise TimeoutError
        return answer.result()

    async def _publish(self, envelope: Envelope) -> None:
        mandatory, message = envelope.message.mandatory, wire.encode(envelope)
        try:
            await self._publisher.publish(
                exchange_of(envelope), envelope.type, message, mandatory=mandatory
            )
        except PublishError as problem:
            raise Unroutable(f"no service takes {envelope.type}") from problem

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
        """Oldest first."""
        return await self._dead.all()

    async def revive(self, letter: DeadLetter) -> None:
        """Send a dead letter to its reader again; raises Unroutable, and keeps it, if there is none."""
        await self._dead.revive(letter)

    def _unroutable(self, envelope: Envelope) -> DeadLetter:
        owner = envelope.message.owner()
        return DeadLetter(
            f"{owner}:{envelope.message_id}", owner, envelope.type, f"no service takes {envelope.type}",
            self.clock.now(), envelope.message.as_json(), envelope.correlation_id, envelope.caller,
        )  # fmt: skip

    # -- the rest -------------------------------------------------------------------------------

    def observe(self) -> AsyncIterator[Envelope]:
        """All events from now on."""
        return watch(self._connection, self.types)

    def _tell_gone(self, envelope: Envelope) -> None:
        self._send(words.gone(envelope.message_id), queue_name(envelope.message.owner()))

    def _send(self, message: AmqpMessage | Outgoing, queue: str) -> None:
        """In the background, without a confirm: for what is asked again when it is lost."""

        async def send() -> None:
            channel: Any = await self._replying.get_underlay_channel()
            properties = message.properties
            await channel.basic_publish(
                message.body, routing_key=queue, properties=properties, wait=False
            )

        self._outbox.put(send)

    def _envelope(self, message: Message, message_id: str, caller: str, flow: str) -> Envelope:
        message_id = message_id or uuid.uuid4().hex
        return Envelope(message, message_id, self.clock.now(), flow or message_id, caller=caller)

    @property
    def connected(self) -> bool:
        """Whether the broker is there at this moment."""
        return self._connection.connected.is_set()
