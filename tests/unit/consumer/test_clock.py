"""The stack's clock, as a consumer follows it."""

import asyncio
from datetime import UTC, datetime

import httpx
import pytest

from scalehook.consumer import clock as clocks
from scalehook.consumer.clock import RealClock, StackClock, clock_of

START = 1_767_225_600.0  # 2026-01-01T00:00:00Z


class FakeStack:
    """Its clock jumps to wherever somebody waits; or it is too old to let one wait."""

    def __init__(self, *, waits: bool = True, is_one: bool = True) -> None:
        self.now = START
        self.waits = waits
        self.is_one = is_one
        self.down = 0
        self.asked: list[str] = []

    def client(self) -> httpx.AsyncClient:
        transport = httpx.MockTransport(self.answer)
        return httpx.AsyncClient(base_url="http://stack", transport=transport)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        if self.down:
            self.down -= 1
            raise httpx.ConnectError("down")
        if not self.is_one or (request.url.path.endswith("/wait") and not self.waits):
            return httpx.Response(404)
        if request.url.path.endswith("/wait"):
            to = datetime.fromisoformat(request.url.params["to"])
            self.now = max(self.now, to.timestamp())
        return httpx.Response(200, json={"now": _written(self.now)})


def _written(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


async def test_a_wait_in_virtual_time() -> None:
    """Six hours pass in a request."""
    stack = FakeStack()
    async with stack.client() as client:
        clock = await clock_of(client)
        await clock.sleep(21_600)
        assert 21_600 <= clock.now() - START < 21_610
        await clock.sleep(0)
        await clock.sleep(-1)
    assert stack.asked.count("/_scalehook/clock/wait") == 1


async def test_a_look_is_good_for_a_moment() -> None:
    """It is not asked for each message; what a message tells is newer."""
    stack = FakeStack()
    real = [0.0]
    async with stack.client() as client:
        clock = StackClock(client, lambda: real[0])
        assert await clock.look() == START
        stack.now += 500
        assert await clock.look() == START
        assert await clock.look(START + 100) == START + 100
        assert await clock.look(START + 50) == START + 100
        assert await clock.look(anew=True) == START + 500
        stack.now += 500
        real[0] += 1
        assert await clock.look() == START + 1000
        stack.down = 1
        real[0] += 2
        assert await clock.look() == START + 1002
    assert len(stack.asked) == 4


async def test_a_stack_that_lets_nobody_wait() -> None:
    """Then real time passes, and the clock is looked at."""
    stack = FakeStack(waits=False)
    async with stack.client() as client:
        clock = await clock_of(client)
        stack.now += 1000
        await clock.sleep(0.01)
        assert clock.now() >= START + 1000
    assert stack.asked[-1] == "/_scalehook/clock"


async def test_a_wait_outlives_the_stack() -> None:
    """When the stack is away, the wait goes on with it as soon as it is there."""
    stack = FakeStack()
    async with stack.client() as client:
        clock = await clock_of(client)
        stack.down = 1
        await clock.sleep(0.02)
        assert clock.now() >= START + 0.02


async def test_a_stack_that_is_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is waited for, whatever stands before it says meanwhile: it is no cloud by that."""
    monkeypatch.setattr(clocks, "AGAIN_SECONDS", 0.0)
    stack, page = FakeStack(), httpx.Response(200, text="<html>")
    answers = [httpx.Response(503), httpx.Response(429), page, httpx.Response(200, json=[])]

    def answer(request: httpx.Request) -> httpx.Response:
        return answers.pop(0) if answers else stack.answer(request)

    transport = httpx.MockTransport(answer)
    async with httpx.AsyncClient(base_url="http://stack", transport=transport) as client:
        assert isinstance(await clock_of(client), StackClock)


def test_a_machine_whose_clock_is_set() -> None:
    """No deadline comes nearer by it, or is put off."""
    real = [5.0]
    clock = RealClock(lambda: real[0])
    before = clock.now()
    real[0] += 60
    assert clock.now() - before == pytest.approx(60)


async def test_the_cloud_has_no_clock() -> None:
    """Without an endpoint, or with one that is no stack, it is the machine's."""
    assert isinstance(await clock_of(None), RealClock)
    async with FakeStack(is_one=False).client() as client:
        clock = await clock_of(client)
    assert isinstance(clock, RealClock)
    before = clock.now()
    await asyncio.wait_for(clock.sleep(0.001), None)
    assert await clock.look(5.0) >= before
