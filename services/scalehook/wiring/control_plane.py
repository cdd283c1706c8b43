"""The part of a control plane that any stack has by its bus: dead letters, and events as they happen."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from scalehook.gateway.control import dead_letters
from scalehook.gateway.control.plane import DeadLetterView, EventView, Retried
from scalehook.kit.bus.bus import Bus
from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.errors.common import InvalidParameter


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

    def events(self, since: datetime | None = None) -> AsyncIterator[EventView]:
        """All events from now on, or since then."""
        return _views(self.envelopes(since))

    def envelopes(self, since: datetime | None) -> AsyncIterator[Envelope]:
        """The same as they travel; the past is in the journals, which are not here."""
        if since is not None:
            raise InvalidParameter("since: only a stack in one process tells of the past")
        return self.bus.observe()


async def _views(envelopes: AsyncIterator[Envelope]) -> AsyncIterator[EventView]:
    async for envelope in envelopes:
        yield EventView(
            type=envelope.type,
            at=envelope.timestamp,
            body=envelope.message.model_dump(mode="json", by_alias=True),
            correlation_id=envelope.correlation_id,
            app_id=envelope.app_id,
        )
