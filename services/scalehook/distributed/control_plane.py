"""What the gateway's control endpoints can do to a distributed stack."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scalehook.distributed.coordinator import Coordinator
from scalehook.gateway.holds.foreign import foreign_holds
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.clock.holds import Hold
from scalehook.kit.clock.moved import Moved
from scalehook.kit.clock.moves import Move
from scalehook.kit.clock.pausing import pause
from scalehook.kit.clock.sleepers import Sleepers
from scalehook.kit.journal.journal import Journal
from scalehook.kit.journal.postgres import PostgresJournals
from scalehook.kit.journal.postgres_database import PostgresDatabase
from scalehook.kit.logs import Log
from scalehook.kit.telemetry import Metrics
from scalehook.wiring.control_plane import BusControlPlane
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.gateway import NotPortable, NotResettable
from scalehook_contracts.scaling_controller.waiting_actions import WaitingAction

log = Log(__name__)
STATUS_SECONDS = 2.0


@dataclass
class DistributedControlPlane(BusControlPlane):
    """The gateway's `ControlPlane`, for services that are processes."""

    coordinator: Coordinator
    amqp: "RabbitBus | None" = None  # on which consumers have these queues
    amqp_queues: list[str] = field(default_factory=list)
    amqp_management_url: str = field(default="", repr=False)
    database: PostgresDatabase | None = None  # where the journals are
    metrics_of: Metrics = field(default_factory=Metrics)
    _status: dict[str, bool] = field(default_factory=dict)

    def now(self) -> datetime:
        """Virtual now."""
        return self.coordinator.clock.now()

    def speed(self) -> float:
        """Virtual seconds per real one."""
        return self.coordinator.clock.speed

    def next_deadline(self) -> datetime | None:
        """None: the timers are the services' own."""
        return None

    def deadlines(self) -> None:
        """None, likewise."""
        return None

    @property
    def sleepers(self) -> Sleepers:
        """Those who wait for virtual time."""
        return self.coordinator.timekeeper.sleepers

    async def _foreign_holds(self, actions: list[WaitingAction]) -> list[Hold]:
        if not (actions and self.amqp and (self.amqp_queues or self.amqp_management_url)):
            return []
        queues = await self.amqp.foreign_queues(self.amqp_queues, self.amqp_management_url)
        return list(foreign_holds(queues, actions))

    async def _move(self, move: Move) -> Moved:
        return await self.coordinator.move(move, self.holds, self.patience)

    async def kill(self, service: str, seconds: float) -> None:
        """Have its active process fail; its standby, or that process, comes back when it can."""
        if seconds:
            raise InvalidParameter(
                "real_seconds: a service that is a process comes back when its standby does"
            )
        await self.coordinator.kill(service)

    async def reset(self) -> None:
        """Refused: each service would have to forget at the same instant as all others."""
        raise NotResettable()

    async def export_state(self) -> bytes:
        """Refused: the services are not all at the same instant."""
        raise NotPortable()

    async def import_state(self, raw: bytes) -> None:
        """Refused, likewise."""
        raise NotPortable()

    def ready(self) -> dict[str, bool]:
        """Which services answered when they were asked last."""
        return self._status or dict.fromkeys(self.coordinator.services, False)

    async def journals(self) -> Mapping[str, Journal]:
        """In the database."""
        if self.database is None:
            return {}
        store = PostgresJournals(self.database)
        return {name: await store.open(name) for name in self.coordinator.services}

    def metrics(self, accept: str = "") -> tuple[bytes, str]:
        """In one of Prometheus' text forms, of this process alone: every service has its own."""
        from scalehook.kit.exposition import exposition  # few ask, and its library is large

        return exposition(self.metrics_of, accept)

    async def watch(self) -> None:
        """Ask all services how they are, and the database for the time, and wake who sleeps, until
        cancelled.
        """
        await asyncio.gather(
            _again(self._look),
            _again(self.coordinator.follow),
            self.coordinator.timekeeper.run(),
        )

    async def _look(self) -> None:
        self._status = await self.coordinator.status(STATUS_SECONDS)


async def _again(work: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await work()
        except Exception as problem:  # the next time may be better
            log.warning("the stack was not watched", problem=repr(problem))
        await pause(STATUS_SECONDS / 4)
