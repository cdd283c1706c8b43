"""A consumer while it runs: its parts, put together, and taken apart in order."""

import asyncio
from contextlib import AsyncExitStack

import httpx

from scalehook.consumer.clock import Clock, clock_of
from scalehook.consumer.completing import AutoScaling
from scalehook.consumer.connections import connection
from scalehook.consumer.handlers import Handlers
from scalehook.consumer.hook_timeouts import HookTimeouts, Timeout
from scalehook.consumer.inbox import Inbox
from scalehook.consumer.logs import log
from scalehook.consumer.metrics import Metrics
from scalehook.consumer.settings import Settings
from scalehook.consumer.shutdown import Shutdown
from scalehook.consumer.sources import source_of
from scalehook.consumer.sources.delivery import Source
from scalehook.consumer.sources.surroundings import Surroundings
from scalehook.consumer.tools import Tools


class Session:
    """`clock` and `transport` are for tests; without them, what the settings lead to."""

    def __init__(
        self,
        name: str,
        handlers: Handlers,
        settings: Settings,
        metrics: Metrics,
        shutdown: Shutdown,
        *,
        source: Source | None = None,
        clock: Clock | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._name = name
        self._handlers = handlers
        self._settings = settings
        self._metrics = metrics
        self._shutdown = shutdown
        self._given_source = source
        self._given_clock = clock
        self._transport = transport
        self._source: Source | None = None
        self._ready = asyncio.Event()

    @property
    def state(self) -> str:
        """`ready` when messages can come; else what it is at."""
        if self._shutdown.asked:
            return "stopping"
        return "ready" if self._source is not None and self._source.ready.is_set() else "connecting"

    async def ready(self) -> None:
        """Until messages can come for the first time, or nobody waits for that any more."""
        await self._ready.wait()

    def give_up_waiting(self) -> None:
        """It is over: whoever waits for `ready` need not."""
        self._ready.set()

    async def run(self) -> None:
        """Until the shutdown is asked for; then everything is finished or handed back."""
        async with AsyncExitStack() as parts:
            await self._show_health(parts)
            receiving = asyncio.create_task(self._receive(parts))
            asked = asyncio.create_task(self._shutdown.wait())
            try:
                await asyncio.wait({receiving, asked}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                asked.cancel()
                await _stopped(receiving)

    async def _receive(self, parts: AsyncExitStack) -> None:
        """Connect, and receive for ever. What `parts` gets is undone in the opposite order."""
        settings = self._settings
        settings.check_keys()
        scaling = AutoScaling(self._connection(parts, settings.ess_url), settings)
        clock = self._given_clock or await clock_of(self._stack(parts))
        around = Surroundings(self._name, settings, clock, self._transport)
        self._source = source = self._given_source or source_of(around)
        parts.push_async_callback(source.close)
        tools = Tools(
            scaling,
            HookTimeouts(scaling, Timeout(settings.heartbeat_timeout, settings.knows_timeout)),
            clock,
            self._metrics,
            asyncio.Semaphore(settings.concurrency),
        )
        inbox = Inbox(
            self._handlers,
            tools,
            most=settings.in_hand,
            deliveries=settings.deliveries,
            shared=source.shared,
        )
        parts.push_async_callback(self._drain, inbox)
        telling = asyncio.create_task(self._tell_ready(parts, source))
        parts.callback(telling.cancel)
        await source.receive(inbox)

    async def _drain(self, inbox: Inbox) -> None:
        log.info("no new work", in_hand=len(inbox))
        draining = asyncio.create_task(inbox.drain(self._settings.grace_seconds))
        hurry = asyncio.create_task(self._shutdown.asked_twice())
        await asyncio.wait({draining, hurry}, return_when=asyncio.FIRST_COMPLETED)
        hurry.cancel()
        if not draining.done():
            draining.cancel()
            await inbox.drain(0)

    async def _tell_ready(self, parts: AsyncExitStack, source: Source) -> None:
        await source.ready.wait()
        log.info("ready", consumer=self._name, source=type(source).__name__)
        self._ready.set()
        if url := self._settings.ready_url:
            try:
                await self._connection(parts, url).get(url)
            except httpx.HTTPError as problem:
                log.warning("nobody to tell that it is ready", url=url, problem=repr(problem))

    async def _show_health(self, parts: AsyncExitStack) -> None:
        settings = self._settings
        if settings.health_port is None:
            return
        from scalehook.consumer.health import health_app  # few consumers need a server
        from scalehook.consumer.web import serving

        app = health_app(self._name, self._metrics, lambda: self.state)
        port = await parts.enter_async_context(serving(app, settings.health_host, settings.health_port))
        log.info("health is shown", host=settings.health_host, port=port)

    def _stack(self, parts: AsyncExitStack) -> httpx.AsyncClient | None:
        """Where a stack would tell its time; the cloud has none."""
        endpoint = self._settings.endpoint
        return self._connection(parts, self._settings.ess_url) if endpoint else None

    def _connection(self, parts: AsyncExitStack, url: str) -> httpx.AsyncClient:
        settings = self._settings
        made = connection(
            url, many=settings.in_hand, proxies=not settings.endpoint, transport=self._transport
        )
        parts.push_async_callback(made.aclose)
        return made


async def _stopped(task: "asyncio.Task[None]") -> None:
    """Cancelled, and over; what it has failed by is raised."""
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        current = asyncio.current_task()
        if current is not None and current.cancelling():
            raise
