"""What the control endpoints can do to an embedded stack."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from scalehook.embedded.picture import Restorable
from scalehook.embedded.state_directory import StateDirectory
from scalehook.gateway.control.deadlines import Deadline
from scalehook.gateway.control.past import Past
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.clock.clock import Clock
from scalehook.kit.clock.holds import Hold
from scalehook.kit.clock.moved import Moved
from scalehook.kit.clock.moves import Move
from scalehook.kit.clock.sleepers import Sleepers
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.dead_letters import DeadLetters
from scalehook.kit.journal.journal import Journal
from scalehook.kit.logs import Log
from scalehook.kit.settings import Settings
from scalehook.kit.telemetry import Metrics
from scalehook.wiring.control_plane import BusControlPlane
from scalehook.wiring.services import NAMES

if TYPE_CHECKING:
    from scalehook.kit.host.host import Host

log = Log(__name__)


class Resettable(Restorable, Protocol):
    """What can also be as at first."""

    gateway: GatewaySettings

    async def wake(self) -> None:
        """All services are there."""

    async def reset(self) -> None:
        """As at first."""


@dataclass(eq=False, repr=False)
class EmbeddedControlPlane(BusControlPlane):
    """The gateway's `ControlPlane`, for a stack in this process."""

    clock: Clock
    timekeeper: Timekeeper
    letters: DeadLetters
    hosts: dict[str, "Host"]
    metrics_of: Metrics
    stack: Resettable
    directory: StateDirectory | None = None

    def now(self) -> datetime:
        """Virtual now."""
        return self.clock.now()

    def speed(self) -> float:
        """Virtual seconds per real one."""
        return self.clock.speed

    async def run_at(self, speed: float) -> None:
        """From the next instant at which nothing moves the clock; a restart forgets it."""
        async with self.timekeeper.moving:
            self.course.note(self.clock.now(), self.clock.speed)
            self.clock.run_at(speed)
            self.course.note(self.clock.now(), speed)
        self.timekeeper.reschedule()
        self.keep_time()

    async def jump(self, on: bool) -> None:
        """Until a restart, which goes by its settings."""
        if not on:
            await self.jumping.stop()
        elif not self.jumping.on:
            self.jumping.start(self.auto_advance(self.timekeeper.prospect).run)

    def next_deadline(self) -> datetime | None:
        """When a timer of any service comes due first."""
        timers = (participant.next_timer() for participant in self.timekeeper.participants)
        return min((at for at in timers if at is not None), default=None)

    def deadlines(self) -> list[Deadline]:
        """The timers of all services that come due first."""
        from scalehook.wiring.deadlines import deadlines_of  # few ask

        return deadlines_of(host.machine for host in self.hosts.values())

    @property
    def sleepers(self) -> Sleepers:
        """Those who wait for virtual time."""
        return self.timekeeper.sleepers

    async def _move(self, move: Move) -> Moved:
        try:
            return await self.timekeeper.move(move, self.holds, self.patience)
        finally:
            self.keep_time()

    async def holds(self, by: datetime | None = None) -> Sequence[Hold]:
        """Who has a notification in hand; nobody has anything of a stack that sleeps."""
        return await super().holds(by) if self.hosts else ()

    async def visible(self) -> datetime | None:
        """When the next message becomes visible, likewise."""
        return await super().visible() if self.hosts else None

    async def kill(self, service: str, seconds: float) -> None:
        """Tear one down, and have it back from its journal. A stack that sleeps is woken for it."""
        await self.stack.wake()
        log.warning("service is killed on purpose", service=service)
        await self.hosts[service].kill(seconds)

    async def journals(self) -> Mapping[str, Journal]:
        """A stack that sleeps has no past."""
        return {name: host.journal for name, host in self.hosts.items()}

    async def past(self, at: datetime) -> Past:
        """The services as they were, as far as the journals go. A stack that sleeps has always been as
        it is.
        """
        return await super().past(at) if self.hosts else Past(at, self.bus)

    def settings_of(self, service: str) -> Settings:
        """Those that it runs with."""
        return self.hosts[service].machine.settings

    async def reset(self) -> None:
        """Forget all resources and all that has happened."""
        await self.stack.reset()

    async def export_state(self) -> bytes:
        """Everything as it is, without the account's key."""
        from scalehook.embedded.carrying import exported  # few ask, and it knows the services

        return await exported(self.stack)

    async def import_state(self, raw: bytes) -> None:
        """Everything as the file says."""
        from scalehook.embedded.carrying import take_in

        await take_in(raw, self.stack)

    def keep_time(self) -> None:
        """Remember where virtual time stands; a full disk does not stop it."""
        if self.directory is None:
            return
        try:
            self.directory.keep_anchor(self.clock.anchor)
        except OSError as problem:
            log.error("the time was not kept", problem=str(problem))

    def ready(self) -> dict[str, bool]:
        """Which services run, or will when there is something to do."""
        return {name: name not in self.hosts or self.hosts[name].failed is None for name in NAMES}

    def metrics(self, accept: str = "") -> tuple[bytes, str]:
        """In one of Prometheus' text forms."""
        from scalehook.kit.exposition import exposition  # few ask, and its library is large

        letters = Counter(letter.service for letter in self.letters.all())
        for service in NAMES:
            self.metrics_of.dead[service] = letters[service]
        return exposition(self.metrics_of, accept)
