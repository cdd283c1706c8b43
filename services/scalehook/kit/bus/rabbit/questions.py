"""Asking the process that plays a service, past its messages."""

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Any

import orjson
from aio_pika.abc import AbstractRobustConnection
from tenacity import AsyncRetrying, retry_if_result, wait_fixed

from scalehook.kit.bus.rabbit import words
from scalehook.kit.bus.rabbit.away import PAUSE_SECONDS, loss_noticed
from scalehook.kit.bus.rabbit.publishing import Publisher
from scalehook.kit.bus.rabbit.replies import Replies
from scalehook.kit.clock.clock import Clock
from scalehook_contracts.topology import queue_name


@dataclass
class Questions:
    """A coordinator's, each of which waits its turn in the service's queue."""

    connection: AbstractRobustConnection
    publisher: Publisher
    replies: Replies
    clock: Clock
    _silent: set[str] = field(default_factory=set)  # services that left the last one unanswered

    async def ask(self, service: str, content: dict[str, Any], timeout: float) -> Any:
        """The answer, or a TimeoutError."""
        message_id = uuid.uuid4().hex
        message = words.question(content, message_id, self.replies.queue, timeout, self.clock)
        with self.replies.expect(message_id, lambda incoming: orjson.loads(incoming.body)) as waiting:
            try:
                with loss_noticed():
                    async with asyncio.timeout(timeout):
                        if service in self._silent:
                            await self._somebody_reads(service)
                        await self.publisher.publish("", queue_name(service), message, mandatory=True)
                        answer = await waiting
            except TimeoutError:
                self._silent.add(service)
                raise
        self._silent.discard(service)
        return answer

    async def _somebody_reads(self, service: str) -> None:
        """Questions must not pile up in the queue of a service that does not run."""
        async with self.connection.channel() as channel:
            again = retry_if_result(lambda readers: readers == 0)
            asking = AsyncRetrying(wait=wait_fixed(PAUSE_SECONDS), retry=again)
            await asking(_readers, channel, queue_name(service))


async def _readers(channel: Any, queue: str) -> int:
    found = await (await channel.get_underlay_channel()).queue_declare(queue, passive=True)
    return int(found.consumer_count)
