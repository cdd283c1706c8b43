"""Waiting in real time, for what cannot be heard of."""

import asyncio


async def pause(seconds: float, unless: asyncio.Event | None = None) -> None:
    """Some seconds of real time, or until the event is set."""
    try:
        async with asyncio.timeout(seconds):
            await (unless or asyncio.Event()).wait()
    except TimeoutError:
        return
