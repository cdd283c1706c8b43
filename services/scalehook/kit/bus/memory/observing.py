"""Those who look on: tails and consoles inside one process."""

import asyncio
from collections.abc import AsyncIterator

from scalehook.kit.machine.envelope import Envelope

BACKLOG = 10_000  # events that a slow one may be behind


class Observers:
    """Each has a backlog of its own: there are as many as look on."""

    def __init__(self) -> None:
        self.backlogs: list[asyncio.Queue[Envelope]] = []

    async def watch(self, listening: asyncio.Event | None = None) -> AsyncIterator[Envelope]:
        """Events, from the first request on; a slow reader loses the oldest."""
        backlog: asyncio.Queue[Envelope] = asyncio.Queue(BACKLOG)
        self.backlogs.append(backlog)
        if listening is not None:
            listening.set()
        try:
            while True:
                yield await backlog.get()
        finally:
            self.backlogs.remove(backlog)

    def show(self, envelope: Envelope) -> None:
        """An event happens."""
        for backlog in self.backlogs:
            if backlog.full():
                backlog.get_nowait()
            backlog.put_nowait(envelope)
