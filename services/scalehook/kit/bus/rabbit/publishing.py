"""Publishing with confirms, one message or many at once."""

import asyncio
from collections.abc import Container, Sequence
from typing import Any

from aio_pika import Message as AmqpMessage
from aio_pika.abc import AbstractRobustChannel
from aio_pika.exceptions import PublishError

from scalehook.kit.bus.bus import Unroutable
from scalehook.kit.bus.rabbit import wire
from scalehook.kit.bus.rabbit.away import loss_noticed
from scalehook.kit.bus.rabbit.fitting import Unsendable
from scalehook.kit.bus.rabbit.frames import Frames, FramesOf
from scalehook.kit.bus.rabbit.wire import Outgoing
from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.topology import COMMANDS, EVENTS

PUBLISH_SECONDS = 10


def exchange_of(envelope: Envelope) -> str:
    """Commands and events go their own ways."""
    return COMMANDS if envelope.message.mandatory else EVENTS


def unroutable(envelope: Envelope) -> Unroutable:
    """What a PublishError says."""
    return Unroutable(f"no service takes {envelope.type}")


class Publisher:
    """A channel with confirms, on which a returned message is a PublishError."""

    def __init__(self, channel: AbstractRobustChannel) -> None:
        self.channel = channel
        self._frames = FramesOf(channel)

    async def publish(
        self,
        exchange: str,
        key: str,
        message: AmqpMessage | Outgoing,
        *,
        mandatory: bool,
        seconds: float = PUBLISH_SECONDS,
    ) -> None:
        """Returns when the broker has the message in its queues."""
        outgoing = message if isinstance(message, Outgoing) else Outgoing.of(message)
        with loss_noticed():
            async with asyncio.timeout(seconds):
                frames = await self._frames.open()
                await frames.publish(outgoing, exchange, key, mandatory)

    async def publish_one(self, envelope: Envelope) -> None:
        """The same for a message of ours; raises Unroutable when it is a command that nobody owns,
        and Unsendable when it does not fit into AMQP.
        """
        exchange, mandatory = exchange_of(envelope), envelope.message.mandatory
        message = wire.encode(envelope)
        try:
            await self.publish(exchange, envelope.type, message, mandatory=mandatory)
        except PublishError as problem:
            raise unroutable(envelope) from problem

    async def begin(self, envelope: Envelope) -> "asyncio.Future[Any]":
        """Write a message of ours as soon as the broker is there; its confirm, or a PublishError when it
        is a command that nobody owns. Raises Unsendable when it does not fit into AMQP.
        """
        message = wire.encode(envelope)
        frames = await self._frames.open()
        return frames.publish(message, exchange_of(envelope), envelope.type, envelope.message.mandatory)

    async def publish_all(
        self, envelopes: Sequence[Envelope], heard: Container[str] = ()
    ) -> list[BaseException | None]:
        """Publish them, in order, and wait for all confirms together; what became of each: nothing
        to say, a PublishError when no queue takes it, an Unsendable, or what the connection died of.
        Nothing is asked about kinds that are known to be heard.

        All go through one incarnation of the channel: when it ends, what it has not confirmed
        fails, and nothing overtakes by a connection that is made meanwhile.
        """
        with loss_noticed():
            async with asyncio.timeout(PUBLISH_SECONDS):
                frames = await self._frames.open()
                publishing = [_publish(frames, each, each.type not in heard) for each in envelopes]
                outcomes: list[Any] = await asyncio.gather(*publishing, return_exceptions=True)
        return [outcome if isinstance(outcome, BaseException) else None for outcome in outcomes]


def _publish(frames: Frames, envelope: Envelope, mandatory: bool) -> "asyncio.Future[Any]":
    try:
        message = wire.encode(envelope)
    except Unsendable as problem:
        failed: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        failed.set_exception(problem)
        return failed
    return frames.publish(message, exchange_of(envelope), envelope.type, mandatory)
