"""`Consumer`: what a program is made of that does the work of lifecycle hooks."""

import asyncio
import re
import sys
import threading
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any

import httpx

from scalehook.consumer import logs
from scalehook.consumer.clock import Clock
from scalehook.consumer.handlers import (
    Filters,
    FunctionT,
    Handler,
    Handlers,
    caller,
    check_failing,
    check_filters,
    check_function,
)
from scalehook.consumer.leaving import Threads, leave
from scalehook.consumer.metrics import Metrics
from scalehook.consumer.running import Run
from scalehook.consumer.session import Session
from scalehook.consumer.settings import Settings, WrongSettings, settings_from
from scalehook.consumer.shutdown import Shutdown
from scalehook.consumer.sources.delivery import Source

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
WRONG_USE = 2  # the exit code of a program that was told what cannot be


class Consumer:
    """Gets the notifications of lifecycle hooks from one source, and completes their actions.

    `given` are fields of `Settings`; what is not given is read from the environment when it starts.
    `source` is the name of one, where several are described. One of your own, `clock` and `transport`
    stand in for the real ones in tests.
    """

    def __init__(
        self,
        name: str,
        *,
        source: str | Source | None = None,
        clock: Clock | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        **given: Any,
    ) -> None:
        if isinstance(source, str):
            given["source"], source = source, None
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise WrongSettings(f"{name!r} is no name: letters, digits, dots and dashes, at most 100")
        if unknown := given.keys() - Settings.model_fields.keys():
            raise WrongSettings(f"no such setting: {', '.join(sorted(unknown))}")
        self.name = name
        self.metrics = Metrics(name)
        self._handlers = Handlers()
        self._given = given
        self._seams: dict[str, Any] = {"source": source, "clock": clock, "transport": transport}
        self._latest: Run | None = None
        self._wanted = asyncio.Event()
        self._serving: asyncio.Task[None] | None = None

    @property
    def handlers(self) -> Handlers:
        """The functions that it calls."""
        return self._handlers

    def on(
        self,
        transition: str | None = None,
        *,
        hook: str | None = None,
        group: str | None = None,
        on_error: str = "ABANDON",
        attempts: int = 1,
    ) -> Callable[[FunctionT], FunctionT]:
        """The decorated function does the work of these actions; without a filter, of all.

        `transition` is `SCALE_OUT` or `SCALE_IN`; `hook` and `group` are names or ids. An exception
        completes the action with `on_error`, after so many `attempts` while the deadline allows.
        """
        place = caller()
        if callable(transition):
            raise place.refuse("write @consumer.on(): it is called, with filters or without")
        filters = Filters(transition, hook, group)
        check_filters(place, filters)
        check_failing(place, on_error, attempts)

        def decorate(function: FunctionT) -> FunctionT:
            check_function(place, function)
            self._handlers.add(Handler(filters, function, on_error, attempts, place))
            return function

        return decorate

    def run(self) -> None:
        """Work until SIGTERM or SIGINT. The program ends with code 2 when its settings are wrong."""
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError(
                "run() listens for signals, which only the main thread can: "
                "in another one, asyncio.run(consumer.serve()) works until consumer.stop()"
            )
        try:
            asyncio.run(self._run())
        except WrongSettings as problem:
            print(f"{self.name}: {problem}", file=sys.stderr)
            raise SystemExit(WRONG_USE) from None

    def serve(self) -> Coroutine[Any, Any, None]:
        """Work until `stop()` is called. Inside a program that has a loop and signals of its own."""
        return self._next_run().work()

    async def ready(self) -> None:
        """Until messages can come. Raises what the consumer has failed by instead."""
        await self._wanted.wait()
        assert self._latest is not None
        await self._latest.ready()

    @property
    def state(self) -> str:
        """`ready`, `connecting`, `stopping` or `stopped`."""
        return "stopped" if self._latest is None else self._latest.state

    def stop(self) -> None:
        """As SIGTERM does: no new work; what runs is finished or handed back in the grace period. From
        any thread.
        """
        if self._latest is not None:
            self._latest.shutdown.ask()

    async def __aenter__(self) -> "Consumer":
        """Works inside the block, and is ready."""
        self._serving = asyncio.create_task(self.serve())
        try:
            await self.ready()
        except BaseException:  # there will be no block
            self.stop()
            await asyncio.gather(self._serving, return_exceptions=True)
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        if self._serving is not None:
            await self._serving

    async def _run(self) -> None:
        run = self._next_run()
        settings = settings_from(self._given)
        logs.configure(settings.log_level)
        threads = Threads(settings.concurrency)
        asyncio.get_running_loop().set_default_executor(threads)
        with run.shutdown.at_signals():
            await run.work()
        await leave(threads)

    def _next_run(self) -> Run:
        """One at a time: what is stopped by `stop()` is this one."""
        if self._latest is not None and self._latest.works:
            raise RuntimeError(
                f"the consumer {self.name} works already: one block, or one serve(), at a time. "
                "Another Consumer can work beside it"
            )
        self.stop()  # one that has not even begun
        self._latest = run = Run(self._begin)
        self._wanted.set()
        return run

    def _begin(self, shutdown: Shutdown) -> Session:
        if not self._handlers:
            raise WrongSettings("it has no handler: decorate a function with @consumer.on()")
        settings = settings_from(self._given)
        return Session(self.name, self._handlers, settings, self.metrics, shutdown, **self._seams)
