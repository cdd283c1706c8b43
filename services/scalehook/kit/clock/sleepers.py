"""Those who sleep until virtual time has come: a participant of the timekeeper that holds nothing."""

import asyncio
import heapq
import itertools
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from scalehook.kit.clock.clock import Clock
from scalehook.kit.clock.moved import Busy
from scalehook.kit.clock.prospect import Prospect
from scalehook_contracts.errors.common import ServiceUnavailable


@dataclass(frozen=True, eq=False, repr=False)
class _Sleeper:
    action: str
    message: str
    waking: "asyncio.Future[None]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    @property
    def dozes(self) -> bool:
        return not self.waking.done()


class Sleepers:
    """By the instant at which they wake. `sleeps` is told of new ones, and `wakes` when some wake."""

    def __init__(self, clock: Clock, sleeps: Callable[[datetime], None]) -> None:
        self._clock = clock
        self._sleeps = sleeps
        self._asleep: list[tuple[datetime, int, _Sleeper]] = []
        self._numbers = itertools.count()
        self.wakes: list[Callable[[], None]] = []

    async def sleep(self, at: datetime, action: str = "", message: str = "") -> None:
        """Returns when virtual time has come so far; ServiceUnavailable when it will not. `message` is
        the action's notification, which the sleeper may not have answered yet.
        """
        if at <= self._clock.now():
            return
        sleeper = _Sleeper(action, message)
        heapq.heappush(self._asleep, (at, next(self._numbers), sleeper))
        self._sleeps(at)
        try:
            await sleeper.waking
        finally:
            sleeper.waking.cancel()

    def anybody(self) -> bool:
        """Whether one of them sleeps on."""
        now = self._clock.now()
        return any(sleeper.dozes and at > now for at, _, sleeper in self._asleep)

    def actions(self, by: datetime | None = None) -> set[str]:
        """The tokens of the lifecycle actions for which somebody sleeps on, beyond `by` or now. Whoever
        wakes before that has something to do: a sleep may begin when its time has come already.
        """
        later = by or self._clock.now()
        return {sleeper.action for at, _, sleeper in self._asleep if sleeper.dozes and at > later} - {""}

    def messages(self) -> set[str]:
        """The ids of the notifications whose receivers sleep now: what they have not answered keeps no
        time from passing.
        """
        now = self._clock.now()
        return {sleeper.message for at, _, sleeper in self._asleep if sleeper.dozes and at > now} - {""}

    def end(self) -> None:
        """The time that they wait for will not come: they are told that the stack is not there."""
        for _, _, sleeper in self._asleep:
            if sleeper.dozes:
                sleeper.waking.set_exception(ServiceUnavailable())
        self._asleep.clear()

    # -- what the timekeeper asks ----------------------------------------------------------------

    def next_deadline(self) -> datetime | None:
        """When the first one wakes; those who have left do not."""
        while self._asleep and not self._asleep[0][2].dozes:
            heapq.heappop(self._asleep)
        return self._asleep[0][0] if self._asleep else None

    def next_timer(self) -> datetime | None:
        """None: nobody guards a sleep."""
        return None

    def overdue(self, now: datetime) -> list[Busy]:
        """Nobody: who sleeps anew sleeps elsewhere."""
        return []

    def prospect(self) -> Prospect:
        """Somebody waits for the first wake."""
        return Prospect(self.next_deadline())

    def fire(self, now: datetime) -> None:
        """Wake all whose time has come."""
        while (at := self.next_deadline()) is not None and at <= now:
            heapq.heappop(self._asleep)[2].waking.set_result(None)
            for told in self.wakes:
                told()

    def happened(self, event: str) -> bool:
        """Nothing happens in a sleep."""
        return False

    def idle(self, unanswered: Collection[str] = ()) -> bool:
        """Always."""
        return True

    def unsettled(self, unanswered: Collection[str] = ()) -> list[Busy]:
        """Nothing."""
        return []

    def trouble(self) -> BaseException | None:
        """None."""
        return None

    def busy_outside(self) -> list[str]:
        """Nobody."""
        return []
