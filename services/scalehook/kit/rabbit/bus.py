"""The bus on RabbitMQ: confirms pipelined, commands mandatory, replies on an exclusive queue."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

import orjson
import structlog
from aio_pika import Message as AmqpMessage
from aio_pika.abc import (
    AbstractChannel,
    AbstractExchange,
    AbstractQueue,
    AbstractRobustChannel,
)
from aio_pika.exceptions import AMQPException, PublishError

from scalehook.kit.bus import Accept, Unroutable
from scalehook.kit.clock import Clock
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.envelope import ROOT, Envelope
from scalehook.kit.rabbit import wire
from scalehook.kit.rabbit.answers import Answers
from scalehook.kit.rabbit.connection import REFUSALS, connect, refused
from scalehook.kit.rabbit.dead_queue import DeadQueue
from scalehook.kit.rabbit.delivery import Outbox
from scalehook.kit.rabbit.reader import CONTROL, GONE, Control, Reader
from scalehook.kit.rabbit.topology import declare_exchanges, declare_service_queue
from scalehook.kit.rabbit.watching import watch
from scalehook_contracts.base import Command, Event, Message, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.topology import COMMANDS, DEAD, EVENTS, queue_name

log = structlog.get_logger(__name__)
R = TypeVar("R", bound=Reply)
PREFETCH = 200
ATTEMPT_SECONDS = 10  # after this a call is sent again under its own id, and has one effect
PUBLISH_SECONDS = 10
PAUSE_SECONDS = 0.2
AWAY = (AMQPException, OSError, asyncio.TimeoutError, RuntimeError)


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

    async def start(self) -> None:
        """Connect and declare; raises BusRefused when the broker does not let us."""
        self._outbox = Outbox()
        self._connection = await connect(self.url, self.name)
        try:
            self._publishing = await self._channel(confirms=True)
            self._replying = await self._channel(confirms=False)
            self._exchanges = await declare_exchanges(self._publishing)
            for service, events in self.readers.items():
                await self._declare(self._publishing, service, events)
            await self._answers.listen(self._connection)
        except BaseException as problem:
            await self._connection.close()
            if isinstance(problem, REFUSALS):
                raise refused(problem) from problem
            raise

    async def close(self) -> None:
        """Send what is outgoing and disconnect."""
        await self._outbox.close()
        await self._connection.close()

    # -- reading --------------------------------------------------------------------------------

    async def consume(self, service: str, events: Iterable[type[Message]], accept: Accept) -> None:
        """Hand every command of `service` and these events to `accept`, in order."""
        channel = await self._connection.channel()
        await channel.set_qos(prefetch_count=PREFETCH)
        try:
            queue = await self._declare(channel, service, events)
        except REFUSALS as problem:
            raise refused(problem) from problem

        reader = Reader(
            service, self.types, self.clock, accept, lambda: self.control,
            self._outbox, self._send, self.bury,
        )  # fmt: skip
        await queue.consume(reader.take)

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
        await asyncio.gather(*(self._post(envelope) for envelope in envelopes))
        return Confirmed()

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
        reply_type = command.reply_type()
        decode = partial(wire.decode_reply, reply_type=reply_type)
        with self._answers.expect(envelope.message_id, decode) as waiting:
            try:
                async with asyncio.timeout(timeout):
                    reply = await self._ask(envelope, waiting)
            except (asyncio.CancelledError, TimeoutError):
                self._tell_gone(envelope)
                raise
        if isinstance(reply, ApiError):
            raise reply
        return reply  # type: ignore[return-value]  # made of the command's own reply type

    async def _ask(
        self, envelope: Envelope, waiting: "asyncio.Future[Reply | ApiError]"
    ) -> Reply | ApiError:
        while True:
            try:
                await self._publish(envelope, self._answers.queue)
            except AWAY:
                await asyncio.wait({waiting}, timeout=PAUSE_SECONDS)
            else:
                await asyncio.wait({waiting}, timeout=ATTEMPT_SECONDS)
            if waiting.done():
                return waiting.result()

    async def _post(self, envelope: Envelope) -> None:
        while True:
            try:
                await self._publish(envelope)
            except Unroutable as problem:
                owner = envelope.message.owner()
                body = envelope.message.as_json()
                self.bury(
                    DeadLetter(
                        f"{owner}:{envelope.message_id}", owner, envelope.type, str(problem),
                        self.clock.now(), body, envelope.correlation_id, envelope.caller,
                    )
                )  # fmt: skip
            except AWAY as problem:
                log.warning("published again", type=envelope.type, problem=repr(problem))
                await asyncio.wait({self._pause()})
                continue
            return

    async def _publish(self, envelope: Envelope, reply_to: str = "") -> None:
        mandatory = envelope.message.mandatory
        exchange: AbstractExchange = self._exchanges[COMMANDS if mandatory else EVENTS]
        message = wire.encode(envelope, reply_to)
        try:
            async with asyncio.timeout(PUBLISH_SECONDS):
                await exchange.publish(message, envelope.type, mandatory=mandatory)
        except PublishError as problem:
            raise Unroutable(f"no service takes {envelope.type}") from problem

    # -- what a coordinator asks ----------------------------------------------------------------

    async def ask_process(self, service: str, question: dict[str, Any], timeout: float) -> Any:
        """Ask the process that plays this service; the question waits its turn in the queue, so
        that everything sent before has arrived when it is answered.
        """
        message_id = uuid.uuid4().hex
        message = AmqpMessage(
            orjson.dumps(question), type=CONTROL, message_id=message_id,
            reply_to=self._answers.queue, expiration=timeout,
        )  # fmt: skip
        with self._answers.expect(message_id, lambda incoming: orjson.loads(incoming.body)) as waiting:
            async with asyncio.timeout(timeout):
                await self._publishing.default_exchange.publish(message, queue_name(service))
                return await waiting

    # -- dead letters ---------------------------------------------------------------------------

    def bury(self, letter: DeadLetter) -> None:
        """Keep a message that cannot be handled."""
        message = wire.encode_letter(letter)
        exchange = self._exchanges[DEAD]
        self._outbox.put(lambda: exchange.publish(message, letter.type, mandatory=False))

    async def dead_letters(self) -> list[DeadLetter]:
        """Oldest first."""
        return await DeadQueue(self._connection).all()

    async def revive(self, letter: DeadLetter) -> None:
        """Send a dead letter to its reader again."""
        await DeadQueue(self._connection).revive(letter)

    def observe(self) -> AsyncIterator[Envelope]:
        """All events from now on."""
        return watch(self._connection, self.types)

    # -- the rest -------------------------------------------------------------------------------

    def _tell_gone(self, envelope: Envelope) -> None:
        message = AmqpMessage(b"", type=GONE, correlation_id=envelope.message_id)
        self._send(message, queue_name(envelope.message.owner()))

    def _send(self, message: AmqpMessage, queue: str) -> None:
        """In the background, without a confirm: for what is asked again when it is lost."""
        exchange = self._replying.default_exchange
        self._outbox.put(lambda: exchange.publish(message, queue, mandatory=False))

    async def _channel(self, confirms: bool) -> AbstractRobustChannel:
        channel: Any = await self._connection.channel(
            publisher_confirms=confirms, on_return_raises=confirms
        )
        robust: AbstractRobustChannel = channel
        return robust

    def _pause(self) -> "asyncio.Task[None]":
        async def pause() -> None:
            try:
                async with asyncio.timeout(PAUSE_SECONDS):
                    await asyncio.Event().wait()
            except TimeoutError:
                return

        return asyncio.get_running_loop().create_task(pause())

    def _envelope(self, message: Message, message_id: str, caller: str, flow: str) -> Envelope:
        message_id = message_id or uuid.uuid4().hex
        return Envelope(message, message_id, self.clock.now(), flow or message_id, caller=caller)

    @property
    def connected(self) -> bool:
        """Whether the broker is there at this moment."""
        return self._connection.connected.is_set()
