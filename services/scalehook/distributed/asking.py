"""A question that is asked until it is answered: who was asked first may have died meanwhile."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")
AGAIN_SECONDS = 2.5


async def ask_again(ask: Callable[[], Awaitable[T]], again: float = AGAIN_SECONDS) -> T:
    """The first answer. Asked anew every few seconds, beside what was asked before: a process that
    has much to do answers late, and that counts.
    """
    answered: asyncio.Future[T] = asyncio.get_running_loop().create_future()

    async def once() -> None:
        with contextlib.suppress(Exception):  # no queue, no broker, no answer
            answer = await ask()
            if not answered.done():
                answered.set_result(answer)

    asking: set[asyncio.Task[None]] = set()
    try:
        while not answered.done():
            asking.add(asyncio.ensure_future(once()))
            await asyncio.wait({answered}, timeout=again)
        return answered.result()
    finally:
        for task in asking:
            task.cancel()
