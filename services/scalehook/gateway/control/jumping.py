"""Whether time jumps by itself, and what lets it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable


class Jumping:
    """Of one stack."""

    def __init__(self) -> None:
        self.on = False
        self._task: asyncio.Task[None] | None = None

    async def run(self, jumps: Callable[[], Awaitable[None]]) -> None:
        """It does, until this is cancelled."""
        self.on = True
        try:
            await jumps()
        finally:
            self.on = False

    def start(self, jumps: Callable[[], Awaitable[None]]) -> None:
        """It does from now on; whoever calls this has seen that it did not."""
        self.on = True
        self._task = asyncio.create_task(self.run(jumps), name="auto advance")

    async def stop(self) -> None:
        """It does no more; a jump that is under way ends where it has come to."""
        task, self._task = self._task, None
        if task is None:
            return
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        self.on = False
