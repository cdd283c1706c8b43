"""Answers requests to MNS: check the signature, find the operation, ask its owner, render."""

import asyncio
import secrets
from typing import Any

import structlog
from starlette.types import Receive

from scalehook.gateway.http import HttpRequest, HttpResponse
from scalehook.gateway.keys import Keys
from scalehook.gateway.mns.answers import error_response, reply_response
from scalehook.gateway.mns.authentication import Authentication
from scalehook.gateway.mns.routes import route
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Requester
from scalehook.kit.api.calling import call_as
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InternalError, ServiceUnavailable

log = structlog.get_logger(__name__)


class MnsEndpoint:
    """`/queues…`, `/topics…` and the account."""

    def __init__(self, bus: Requester, settings: GatewaySettings, keys: Keys) -> None:
        self._bus = bus
        self._settings = settings
        self._authentication = Authentication(keys)
        self._polls: set[asyncio.Future[Reply]] = set()

    def close(self) -> None:
        """End all waits: the server is about to stop."""
        for poll in self._polls:
            poll.cancel()

    async def answer(self, request: HttpRequest, receive: Receive) -> HttpResponse:
        """The answer, or an error of the documented form."""
        request_id = secrets.token_hex(12).upper()
        try:
            reply = await self._reply(request, receive, request_id)
        except ApiError as refusal:
            return error_response(refusal, request.host, request_id)
        except TimeoutError:
            return error_response(ServiceUnavailable(), request.host, request_id)
        except Exception:
            log.exception("call failed", path=request.path, correlation_id=request_id)
            return error_response(InternalError(), request.host, request_id)
        return reply_response(reply, request, request_id)

    def refuse(self, error: ApiError, host: str) -> HttpResponse:
        """An error from before the request was read."""
        return error_response(error, host, secrets.token_hex(12).upper())

    async def _reply(self, request: HttpRequest, receive: Receive, request_id: str) -> Reply:
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
        return await (self._unless_over(call, receive) if operation.waits else call)

    async def _unless_over(self, call: Any, receive: Receive) -> Reply:
        """A client that goes away while it waits consumes nothing; a stop ends all waits."""
        poll: asyncio.Future[Reply] = asyncio.ensure_future(call)
        leaving = asyncio.ensure_future(_left(receive))
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


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
