"""Messages that are sent in the background and not confirmed: asked for again when they get lost."""

from aio_pika import Message as AmqpMessage
from aio_pika.abc import AbstractRobustChannel

from scalehook.kit.bus.rabbit.frames import FramesOf
from scalehook.kit.bus.rabbit.outbox import Outbox
from scalehook.kit.bus.rabbit.wire import Outgoing


class Unconfirmed:
    """A channel without confirms, straight to queues: for replies and words between processes."""

    def __init__(self, channel: AbstractRobustChannel, outbox: Outbox) -> None:
        self._frames = FramesOf(channel)
        self._outbox = outbox
        self._waiting: list[tuple[Outgoing, str]] = []

    def send(self, message: AmqpMessage | Outgoing, queue: str) -> None:
        """After what is in the outbox already, with whatever else is sent until then."""
        if not self._waiting:
            self._outbox.put(self._send)
        self._waiting.append((message if isinstance(message, Outgoing) else Outgoing.of(message), queue))

    async def written(self) -> None:
        """Returns when everything that has left the outbox has been handed to the socket."""
        await (await self._frames.open()).written()

    async def _send(self) -> None:
        waiting, self._waiting = self._waiting, []
        frames = await self._frames.open()
        for message, queue in waiting:
            frames.send(message, "", queue)
