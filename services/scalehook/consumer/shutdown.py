"""When a consumer stops: at SIGTERM or SIGINT, gracefully; at the second of them, at once."""

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from scalehook.consumer.logs import log

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Shutdown:
    """Asked for, or not."""

    def __init__(self) -> None:
        self._asked = asyncio.Event()
        self._asked_twice = asyncio.Event()
        self._asking = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None  # in which somebody waits
        self._thread = 0  # that runs it

    def ask(self) -> None:
        """Stop gracefully; asked twice, at once. From any thread, also before anything has begun."""
        with self._asking:
            loop = self._loop
            if loop is None or threading.get_ident() == self._thread:
                self._ask()
                return
        with suppress(RuntimeError):  # the loop is closed: everything has stopped
            loop.call_soon_threadsafe(self._ask)

    def _ask(self) -> None:
        if self._asked.is_set():
            self._asked_twice.set()
        self._asked.set()

    @property
    def asked(self) -> bool:
        """Whether it was."""
        return self._asked.is_set()

    async def wait(self) -> None:
        """Until it is."""
        with self._asking:
            self._loop, self._thread = asyncio.get_running_loop(), threading.get_ident()
        await self._asked.wait()

    async def asked_twice(self) -> None:
        """Until somebody has no patience any more."""
        await self._asked_twice.wait()

    @contextmanager
    def at_signals(self) -> Iterator[None]:
        """Inside the block, signals ask for it."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, self._signalled, number)
        try:
            yield
        finally:
            for number in SIGNALS:
                loop.remove_signal_handler(number)

    def _signalled(self, number: signal.Signals) -> None:
        log.info("stopping", signal=number.name)
        self.ask()
