"""Ends waits for answers that do not come: one timer for all of them, not one for each."""

import asyncio
from typing import Any

SWEEP_SECONDS = 0.5


class Patience:
    """Futures with the time, by the loop's clock, at which each gives up with a TimeoutError.

    A wait may last up to `SWEEP_SECONDS` longer than it was given: nobody counts on less.
    """

    def __init__(self) -> None:
        self._ends: dict[asyncio.Future[Any], float] = {}
        self._sweep: asyncio.TimerHandle | None = None

    def watch(self, answer: "asyncio.Future[Any]", seconds: float) -> None:
        """From now on; `forget` it when the wait is over."""
        loop = answer.get_loop()
        self._ends[answer] = loop.time() + seconds
        if self._sweep is None:
            self._sweep = loop.call_later(SWEEP_SECONDS, self._end_overdue, loop)

    def forget(self, answer: "asyncio.Future[Any]") -> None:
        """The wait is over."""
        del self._ends[answer]

    def _end_overdue(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        for answer, end in self._ends.items():
            if end <= now and not answer.done():
                answer.set_exception(TimeoutError())
        again = bool(self._ends)
        self._sweep = loop.call_later(SWEEP_SECONDS, self._end_overdue, loop) if again else None
