"""A consumer as it is seen from outside: health, metrics, lines of log, and where it can read."""

import asyncio
import importlib.util
from typing import get_args

import httpx
import structlog
from structlog.testing import capture_logs

from scalehook.consumer import LifecycleAction
from scalehook.consumer.health import health_app
from scalehook.consumer.settings import SourceName
from scalehook.consumer.sources import SOURCES
from support.consumers.clock import settled
from support.consumers.play import Play
from support.consumers.source import notification


async def test_health() -> None:
    """It is alive whatever its source is at, and ready while messages can come."""
    play = Play()
    play.consumer.on()(nothing)
    app = health_app("play", play.consumer.metrics, lambda: play.consumer.state)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:

        async def seen() -> tuple[int, int, str]:
            alive, ready = await client.get("/healthz"), await client.get("/readyz")
            return alive.status_code, ready.status_code, ready.json()["state"]

        assert await seen() == (200, 503, "stopped")
        async with play.started():
            assert await seen() == (200, 200, "ready")
            play.source.ready.clear()
            assert await seen() == (200, 503, "connecting")
            play.source.ready.set()
            play.consumer.stop()
            assert await seen() == (200, 503, "stopping")
        written = (await client.get("/metrics")).text
    for name in ("received_total", "running", "ended_elsewhere_total", "heartbeats_total"):
        assert f'scalehook_consumer_{name}{{consumer="play"}} 0.0' in written
    for result in ("CONTINUE", "ABANDON", "ROLLBACK"):
        assert f'_completed_total{{consumer="play",result="{result}"}} 0.0' in written
    assert "# TYPE scalehook_consumer_seconds_left histogram" in written


async def test_what_is_counted_while_it_works() -> None:
    """Messages that have come, and functions at work."""
    play, go = Play(), asyncio.Event()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        await go.wait()

    async with play.started():
        for token in ("a", "b"):
            await play.notify(token)
        assert (play.counted("received_total"), play.counted("running")) == (2, 2)
        go.set()
        await settled()
        assert (play.counted("running"), play.counted("completed_total", result="CONTINUE")) == (0, 2)


async def test_lines_of_log() -> None:
    """Whatever is written about an action has its token, in the function as well."""
    play = Play()

    @play.consumer.on()
    async def work(action: LifecycleAction) -> None:
        structlog.get_logger().info("mine")
        if action.token == "bad":
            raise ValueError("no")

    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        async with play.started():
            await play.notify("good")
            await play.notify("bad")
            await play.deliver(notification("gone"))
            await play.clock.advance(60)
    told = [(line["event"], line["token"]) for line in lines if "token" in line]
    for event, token in [
        ("mine", "good"), ("completed", "good"), ("the handler has failed", "bad"), ("completed", "bad"),
        ("the action has ended", "gone"),
    ]:  # fmt: skip
        assert (event, token) in told


def test_each_source_is_a_line_and_a_file() -> None:
    """The table names them all, and each is where it says."""
    assert set(SOURCES) == set(get_args(SourceName))
    for name, place in SOURCES.items():
        module, _, _ = place.partition(":")
        assert module == f"scalehook.consumer.sources.{name}"
        assert importlib.util.find_spec(module)


async def nothing(action: LifecycleAction) -> None: ...
