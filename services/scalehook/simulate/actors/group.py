"""A group as a user's own load has it in hand."""

from collections.abc import Awaitable, Callable
from typing import Any

from scalehook.simulate.actors.client import Client, rest
from scalehook.simulate.actors.load import scaling
from scalehook.simulate.agenda import SECOND
from scalehook_contracts.base import Command
from scalehook_contracts.cloud_monitor.group_metrics import SetGroupMetric

Happens = Callable[[Command[Any]], Awaitable[str]]


class Group:
    """What is done to it says the code that it was refused with, or nothing."""

    def __init__(self, name: str, group_id: str, client: Client, begin: int, happens: Happens) -> None:
        self.name = name
        self._id, self._client, self._begin, self._happens = group_id, client, begin, happens

    @property
    def now(self) -> float:
        """Seconds since the run began."""
        return (self._client.cloud.agenda.now - self._begin) / SECOND

    @property
    def instances(self) -> int:
        """How many it has, whatever their state."""
        return len(self._state.instances)

    @property
    def serving(self) -> int:
        """How many of them serve."""
        return len(self._state.serving)

    @property
    def waiting(self) -> int:
        """How many of them a hook holds."""
        states = (each.lifecycle_state for each in self._state.instances.values())
        return sum(state.endswith(":Wait") for state in states)

    async def sleep(self, seconds: float) -> None:
        """Let virtual time pass; asyncio.sleep does the same."""
        await rest(seconds)

    async def add(self, amount: int) -> str:
        """Scale out by so many."""
        return await self._happens(scaling(self._id, amount))

    async def remove(self, amount: int) -> str:
        """Scale in by so many."""
        return await self._happens(scaling(self._id, -amount))

    async def to(self, amount: int) -> str:
        """Scale to so many."""
        return await self._happens(scaling(self._id, amount, "TotalCapacity"))

    async def metric(self, name: str, value: float, *, total: bool = False) -> str:
        """A metric has this value from now on; with `total`, its instances share it."""
        return await self._happens(
            SetGroupMetric(scaling_group_id=self._id, metric_name=name, value=value, total=total)
        )

    @property
    def _state(self):  # type: ignore[no-untyped-def]  # a service's state is nobody else's type
        return self._client.cloud.state("scaling_controller").groups[self._id]
