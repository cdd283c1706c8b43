"""The stack's own events, on a durable quorum queue of the consumer's own."""

import asyncio
import re
import uuid
from collections.abc import Awaitable, Coroutine, Mapping
from typing import Any, ClassVar

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractConnection, AbstractIncomingMessage, AbstractQueue
from aio_pika.exceptions import ChannelPreconditionFailed

from scalehook.consumer.clock import pause
from scalehook.consumer.logs import log
from scalehook.consumer.notification import Unreadable, ended_token
from scalehook.consumer.retrying import Backoff
from scalehook.consumer.settings import WrongSettings
from scalehook.consumer.sources.broker_away import AWAY, loss_noticed
from scalehook.consumer.sources.delivery import Delivery, Receiving, Source
from scalehook.consumer.sources.surroundings import Surroundings

EVENTS = "scalehook.events"
STARTED = "scaling_controller.lifecycle_action_started"
ENDED = "scaling_controller.lifecycle_action_ended"
LONGEST_WORK_MS = 7 * 3600 * 1000  # an action waits for six hours; the broker's own limit is half of one
CONNECT_SECONDS = 15.0
ANSWER_SECONDS = 1.0  # at the end
COUNT = re.compile(r"[0-9]{1,9}")


class RabbitSource(Source):
    """Acknowledges a message when its action is over."""

    shared: ClassVar[bool] = False

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        settings = around.settings
        if not settings.amqp_url:
            raise WrongSettings("which broker? Set SCALEHOOK_AMQP_URL")
        self._url = settings.amqp_url
        self._queue = settings.amqp_queue or f"scalehook.consumer.{around.consumer}"
        self._dead = settings.dead_letters or f"{self._queue}.dead"
        self._deliveries = settings.deliveries
        self._prefetch = settings.in_hand
        self._connection: AbstractConnection | None = None

    async def receive(self, to: Receiving) -> None:
        """For ever; after each loss of the connection, anew."""
        backoff = Backoff()
        while True:
            try:
                with loss_noticed():
                    await self._receive(to, backoff)
                problem = "the connection was closed"
            except AWAY as found:
                problem = repr(found)
            _stop_if_cancelled()
            self.ready.clear()
            seconds = backoff.failed()
            if backoff.tell:
                log.warning("the broker is not there", problem=problem, again_in=seconds)
            await pause(seconds)

    async def close(self) -> None:
        """Give up the connection: what was not acknowledged is ready for others."""
        await self._give_up(ANSWER_SECONDS)

    async def _give_up(self, patience: float) -> None:
        if self._connection is not None:
            await _within(patience, self._connection.close())

    async def _receive(self, to: Receiving, backoff: Backoff) -> None:
        await self._give_up(CONNECT_SECONDS)
        self._connection = connection = await aio_pika.connect(self._url, timeout=CONNECT_SECONDS)
        gone = asyncio.Event()

        async def closed(*_: object) -> None:
            gone.set()

        connection.close_callbacks.add(closed)
        await self._declare(connection, self._dead, {"x-queue-type": "quorum"})
        await self._declare(connection, self._queue, self._arguments())
        channel = await connection.channel(publisher_confirms=False)
        channel.close_callbacks.add(closed)
        underlay: Any = await channel.get_underlay_channel()
        underlay.on_consumer_cancel_callbacks.add(closed)  # somebody has deleted the queue
        await channel.set_qos(prefetch_count=self._prefetch)
        queue = await channel.get_queue(self._queue)
        await self._bind(channel, queue, STARTED)
        await self._hear_of_ends(channel, to)

        async def take(message: AbstractIncomingMessage) -> None:
            to.take(RabbitDelivery(message))

        tag = await queue.consume(take)
        backoff.well()
        self.ready.set()
        try:
            await gone.wait()
        except asyncio.CancelledError:
            await _within(ANSWER_SECONDS, queue.cancel(tag))
            raise

    async def _declare(self, connection: AbstractConnection, name: str, arguments: Any) -> None:
        """A queue that is there stays as it is, whatever it was made with; the broker closes the channel
        of whoever wants it otherwise.
        """
        channel = await connection.channel(publisher_confirms=False)
        try:
            await channel.declare_queue(name, durable=True, arguments=arguments)
        except ChannelPreconditionFailed as problem:
            log.warning("the queue was made with other settings", queue=name, problem=str(problem))
        else:
            await channel.close()

    def _arguments(self) -> dict[str, Any]:
        return {
            "x-queue-type": "quorum",
            "x-delivery-limit": self._deliveries - 1,  # for the messages that end the process
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": self._dead,
            "x-dead-letter-strategy": "at-least-once",
            "x-overflow": "reject-publish",  # the strategy asks for it
            "x-consumer-timeout": LONGEST_WORK_MS,
        }

    async def _bind(self, channel: AbstractChannel, queue: AbstractQueue, key: str) -> None:
        kind = aio_pika.ExchangeType.TOPIC
        exchange = await channel.declare_exchange(EVENTS, kind, durable=True)
        await queue.bind(exchange, key)

    async def _hear_of_ends(self, channel: AbstractChannel, to: Receiving) -> None:
        """On a queue that goes with the connection: they only matter to work that goes on here."""
        queue = await channel.declare_queue(exclusive=True, auto_delete=True)
        await self._bind(channel, queue, ENDED)

        async def heard(message: AbstractIncomingMessage) -> None:
            try:
                token, why = ended_token(message.body)
            except Unreadable as problem:
                log.warning("an unreadable event", problem=str(problem))
            else:
                to.ended(token, why)

        await queue.consume(heard, no_ack=True)


class RabbitDelivery(Delivery):
    """In hand while the connection lasts."""

    def __init__(self, message: AbstractIncomingMessage) -> None:
        headers = {str(name).lower(): str(value) for name, value in (message.headers or {}).items()}
        super().__init__(
            key=message.message_id or uuid.uuid4().hex,
            body=message.body,
            count=_before(headers) + 1 if message.redelivered else 1,  # else anybody has written it
            headers=headers,
        )
        self._message = message

    async def done(self) -> None:
        """Acknowledged."""
        await _quietly(self._message.ack())

    async def give_back(self) -> None:
        """Ready for others at once."""
        await _quietly(self._message.nack(requeue=True))

    async def leave(self) -> None:
        """The same: the queue counts how often."""
        await self.give_back()

    async def bury(self, reason: str) -> None:
        """To the queue of dead letters, by the broker."""
        log.error("a dead letter", reason=reason, message=self.key)
        await _quietly(self._message.reject(requeue=False))


def _before(headers: Mapping[str, str]) -> int:
    """How often the broker has delivered it already, as far as it says so."""
    said = headers.get("x-delivery-count", "")
    return int(said) if COUNT.fullmatch(said) else 1


def _stop_if_cancelled() -> None:
    """A client that is just connecting may make an error of connection of a cancellation."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


async def _within(seconds: float, call: Coroutine[Any, Any, object]) -> None:
    """A broker that does not answer holds up no end."""
    await _quietly(asyncio.wait_for(call, seconds))


async def _quietly(call: Awaitable[object]) -> None:
    """Over a connection that is gone nothing can be told: the message comes again, and is known."""
    try:
        with loss_noticed():
            await call
    except AWAY as problem:
        log.debug("the broker could not be told", problem=repr(problem))
