"""A push in hand: the request that is open, or was."""

import asyncio

from scalehook.consumer.dead_letters import DeadLetters
from scalehook.consumer.logs import log
from scalehook.consumer.sources.delivery import Delivery

TAKEN, AGAIN = 204, 503


class PushDelivery(Delivery):
    """A request that is open, or was."""

    def __init__(self, dead: DeadLetters, **common: object) -> None:
        super().__init__(**common)  # type: ignore[arg-type]  # the dataclass's own fields, passed through
        self._dead = dead
        self._status: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def answered(self, seconds: float) -> int:
        """The status to answer with: that of the outcome or, if it takes longer, that it is taken."""
        await asyncio.wait({self._status}, timeout=seconds)
        return self._say(TAKEN)

    async def done(self) -> None:
        """Not again."""
        self._say(TAKEN)

    async def give_back(self) -> None:
        """The topic pushes again, if it still waits for the answer."""
        if self._say(AGAIN) == TAKEN:
            log.warning("its push is answered: the hook's default result will decide", message=self.key)

    async def leave(self) -> None:
        """The same."""
        self._say(AGAIN)

    async def bury(self, reason: str) -> None:
        """To the queue of dead letters, where one is set. Pushed again when that is not to be had."""
        self._say(TAKEN if await self._dead.keep(self.body, reason) else AGAIN)

    def _say(self, status: int) -> int:
        """The first counts, and is returned."""
        if not self._status.done():
            self._status.set_result(status)
        return self._status.result()
