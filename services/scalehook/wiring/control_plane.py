"""The part of a control plane that any stack has by its bus: dead letters, and events as they happen."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from scalehook.gateway.control import dead_letters
from scalehook.gateway.control.plane import DeadLetterView, EventView, Retried
from scalehook.kit.bus.bus import Bus


@dataclass
class BusControlPlane:
    """What embedded and distributed stacks do alike for the gateway's `ControlPlane`."""

    bus: Bus

    async def dead_letters(self) -> list[DeadLetterView]:
        """Oldest first."""
        return await dead_letters.list_all(self.bus)

    async def retry(self, ids: list[str] | None) -> Retried:
        """Send these (all when None) again."""
        return await dead_letters.retry(self.bus, ids)

    async def events(self) -> AsyncIterator[EventView]:
        """All events from now on."""
        async for envelope in self.bus.observe():
            yield EventView(
                type=envelope.type,
                at=envelope.timestamp,
                body=envelope.message.model_dump(mode="json", by_alias=True),
                correlation_id=envelope.correlation_id,
                app_id=envelope.app_id,
            )
