"""EventBridge's REST API as a face."""

from typing import Any

from scalehook.gateway.direct import DirectFace
from scalehook.gateway.eventbridge.rendering import error_response, reply_response
from scalehook.gateway.eventbridge.routes import ROOT, route
from scalehook.gateway.eventbridge.signature import Signed, signed
from scalehook.gateway.exchange import Office
from scalehook.gateway.failures import refusal_of
from scalehook.gateway.freshness import Freshness
from scalehook.gateway.http import HttpRequest, HttpResponse, Line
from scalehook.gateway.request_ids import new_uuid
from scalehook.kit.traces import HEADER
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.base import Operation, Reply
from scalehook_contracts.errors import ApiError


class EventBridgeCall:
    """A request to EventBridge."""

    __slots__ = ("_account_id", "_freshness", "_request", "_signed", "request_id")

    def __init__(self, request: HttpRequest, freshness: Freshness, account_id: str) -> None:
        self._request = request
        self._freshness = freshness
        self._account_id = account_id
        self.request_id = new_uuid()

    def signed(self) -> Signed:
        """By the headers."""
        self._signed = signed(self._request)
        return self._signed

    def operation(self, key: ResolvedKey) -> Operation[Any]:
        """By path and body."""
        self._signed.verify(key.access_key_secret, self._freshness)
        return route(self._request)

    def meant(self) -> None:
        """Nobody has to know."""

    def came_from(self) -> tuple[str, Line | None]:
        """By which access key, and connection."""
        return self._signed.key_id, self._request.line

    def traceparent(self) -> str:
        """As the client sent it; empty where it did not."""
        return self._request.headers.get(HEADER, "")

    def address(self) -> str:
        """The client's."""
        return self._request.client

    def region(self) -> str:
        """Whichever is asked for: this cloud has one."""
        return ""

    def succeeded(self, reply: Reply) -> HttpResponse:
        """As JSON."""
        return reply_response(reply, self._account_id, self.request_id)

    def failed(self, problem: Exception) -> HttpResponse:
        """As JSON."""
        refusal = refusal_of(problem, path=self._request.path, correlation_id=self.request_id)
        return error_response(refusal, self.request_id)


class EventBridgeFace(DirectFace):
    """`/openapi/…`, and whatever else its client asks for."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._freshness = Freshness()

    def claims(self, request: HttpRequest) -> bool:
        """By its header on any path, or by its path."""
        return "x-eventbridge-version" in request.headers or request.path.startswith(ROOT)

    def call_of(self, request: HttpRequest) -> EventBridgeCall:
        """Nothing of it is read yet."""
        return EventBridgeCall(request, self._freshness, self._office.settings.account_id)

    def refuse(self, error: ApiError, request: HttpRequest) -> HttpResponse:
        """An error from before the request was read."""
        return self.call_of(request).failed(error)
