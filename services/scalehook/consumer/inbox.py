"""Messages as they come: what each is, and whether it is work."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from scalehook.consumer import logs, tracing
from scalehook.consumer.duplicates import Duplicates
from scalehook.consumer.handlers import Handler, Handlers
from scalehook.consumer.hook_timeouts import HookGone
from scalehook.consumer.logs import log
from scalehook.consumer.notification import Notification, TestNotification, Unreadable, parse
from scalehook.consumer.order import Order
from scalehook.consumer.sources.delivery import Delivery
from scalehook.consumer.tools import Tools
from scalehook.consumer.work import Work

HANDING_BACK_SECONDS = 1.0  # of the grace period, for each of the last two steps


class Inbox:
    """Of one consumer. `shared`: others read there, too. `deliveries`: how often a message may come
    that nobody can handle; `most`: how many messages may be in hand.
    """

    def __init__(
        self, handlers: Handlers, tools: Tools, *, most: int, deliveries: int, shared: bool
    ) -> None:
        self._handlers = handlers
        self._tools = tools
        self._metrics = tools.metrics
        self._most = most
        self._deliveries = deliveries
        self._shared = shared
        self._order = Order()
        self._over = Duplicates()
        self._works: dict[str, Work] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Event()
        self._room.set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._tasks)

    async def room(self) -> int:
        """Waits until another message may be in hand; how many may."""
        await self._room.wait()
        return self._most - len(self._tasks)

    def take(self, delivery: Delivery) -> None:
        """A message has come. What it is shows at once, so that order is the order of coming."""
        self._metrics.received.inc()
        self._spawn(self._closing(delivery) if self._closed else self._course(delivery), delivery)

    def ended(self, token: str, why: str) -> None:
        """The source has heard that this action is over."""
        if work := self._works.get(token):
            work.end(why)
        else:
            self._over.add(token)

    async def drain(self, grace: float) -> None:
        """No new work; what runs may finish within the grace period, everything else is handed back:
        first what can be told to stop, at last what does not listen.
        """
        self._closed = True
        for work in self._works.values():
            if not work.started:
                work.hand_back()
        last = min(HANDING_BACK_SECONDS, grace / 4)
        await self._wait(grace - 2 * last)
        self.hand_back()
        await self._wait(last)
        for task in self._tasks:
            task.cancel()
        await self._wait(last or HANDING_BACK_SECONDS)

    def hand_back(self) -> None:
        """What is worked on shall be done by somebody else."""
        for work in self._works.values():
            work.hand_back()

    async def _wait(self, seconds: float) -> None:
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=seconds)

    def _spawn(self, course: Coroutine[Any, Any, None], delivery: Delivery) -> None:
        task = asyncio.create_task(self._safely(course, delivery))
        self._tasks.add(task)
        task.add_done_callback(self._forget)
        if len(self._tasks) >= self._most:
            self._room.clear()

    def _forget(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if len(self._tasks) < self._most:
            self._room.set()

    async def _safely(self, course: Coroutine[Any, Any, None], delivery: Delivery) -> None:
        """No message may end the consumer, and none may come for ever."""
        try:
            await course
        except Exception as problem:
            log.exception("a message could not be handled", message=delivery.key)
            await self._unwanted(delivery, f"it could not be handled: {problem!r}")

    def _course(self, delivery: Delivery) -> Coroutine[Any, Any, None]:
        try:
            found = parse(delivery.body)
        except Unreadable as problem:
            return self._unwanted(delivery, f"unreadable: {problem}")
        if isinstance(found, TestNotification):
            return self._test(delivery, found)
        if (work := self._works.get(found.token)) is not None:
            return self._again(delivery, work)
        if found.token in self._over:
            return self._known(delivery, found.token)
        handler = self._handlers.of(found)
        return (
            self._unclaimed(delivery, found)
            if handler is None
            else self._begin(delivery, found, handler)
        )

    def _begin(
        self, delivery: Delivery, found: Notification, handler: Handler
    ) -> Coroutine[Any, Any, None]:
        work = Work(found, handler, delivery, self._order.join(found.instance_ids), self._tools)
        self._works[found.token] = work
        return self._work(work, found)

    async def _work(self, work: Work, found: Notification) -> None:
        with logs.about(found), tracing.span(found, work.delivery.headers):
            try:
                await work.run()
            finally:
                del self._works[found.token]
                if work.finished:
                    self._over.add(found.token)

    async def _closing(self, delivery: Delivery) -> None:
        await delivery.give_back()

    async def _test(self, delivery: Delivery, found: TestNotification) -> None:
        log.info("a test notification", hook=found.hook)
        self._metrics.tests.inc()
        await delivery.done()

    async def _again(self, delivery: Delivery, work: Work) -> None:
        """Of an action that is being worked on: the same message once more, or another one of it."""
        self._metrics.duplicates.inc()
        if delivery.key == work.delivery.key:
            work.renew(delivery)
        else:
            await delivery.done()

    async def _known(self, delivery: Delivery, token: str) -> None:
        log.info("the action is over already", token=token)
        self._metrics.duplicates.inc()
        await delivery.done()

    async def _unclaimed(self, delivery: Delivery, found: Notification) -> None:
        self._metrics.unclaimed.inc()
        with logs.about(found):
            if not self._shared:
                log.debug("no handler wants it")
                await delivery.done()
            elif delivery.count >= self._deliveries and await self._waits(delivery, found):
                log.debug("no handler wants it, but somebody else may", deliveries=delivery.count)
                await delivery.leave()
            else:
                await self._unwanted(delivery, "no handler wants it")

    async def _waits(self, delivery: Delivery, found: Notification) -> bool:
        """Whether its action does, as far as is known: it has come here and not to those who want it."""
        try:
            wait = await self._tools.wait(found, delivery)
        except HookGone:
            return False
        return delivery.sent_at is not None and self._tools.clock.now() < wait.deadline

    async def _unwanted(self, delivery: Delivery, reason: str) -> None:
        """It may come again, for a while: perhaps to somebody who can do more with it."""
        if delivery.count < self._deliveries:
            log.warning(reason, message=delivery.key, deliveries=delivery.count)
            await delivery.leave()
            return
        log.error("given up", reason=reason, message=delivery.key, deliveries=delivery.count)
        self._metrics.dead_letters.inc()
        await delivery.bury(reason)
