"""Time jumps by itself while somebody awaits something and nobody has anything to do."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scalehook.kit.clock.holds import Patience, Vigil
from scalehook.kit.clock.journey import Holds
from scalehook.kit.clock.moved import Moved
from scalehook.kit.clock.moves import Move
from scalehook.kit.clock.prospect import Prospect
from scalehook.kit.logs import Log
from scalehook_contracts.errors import ApiError

log = Log(__name__)
LOOK_SECONDS = 0.02  # real: as long as nothing may have changed before time jumps
LONGEST_JUMP = timedelta(hours=6)
RESTLESS = ("service", "effect", "push")  # of what keeps a move from its end


@dataclass
class AutoAdvance:
    """Looks again and again. It jumps to the first timer that somebody may wait for, when two looks in a
    row have found everything quiet and nothing changed in between, and nobody holds anything or patience
    with them is over. Housekeeping and the ends of long polls attract no jump.
    """

    prospect: Callable[[], Awaitable[Prospect]]
    visible: Callable[[], Awaitable[datetime | None]]  # when the next message becomes so
    holds: Holds
    move: Callable[[Move], Awaitable[Moved]]
    now: Callable[[], datetime]
    patience: Patience
    look: float = LOOK_SECONDS
    real: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def run(self) -> None:
        """Until cancelled; what goes wrong is logged, and the next look may find it mended."""
        self._vigil = Vigil(replace(self.patience, longest=math.inf))
        self._nothing = before = Prospect()
        self._restless: list[str] = []
        while True:
            await self.sleep(self.look)
            try:
                before = await self._look(before)
            except (ApiError, ValueError, OSError, TimeoutError) as problem:
                log.warning("time does not jump", problem=repr(problem))

    async def _look(self, before: Prospect) -> Prospect:
        seen = await self.prospect()
        if seen.owed or seen != before or (seen.awaited is None and seen == self._nothing):
            return seen
        visible = await self.visible()
        awaited = min((at for at in (seen.awaited, visible) if at is not None), default=None)
        if awaited is None:
            self._nothing = seen
            return seen
        holding = [hold for hold in await self.holds(None) if hold.kind != "unread"]
        self._vigil.forget_others(holding)
        if self._vigil.waits_for(holding, self.real()):
            return seen
        again = await self.prospect()
        if again.owed or again.awaited != seen.awaited:  # somebody has begun to sleep meanwhile
            return again
        at = min(awaited, self.now() + LONGEST_JUMP)
        log.info("time jumps", to=at.isoformat(), awaited=awaited.isoformat())
        overdue = at <= self.now()  # it is fired by a move to nowhere: one to the past is refused
        moved = await self.move(Move(seconds=0, patience=0) if overdue else Move(to=at, patience=0))
        self._tell([str(busy) for busy in moved if busy.kind in RESTLESS])
        return Prospect()

    def _tell(self, restless: list[str]) -> None:
        """Once, of what keeps time from passing: the next jump comes no further."""
        if restless and restless != self._restless:
            log.warning("time does not pass", busy=restless)
        self._restless = restless
