"""`/_scalehook/…`, `/healthz`, `/readyz` and `/metrics`."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from scalehook.gateway.control import Control
from scalehook.gateway.settings import GatewaySettings
from scalehook.gateway.status import status_of
from scalehook.kit import Requester
from scalehook.kit.clock.durations import Duration
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InternalError

BodyT = TypeVar("BodyT", bound=BaseModel)
LONGEST_ADVANCE = 10 * 365 * 86400
KEEP_ALIVE_SECONDS = 15
MOST_BYTES = 64 * 1024


class AdvanceRequest(BaseModel):
    """The body of `POST /_scalehook/clock/advance`: seconds, or a text like `10m`."""

    seconds: Annotated[Duration, Field(ge=0, le=LONGEST_ADVANCE)]


class RetryRequest(BaseModel):
    """The body of `POST /_scalehook/dead/retry`; all letters when no ids are given."""

    ids: list[str] | None = None


class BadBody(Exception):
    """The body is not what the endpoint takes."""


def control_app(
    bus: Requester, control: Control, settings: GatewaySettings, closing: asyncio.Event
) -> Starlette:
    """The application behind these paths."""

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readiness(request: Request) -> Response:
        services = control.ready()
        ready = all(services.values()) and bool(services)
        return JSONResponse({"ready": ready, "services": services}, 200 if ready else 503)

    async def metrics(request: Request) -> Response:
        return Response(control.metrics(), media_type="text/plain; version=0.0.4")

    async def info(request: Request) -> Response:
        return JSONResponse({"region": settings.region, "account_id": settings.account_id})

    async def status(request: Request) -> Response:
        found = await status_of(bus, control.now(), settings.region)
        return JSONResponse(found.model_dump(mode="json"))

    async def clock(request: Request) -> Response:
        return JSONResponse({"now": control.now().isoformat()})

    async def advance(request: Request) -> Response:
        asked = await _body(request, AdvanceRequest)
        return JSONResponse((await control.advance(asked.seconds)).model_dump(mode="json"))

    async def dead(request: Request) -> Response:
        letters = [letter.model_dump(mode="json") for letter in await control.dead_letters()]
        return JSONResponse({"dead_letters": letters})

    async def retry(request: Request) -> Response:
        asked = await _body(request, RetryRequest)
        return JSONResponse({"retried": await control.retry(asked.ids)})

    async def events(request: Request) -> Response:
        headers = {"cache-control": "no-store"}
        return StreamingResponse(
            _server_sent(control, closing), media_type="text/event-stream", headers=headers
        )

    return Starlette(
        routes=[
            Route("/healthz", health),
            Route("/readyz", readiness),
            Route("/metrics", metrics),
            Route("/_scalehook/info", info),
            Route("/_scalehook/status", status),
            Route("/_scalehook/clock", clock),
            Route("/_scalehook/clock/advance", advance, methods=["POST"]),
            Route("/_scalehook/dead", dead),
            Route("/_scalehook/dead/retry", retry, methods=["POST"]),
            Route("/_scalehook/events", events),
        ],
        exception_handlers={BadBody: _refuse, ApiError: _refuse_as_documented},
    )


async def _body(request: Request, model: type[BodyT]) -> BodyT:
    raw = b""
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MOST_BYTES:
            raise BadBody(f"the body is larger than {MOST_BYTES} bytes")
    try:
        return model.model_validate_json(raw or b"{}")
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise BadBody(f"{where} {first['msg']}".strip()) from problem


async def _refuse_as_documented(request: Request, problem: Exception) -> Response:
    error = problem if isinstance(problem, ApiError) else InternalError()
    return JSONResponse({"Code": error.code, "Message": error.message}, error.status)


async def _refuse(request: Request, problem: Exception) -> Response:
    return JSONResponse({"Code": "InvalidParameter", "Message": str(problem)}, 400)


async def _server_sent(control: Control, closing: asyncio.Event) -> AsyncIterator[bytes]:
    """Events as they happen, and a comment now and then so that a dead peer is noticed."""
    events = control.events()
    following = asyncio.ensure_future(anext(events))
    ending = asyncio.ensure_future(closing.wait())
    yield b": listening\n\n"
    try:
        while not ending.done():
            done, _ = await asyncio.wait(
                {following, ending},
                timeout=KEEP_ALIVE_SECONDS,
                return_when=asyncio.FIRST_COMPLETED,
            )
            if following not in done:
                yield b": still here\n\n"
                continue
            yield b"data: " + following.result().model_dump_json().encode() + b"\n\n"
            following = asyncio.ensure_future(anext(events))
    finally:
        following.cancel()
        ending.cancel()
