"""Replies to this process's questions: an exclusive queue, and who waits for which."""

import asyncio
import contextlib
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from aio_pika.abc import AbstractRobustConnection
from aiormq.abc import DeliveredMessage

from scalehook.kit.bus.rabbit.incoming import DirectQueue, Incoming, Readable
from scalehook.kit.bus.rabbit.topology import declare_reply_queue
from scalehook_contracts.topology import REPLY_PREFIX

Decode = Callable[[Readable], Any]


class Replies:
    """Questions by their message id."""

    def __init__(self) -> None:
        self.queue = REPLY_PREFIX + uuid.uuid4().hex
        self._expected: dict[str, tuple[asyncio.Future[Any], Decode]] = {}

    async def listen(self, connection: AbstractRobustConnection) -> None:
        """Hear replies from now on."""
        # the connection restores its channels, but does not keep them from being collected
        self._channel: Any = await connection.channel()
        self._channel.QUEUE_CLASS = DirectQueue
        queue: Any = await declare_reply_queue(self._channel, self.queue)
        await queue.consume(self._take, no_ack=True)

    @contextlib.contextmanager
    def expect(self, message_id: str, decode: Decode) -> Iterator["asyncio.Future[Any]"]:
        """Wait for the reply to this question inside the block."""
        reply: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._expected[message_id] = reply, decode
        try:
            yield reply
        finally:
            del self._expected[message_id]

    async def _take(self, delivered: DeliveredMessage) -> None:
        incoming = Incoming(delivered)
        reply, decode = self._expected.get(incoming.correlation_id or "", (None, None))
        if reply is None or decode is None or reply.done():
            return
        try:
            reply.set_result(decode(incoming))
        except Exception as problem:  # who asked is told that the reply makes no sense
            reply.set_exception(problem)
