"""A clock that only moves when it is told to."""

import asyncio
import heapq
import itertools
import math

ROUNDS = 60  # of the loop, after which nothing is left that has not to wait for the clock


async def settled() -> None:
    """Everything has run that can run now."""
    for _ in range(ROUNDS):
        await asyncio.sleep(0)


class HandClock:
    """The consumer's clock in tests. It starts at a time that is no real one."""

    def __init__(self, start: float = 1_000_000.0, *, virtual: bool = False) -> None:
        self.virtual = virtual
        self._now = start
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def now(self) -> float:
        return self._now

    async def look(self, told: float | None = None, *, anew: bool = False) -> float:
        return self._now

    async def sleep(self, seconds: float, action: str = "") -> None:
        if seconds <= 0:
            return
        waker: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        at = max(self._now + seconds, math.nextafter(self._now, math.inf))  # no sleep takes no time
        heapq.heappush(self._sleepers, (at, next(self._numbers), waker))
        await waker

    async def advance(self, seconds: float) -> None:
        """Wake one sleeper after the other, at its time; then everything has run."""
        end = self._now + seconds
        await settled()
        while self._sleepers and self._sleepers[0][0] <= end:
            at, _, waker = heapq.heappop(self._sleepers)
            self._now = max(self._now, at)
            if not waker.done():
                waker.set_result(None)
                await settled()
        self._now = end
        await settled()
