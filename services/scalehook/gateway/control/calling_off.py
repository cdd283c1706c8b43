"""Requests that are answered later: until then the client may leave, and the server may stop."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from scalehook.gateway.http import HttpRequest
from scalehook_contracts.errors.common import ServiceUnavailable

T = TypeVar("T")


async def unless_over(
    waiting: Coroutine[Any, Any, T], request: HttpRequest, closing: asyncio.Event
) -> T:
    """What is waited for. When the client leaves or the server is to stop before, it is called off:
    ServiceUnavailable.
    """
    waited = asyncio.ensure_future(waiting)
    others = {asyncio.ensure_future(end()) for end in (request.left, closing.wait)}
    try:
        await asyncio.wait({waited, *others}, return_when=asyncio.FIRST_COMPLETED)
        if not waited.done():
            raise ServiceUnavailable()
        return await waited
    finally:
        for task in (waited, *others):
            task.cancel()
