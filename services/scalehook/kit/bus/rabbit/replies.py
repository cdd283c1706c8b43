"""Answers to this process's questions: an exclusive queue, and who waits for which."""

import asyncio
import contextlib
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from aio_pika.abc import AbstractIncomingMessage, AbstractRobustConnection

from scalehook.kit.bus.rabbit.topology import declare_reply_queue

Decode = Callable[[AbstractIncomingMessage], Any]


class Answers:
    """Questions by their message id."""

    def __init__(self) -> None:
        self.queue = f"scalehook.reply.{uuid.uuid4().hex}"
        self._waiting: dict[str, tuple[asyncio.Future[Any], Decode]] = {}

    async def listen(self, connection: AbstractRobustConnection) -> None:
        """Hear answers from now on."""
        # the connection restores its channels, but does not keep them from being collected
        self._channel = await connection.channel()
        queue = await declare_reply_queue(self._channel, self.queue)
        await queue.consume(self._take, no_ack=True)

    @contextlib.contextmanager
    def expect(self, message_id: str, decode: Decode) -> Iterator["asyncio.Future[Any]"]:
        """Wait for the answer to this question inside the block."""
        waiting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[message_id] = waiting, decode
        try:
            yield waiting
        finally:
            del self._waiting[message_id]

    async def _take(self, incoming: AbstractIncomingMessage) -> None:
        waiting, decode = self._waiting.get(incoming.correlation_id or "", (None, None))
        if waiting is not None and decode is not None and not waiting.done():
            waiting.set_result(decode(incoming))
