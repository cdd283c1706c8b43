"""Waiting for an answer."""

import asyncio

from scalehook_contracts.base import Reply


class Pending:
    """An answer that a task waits for."""

    def __init__(self) -> None:
        self._answer: asyncio.Future[Reply | Exception]
        self._answer = asyncio.get_running_loop().create_future()

    def tell(self, answer: Reply | Exception) -> None:
        """It has come."""
        if not self._answer.done():
            self._answer.set_result(answer)

    async def reply(self) -> Reply:
        """Wait; raises the refusal, or TimeoutError."""
        answer = await self._answer
        if isinstance(answer, Reply):
            return answer
        try:
            raise answer
        finally:
            del answer  # it holds this frame, and with it whatever the caller has asked
