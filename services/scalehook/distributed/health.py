"""`/healthz`, `/readyz` and `/metrics` of a process without a gateway."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from scalehook.distributed.settings import Settings
from scalehook.kit.telemetry import Metrics

READY = ("active", "standby")


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the process's."""
        yield


@contextlib.asynccontextmanager
async def health_endpoint(
    settings: Settings, metrics: Metrics, state: Callable[[], str]
) -> AsyncIterator[None]:
    """Serve inside the block, when a port is set."""
    if not settings.health_port:
        yield
        return

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "ok", "state": state()})

    async def readiness(request: Request) -> Response:
        return JSONResponse({"state": state()}, 200 if state() in READY else 503)

    async def measured(request: Request) -> Response:
        from scalehook.kit.exposition import exposition  # few ask, and its library is large

        body, media_type = exposition(metrics, request.headers.get("accept", ""))
        return Response(body, headers={"content-type": media_type})

    app = Starlette(
        routes=[
            Route("/healthz", health),
            Route("/readyz", readiness),
            Route("/metrics", measured),
        ]
    )
    config = uvicorn.Config(
        app, host=settings.health_host, port=settings.health_port, log_level="warning",
        access_log=False, lifespan="off",
    )  # fmt: skip
    server = _Server(config)
    serving = asyncio.ensure_future(server.serve())
    try:
        yield
    finally:
        server.should_exit = True
        await serving
