"""MNS as a face: claims its requests, checks signatures, finds operations, asks their owner, renders."""

import asyncio
import re
import secrets
from typing import Any
from urllib.parse import unquote

from scalehook.gateway.access_keys import AccessKeys
from scalehook.gateway.failures import refusal_of
from scalehook.gateway.http import HttpRequest, HttpResponse
from scalehook.gateway.mns.authentication import Authentication
from scalehook.gateway.mns.rendering import error_response, reply_response
from scalehook.gateway.mns.routes import route
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Requester
from scalehook.kit.api.calling import call_as
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import ServiceUnavailable

ROOTS = ("queues", "topics", "commonbuy")
SCHEME = re.compile(r"MNS |MNS4-HMAC-")
ACCOUNT = "accountmeta"


class MnsFace:
    """`/queues…`, `/topics…`, the account; and whatever else a client of MNS asks for."""

    def __init__(self, bus: Requester, settings: GatewaySettings, keys: AccessKeys) -> None:
        self._bus = bus
        self._settings = settings
        self._authentication = Authentication(keys)
        self._polls: set[asyncio.Future[Reply]] = set()

    def claims(self, request: HttpRequest) -> bool:
        """By its headers on any path: a client of MNS takes JSON for success. Else by its path."""
        headers = request.headers
        return (
            "x-mns-version" in headers
            or SCHEME.match(headers.get("authorization", "")) is not None
            or request.path[1:].partition("/")[0] in ROOTS
            or (request.path == "/" and _names_account(request.query))
        )

    async def answer(self, request: HttpRequest) -> HttpResponse:
        """The answer, or an error of the documented form."""
        request_id = _new_request_id()
        try:
            return reply_response(await self._reply(request, request_id), request, request_id)
        except Exception as problem:
            refusal = refusal_of(problem, path=request.path, correlation_id=request_id)
            return error_response(refusal, request.host, request_id)

    def refuse(self, error: ApiError, request: HttpRequest) -> HttpResponse:
        """An error from before the request was read."""
        return error_response(error, request.host, _new_request_id())

    def close(self) -> None:
        """End all waits."""
        for poll in self._polls:
            poll.cancel()

    async def _reply(self, request: HttpRequest, request_id: str) -> Reply:
        key = await self._authentication.check(request)
        operation = route(request)
        call: Any = call_as(
            self._bus,
            operation,
            key.principal,
            region=self._settings.region,
            account=self._settings.account_id,
            session_policy=key.session_policy,
            correlation_id=request_id,
        )
        return await (self._unless_over(call, request) if operation.waits else call)

    async def _unless_over(self, call: Any, request: HttpRequest) -> Reply:
        """A client that goes away while it waits consumes nothing; a stop ends all waits."""
        poll: asyncio.Future[Reply] = asyncio.ensure_future(call)
        leaving = asyncio.ensure_future(request.left())
        leaving.add_done_callback(lambda left: left.cancelled() or poll.cancel())
        self._polls.add(poll)
        try:
            return await poll
        except asyncio.CancelledError as ended:
            if (task := asyncio.current_task()) is not None and task.cancelling():
                raise  # the request itself is called off
            raise ServiceUnavailable() from ended
        finally:
            self._polls.discard(poll)
            poll.cancel()
            leaving.cancel()


def _new_request_id() -> str:
    return secrets.token_hex(12).upper()


def _names_account(query: str) -> bool:
    """`?accountmeta=true`; a value that has the word in it is somebody's own."""
    return any(unquote(part.partition("=")[0]).lower() == ACCOUNT for part in query.split("&"))
