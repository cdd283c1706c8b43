"""What one channel writes in a turn of the loop, in one piece.

The client's library makes a task, three futures and a write of each message, and of each
acknowledgement. Whatever has a confirm to wait for, waits for it here as it does there.
"""

import asyncio
from functools import lru_cache
from typing import Any

from aio_pika.abc import AbstractRobustChannel
from aiormq import Channel
from aiormq.abc import ChannelFrame
from aiormq.exceptions import ChannelInvalidStateError
from pamqp import frame
from pamqp.body import ContentBody
from pamqp.commands import Basic
from pamqp.header import ContentHeader

from scalehook.kit.bus.rabbit.wire import Outgoing


class Frames:
    """Those of one channel, which ends with its connection. On a channel with confirms nothing else
    may publish: messages are confirmed by their number.
    """

    def __init__(self, channel: Any) -> None:
        self.channel: Channel = channel
        self._kept: list[bytes] = []
        self._writing: Any = None

    def publish(
        self, message: Outgoing, exchange: str, key: str, mandatory: bool
    ) -> "asyncio.Future[Any]":
        """Write a message on a channel with confirms; what becomes of it."""
        self.send(message, exchange, key, mandatory)
        return self._confirm(message.properties.message_id if mandatory else None)

    def send(self, message: Outgoing, exchange: str, key: str, mandatory: bool = False) -> None:
        """Write a message that nothing is heard of."""
        number, size = self.channel.number, self.channel.max_content_size
        packed: Any = message.packed  # the library asks for nothing but the bytes
        body, header = message.body, ContentHeader(0, len(message.body), packed)
        self._write(
            _publish_frame(number, exchange, key, mandatory),
            frame.marshal(header, number),
            *(
                frame.marshal(ContentBody(body[start : start + size]), number)
                for start in range(0, len(body), size)
            ),
        )

    def acknowledge(self, tag: int, multiple: bool = False) -> None:
        """The delivery is done with; or all are that came up to it."""
        self._write(frame.marshal(Basic.Ack(tag, multiple), self.channel.number))

    def reject(self, tag: int) -> None:
        """The delivery is to come again."""
        self._write(frame.marshal(Basic.Reject(tag, requeue=True), self.channel.number))

    async def written(self) -> None:
        """Returns when everything has been handed to the socket."""
        if self._writing is not None:
            await self._writing
        done = self.channel.create_future()
        await self.channel.write_queue.put(ChannelFrame(b"", False, done))
        await done

    def _confirm(self, returnable: str | None) -> "asyncio.Future[Any]":
        """What the library completes; a message that nobody takes comes back under its id."""
        channel = self.channel
        channel.delivery_tag += 1
        tag, confirmed = channel.delivery_tag, channel.create_future()
        channel.confirmations[tag] = confirmed
        if returnable:
            tags = channel.message_id_delivery_tag
            tags[returnable] = tag
            confirmed.add_done_callback(lambda _: tags.get(returnable) == tag and tags.pop(returnable))
        return confirmed

    def _write(self, *frames: bytes) -> None:
        if self.channel.is_closed:
            raise ChannelInvalidStateError(f"{self.channel!r} closed")
        self._kept += frames
        if self._writing is None:
            self._writing = self.channel.create_task(self._write_kept())

    async def _write_kept(self) -> None:
        try:
            while self._kept:
                together = b"".join(self._kept)
                self._kept.clear()
                await self.channel.write_queue.put(ChannelFrame(together, should_close=False))
        finally:
            self._writing = None


class FramesOf:
    """Those of a channel that comes again with its connection; each time they are new ones."""

    def __init__(self, channel: AbstractRobustChannel) -> None:
        self.channel = channel
        self._frames: Frames | None = None

    async def open(self) -> Frames:
        """The present ones, as soon as the broker is there."""
        await self.channel.ready()
        channel = await self.channel.get_underlay_channel()
        if self._frames is None or self._frames.channel is not channel:
            self._frames = Frames(channel)
        return self._frames


@lru_cache
def _publish_frame(number: int, exchange: str, key: str, mandatory: bool) -> bytes:
    """A channel uses few keys, again and again."""
    return frame.marshal(Basic.Publish(exchange=exchange, routing_key=key, mandatory=mandatory), number)
