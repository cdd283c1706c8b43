"""`scalehook service NAME`: one service, active or standing by, until it is stopped."""

import asyncio

from scalehook.distributed.active_service import ActiveService, active_service
from scalehook.distributed.bounds import until
from scalehook.distributed.health import health_endpoint
from scalehook.distributed.leadership import leadership
from scalehook.distributed.perseverance import Setback, persevere
from scalehook.distributed.settings import Settings
from scalehook.kit.host.failures import Failures, Killed
from scalehook.kit.journal.journal import JournalDamaged
from scalehook.kit.journal.postgres_lease import Lease
from scalehook.kit.logs import Log
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings as KitSettings
from scalehook.kit.telemetry import Metrics

log = Log(__name__)


class ServiceFailed(Exception):
    """It has failed several times, each time soon after it had become active."""


class ServiceProcess:
    """Waits for the database, stands by, is active, and takes another turn when that has ended."""

    def __init__(self, service: Service[KitSettings], settings: Settings) -> None:
        self.service = service
        self.settings = settings
        self.metrics = Metrics()
        self._state = "waiting"
        self._active: ActiveService | None = None
        self._failures = Failures()

    @property
    def state(self) -> str:
        """`waiting` for the database, `standby`, `starting`, `active`, `unwell` or `ending`."""
        if self._active is not None and not self._active.well():
            return "unwell"
        return self._state

    async def run(self, stopping: asyncio.Event) -> None:
        """Until `stopping` is set; ServiceFailed when the service cannot be kept active."""
        async with health_endpoint(self.settings, self.metrics, lambda: self.state):
            await until(stopping, self._turns())

    async def _turns(self) -> None:
        while True:
            await persevere(self.service.name, self._turn)

    async def _turn(self) -> None:
        name = self.service.name
        async with leadership(self.settings.database_url, name, self._become) as lease:
            await until(lease.lost, self._lead(lease))
        log.warning("the lead is lost: standing by", service=name)

    async def _lead(self, lease: Lease) -> None:
        self._become("starting")
        async with active_service(self.service, self.settings, self.metrics, lease) as running:
            self._active = running
            self._become("active")
            started = asyncio.get_running_loop().time()
            try:
                problem = await running.failure()
            finally:
                self._active = None
                self._become("ending")
        self._count_failure(problem, asyncio.get_running_loop().time() - started)

    def _count_failure(self, problem: BaseException, lasted: float) -> None:
        """A standby, or this process itself, goes on; not for ever with what always fails at once."""
        if isinstance(problem, JournalDamaged):
            raise problem
        if isinstance(problem, Killed):
            raise Setback(f"{self.service.name} was killed on purpose")
        said = f"{self.service.name} has failed: {problem!r}"
        if self._failures.is_last(lasted):
            raise ServiceFailed(f"{said}, {self._failures.count} times in a row") from problem
        raise Setback(said) from problem

    def _become(self, state: str) -> None:
        self._state = state
