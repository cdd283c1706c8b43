"""A message as it came, and a queue that gives it to its reader as it came.

What aio-pika makes of a message takes seven times as long to make, and a task of its own to be read in.
"""

from datetime import datetime
from typing import Any, Protocol

from aio_pika import IncomingMessage
from aio_pika.queue import Queue
from aiormq.abc import DeliveredMessage

from scalehook.kit.bus.rabbit.binding import BoundQueue


class Readable(Protocol):
    """What is read of a message, in aio-pika's words: one of its own, or one of these."""

    body: bytes
    type: str | None
    routing_key: str | None
    headers: Any
    message_id: str | None
    correlation_id: str | None
    reply_to: str | None
    app_id: str | None
    timestamp: datetime | None


class Incoming:
    """One that was delivered."""

    __slots__ = (
        "_delivered", "app_id", "body", "channel", "correlation_id", "headers", "message_id",
        "reply_to", "routing_key", "tag", "timestamp", "type",
    )  # fmt: skip

    def __init__(self, delivered: DeliveredMessage) -> None:
        properties = delivered.header.properties
        self._delivered = delivered
        self.channel = delivered.channel
        self.tag = delivered.delivery_tag or 0
        self.body = delivered.body
        self.routing_key = delivered.routing_key
        self.type = properties.message_type
        self.headers: Any = properties.headers
        self.message_id = properties.message_id
        self.correlation_id = properties.correlation_id
        self.reply_to = properties.reply_to
        self.app_id = properties.app_id
        self.timestamp = properties.timestamp

    def whole(self) -> IncomingMessage:
        """With everything else that it carries."""
        return IncomingMessage(self._delivered)


class _Direct(Queue):
    async def consume(
        self,
        callback: Any,
        no_ack: bool = False,
        exclusive: bool = False,
        arguments: Any = None,
        consumer_tag: str | None = None,
        timeout: Any = None,
    ) -> str:
        channel = await self.channel.get_underlay_channel()
        answer = await channel.basic_consume(
            self.name,
            callback,
            no_ack=no_ack,
            exclusive=exclusive,
            arguments=arguments,
            consumer_tag=consumer_tag,
            timeout=timeout,
        )
        return answer.consumer_tag or ""


class DirectQueue(BoundQueue, _Direct):
    """Its reader, a coroutine function, gets a `DeliveredMessage`, over all connections."""
