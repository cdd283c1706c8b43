"""Load by a user's own function: it sees what its group has come to, and does what it likes to it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from scalehook.simulate.actors.client import Client
from scalehook.simulate.actors.functions import WrongFunction, failure
from scalehook.simulate.actors.group import Group
from scalehook.simulate.actors.load import Arrival, arrival
from scalehook.simulate.loop import Unrepeatable
from scalehook_contracts.base import Command

Happens = Callable[[Arrival], Awaitable[str]]


class OwnLoad:
    """Of one load. `happens` is told of each arrival, and leaves out what a replay leaves out."""

    def __init__(
        self, name: str, function: Callable[[Group], Awaitable[object]], client: Client, happens: Happens
    ) -> None:
        self._name, self._function, self._client, self._happens = name, function, client, happens
        self._count = 0
        self._running: asyncio.Task[None] | None = None

    async def live(self, group_name: str, group_id: str, begin: int) -> None:
        """Until it returns or is stopped; what it fails by ends the run."""
        group = Group(group_name, group_id, self._client, begin, self._happen)
        self._running = asyncio.ensure_future(self._run(group))
        await asyncio.wait({self._running})

    def stop(self) -> None:
        """Nothing more of it happens."""
        if self._running is not None:
            self._running.cancel()

    async def _run(self, group: Group) -> None:
        try:
            await self._function(group)
        except Unrepeatable:
            raise
        except Exception as problem:
            text = failure(f"load.{self._name}", problem)
            self._client.loop.problem = self._client.loop.problem or WrongFunction(text)

    async def _happen(self, command: Command[Any]) -> str:
        number, self._count = self._count, self._count + 1
        return await self._happens(arrival(self._client.cloud.agenda.now, self._name, number, command))
