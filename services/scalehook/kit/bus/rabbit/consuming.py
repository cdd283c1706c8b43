"""A service's queue on the broker: declared, and read by one channel each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from aio_pika.abc import AbstractChannel, AbstractRobustChannel, AbstractRobustConnection

from scalehook.kit.bus.rabbit.binding import BoundQueue
from scalehook.kit.bus.rabbit.connection import arrange
from scalehook.kit.bus.rabbit.incoming import DirectQueue
from scalehook.kit.bus.rabbit.reader import Reader
from scalehook.kit.bus.rabbit.topology import declare_service_queue
from scalehook_contracts.base import Command, Message

PREFETCH = 200


@dataclass(frozen=True)
class Consumer:
    """The incoming side of one process."""

    name: str
    connection: AbstractRobustConnection
    types: Mapping[str, type[Message]]
    _channels: list[AbstractRobustChannel] = field(default_factory=list)  # nobody else keeps them
    _readers: list[Reader] = field(default_factory=list)

    async def consume(self, events: Iterable[type[Message]], reader: Reader) -> None:
        """Give the reader what comes from now on."""
        self._readers.append(reader)
        self._channels.append(await arrange(self.name, partial(self._read, list(events), reader)))

    async def written(self) -> None:
        """Returns when all acknowledgements have been handed to the socket."""
        for reader in self._readers:
            await reader.written()

    async def _read(self, events: Iterable[type[Message]], reader: Reader) -> AbstractRobustChannel:
        robust: Any = await self.connection.channel()
        channel: AbstractRobustChannel = robust
        robust.QUEUE_CLASS = DirectQueue
        try:
            await channel.set_qos(prefetch_count=PREFETCH)
            queue: Any = await declare(channel, reader.service, self.types, events)
            await queue.consume(reader.take)
        except BaseException:
            await channel.close()
            raise
        return channel


async def declare(
    channel: AbstractChannel,
    service: str,
    types: Mapping[str, type[Message]],
    events: Iterable[type[Message]],
) -> BoundQueue:
    """The queue of a service, bound to the commands that it owns and the events that it hears."""
    known = types.values()
    commands = [cls for cls in known if issubclass(cls, Command) and cls.owner() == service]
    return await declare_service_queue(channel, service, commands, events)
