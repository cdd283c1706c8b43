"""Those who look on: tails and consoles inside one process."""

import asyncio
from collections.abc import AsyncIterator

from scalehook.kit.machine.envelope import Envelope

BACKLOG = 10_000  # events that a slow one may be behind


class Observers:
    """Each has a backlog of its own."""

    def __init__(self) -> None:
        self._backlogs: list[asyncio.Queue[Envelope]] = []

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self._backlogs)

    async def watch(self) -> AsyncIterator[Envelope]:
        """Events, from the first request on; a slow reader loses the oldest."""
        backlog: asyncio.Queue[Envelope] = asyncio.Queue(BACKLOG)
        self._backlogs.append(backlog)
        try:
            while True:
                yield await backlog.get()
        finally:
            self._backlogs.remove(backlog)

    def show(self, envelope: Envelope) -> None:
        """An event happens."""
        for backlog in self._backlogs:
            if backlog.full():
                backlog.get_nowait()
            backlog.put_nowait(envelope)
