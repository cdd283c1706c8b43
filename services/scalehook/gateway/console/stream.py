"""What a page watches, sent anew when it has changed: at its own pace, however much happens."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import Any

from starlette.types import Send

from scalehook.gateway.as_json import as_json
from scalehook.gateway.console.clock_view import ClockView
from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.headers import OF_ANSWERS
from scalehook.gateway.console.views import show
from scalehook.gateway.failures import refusal_of
from scalehook.gateway.faults.cut import HungUp
from scalehook.gateway.request_ids import new_uuid

SHORTEST, LONGEST = 0.2, 1.0  # real seconds between two looks: after an event, and without one
SHARE = 4  # looking takes at most this part of the time
DEAR = {
    "warnings": 3.0,
    "series/": 2.0,
    "back-ends/": 2.0,
    "console/deadlines": 1.0,
    "console/holds": 1.0,
}
# real seconds between two looks, by how a path begins: it is long, or asks much of many services
BEAT = 2.0  # real seconds without news before a page is told that somebody is there
UNREAD = 30.0  # real seconds for which somebody may not take what is sent
RETRY = 1000  # milliseconds before a browser comes back to a stream that has ended
HEADERS = {"content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no", **OF_ANSWERS}
Endings = Sequence[Callable[[], Awaitable[Any]]]


class Stream:
    """Views are whole: whoever comes back gets what it has missed by getting what there is."""

    def __init__(
        self,
        desk: Desk,
        watched: list[str],
        epoch: str,
        after: str,
        endings: Endings,
        over: Callable[["Stream"], None],
    ) -> None:
        self._desk, self._watched, self._epoch = desk, watched, epoch
        self._is_lost = bool(after) and after.partition(":")[0] != epoch
        self._endings, self._over = endings, over
        self._parked, self._stirred = asyncio.Event(), asyncio.Event()
        self._clock = ClockView(desk.plane)
        self._sent: dict[str, bytes] = {}
        self._looked: dict[str, float] = {}
        self._failing: dict[str, tuple[str, bytes]] = {}
        self._count = 0

    def park(self) -> None:
        """Another page of the same client needs the connection."""
        self._parked.set()

    async def send(self, send: Send) -> None:
        """Write until somebody leaves."""
        headers = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        try:
            async with aclosing(self._frames()) as frames:
                async for frame in frames:
                    await _taken(send({"type": "http.response.body", "body": frame, "more_body": True}))
            await send({"type": "http.response.body", "body": b""})
        finally:
            self._over(self)

    async def _frames(self) -> AsyncGenerator[bytes, None]:
        endings = (*self._endings, self._parked.wait)
        over: list[asyncio.Future[Any]] = [asyncio.ensure_future(end()) for end in endings]
        listening = asyncio.ensure_future(self._listen())
        try:
            yield f"retry: {RETRY}\n\n".encode()
            if self._is_lost:
                yield self._frame("reset", {"reason": "restarted"})
            yield self._frame(
                "hello", {"clock": self._clock.now(), "course": self._desk.plane.course.told()}
            )
            async for frame in self._changes(over):
                yield frame
            if self._parked.is_set():
                yield self._frame("parked", {})
        finally:
            for task in (listening, *over):
                task.cancel()

    async def _changes(self, over: list[asyncio.Future[Any]]) -> AsyncGenerator[bytes, None]:
        loop = asyncio.get_running_loop()
        told = loop.time()
        while not any(end.done() for end in over):
            began = loop.time()
            self._stirred.clear()
            looking = asyncio.ensure_future(self._look())
            async for beat in self._while(looking, over):
                yield beat
            if not looking.done():
                break
            frames = looking.result()
            if not frames and loop.time() - told >= BEAT:
                frames = [self._frame("beat", {})]
            for frame in frames:
                yield frame
                told = loop.time()
            await self._rest(max(SHORTEST, SHARE * (loop.time() - began)), over)

    async def _while(
        self, looking: asyncio.Future[Any], over: list[asyncio.Future[Any]]
    ) -> AsyncGenerator[bytes, None]:
        """Some things take long to look at: meanwhile a page hears that somebody is there."""
        try:
            while not looking.done() and not any(end.done() for end in over):
                found, _ = await asyncio.wait(
                    [looking, *over], timeout=BEAT, return_when=asyncio.FIRST_COMPLETED
                )
                if not found:
                    yield self._frame("beat", {})
        finally:
            if not looking.done():
                looking.cancel()

    async def _look(self) -> list[bytes]:
        found = []
        if (clock := self._clock.news()) is not None:
            found.append(self._frame("clock", clock))
        for target in filter(self._is_due, self._watched):
            view = await self._view(target)
            if self._sent.get(target) != view:
                self._sent[target] = view
                found.append(self._framed("changes", b'{"put":[%s]}' % view))
        return found

    def _is_due(self, target: str) -> bool:
        """What is dear to work out is looked at now and then, however much happens."""
        least = next((DEAR[start] for start in DEAR if target.startswith(start)), 0.0)
        now = asyncio.get_running_loop().time()
        if now - self._looked.get(target, -least) < least:
            return False
        self._looked[target] = now
        return True

    async def _view(self, target: str) -> bytes:
        """As the page gets it; in the place of one that cannot be shown, why."""
        try:
            view = as_json({"id": target, "view": await show(self._desk, target)})
        except Exception as problem:
            return self._refused(target, problem)
        self._failing.pop(target, None)
        return view

    def _refused(self, target: str, problem: Exception) -> bytes:
        """As long as it fails alike, it is told and logged once, under one id."""
        before, told = self._failing.get(target, ("", b""))
        if repr(problem) != before:
            request_id = new_uuid()
            error = refusal_of(problem, path=target, correlation_id=request_id)
            said = {"Code": error.code, "Message": error.message, "RequestId": request_id}
            told = as_json({"id": target, "error": said})
            self._failing[target] = (repr(problem), told)
        return told

    async def _rest(self, least: float, over: list[asyncio.Future[Any]]) -> None:
        await asyncio.wait(over, timeout=least, return_when=asyncio.FIRST_COMPLETED)
        if least < LONGEST and not any(end.done() for end in over):
            stirred = asyncio.ensure_future(self._stirred.wait())
            await asyncio.wait(
                [stirred, *over], timeout=LONGEST - least, return_when=asyncio.FIRST_COMPLETED
            )
            stirred.cancel()

    async def _listen(self) -> None:
        async for _ in self._desk.plane.events():
            self._stirred.set()

    def _frame(self, event: str, content: dict[str, Any]) -> bytes:
        return self._framed(event, as_json(content))

    def _framed(self, event: str, content: bytes) -> bytes:
        self._count += 1
        head = f"id: {self._epoch}:{self._count}\nevent: {event}\ndata: "
        return head.encode() + content + b"\n\n"


async def _taken(sending: Awaitable[None]) -> None:
    """HungUp where nobody takes it: what a page has not read holds memory and a place."""
    try:
        async with asyncio.timeout(UNREAD):
            await sending
    except TimeoutError as problem:
        raise HungUp(reset=True) from problem
