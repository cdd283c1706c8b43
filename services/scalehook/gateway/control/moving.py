"""Moves of the clock that are under way, and stopping them."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from scalehook.kit.clock.clock import NotMoved
from scalehook.kit.clock.moved import Moved
from scalehook.kit.clock.moves import Move


class Stopped(NotMoved):
    """Somebody has stopped the move: the clock goes on from where it has come to."""


class Moving:
    """Of one stack. Those that wait for their turn are under way, too."""

    def __init__(self) -> None:
        self._tasks: dict[asyncio.Task[Moved], Move] = {}  # the one that moves first, then its line
        self.stops = 0  # instants at which something has come due, of all moves that have ended

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._tasks)

    @property
    def line(self) -> list[Move]:
        """They themselves, in the order in which they are served."""
        return list(self._tasks.values())

    async def run(self, move: Move, work: Coroutine[Any, Any, Moved]) -> Moved:
        """What comes of the move; Stopped when it was ended before its time."""
        task = asyncio.ensure_future(work)
        self._tasks[task] = move
        try:
            moved = await task
            self.stops += moved.stops
            return moved
        except asyncio.CancelledError:
            current = asyncio.current_task()
            if current is not None and current.cancelling():
                raise  # whoever has asked for it has left
            raise Stopped("somebody has stopped the clock's move") from None
        finally:
            del self._tasks[task]

    async def stop(self) -> int:
        """End all; returns how many, when they have ended."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return len(tasks)
