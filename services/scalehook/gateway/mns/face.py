"""MNS as a face: claims its requests, checks signatures, finds operations, renders replies."""

from typing import Any
from urllib.parse import unquote

from scalehook.gateway.direct import DirectFace
from scalehook.gateway.exchange import Office
from scalehook.gateway.failures import refusal_of
from scalehook.gateway.http import HttpRequest, HttpResponse, Line
from scalehook.gateway.marks import is_marked
from scalehook.gateway.mns.addresses import address_in
from scalehook.gateway.mns.authentication import Signed, signed, verify
from scalehook.gateway.mns.rendering import error_response, reply_response
from scalehook.gateway.mns.routes import route
from scalehook.gateway.request_ids import new_hex_id
from scalehook.kit.traces import HEADER
from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.base import Operation, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InvalidAccessKeyIdInactive, InvalidAccessKeyIdNotFound
from scalehook_contracts.errors.mns import AccessDenied, InvalidAccessKeyId

ACCOUNT = "accountmeta"
NO_KEYS = (InvalidAccessKeyIdNotFound, InvalidAccessKeyIdInactive)  # MNS has one error for both


class MnsCall:
    """A request to MNS."""

    __slots__ = ("_account", "_request", "_signed", "request_id")

    def __init__(self, request: HttpRequest, account: str) -> None:
        self._request, self._account = request, account
        self.request_id = new_hex_id()

    def signed(self) -> Signed:
        """By the headers."""
        self._signed = signed(self._request)
        return self._signed

    def operation(self, key: ResolvedKey) -> Operation[Any]:
        """By method, path, query and body."""
        verify(self._request, self._signed, key.access_key_secret)
        owner = address_in(self._request.headers.get("host", "")).account
        if owner and owner != self._account:
            raise AccessDenied()
        return route(self._request)

    def region(self) -> str:
        """That of the host name."""
        return address_in(self._request.headers.get("host", "")).region

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

    def succeeded(self, reply: Reply) -> HttpResponse:
        """As XML, if there is something to say."""
        return reply_response(reply, self._request, self.request_id)

    def failed(self, problem: Exception) -> HttpResponse:
        """As XML."""
        if isinstance(problem, NO_KEYS):
            problem = InvalidAccessKeyId()
        refusal = refusal_of(problem, path=self._request.path, correlation_id=self.request_id)
        return error_response(refusal, self._request.host, self.request_id)


class MnsFace(DirectFace):
    """`/queues…`, `/topics…`, the account; and whatever else a client of MNS asks for."""

    roots = ("queues", "topics", "commonbuy")

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._account = office.settings.account_id

    def claims(self, request: HttpRequest) -> bool:
        """By its headers on any path, else by its path."""
        return (
            is_marked(request)
            or request.path[1:].partition("/")[0] in self.roots
            or (request.path == "/" and request.query != "" and _names_account(request.query))
        )

    def call_of(self, request: HttpRequest) -> MnsCall:
        """Nothing of it is read yet."""
        return MnsCall(request, self._account)

    def refuse(self, error: ApiError, request: HttpRequest) -> HttpResponse:
        """An error from before the request was read."""
        return self.call_of(request).failed(error)


def _names_account(query: str) -> bool:
    """`?accountmeta=true`; a value that has the word in it is somebody's own."""
    return any(unquote(part.partition("=")[0]).lower() == ACCOUNT for part in query.split("&"))
