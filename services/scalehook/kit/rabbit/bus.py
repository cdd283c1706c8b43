"""The bus on RabbitMQ: confirms pipelined, commands mandatory, replies on an exclusive queue."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

import orjson
import structlog
from aio_pika import Message as AmqpMessage
from aio_pika.abc import AbstractExchange, AbstractIncomingMessage, AbstractRobustChannel
from aio_pika.exceptions import AMQPException, PublishError

from scalehook.kit.bus import Accept, Unroutable
from scalehook.kit.clock import Clock
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.envelope import ROOT, Envelope
from scalehook.kit.rabbit import wire
from scalehook.kit.rabbit.answers import Answers
from scalehook.kit.rabbit.connection import REFUSALS, connect, refused
from scalehook.kit.rabbit.dead_queue import DeadQueue
from scalehook.kit.rabbit.delivery import Outbox, RabbitDelivery
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
CONTROL = "scalehook.control"
GONE = "scalehook.gone"  # a caller tells the reader that nobody waits any more
AWAY = (AMQPException, OSError, asyncio.TimeoutError, RuntimeError)


Control = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]


class Confirmed:
    """Messages that the broker has taken into its queues: it will not lose them."""

    async def settled(self) -> None:
        """At once."""


@dataclass
class RabbitBus:
    """One process's place on the bus. `types` are the contracts that it can read."""

    url: str
    name: str
    clock: Clock
    types: Mapping[str, type[Message]]
    _answers: Answers = field(default_factory=Answers)
    _unanswered: dict[str, RabbitDelivery] = field(default_factory=dict)
    _tasks: "set[asyncio.Task[None]]" = field(default_factory=set)

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
            await self._answers.listen(self._connection)
        except REFUSALS as problem:
            await self._connection.close()
            raise refused(problem) from problem

    async def close(self) -> None:
        """Send what is outgoing and disconnect."""
        await self._outbox.close()
        await self._connection.close()

    # -- reading --------------------------------------------------------------------------------

    async def consume(self, service: str, events: Iterable[type[Message]], accept: Accept) -> None:
        """Hand every command of `service` and these events to `accept`, in order."""
        channel = await self._connection.channel()
        await channel.set_qos(prefetch_count=PREFETCH)
        commands = [
            cls for cls in self.types.values() if issubclass(cls, Command) and cls.owner() == service
        ]
        try:
            queue = await declare_service_queue(channel, service, commands, events)
        except REFUSALS as problem:
            raise refused(problem) from problem

        async def take(incoming: AbstractIncomingMessage) -> None:
            self._take(incoming, service, accept)

        await queue.consume(take)

    def _take(self, incoming: AbstractIncomingMessage, service: str, accept: Accept) -> None:
        if incoming.type == GONE:
            self._forget_caller(incoming)
            return
        if incoming.type == CONTROL:
            self._outbox.put(incoming.ack)
            self._tasks.add(task := asyncio.ensure_future(self._answer_control(incoming)))
            task.add_done_callback(self._tasks.discard)
            return
        try:
            envelope = wire.decode(incoming, self.types)
        except wire.Undecodable as problem:
            self._bury_raw(incoming, service, str(problem))
            return
        delivery = RabbitDelivery(envelope, incoming, self._outbox, self._reply, self.bury, service)
        if envelope.reply_to:
            self._unanswered[envelope.message_id] = delivery
        accept(delivery)

    def _reply(self, delivery: RabbitDelivery, reply: Reply | ApiError) -> None:
        message_id = delivery.envelope.message_id
        self._unanswered.pop(message_id, None)
        message = wire.encode_reply(reply, message_id)
        exchange, reply_to = self._replying.default_exchange, delivery.envelope.reply_to
        self._outbox.put(lambda: exchange.publish(message, reply_to, mandatory=False))

    def _forget_caller(self, incoming: AbstractIncomingMessage) -> None:
        delivery = self._unanswered.pop(incoming.correlation_id or "", None)
        if delivery is not None:
            delivery.abandoned = True
        self._outbox.put(incoming.ack)

    # -- publishing -----------------------------------------------------------------------------

    async def send(self, command: Command[Any], *, message_id: str = "", caller: str = ROOT) -> None:
        """Put a command into its owner's queue; returns when the broker has it."""
        await self._publish(self._envelope(command, message_id, caller, ""))

    async def publish(self, event: Event, *, message_id: str = "") -> None:
        """Tell every service that listens."""
        await self._publish(self._envelope(event, message_id, ROOT, ""))

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
                body = envelope.message.model_dump_json(by_alias=True).encode()
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
        is_command = isinstance(envelope.message, Command)
        exchange: AbstractExchange = self._exchanges[COMMANDS if is_command else EVENTS]
        message = wire.encode(envelope, reply_to)
        try:
            async with asyncio.timeout(PUBLISH_SECONDS):
                await exchange.publish(message, envelope.type, mandatory=is_command)
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

    async def _answer_control(self, incoming: AbstractIncomingMessage) -> None:
        if self.control is None or not incoming.reply_to:
            return
        answer = orjson.dumps(await self.control(orjson.loads(incoming.body)))
        message = AmqpMessage(answer, type=CONTROL, correlation_id=incoming.message_id)
        exchange, reply_to = self._replying.default_exchange, incoming.reply_to
        self._outbox.put(lambda: exchange.publish(message, reply_to, mandatory=False))

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

    def _bury_raw(self, incoming: AbstractIncomingMessage, service: str, reason: str) -> None:
        log.error("no valid message", service=service, type=incoming.type, reason=reason)
        message_id = incoming.message_id or uuid.uuid4().hex
        letter = DeadLetter(
            f"{service}:{message_id}", service, incoming.type or "", reason, self.clock.now(),
            incoming.body, incoming.correlation_id or "",
        )  # fmt: skip
        self.bury(letter)
        self._outbox.put(incoming.ack)

    def observe(self) -> AsyncIterator[Envelope]:
        """All events from now on."""
        return watch(self._connection, self.types)

    # -- the rest -------------------------------------------------------------------------------

    def _tell_gone(self, envelope: Envelope) -> None:
        message = AmqpMessage(b"", type=GONE, correlation_id=envelope.message_id)
        exchange = self._replying.default_exchange
        key = queue_name(envelope.message.owner())
        self._outbox.put(lambda: exchange.publish(message, key, mandatory=False))

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
