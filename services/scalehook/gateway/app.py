"""The ASGI application: one port for everything."""

import asyncio

import structlog
from starlette.types import Receive, Scope, Send

from scalehook.gateway.control import Control
from scalehook.gateway.control_routes import control_app
from scalehook.gateway.guard import Guard
from scalehook.gateway.http import HttpResponse, headers_of, read_request
from scalehook.gateway.keys import Keys
from scalehook.gateway.mns.endpoint import MnsEndpoint
from scalehook.gateway.rpc.endpoint import RpcEndpoint
from scalehook.gateway.rpc.rendering import error_response
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Requester
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InternalError

log = structlog.get_logger(__name__)
CONTROL = ("/_scalehook", "/healthz", "/readyz", "/metrics")
MNS = ("/queues", "/topics", "/commonbuy")


def build_app(bus: Requester, settings: GatewaySettings, control: Control) -> "Gateway":
    """The gateway of a stack."""
    return Gateway(bus, settings, control)


class Gateway:
    """Looks at the path, and hands the request on."""

    def __init__(self, bus: Requester, settings: GatewaySettings, control: Control) -> None:
        keys = Keys(bus, settings)
        self._closing = asyncio.Event()
        self._guard = Guard(settings)
        self._limit = settings.max_body_bytes
        self._control = control_app(bus, control, settings, self._closing)
        self._rpc = RpcEndpoint(bus, settings, keys)
        self._mns = MnsEndpoint(bus, settings, keys)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong, the client gets an error of the documented form."""
        if scope["type"] != "http":
            return
        headers = headers_of(scope)
        host = headers.get("host", "")
        try:
            self._guard.check(headers)
            if scope["path"].startswith(CONTROL):
                await self._control(scope, receive, send)
                return
            response = await self._answer(scope, headers, receive)
        except ApiError as refusal:
            response = error_response(refusal, host=host)
        except Exception:
            log.exception("request failed", path=scope["path"])
            response = error_response(InternalError(), host=host)
        await response.send(send)

    def close(self) -> None:
        """End streams and long polls: the server is about to stop."""
        self._closing.set()
        self._mns.close()

    async def _answer(self, scope: Scope, headers: dict[str, str], receive: Receive) -> HttpResponse:
        is_mns = scope["path"].startswith(MNS) or b"accountmeta" in scope["query_string"].lower()
        try:
            request = await read_request(scope, headers, receive, self._limit)
        except ApiError as refusal:
            if is_mns:
                return self._mns.refuse(refusal, headers.get("host", ""))
            raise
        if is_mns:
            return await self._mns.answer(request, receive)
        return await self._rpc.answer(request)
