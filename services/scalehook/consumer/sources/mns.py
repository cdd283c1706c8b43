"""A queue of the message service as a source: long polls, and messages held while work goes on."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, ClassVar

import httpx

from scalehook.consumer.clock import Clock
from scalehook.consumer.dead_letters import DeadLetters
from scalehook.consumer.logs import log
from scalehook.consumer.retrying import Backoff, until
from scalehook.consumer.settings import WrongSettings
from scalehook.consumer.sources.delivery import Delivery, Receiving, Source
from scalehook.consumer.sources.mns_queue import MnsQueue, MnsRefusal, Received, passes
from scalehook.consumer.sources.surroundings import Surroundings
from scalehook.consumer.wait import NEVER
from scalehook.consumer.xml_reading import NotXml

ATTEMPTS = 4
LATER_SECONDS = 30  # the longest until what nobody could handle comes again
PROMPT_SECONDS = 0.2  # real ones, within which a poll is answered by a queue that is not empty
GIVE_BACK_SECONDS = 1.0
USUAL_VISIBILITY = 30.0
LONGEST_VISIBILITY = 43_200
Problems = (MnsRefusal, httpx.HTTPError, NotXml, KeyError)


class MnsSource(Source):
    """Deletes a message when its action is over."""

    shared: ClassVar[bool] = True

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        settings = around.settings
        if not settings.queue:
            raise WrongSettings("which queue? Set SCALEHOOK_CONSUMER_QUEUE")
        self._poll_seconds = settings.poll_seconds
        self._desk = _Desk(
            MnsQueue(settings.queue, settings, around.transport),
            DeadLetters(settings.dead_queue, settings, around.transport),
            around.clock,
            settings.visibility,
        )

    async def receive(self, to: Receiving) -> None:
        """For ever. The first poll does not wait: it tells that the queue is there."""
        backoff = Backoff()
        while True:
            room = await to.room()
            wait = self._poll_seconds if self.ready.is_set() else 0
            try:
                found = await self._poll(room, wait)
            except Problems as problem:
                await self._failed(backoff, problem)
                continue
            backoff.well()
            self.ready.set()
            for message in found:
                to.take(self._desk.delivery(message))

    async def close(self) -> None:
        """Give up the connections."""
        await self._desk.close()

    async def _poll(self, room: int, wait: int) -> list[Received]:
        """When it is cancelled, what is on its way already is there for others at once."""
        began = time.monotonic()
        polling = asyncio.ensure_future(self._desk.queue.receive(room, wait))
        try:
            return await asyncio.shield(polling)
        except asyncio.CancelledError:
            await asyncio.wait({polling}, timeout=max(0.0, began + PROMPT_SECONDS - time.monotonic()))
            if not polling.cancel() and not polling.cancelled() and polling.exception() is None:
                await self._give_back(polling.result())
            raise

    async def _give_back(self, messages: list[Received]) -> None:
        giving = [asyncio.ensure_future(self._desk.delivery(each).give_back()) for each in messages]
        if giving:
            await asyncio.wait(giving, timeout=GIVE_BACK_SECONDS)

    async def _failed(self, backoff: Backoff, problem: Exception) -> None:
        self.ready.clear()
        seconds = backoff.failed()
        if backoff.tell:
            log.warning(
                "the queue cannot be read", problem=str(problem) or repr(problem), again_in=seconds
            )
        await self._desk.clock.sleep(seconds)


class _Desk:
    """What all messages of a queue share."""

    def __init__(self, queue: MnsQueue, dead: DeadLetters, clock: Clock, visibility: int) -> None:
        self.queue = queue
        self.dead = dead
        self.clock = clock
        self.visibility = visibility
        self._usual = USUAL_VISIBILITY  # the queue's own, as far as it has shown

    def delivery(self, message: Received) -> "MnsDelivery":
        first = message.count == 1
        if first:
            self._usual = max(1.0, message.next_visible - message.first_dequeued)
        return MnsDelivery(
            key=message.message_id,
            body=message.body,
            count=message.count,
            sent_at=message.enqueued,
            received_at=message.first_dequeued if first else None,
            held=self._usual,
            headers=message.headers,
            handle=message.handle,
            desk=self,
        )

    async def close(self) -> None:
        await self.queue.close()
        await self.dead.close()


class MnsDelivery(Delivery):
    """A message with its receipt handle, which changes with each extension."""

    def __init__(self, *, handle: str, desk: _Desk, **common: object) -> None:
        super().__init__(**common)  # type: ignore[arg-type]  # the dataclass's own fields, passed through
        self._handle = handle
        self._desk = desk
        self._extending: asyncio.Future[float | None] | None = None

    async def done(self) -> None:
        """Delete it."""
        await _to_its_end(self._insist(self._desk.queue.delete))

    async def give_back(self) -> None:
        """Visible after a second, the least that there is."""
        await _to_its_end(self._insist(self._desk.queue.hold, 1))

    async def leave(self) -> None:
        """Visible after some seconds: more each time."""
        await _to_its_end(self._insist(self._desk.queue.hold, min(2**self.count, LATER_SECONDS)))

    async def bury(self, reason: str) -> None:
        """To the queue of dead letters, and deleted only then."""
        await _to_its_end(self._bury(reason))

    async def _bury(self, reason: str) -> None:
        if await self._desk.dead.keep(self.body, reason):
            await self._insist(self._desk.queue.delete)

    async def extend(self, least: int = 0) -> float | None:
        """Not to be cancelled half-way: the old handle would be void, and the new one unknown."""
        seconds = min(max(self._desk.visibility, least), LONGEST_VISIBILITY)
        self._extending = asyncio.ensure_future(self._extend(seconds))
        return await asyncio.shield(self._extending)

    async def _extend(self, seconds: int) -> float | None:
        try:
            handle = await self._desk.queue.hold(self._handle, seconds)
        except Problems as problem:
            log.debug("the message could not be held", problem=repr(problem))
            return 3.0  # a second from now, once more
        if handle is None:
            return None
        self._handle = handle
        return float(seconds)

    async def _insist(self, call: Callable[..., Awaitable[object]], *arguments: object) -> None:
        if self._extending is not None:
            await self._extending
        again = until(self._desk.clock, lambda: NEVER, passes, ATTEMPTS)
        try:
            await again(call, self._handle, *arguments)
        except Problems as problem:
            log.warning("the message could not be put away; it comes again", problem=repr(problem))


async def _to_its_end(putting_away: Coroutine[Any, Any, None]) -> None:
    """Also for somebody who is cancelled meanwhile: whatever is put away by half nobody else can have
    for as long as it was held. Whoever is cancelled once more waits no longer.
    """
    putting = asyncio.ensure_future(putting_away)
    try:
        await asyncio.shield(putting)
    except asyncio.CancelledError:
        await putting
        raise
