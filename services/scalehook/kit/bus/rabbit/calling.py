"""Asking a command's owner and waiting for the reply, over broker restarts."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from aio_pika.exceptions import PublishError

from scalehook.kit.bus.rabbit import wire, words
from scalehook.kit.bus.rabbit.away import AWAY, loss_noticed, until_back
from scalehook.kit.bus.rabbit.publishing import Publisher, unroutable
from scalehook.kit.bus.rabbit.replies import Replies
from scalehook.kit.bus.rabbit.unconfirmed import Unconfirmed
from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.topology import queue_name

R = TypeVar("R", bound=Reply)
A = TypeVar("A")
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
        with loss_noticed():
            async with asyncio.timeout(ATTEMPT_SECONDS):
                confirmed = await self.publisher.begin(envelope)
                try:
                    return await _answer(expected, confirmed)
                except PublishError as problem:
                    raise unroutable(envelope) from problem

    def _tell_gone(self, envelope: Envelope) -> None:
        queue = queue_name(envelope.message.owner())
        self.unconfirmed.send(words.gone(envelope.message_id), queue)


async def _answer(expected: "asyncio.Future[A]", confirmed: "asyncio.Future[Any]") -> A:
    """The reply, or why there will be none. That the broker has the question is no news, and wakes
    nobody.
    """
    news = asyncio.get_running_loop().create_future()

    def hear(done: "asyncio.Future[Any]") -> None:
        is_news = done is expected or done.cancelled() or done.exception() is not None
        if is_news and not news.done():
            news.set_result(None)

    expected.add_done_callback(hear)
    confirmed.add_done_callback(hear)
    await news
    return expected.result() if expected.done() else confirmed.result()
