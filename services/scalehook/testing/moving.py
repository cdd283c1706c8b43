"""Moving the time of a stack, and waiting until it is quiet."""

import asyncio
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeVar

from scalehook.gateway.control.endpoints import AdvanceRequest
from scalehook.testing.played import PlayedStack

T = TypeVar("T")
Duration = float | str | timedelta  # virtual: seconds, `10m`, or a timedelta
ANSWER_SECONDS = 120  # a busy machine is no failure


class Moving:
    """The part of a cloud that is about time. Calls come from any thread but the stack's own."""

    stack: PlayedStack
    loop: asyncio.AbstractEventLoop

    @property
    def now(self) -> datetime:
        """Virtual now."""
        return self.stack.control.now()

    def advance(self, duration: Duration) -> list[str]:
        """Move virtual time by seconds or a text like `10m`. Returns when the stack is quiet, with the
        scripts that still run; ValueError for what the stack would refuse over HTTP.
        """
        asked = AdvanceRequest.model_validate({"seconds": duration})
        return self.run(self.stack.control.advance(asked.seconds)).busy

    def advance_to(self, at: datetime) -> list[str]:
        """The same, to a point in virtual time; nothing but quiet when that has come already."""
        return self.run(self._advance_to(at))

    def next_deadline(self) -> datetime | None:
        """When something comes due first, by virtual time."""
        return self.run(self.stack.next_deadline())

    def settle(self) -> None:
        """Returns when the stack has nothing to do at this instant."""
        self.quiet()

    def quiet(self) -> None:
        """The same, whoever else may have something to do."""
        self.run(self.stack.quiet())

    def run(self, coroutine: Coroutine[Any, Any, T], seconds: float = ANSWER_SECONDS) -> T:
        """Run something in the stack's own loop, for so many real seconds at most."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(seconds)

    async def _advance_to(self, at: datetime) -> list[str]:
        left = max(timedelta(), at - self.stack.control.now())
        return (await self.stack.control.advance(left.total_seconds())).busy
