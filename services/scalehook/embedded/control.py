"""What the control endpoints can do to an embedded stack."""

import json
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import generate_latest

from scalehook.embedded.state_directory import StateDirectory
from scalehook.gateway.control.plane import Advance, DeadLetterView, EventView
from scalehook.kit.api.catalogue import message_types
from scalehook.kit.bus.memory.bus import MemoryBus
from scalehook.kit.clock.clock import Clock
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.host.host import Host
from scalehook.kit.telemetry import Metrics
from scalehook_contracts.base import Intent


@dataclass
class EmbeddedControlPlane:
    """The gateway's `ControlPlane`, for a stack in this process."""

    clock: Clock
    timekeeper: Timekeeper
    bus: MemoryBus
    hosts: dict[str, Host]
    metrics_of: Metrics
    directory: StateDirectory | None = None

    def now(self) -> datetime:
        """Virtual now."""
        return self.clock.now()

    async def advance(self, seconds: float) -> Advance:
        """Move the clock; returns when the stack is quiet."""
        busy = await self.timekeeper.advance(seconds)
        if self.directory is not None:
            self.directory.keep_anchor(self.clock.anchor)
        return Advance(now=self.clock.now(), busy=busy)

    async def dead_letters(self) -> list[DeadLetterView]:
        """Oldest first."""
        return [_view(letter) for letter in self.bus.dead_letters.all()]

    async def retry(self, ids: list[str] | None) -> int:
        """Send these (all when None) again; answers how many."""
        chosen = [
            letter for letter in self.bus.dead_letters.all() if ids is None or letter.letter_id in ids
        ]
        for letter in chosen:
            self._revive(letter)
        return len(chosen)

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

    def ready(self) -> dict[str, bool]:
        """Which services run."""
        return {name: host.failed is None for name, host in self.hosts.items()}

    def metrics(self) -> bytes:
        """Prometheus' text form."""
        letters = Counter(letter.service for letter in self.bus.dead_letters.all())
        for service in self.hosts:
            self.metrics_of.dead.labels(service).set(letters[service])
        return generate_latest(self.metrics_of.registry)

    def _revive(self, letter: DeadLetter) -> None:
        host = self.hosts[letter.service]
        message = message_types(host.service)[letter.type].model_validate_json(letter.body)
        if isinstance(message, Intent):
            host.resume_effect(message)
            self.bus.dead_letters.remove(letter.letter_id)
        else:
            self.bus.revive(letter, message)


def _view(letter: DeadLetter) -> DeadLetterView:
    return DeadLetterView(
        id=letter.letter_id,
        type=letter.type,
        service=letter.service,
        reason=letter.reason,
        at=letter.at,
        body=json.loads(letter.body),
    )
