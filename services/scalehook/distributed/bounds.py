"""Work that ends in time: when something else happens, or when it has taken too long."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from scalehook.kit.logs import Log

log = Log(__name__)
T = TypeVar("T")


async def until(event: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """Do the work. When the event is set first it is cancelled, ends as it likes, and gives None."""
    working = asyncio.ensure_future(work)
    happening = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait({working, happening}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        happening.cancel()
        working.cancel()  # changes nothing, when it is done
        await asyncio.wait({working})
    return None if working.cancelled() else working.result()


async def within(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    """A graceful end that takes too long is none: the journal has everything."""
    try:
        async with asyncio.timeout(seconds):
            await work()
    except Exception as problem:  # the other side may be gone
        log.warning("not ended gracefully", problem=repr(problem))
