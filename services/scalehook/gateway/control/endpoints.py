"""`/_scalehook/…`, `/healthz`, `/readyz` and `/metrics`, one by one."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, ValidationError

from scalehook.gateway.as_json import as_json
from scalehook.gateway.control.event_stream import EventStream
from scalehook.gateway.control.plane import ControlPlane
from scalehook.gateway.http import Answer, HttpRequest, HttpResponse
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Requester
from scalehook.kit.clock.durations import Duration
from scalehook_contracts.errors.common import InvalidParameter

BodyT = TypeVar("BodyT", bound=BaseModel)
Endpoint = Callable[[HttpRequest], Awaitable[Answer]]
LONGEST_ADVANCE = 10 * 365 * 86400
LAST_MOMENT = datetime(9000, 1, 1, tzinfo=UTC)  # whatever is timed from there is a date, too
MOST_BYTES = 64 * 1024


class AdvanceRequest(BaseModel):
    """The body of `POST /_scalehook/clock/advance`: seconds, or a text like `10m`."""

    seconds: Annotated[Duration, Field(ge=0, le=LONGEST_ADVANCE, allow_inf_nan=False)]


class RetryRequest(BaseModel):
    """The body of `POST /_scalehook/dead/retry`; all letters when no ids are given."""

    ids: list[str] | None = None


class Endpoints:
    """What each of them does."""

    def __init__(
        self, bus: Requester, plane: ControlPlane, settings: GatewaySettings, closing: asyncio.Event
    ) -> None:
        self._bus = bus
        self._plane = plane
        self._settings = settings
        self._closing = closing

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
            ("GET", "/_scalehook/clock"): self.clock,
            ("POST", "/_scalehook/clock/advance"): self.advance,
            ("GET", "/_scalehook/dead"): self.dead,
            ("POST", "/_scalehook/dead/retry"): self.retry,
            ("GET", "/_scalehook/events"): self.events,
            ("GET", "/_scalehook/fleet"): self.fleet,
            ("POST", "/_scalehook/fleet"): self.change_fleet,
        }

    async def health(self, request: HttpRequest) -> Answer:
        """The process is there."""
        return _json({"status": "ok"})

    async def readiness(self, request: HttpRequest) -> Answer:
        """Every service runs, or which does not."""
        services = self._plane.ready()
        ready = all(services.values()) and bool(services)
        return _json({"ready": ready, "services": services}, 200 if ready else 503)

    async def metrics(self, request: HttpRequest) -> Answer:
        """Prometheus' text form."""
        return HttpResponse(200, self._plane.metrics(), "text/plain; version=0.0.4; charset=utf-8")

    async def info(self, request: HttpRequest) -> Answer:
        """What the stack plays."""
        return _json({"region": self._settings.region, "account_id": self._settings.account_id})

    async def status(self, request: HttpRequest) -> Answer:
        """Groups, waiting actions, queues and executions, at one look."""
        from scalehook.gateway.control.status import status_of  # it knows every service's contracts

        found = await status_of(self._bus, self._plane.now(), self._settings.region)
        return _json(found.model_dump(mode="json"))

    async def clock(self, request: HttpRequest) -> Answer:
        """Virtual now."""
        return _json({"now": self._plane.now().isoformat()})

    async def advance(self, request: HttpRequest) -> Answer:
        """Move the clock."""
        asked = _body(request, AdvanceRequest)
        if LAST_MOMENT - self._plane.now() < timedelta(seconds=asked.seconds):
            raise InvalidParameter("seconds: the clock ends with the year 9000")
        return _json((await self._plane.advance(asked.seconds)).model_dump(mode="json"))

    async def dead(self, request: HttpRequest) -> Answer:
        """Messages that were given up."""
        letters = [letter.model_dump(mode="json") for letter in await self._plane.dead_letters()]
        return _json({"dead_letters": letters})

    async def retry(self, request: HttpRequest) -> Answer:
        """Send them again."""
        asked = _body(request, RetryRequest)
        return _json((await self._plane.retry(asked.ids)).model_dump(mode="json"))

    async def events(self, request: HttpRequest) -> Answer:
        """All events from now on, until one of the two ends leaves."""
        return EventStream(self._plane.events(), (request.left, self._closing.wait))

    async def fleet(self, request: HttpRequest) -> Answer:
        """What goes wrong in the fleet on purpose."""
        from scalehook.gateway.control import fleet

        return _json(await fleet.conditions(self._bus))

    async def change_fleet(self, request: HttpRequest) -> Answer:
        """Have other things go wrong."""
        from scalehook.gateway.control import fleet

        return _json(await fleet.change(self._bus, _body(request, fleet.ConditionsRequest)))


def _json(body: dict[str, Any], status: int = 200) -> HttpResponse:
    return HttpResponse(status, as_json(body), "application/json")


def _body(request: HttpRequest, model: type[BodyT]) -> BodyT:
    if len(request.body) > MOST_BYTES:
        raise InvalidParameter(f"the body is larger than {MOST_BYTES} bytes")
    try:
        return model.model_validate_json(request.body or b"{}")
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise InvalidParameter(f"{where} {first['msg']}".strip()) from problem
