"""How long a test waits for what must come: very long, because only a failure ever waits to the end."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")
PATIENCE_SECONDS = 300
PAUSES_SECONDS = (0.002, 0.05)  # the first one, and what they grow to: asking takes the processor, too
PAUSES_FOR_PROCESSES_SECONDS = (0.05, 0.2)  # they need the processor more than who waits for them


async def eventually(ask: Callable[[], Any]) -> Any:
    """What it gives as soon as that is true."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        for pause in _pauses():
            if found := ask():
                break
            await asyncio.sleep(pause)
    return found


async def eventually_is(ask: Callable[[], Awaitable[T]], value: T) -> None:
    """Ask until this is the answer."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        for pause in _pauses():
            if await ask() == value:
                break
            await asyncio.sleep(pause)


async def eventually_some(ask: Callable[[], Awaitable[list[Any]]], count: int) -> list[Any]:
    """Ask until there are this many."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        for pause in _pauses():
            if len(found := await ask()) == count:
                break
            await asyncio.sleep(pause)
    return found


async def in_time(awaitable: Awaitable[T]) -> T:
    """What comes of it."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        return await awaitable


def wait_until(ask: Callable[[], Any], problem: Callable[[], str]) -> Any:
    """Wait for other processes and threads; `problem` says what is wrong in the end."""
    end = time.monotonic() + PATIENCE_SECONDS
    for pause in _pauses(PAUSES_FOR_PROCESSES_SECONDS):
        if found := ask():
            break
        if time.monotonic() > end:
            raise TimeoutError(problem())
        time.sleep(pause)
    return found


def _pauses(of: tuple[float, float] = PAUSES_SECONDS) -> Iterator[float]:
    """Longer and longer, without an end."""
    pause, longest = of
    while True:
        yield pause
        pause = min(pause * 1.5, longest)
