"""A queue whose bindings are told to the broker in one piece.

A service's queue has hundreds, every process declares those of all services, and to wait for an answer
to each was most of what a start cost, here and on the broker.
"""

from collections.abc import Iterable
from typing import Any

from aio_pika.robust_queue import RobustQueue
from aiormq.abc import ChannelFrame
from pamqp.commands import Queue


class BoundQueue(RobustQueue):
    """Over all connections."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.bound: dict[tuple[str, str], None] = {}  # exchanges and routing keys

    async def bind_all(self, bindings: Iterable[tuple[str, str]]) -> None:
        """What is published to one of these exchanges with its routing key comes here."""
        added = dict.fromkeys(bindings)
        await self._tell(added)
        self.bound |= added

    async def restore(self, channel: Any = None) -> None:
        """After a connection was lost; a broker may have come back with nothing."""
        await super().restore(channel)
        await self._tell(self.bound)

    async def _tell(self, bindings: Iterable[tuple[str, str]]) -> None:
        """The broker does one thing of a channel after the other: when it says that the queue is there,
        all are made. One that cannot be made ends the channel.
        """
        channel: Any = await self.channel.get_underlay_channel()
        frames: list[Any] = [
            Queue.Bind(queue=self.name, exchange=exchange, routing_key=key, nowait=True)
            for exchange, key in bindings
        ]
        await channel.write_queue.put(ChannelFrame.marshall(channel.number, frames))
        await channel.queue_declare(self.name, passive=True)
