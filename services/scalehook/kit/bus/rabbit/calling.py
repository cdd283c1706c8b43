"""Asking a command's owner and waiting for the reply, over broker restarts."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from scalehook.kit.bus.rabbit import wire, words
from scalehook.kit.bus.rabbit.away import AWAY, until_back
from scalehook.kit.bus.rabbit.publishing import Publisher
from scalehook.kit.bus.rabbit.replies import Replies
from scalehook.kit.bus.rabbit.unconfirmed import Unconfirmed
from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.topology import queue_name

R = TypeVar("R", bound=Reply)
ATTEMPT_SECONDS = 10  # after this a call is sent again under its own id, and has one effect


@dataclass(frozen=True)
class Calls:
    """One process's questions to services."""

    publisher: Publisher
    replies: Replies
    unconfirmed: Unconfirmed

    async def call(self, envelope: Envelope, reply_type: type[R], timeout: float) -> R:
        """The reply to a command. Asked again with the same id while none comes; cancelling the
        call makes the owner forget the caller.
        """
        envelope.reply_to = self.replies.queue
        decode = partial(wire.decode_reply, reply_type=reply_type)
        with self.replies.expect(envelope.message_id, decode) as expected:
            try:
                async with asyncio.timeout(timeout):
                    reply = await self._ask(envelope, expected)
            except (asyncio.CancelledError, TimeoutError):
                self._tell_gone(envelope)
                raise
        if isinstance(reply, ApiError):
            try:
                raise reply
            finally:
                del reply, expected  # the error holds this frame, and with it the whole message
        return reply  # type: ignore[return-value]  # made of the command's own reply type

    async def _ask(
        self, envelope: Envelope, expected: "asyncio.Future[Reply | ApiError]"
    ) -> Reply | ApiError:
        try:
            return await self._ask_once(envelope, expected)
        except AWAY:
            return await until_back()(self._ask_once, envelope, expected)

    async def _ask_once(
        self, envelope: Envelope, expected: "asyncio.Future[Reply | ApiError]"
    ) -> Reply | ApiError:
        await self.publisher.publish_one(envelope)
        await asyncio.wait({expected}, timeout=ATTEMPT_SECONDS)
        if not expected.done():
            raise TimeoutError
        return expected.result()

    def _tell_gone(self, envelope: Envelope) -> None:
        queue = queue_name(envelope.message.owner())
        self.unconfirmed.send(words.gone(envelope.message_id), queue)
