"""Asking the process that plays a service, past its messages."""

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Any

from aio_pika import Message as AmqpMessage
from aio_pika.abc import AbstractRobustConnection

from scalehook.kit.bus.rabbit import words
from scalehook.kit.bus.rabbit.away import PAUSE_SECONDS, loss_noticed, until_back
from scalehook.kit.bus.rabbit.incoming import Readable
from scalehook.kit.bus.rabbit.publishing import Publisher
from scalehook.kit.bus.rabbit.replies import Replies
from scalehook.kit.clock.clock import Clock
from scalehook.kit.retrying import retrying, steady
from scalehook_contracts.topology import queue_name

AGAIN_SECONDS = 2.5


class Nobody(Exception):
    """No process reads the service's queue."""


@dataclass
class Questions:
    """A coordinator's, each of which waits its turn in the service's queue."""

    connection: AbstractRobustConnection
    publisher: Publisher
    replies: Replies
    clock: Clock
    again_seconds: float = AGAIN_SECONDS
    _silent: set[str] = field(default_factory=set)  # services that left the last one unanswered

    async def ask(self, service: str, content: bytes, timeout: float) -> bytes:
        """The first answer, or a TimeoutError. Who was asked may have died meanwhile, so the question
        is put again every few seconds, and an answer to an earlier time counts as well.
        """
        message_id = uuid.uuid4().hex
        message = words.question(content, message_id, self.replies.queue, timeout, self.clock)
        with self.replies.expect(message_id, _content) as answer:
            async with asyncio.timeout(timeout):
                found: bytes = await until_back()(self._put, service, message, answer)
        return found

    async def _put(self, service: str, message: AmqpMessage, answer: "asyncio.Future[bytes]") -> bytes:
        with loss_noticed():
            if service in self._silent:
                await self._somebody_reads(service)
            await self.publisher.publish("", queue_name(service), message, mandatory=True)
        try:
            await asyncio.wait({answer}, timeout=self.again_seconds)
        finally:
            (self._silent.discard if answer.done() else self._silent.add)(service)
        if not answer.done():
            raise TimeoutError
        return answer.result()

    async def _somebody_reads(self, service: str) -> None:
        """Questions must not pile up in the queue of a service that does not run."""

        async def look() -> None:
            if not await _readers(channel, queue_name(service)):
                raise Nobody(service)

        async with self.connection.channel() as channel:
            again = retrying(lambda problem: isinstance(problem, Nobody), steady(PAUSE_SECONDS))
            await again(look)


def _content(incoming: Readable) -> bytes:
    return incoming.body


async def _readers(channel: Any, queue: str) -> int:
    found = await (await channel.get_underlay_channel()).queue_declare(queue, passive=True)
    return int(found.consumer_count)
