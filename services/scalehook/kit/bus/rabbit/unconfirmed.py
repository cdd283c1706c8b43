"""Messages that are sent in the background and not confirmed: asked for again when they get lost."""

from dataclasses import dataclass
from typing import Any

from aio_pika import Message as AmqpMessage
from aio_pika.abc import AbstractRobustChannel

from scalehook.kit.bus.rabbit.outbox import Outbox
from scalehook.kit.bus.rabbit.wire import Outgoing


@dataclass(frozen=True)
class Unconfirmed:
    """A channel without confirms, straight to queues: for replies and words between processes."""

    channel: AbstractRobustChannel
    outbox: Outbox

    def send(self, message: AmqpMessage | Outgoing, queue: str) -> None:
        """After what is in the outbox already."""

        async def publish() -> None:
            channel: Any = await self.channel.get_underlay_channel()
            properties = message.properties
            await channel.basic_publish(
                message.body, routing_key=queue, properties=properties, wait=False
            )

        self.outbox.put(publish)
