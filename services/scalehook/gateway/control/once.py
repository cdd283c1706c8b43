"""A change that is asked for twice with the same key, as by a double click, has one effect."""

import asyncio
from collections.abc import Awaitable, Callable
from hashlib import sha256

from scalehook.gateway.http import Answer, HttpRequest
from scalehook_contracts.errors.common import InvalidParameter

HEADER = "idempotency-key"
LONGEST, MOST = 128, 100  # characters of a key; keys that are remembered, of the last requests

Key = tuple[str, str, str]
Asked = tuple[str, bytes]  # the query, and a digest of the body


class Once:
    """Remembers answers; those that were refused, too."""

    def __init__(self) -> None:
        self._answers: dict[Key, tuple[Asked, asyncio.Future[Answer]]] = {}

    async def answer(self, request: HttpRequest, do: Callable[[], Awaitable[Answer]]) -> Answer:
        """What is answered by `do`, which is called for the first request with its key alone. One that
        asks for something else is refused: it would be taken for done.
        """
        name = request.headers.get(HEADER)
        if name is None:
            return await do()
        if not 0 < len(name) <= LONGEST:
            raise InvalidParameter(f"{HEADER}: 1 to {LONGEST} characters")
        key = request.method, request.path, name
        asked = request.query, sha256(request.body).digest()
        if key not in self._answers:
            self._answers[key] = asked, asyncio.ensure_future(do())
            while len(self._answers) > MOST:
                self._answers.pop(next(iter(self._answers)))
        first, answer = self._answers[key]
        if first != asked:
            raise InvalidParameter(f"{HEADER}: it was sent with another request before")
        return await asyncio.shield(answer)
