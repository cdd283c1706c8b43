"""The stack's own paths as a face: keeps out what a topic pushes and what a web page could send."""

import asyncio
from typing import Protocol

from scalehook.gateway.as_json import as_json
from scalehook.gateway.browsers import check_token
from scalehook.gateway.control.endpoints import FAULTS_BELOW, ONE_FAULT, STATE, Endpoints
from scalehook.gateway.control.once import Once
from scalehook.gateway.control.plane import ControlPlane
from scalehook.gateway.failures import refusal_of
from scalehook.gateway.faults.own import OwnFaults
from scalehook.gateway.http import Answer, HttpRequest, HttpResponse
from scalehook.gateway.marks import is_marked
from scalehook.gateway.request_ids import new_uuid
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Requester
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.gateway import (
    ForeignPush,
    MethodNotAllowed,
    UnsupportedMediaType,
)

PROBES = frozenset(("/healthz", "/readyz", "/metrics"))
ROOT = "/_scalehook"
BELOW = f"{ROOT}/"
PUSHER = "aliyun notification service agent"
JSON = "application/json"
READING = frozenset(("GET", "HEAD"))
PURE = frozenset((f"{ROOT}/samples", f"{ROOT}/access/plan"))  # sent a body, they change nothing
STATE_BYTES = 64 * 2**20


class Annex(Protocol):
    """What else is below the root: the console, where there is one."""

    def opens(self, request: HttpRequest) -> bool:
        """Whether somebody with a browser stands at `/`."""

    async def answer(self, request: HttpRequest) -> Answer:
        """NotFound where there is nothing of it."""

    def close(self) -> None:
        """End what waits."""


class ControlFace:
    """`/_scalehook/…`, `/healthz`, `/readyz` and `/metrics`."""

    def __init__(
        self,
        bus: Requester,
        plane: ControlPlane,
        settings: GatewaySettings,
        faults: OwnFaults,
        annex: Annex,
    ) -> None:
        self._annex = annex
        self._token = settings.console_token
        self._closing = asyncio.Event()
        self._once = Once()
        self._table = Endpoints(bus, plane, settings, self._closing, faults).table()
        self._paths = {path for _, path in self._table}

    def claims(self, request: HttpRequest) -> bool:
        """By its path, unless a client of MNS asks, which no push of a topic is. Of `/`, which is the
        cloud's, what only a browser asks.
        """
        path = request.path
        if path == "/":
            return request.method != "POST" and self._annex.opens(request)
        if path not in PROBES and path != ROOT and not path.startswith(BELOW):
            return False
        return not is_marked(request) or _is_push(request)

    async def answer(self, request: HttpRequest) -> Answer:
        """What the endpoint says. What goes wrong is logged under the id that the client is told."""
        try:
            return await self._admitted(request)
        except Exception as problem:
            request_id = new_uuid()
            error = refusal_of(problem, path=request.path, correlation_id=request_id)
            return _refusal(error, request_id)

    async def _admitted(self, request: HttpRequest) -> Answer:
        _check_sender(request)
        if request.method in READING:
            return await self._answer(request)
        if request.path not in PURE:
            check_token(request, self._token)
        return await self._once.answer(request, lambda: self._answer(request))

    async def _answer(self, request: HttpRequest) -> Answer:
        path = ONE_FAULT if request.path.startswith(FAULTS_BELOW) else request.path
        if path not in self._paths:
            return await self._beside(request)
        endpoint = self._table.get((request.method, path))
        if endpoint is None:
            raise MethodNotAllowed(method=request.method)
        if request.method in ("POST", "PUT"):
            _check_type(request)
        return await endpoint(request)

    async def _beside(self, request: HttpRequest) -> Answer:
        if request.method == "POST":
            _check_type(request)
        return await self._annex.answer(request)

    @staticmethod
    def longest_body(request: HttpRequest, usual: int) -> int:
        """A stack's whole state is larger than any other request."""
        return max(usual, STATE_BYTES) if request.path == STATE else usual

    def refuse(self, error: ApiError, request: HttpRequest) -> HttpResponse:
        """As JSON, with a code, a message and an id."""
        return _refusal(error, new_uuid())

    def close(self) -> None:
        """End the streams."""
        self._closing.set()
        self._annex.close()


def _refusal(error: ApiError, request_id: str) -> HttpResponse:
    body = {"Code": error.code, "Message": error.message, "RequestId": request_id}
    return HttpResponse(error.status, as_json(body), JSON)


def _check_sender(request: HttpRequest) -> None:
    """A subscriber's endpoint may be any URL, this stack's too: its push must not move the clock."""
    if _is_push(request) or any(name.startswith("x-mns-") for name in request.headers):
        raise ForeignPush()


def _is_push(request: HttpRequest) -> bool:
    return request.headers.get("user-agent", "").lower().startswith(PUSHER)


def _check_type(request: HttpRequest) -> None:
    """A page can make a browser send other types without asking anybody first."""
    given = request.headers.get("content-type", "").partition(";")[0]
    if given.strip().lower() != JSON:
        raise UnsupportedMediaType()
