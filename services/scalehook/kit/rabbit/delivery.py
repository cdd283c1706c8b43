"""One message in a host's hands, and what goes back to the broker for it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from aio_pika.abc import AbstractIncomingMessage

from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.envelope import Envelope
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InternalError

log = structlog.get_logger(__name__)
DELIVERY_LIMIT = 3


class Outbox:
    """Sends acknowledgements and replies in order, in the background. One that a dead connection
    swallows needs no care: the message comes again and is recognised by its id.
    """

    def __init__(self) -> None:
        self._waiting: asyncio.Queue[Callable[[], Awaitable[Any]]] = asyncio.Queue()
        self._task = asyncio.get_running_loop().create_task(self._run(), name="outbox")

    def put(self, send: Callable[[], Awaitable[Any]]) -> None:
        """Send this next."""
        self._waiting.put_nowait(send)

    async def close(self) -> None:
        """Send what waits, then end."""
        try:
            async with asyncio.timeout(2):
                await self._waiting.join()
        except TimeoutError:
            log.warning("acknowledgements were left unsent", count=self._waiting.qsize())
        self._task.cancel()

    async def _run(self) -> None:
        while True:
            send = await self._waiting.get()
            try:
                async with asyncio.timeout(5):
                    await send()
            except Exception as problem:  # whatever the connection died of
                log.info("not sent", problem=repr(problem))
            finally:
                self._waiting.task_done()


@dataclass(eq=False)
class RabbitDelivery:
    """A message; `letter` makes a dead letter of it, `reply` sends an answer."""

    envelope: Envelope
    incoming: AbstractIncomingMessage
    outbox: Outbox
    reply: Callable[["RabbitDelivery", Reply | ApiError], None]
    bury: Callable[[DeadLetter], None]
    service: str
    abandoned: bool = field(default=False)

    def answer(self, reply: Reply | ApiError) -> None:
        """Give the caller its reply, if it waits for one."""
        if self.envelope.reply_to:
            self.reply(self, reply)

    def ack(self) -> None:
        """The message is in the journal."""
        self.outbox.put(self.incoming.ack)

    def reject(self, reason: str) -> None:
        """Again up to the limit, then to the dead letters."""
        if self._attempts() < DELIVERY_LIMIT:
            self.outbox.put(lambda: self.incoming.nack(requeue=True))
            return
        self.bury(self.letter(reason))
        self.answer(InternalError())
        self.ack()

    def letter(self, reason: str) -> DeadLetter:
        """The message with the reason for which it is given up."""
        return DeadLetter(
            letter_id=f"{self.service}:{self.envelope.message_id}",
            service=self.service,
            type=self.envelope.type,
            reason=reason,
            at=self.envelope.timestamp,
            body=self.incoming.body,
            correlation_id=self.envelope.correlation_id,
            caller=self.envelope.caller,
        )

    def _attempts(self) -> int:
        count: Any = (self.incoming.headers or {}).get("x-delivery-count", 0)
        return int(count) + 1
