"""`/_scalehook/…`, `/healthz`, `/readyz` and `/metrics`, one by one."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from scalehook.gateway.control.bodies import body_of, json_answer
from scalehook.gateway.control.clock import ClockEndpoints
from scalehook.gateway.control.dead_endpoints import DeadLetterEndpoints
from scalehook.gateway.control.event_stream import EventStream
from scalehook.gateway.control.mns.endpoints import MnsEndpoints
from scalehook.gateway.control.plane import ControlPlane
from scalehook.gateway.control.wanted import Wanted
from scalehook.gateway.faults.own import OwnFaults
from scalehook.gateway.http import Answer, HttpRequest, HttpResponse
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Requester

if TYPE_CHECKING:
    from scalehook.gateway.control.access.endpoints import AccessEndpoints
    from scalehook.gateway.control.faults import FaultEndpoints
    from scalehook.gateway.control.group_metrics import GroupMetrics
    from scalehook.gateway.control.resources import ResourceEndpoints

Endpoint = Callable[[HttpRequest], Awaitable[Answer]]
STATE = "/_scalehook/state"
RESOURCES = "/_scalehook/resources"
FAULTS = "/_scalehook/faults"
FAULTS_BELOW = f"{FAULTS}/"
ONE_FAULT = f"{FAULTS_BELOW}ID"


class ResetRequest(BaseModel):
    """The body of `POST /_scalehook/reset`: an empty object; a field that is none is refused."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class Endpoints:
    """What each of them does."""

    def __init__(
        self,
        bus: Requester,
        plane: ControlPlane,
        settings: GatewaySettings,
        closing: asyncio.Event,
        faults: OwnFaults,
    ) -> None:
        self._bus = bus
        self._plane = plane
        self._settings = settings
        self._closing = closing
        self._clock = ClockEndpoints(plane, closing)
        self._letters = DeadLetterEndpoints(plane)
        self._mns = MnsEndpoints(bus, closing)
        self._own_faults = faults

    def table(self) -> dict[tuple[str, str], Endpoint]:
        """By method and path."""
        probes: dict[str, Endpoint] = {
            "/healthz": self.health,
            "/readyz": self.readiness,
            "/metrics": self.metrics,
        }
        return {
            **{(method, path): probe for method in ("GET", "HEAD") for path, probe in probes.items()},
            ("GET", "/_scalehook/info"): self.info,
            ("GET", "/_scalehook/status"): self.status,
            ("GET", "/_scalehook/clock"): self._clock.now,
            ("POST", "/_scalehook/clock/advance"): self._clock.advance,
            ("POST", "/_scalehook/clock/settle"): self._clock.settle,
            ("POST", "/_scalehook/clock/speed"): self._clock.speed,
            ("POST", "/_scalehook/clock/auto"): self._clock.auto,
            ("POST", "/_scalehook/clock/stop"): self._clock.stop,
            ("GET", "/_scalehook/clock/wait"): self._clock.wait,
            ("POST", "/_scalehook/reset"): self.reset,
            ("GET", STATE): self.state,
            ("PUT", STATE): self.set_state,
            ("GET", "/_scalehook/dead"): self._letters.all,
            ("POST", "/_scalehook/dead/retry"): self._letters.retry,
            ("POST", "/_scalehook/dead/drop"): self._letters.drop,
            ("GET", "/_scalehook/events"): self.events,
            ("GET", "/_scalehook/fleet"): self.fleet,
            ("POST", "/_scalehook/fleet"): self.change_fleet,
            ("GET", "/_scalehook/metric"): self.show_metric,
            ("POST", "/_scalehook/metric/set"): self.set_metric,
            ("POST", "/_scalehook/metric/clear"): self.clear_metric,
            ("GET", RESOURCES): self.show_resources,
            ("POST", RESOURCES): self.add_resource,
            ("DELETE", RESOURCES): self.remove_resource,
            ("GET", FAULTS): self.faults,
            ("POST", FAULTS): self.add_fault,
            ("DELETE", FAULTS): self.clear_faults,
            ("GET", ONE_FAULT): self.fault,
            ("DELETE", ONE_FAULT): self.remove_fault,
            ("GET", "/_scalehook/access/refusals"): self.refusals,
            ("POST", "/_scalehook/access/explain"): self.explain_access,
            ("POST", "/_scalehook/access/plan"): self.plan_access,
            **self._mns.table(),
        }

    async def health(self, request: HttpRequest) -> Answer:
        """The process is there."""
        return json_answer({"status": "ok"})

    async def readiness(self, request: HttpRequest) -> Answer:
        """Every service runs, or which does not."""
        services = self._plane.ready()
        ready = all(services.values()) and bool(services)
        return json_answer({"ready": ready, "services": services}, 200 if ready else 503)

    async def metrics(self, request: HttpRequest) -> Answer:
        """In one of Prometheus' text forms."""
        return HttpResponse(200, *self._plane.metrics(request.headers.get("accept", "")))

    async def info(self, request: HttpRequest) -> Answer:
        """What the stack plays."""
        return json_answer({"region": self._settings.region, "account_id": self._settings.account_id})

    async def status(self, request: HttpRequest) -> Answer:
        """Groups, waiting actions, queues and executions, at one look."""
        from scalehook.gateway.control.status import status_of  # it knows every service's contracts

        found = await status_of(self._bus, self._plane.now(), self._settings.region)
        return json_answer(found.model_dump(mode="json"))

    async def reset(self, request: HttpRequest) -> Answer:
        """Back to an empty stack."""
        body_of(request, ResetRequest)
        await self._plane.reset()
        return json_answer({"now": self._plane.now().isoformat()})

    async def state(self, request: HttpRequest) -> Answer:
        """Everything that there is, as one file."""
        return HttpResponse(200, await self._plane.export_state(), "application/json")

    async def set_state(self, request: HttpRequest) -> Answer:
        """Everything as such a file says."""
        await self._plane.import_state(request.body)
        return json_answer({"now": self._plane.now().isoformat()})

    async def events(self, request: HttpRequest) -> Answer:
        """Events from now on, or since then, until one of the two ends leaves."""
        wanted = Wanted.of(request.query)
        events = wanted.of_these(self._plane.events(wanted.since, wanted.follow))
        return EventStream(events, (request.left, self._closing.wait))

    async def fleet(self, request: HttpRequest) -> Answer:
        """What goes wrong in the fleet on purpose."""
        from scalehook.gateway.control import fleet

        return json_answer(await fleet.conditions(self._bus))

    async def change_fleet(self, request: HttpRequest) -> Answer:
        """Have other things go wrong."""
        from scalehook.gateway.control import fleet

        return json_answer(await fleet.change(self._bus, body_of(request, fleet.ConditionsRequest)))

    async def show_resources(self, request: HttpRequest) -> Answer:
        """What there is of products that are simulated no further."""
        return await self._resources().show(request)

    async def add_resource(self, request: HttpRequest) -> Answer:
        """One more of it."""
        return await self._resources().add(request)

    async def remove_resource(self, request: HttpRequest) -> Answer:
        """One less."""
        return await self._resources().remove(request)

    async def show_metric(self, request: HttpRequest) -> Answer:
        """What a scaling group shows."""
        return await self._group_metrics().show(request)

    async def set_metric(self, request: HttpRequest) -> Answer:
        """Another load."""
        return await self._group_metrics().set(request)

    async def clear_metric(self, request: HttpRequest) -> Answer:
        """A load less."""
        return await self._group_metrics().clear(request)

    async def faults(self, request: HttpRequest) -> Answer:
        """What goes wrong on purpose."""
        return await self._faults().show_all(request)

    async def fault(self, request: HttpRequest) -> Answer:
        """One of it."""
        return await self._faults().show(request)

    async def add_fault(self, request: HttpRequest) -> Answer:
        """Something goes wrong from now on."""
        return await self._faults().add(request)

    async def remove_fault(self, request: HttpRequest) -> Answer:
        """It does no more."""
        return await self._faults().remove(request)

    async def clear_faults(self, request: HttpRequest) -> Answer:
        """Nothing does."""
        return await self._faults().clear(request)

    async def refusals(self, request: HttpRequest) -> Answer:
        """Who was refused what."""
        return await self._access().refusals(request)

    async def explain_access(self, request: HttpRequest) -> Answer:
        """Why."""
        return await self._access().explain(request)

    async def plan_access(self, request: HttpRequest) -> Answer:
        """What a template or a hook needs."""
        return await self._access().plan(request)

    def _access(self) -> "AccessEndpoints":
        from scalehook.gateway.control.access.endpoints import AccessEndpoints  # knows contracts

        return AccessEndpoints(self._bus, self._settings)

    def _faults(self) -> "FaultEndpoints":
        from scalehook.gateway.control.faults import FaultEndpoints  # knows all kinds

        return FaultEndpoints(self._bus, self._plane, self._own_faults)

    def _resources(self) -> "ResourceEndpoints":
        from scalehook.gateway.control.resources import ResourceEndpoints  # it makes all declarations

        return ResourceEndpoints(self._bus)

    def _group_metrics(self) -> "GroupMetrics":
        from scalehook.gateway.control.group_metrics import GroupMetrics  # knows contracts, likewise

        return GroupMetrics(self._bus, self._settings.region)
