"""One action, from its message to its end: its turn, the handler, the result, and the message."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

from scalehook.consumer.action import LifecycleAction
from scalehook.consumer.clock import pause
from scalehook.consumer.handlers import Handler
from scalehook.consumer.heartbeats import SETTLE_SECONDS, Ended, Keeper
from scalehook.consumer.hook_timeouts import HookGone
from scalehook.consumer.logs import log
from scalehook.consumer.notification import Notification
from scalehook.consumer.order import Place
from scalehook.consumer.results import GivenUp, Telling
from scalehook.consumer.retrying import until
from scalehook.consumer.sources.delivery import Delivery
from scalehook.consumer.tools import Tools
from scalehook.consumer.wait import LONGEST_SECONDS


class Work:
    """`delivery` is the message's latest; `finished` tells that nobody needs to do anything more."""

    def __init__(
        self, found: Notification, handler: Handler, delivery: Delivery, place: Place, tools: Tools
    ) -> None:
        self.delivery = delivery
        self.finished = False
        self.started = False  # the handler has been called
        self._found = found
        self._handler = handler
        self._place = place
        self._tools = tools
        self._telling = False
        self._stopped = False  # the job was cancelled, by us
        self._handing_back = False
        self._job: asyncio.Task[str] | None = None
        self._keeping: asyncio.Task[None]  # from when the job is there

    def renew(self, delivery: Delivery) -> None:
        """The same message was delivered once more: only the latest delivery counts."""
        self.delivery = delivery
        if self._job is None or self._telling:
            return
        self._keeper.hold(delivery)
        self._keeping.cancel()
        self._keeping = asyncio.create_task(self._keep())

    def hand_back(self) -> None:
        """Stop: somebody else shall do it. Not while the result is told: then it is done."""
        self._handing_back = True
        if self._job is not None and not self._telling:
            self._stop(self._job)

    def end(self, why: str) -> None:
        """The wait is over: nothing that the handler does still counts. Not while the result is told:
        then it may have ended by that.
        """
        if self._job is not None and not self._job.done() and not self._telling:
            self._action.end(why)
            self._stop(self._job)

    async def run(self) -> None:
        """Until the action is completed, has ended otherwise, or is handed back."""
        try:
            result = await self._result()
        except asyncio.CancelledError:  # the consumer's last word to a handler that does not stop
            await self._conclude("")
            raise
        except (Ended, HookGone) as end:
            await self._over(str(end) or "its hook is gone")
        except GivenUp as problem:
            log.error("given up", problem=str(problem))
            self.finished = True
            self._tools.metrics.dead_letters.inc()
            await self.delivery.bury(str(problem))
        else:
            await self._conclude(result)
        finally:
            self._place.leave()

    async def _result(self) -> str:
        """The result that was told; empty when the action is to be handed back."""
        tools, found = self._tools, self._found
        self._wait = await tools.wait(found, self.delivery)
        self._keeper = Keeper(
            found, self._wait, self.delivery, tools.scaling, tools.clock, tools.metrics
        )
        if self.delivery.count > 1:
            await self._keeper.probe()
        if self._handing_back:
            return ""
        self._action = LifecycleAction(found, self._wait, tools.clock, self._ask, self._kept)
        self._job = asyncio.create_task(self._work())
        self._keeping = asyncio.create_task(self._keep())
        return await self._watched(self._job)

    async def _watched(self, job: "asyncio.Task[str]") -> str:
        try:
            await asyncio.wait({job})
        finally:
            self._keeping.cancel()
            self._stop(job)
        if job.cancelled():
            if self._action.ended:
                raise Ended(self._action.ended_because)
            return ""
        return job.result()

    def _stop(self, job: "asyncio.Task[str]") -> None:
        self._stopped = True
        job.cancel()

    async def _work(self) -> str:
        async with self._slot():
            self.started = True
            with self._tools.metrics.running.track_inprogress():
                result = await self._handled()
        if self._action.ended:  # the handler has not let itself be cancelled
            raise Ended(self._action.ended_because)
        self._telling = True
        self._keeping.cancel()
        await Telling(self._found, self._wait, self._tools.scaling, self._tools.clock).tell(result)
        return result

    @asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        """Once it is its turn. A stack waits for the consumer of an action, but not while that waits for
        others: time may have to pass for these.
        """
        dozing = asyncio.create_task(self._doze()) if self._tools.clock.virtual else None
        try:
            await self._place.turn()
            await self._tools.slots.acquire()
        finally:
            if dozing is not None:
                dozing.cancel()
                self._keeper.awake()
        try:
            yield
        finally:
            self._tools.slots.release()

    async def _doze(self) -> None:
        await pause(SETTLE_SECONDS)  # most have their turn at once
        await self._action.sleep(LONGEST_SECONDS)

    async def _handled(self) -> str:
        """The result. Whatever the handler fails by is one, too."""
        problem = await self._failure()
        if problem is None:
            return self._action.result or "CONTINUE"
        if isinstance(problem, asyncio.CancelledError) and self._stopped:
            raise problem
        log.error("the handler has failed", exc_info=problem)
        self._tools.metrics.failed.inc()
        return self._action.result or self._handler.on_error

    async def _failure(self) -> BaseException | None:
        """In a task of its own: a handler that cancels itself, or exits, ends nothing but that."""
        try:
            return await asyncio.create_task(self._caught())
        except asyncio.CancelledError as problem:
            return problem

    async def _caught(self) -> BaseException | None:
        try:
            await self._attempts()
        except KeyboardInterrupt:  # the program's
            raise
        except BaseException as problem:
            return problem
        return None

    async def _attempts(self) -> None:
        call: Callable[[LifecycleAction], Awaitable[object]] = self._handler.function
        if self._handler.attempts > 1:
            call = partial(self._again(), call)
        returned = await call(self._action)
        if isinstance(returned, str):
            log.warning(
                "what is returned is no result: action.abandon() and action.rollback() choose one",
                returned=returned[:40],
            )

    def _again(self) -> Callable[..., Awaitable[object]]:
        """Calls what it is given, again and again."""
        return until(
            self._tools.clock,
            lambda: self._wait.deadline,
            lambda problem: isinstance(problem, Exception),
            self._handler.attempts,
            action=self._found.token,
        )

    async def _keep(self) -> None:
        self.end(await self._keeper.keep())

    async def _ask(self, seconds: int | None) -> None:
        try:
            await self._keeper.ask(seconds)
        except Ended as end:
            self.end(str(end))
            await asyncio.sleep(0)  # the handler is cancelled here

    async def _kept(self, asleep_until: float) -> float:
        try:
            return await self._keeper.step(asleep_until)
        except Ended as end:
            self.end(str(end))
            await asyncio.sleep(0)  # the handler is cancelled here
            return 0.0

    async def _conclude(self, result: str) -> None:
        if not result:
            log.info("handed back")
            self._tools.metrics.handed_back.inc()
            await self.delivery.give_back()
            return
        left = max(0.0, self._wait.deadline - self._tools.clock.now())
        log.info("completed", result=result, seconds_left=round(left, 3))
        self.finished = True
        self._tools.metrics.completed(result, left)
        await self.delivery.done()

    async def _over(self, why: str) -> None:
        log.info("the action has ended", why=why)
        self.finished = True
        self._tools.metrics.ended.inc()
        await self.delivery.done()
