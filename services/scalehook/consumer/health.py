"""Seen from outside: `/healthz`, `/readyz` and `/metrics`."""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from scalehook.consumer.metrics import Metrics


def health_app(name: str, metrics: Metrics, state: Callable[[], str]) -> Starlette:
    """`state` is `ready` when messages can come; else it says what the consumer is at."""

    async def healthy(request: Request) -> Response:
        return JSONResponse({"status": "ok", "consumer": name})

    async def ready(request: Request) -> Response:
        found = state()
        return JSONResponse({"state": found, "consumer": name}, 200 if found == "ready" else 503)

    async def measured(request: Request) -> Response:
        return Response(metrics.text(), media_type="text/plain; version=0.0.4")

    return Starlette(
        routes=[Route("/healthz", healthy), Route("/readyz", ready), Route("/metrics", measured)]
    )
