"""Live events over HTTP, as server-sent events."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from starlette.types import Send

from scalehook.gateway.control.plane import EventView

KEEP_ALIVE_SECONDS = 15
HEADERS = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"cache-control", b"no-store")]


@dataclass(frozen=True, eq=False, repr=False)
class EventStream:
    """Events until one of `endings` returns."""

    events: AsyncIterator[EventView]
    endings: tuple[Callable[[], Awaitable[Any]], ...]

    async def send(self, send: Send) -> None:
        """Write them as they happen."""
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        async with aclosing(self._chunks()) as chunks:
            async for chunk in chunks:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _chunks(self) -> AsyncGenerator[bytes, None]:
        """A comment now and then, so that a dead peer is noticed."""
        endings = {asyncio.ensure_future(ending()) for ending in self.endings}
        following = asyncio.ensure_future(anext(self.events))
        try:
            yield b": listening\n\n"
            while not any(ending.done() for ending in endings):
                done, _ = await asyncio.wait(
                    {following, *endings},
                    timeout=KEEP_ALIVE_SECONDS,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if following in done:
                    if isinstance(following.exception(), StopAsyncIteration):
                        return
                    yield b"data: " + following.result().model_dump_json().encode() + b"\n\n"
                    following = asyncio.ensure_future(anext(self.events))
                elif not done:
                    yield b": still here\n\n"
        finally:
            for task in (following, *endings):
                task.cancel()
