"""A change that is asked for twice with the same key, as by a double click, has one effect."""

import asyncio
from collections.abc import Awaitable, Callable

from scalehook.gateway.http import Answer, HttpRequest
from scalehook_contracts.errors.common import InvalidParameter

HEADER = "idempotency-key"
LONGEST, MOST = 128, 100  # characters of a key; keys that are remembered, of the last requests

Key = tuple[str, str, str]


class Once:
    """Remembers answers; those that were refused, too."""

    def __init__(self) -> None:
        self._answers: dict[Key, asyncio.Future[Answer]] = {}

    async def answer(self, request: HttpRequest, do: Callable[[], Awaitable[Answer]]) -> Answer:
        """What is answered by `do`, which is called for the first request with its key alone."""
        name = request.headers.get(HEADER)
        if name is None:
            return await do()
        if not 0 < len(name) <= LONGEST:
            raise InvalidParameter(f"{HEADER}: 1 to {LONGEST} characters")
        key = request.method, request.path, name
        if key not in self._answers:
            self._answers[key] = asyncio.ensure_future(do())
            while len(self._answers) > MOST:
                self._answers.pop(next(iter(self._answers)))
        return await asyncio.shield(self._answers[key])
