"""Those who sleep until virtual time has come: a participant of the timekeeper that holds nothing."""

import asyncio
import heapq
import itertools
from collections.abc import Callable
from datetime import datetime

from scalehook.kit.clock.clock import Clock
from scalehook.kit.clock.prospect import Prospect
from scalehook_contracts.errors.common import ServiceUnavailable


class Sleepers:
    """By the instant at which they wake. `reschedule` is told of new ones."""

    def __init__(self, clock: Clock, reschedule: Callable[[datetime | None], None]) -> None:
        self._clock = clock
        self._reschedule = reschedule
        self._asleep: list[tuple[datetime, int, str, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    async def sleep(self, at: datetime, action: str = "") -> None:
        """Returns when virtual time has come so far; ServiceUnavailable when it will not."""
        if at <= self._clock.now():
            return
        waking: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._asleep, (at, next(self._numbers), action, waking))
        self._reschedule(at)
        try:
            await waking
        finally:
            waking.cancel()

    def actions(self, by: datetime | None = None) -> set[str]:
        """The tokens of the lifecycle actions for which somebody sleeps on, beyond `by` or now. Whoever
        wakes before that has something to do: a sleep may begin when its time has come already.
        """
        later = by or self._clock.now()
        dozing = ((at, action) for at, _, action, waking in self._asleep if not waking.done())
        return {action for at, action in dozing if action and at > later}

    def end(self) -> None:
        """The time that they wait for will not come: they are told that the stack is not there."""
        for _, _, _, waking in self._asleep:
            if not waking.done():
                waking.set_exception(ServiceUnavailable())
        self._asleep.clear()

    # -- what the timekeeper asks ----------------------------------------------------------------

    def next_deadline(self) -> datetime | None:
        """When the first one wakes; those who have left do not."""
        while self._asleep and self._asleep[0][3].done():
            heapq.heappop(self._asleep)
        return self._asleep[0][0] if self._asleep else None

    def next_timer(self) -> datetime | None:
        """None: nobody guards a sleep."""
        return None

    def prospect(self) -> Prospect:
        """Somebody waits for the first wake."""
        return Prospect(self.next_deadline())

    def fire(self, now: datetime) -> None:
        """Wake all whose time has come."""
        while (at := self.next_deadline()) is not None and at <= now:
            heapq.heappop(self._asleep)[3].set_result(None)

    def happened(self, event: str) -> bool:
        """Nothing happens in a sleep."""
        return False

    def idle(self) -> bool:
        """Always."""
        return True

    def trouble(self) -> BaseException | None:
        """None."""
        return None

    def busy_outside(self) -> list[str]:
        """Nobody."""
        return []
