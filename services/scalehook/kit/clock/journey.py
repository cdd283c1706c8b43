"""The rule by which virtual time is moved: from deadline to deadline, and past no holder in a hurry."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from scalehook.kit.clock.clock import Clock, NotMoved
from scalehook.kit.clock.holds import Hold, Patience, Vigil
from scalehook.kit.clock.moved import Busy, Moved, Passed
from scalehook.kit.clock.moves import JUST, Move, Outlook
from scalehook_contracts.errors.common import ServiceUnavailable

SHORTEST_LOOK, LONGEST_LOOK = 0.002, 0.05  # real seconds between two looks at who holds
# so often something may come due within an instant: more never ends, whatever schedules it
MOST_AT_ONCE, INSTANT = 10_000, timedelta(seconds=0.1)

Holds = Callable[[datetime | None], Awaitable[Sequence[Hold]]]  # all, or what guards an instant


class Stage(Protocol):
    """A stack whose time is moved: in this process, or in many."""

    clock: Clock  # it is held

    async def quiet(self) -> Outlook:
        """Returns when nobody has anything to do at this instant, or there is no patience left."""

    async def overdue(self) -> list[Busy]:
        """Those whose timers have come due."""

    async def stand(self, at: datetime) -> None:
        """The clocks are held at `at`."""

    async def fire(self) -> None:
        """What is due is taken up."""


async def nobody(by: datetime | None) -> Sequence[Hold]:
    """Nobody holds anything."""
    return ()


@dataclass(eq=False, repr=False)
class Journey:
    """One move. The clock waits just before a deadline that somebody guards, as long as there is
    patience; then the deadline comes all the same, and the answer says so. Where the stack does not come
    to rest, or time not to pass since a timer schedules itself at the instant at which it comes due, it
    ends, and no deadline is passed over.
    """

    stage: Stage
    move: Move
    holds: Holds = nobody
    patience: Patience = field(default_factory=Patience)
    real: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _passed: list[Passed] = field(default_factory=list)
    _outrun: dict[str, Busy] = field(default_factory=dict)  # holders whose deadlines came
    _pause: float = SHORTEST_LOOK
    _outlook: Outlook = field(default_factory=Outlook)
    _instant: datetime | None = None
    _rounds: int = 0
    _stop: datetime | None = None  # the last instant at which something has come due
    _stops: int = 0  # how many of them there were

    async def run(self) -> Moved:
        """Until its end, at which all is quiet again, or some are named who are not."""
        given = self.move.patience
        self._vigil = Vigil(self.patience if given is None else Patience.of(given))
        target = self.move.target(self.stage.clock)
        while True:
            self._outlook = await self.stage.quiet()
            if self._outlook.happened or self._outlook.unsettled:
                target = self.stage.clock.now()
                break
            target = target or self._first_timer()
            at = self._outlook.next
            if at is None or at > target:
                if self.move.settles and await self._waits(target, everything=True):
                    continue
                break
            if self._may_be_guarded(at) and await self._waits(at):
                continue
            await self._stand(at)
            if self._never_ends():
                self._outlook = replace(self._outlook, unsettled=tuple(await self.stage.overdue()))
                target = self.stage.clock.now()
                break
            self._stops += at != self._stop
            self._stop = at
            await self.stage.fire()
        await self._stand(target)
        return await self._moved(target)

    def _first_timer(self) -> datetime:
        """When it comes due; now, where it has."""
        if self._outlook.timer is None:
            raise NotMoved("nothing is timed: there is no next deadline")
        return max(self._outlook.timer, self.stage.clock.now())

    def _never_ends(self) -> bool:
        """Whether something has come due too often while the clock stood, or as good as stood."""
        now = self.stage.clock.now()
        if self._instant is None or now - self._instant >= INSTANT:
            self._instant, self._rounds = now, 0
        self._rounds += 1
        return self._rounds > MOST_AT_ONCE

    def _may_be_guarded(self, at: datetime) -> bool:
        """What is guarded has a timer: the end of a long poll needs no look at who holds what."""
        timer = self._outlook.timer
        return self.move.strict or self.move.hold_scripts or (timer is not None and timer <= at)

    async def _waits(self, at: datetime, *, everything: bool = False) -> bool:
        """Whether somebody was waited for: then all has to be looked at again."""
        everything = everything or self.move.strict
        found = await self._holds(None if everything else at)
        guarding = [each for each in found if everything or each.guards_at(at)]
        if self._vigil.waits_for(guarding, self.real()):
            await self._stand(at - JUST)
            await self.sleep(self._pause)
            self._pause = min(LONGEST_LOOK, self._pause * 2)
            return True
        self._pause = SHORTEST_LOOK
        self._outrun_by(at, [each for each in guarding if each.guards_at(at)])
        return False

    def _outrun_by(self, at: datetime, guarding: Sequence[Hold]) -> None:
        """The deadline comes all the same. What nobody reads is named, too, but was nobody's to hold."""
        self._outrun |= {each.key: each.busy for each in guarding}
        if holders := [each.busy for each in guarding if each.kind != "unread"]:
            self._passed.append(Passed(at=at, holders=holders))

    async def _holds(self, by: datetime | None) -> Sequence[Hold]:
        scripts = self._outlook.scripts if self.move.hold_scripts else ()
        return [*map(_script_holds, scripts), *await self.holds(by)]

    async def _stand(self, at: datetime) -> None:
        if at > self.stage.clock.now():
            await self.stage.stand(at)

    async def _moved(self, now: datetime) -> Moved:
        busy = {each.name: each for each in self._outlook.unsettled}
        busy |= {each: _script(each) for each in self._outlook.scripts}
        busy |= self._outrun
        busy |= {each.key: each.busy for each in await self._in_hand() if each.kind != "unread"}
        return Moved(
            busy.values(), now, self._passed, happened=self._outlook.happened, stops=self._stops
        )

    async def _in_hand(self) -> Sequence[Hold]:
        """Who does not come to rest may be the one who would have to say."""
        try:
            return await self.holds(None)
        except (TimeoutError, ServiceUnavailable):
            if self._outlook.unsettled:
                return ()
            raise


def _script(name: str) -> Busy:
    return Busy(kind="script", name=name)


def _script_holds(name: str) -> Hold:
    return Hold(name, _script(name), everything=True)
