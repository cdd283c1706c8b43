"""Fires what comes due, in order of deadline over all services; moves the clock on demand."""

import asyncio
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol

from scalehook.kit.clock.clock import Clock
from scalehook.kit.clock.holds import Patience
from scalehook.kit.clock.journey import Holds, Journey, nobody
from scalehook.kit.clock.moved import Busy, Moved
from scalehook.kit.clock.moves import Move, Outlook
from scalehook.kit.clock.prospect import Prospect
from scalehook.kit.clock.sleepers import Sleepers
from scalehook_contracts.errors.common import ServiceUnavailable


class Participant(Protocol):
    """Somebody with deadlines: a host."""

    def next_deadline(self) -> datetime | None:
        """When something of it comes due first."""

    def next_timer(self) -> datetime | None:
        """When the first timer does: the ends of long polls are none."""

    def fire(self, now: datetime) -> None:
        """Take up everything that is due."""

    def overdue(self, now: datetime) -> list[Busy]:
        """Itself, with the first timer that has come due."""

    def prospect(self) -> Prospect:
        """What tells whether time may jump."""

    def happened(self, event: str) -> bool:
        """Whether the event of this name on the wire has, since it was asked for first. With an empty
        name: look out for nothing any more.
        """

    def idle(self, unanswered: Collection[str] = ()) -> bool:
        """Whether it has nothing to do at this instant, but to await the answers to these messages."""

    def unsettled(self, unanswered: Collection[str] = ()) -> list[Busy]:
        """What it has to do at this instant, likewise."""

    def trouble(self) -> BaseException | None:
        """Why it may not become idle by itself: it has failed, or its journal has no room."""

    def busy_outside(self) -> list[str]:
        """The effects that run in real time, by name."""


class Timekeeper:
    """Wakes participants at their deadlines, and knows when all are quiet."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.sleepers = Sleepers(clock, self._sleeps)
        self.participants: list[Participant] = [self.sleepers]
        self._stirred = asyncio.Event()
        self.moving = asyncio.Lock()  # held by whoever moves the time, or must not have it moved
        self._loop: asyncio.AbstractEventLoop | None = None  # while it fires by itself
        self._alarm: asyncio.TimerHandle | None = None
        self._alarm_at: datetime | None = None

    def forget_all(self) -> None:
        """Nobody takes part any more, and nobody sleeps."""
        self.sleepers.end()
        self.participants[:] = [self.sleepers]

    def stir(self) -> None:
        """Something was done: whoever waits for quiet looks again."""
        self._stirred.set()

    def reschedule(self, at: datetime | None = None) -> None:
        """There is a new deadline; without one: some may have changed, or the time has."""
        if at is not None and self._alarm_at is not None and at >= self._alarm_at:
            return  # it looks in time
        self._set_alarm(at or self.next_deadline())

    def fire(self) -> None:
        """Take up everything that is due at this instant."""
        now = self.clock.now()
        due = [
            (at, index)
            for index, participant in enumerate(self.participants)
            if (at := participant.next_deadline()) is not None and at <= now
        ]
        for _, index in sorted(due):
            self.participants[index].fire(now)

    def next_deadline(self) -> datetime | None:
        """When something comes due first."""
        deadlines = (participant.next_deadline() for participant in self.participants)
        return min((at for at in deadlines if at is not None), default=None)

    async def prospect(self) -> Prospect:
        """What tells whether time may jump: nothing moves it at the moment, and all is quiet."""
        try:
            async with self.moving:
                await self.quiet()
                return Prospect.of_all(participant.prospect() for participant in self.participants)
        finally:
            self.reschedule()  # no alarm was set for deadlines that came up meanwhile

    async def run(self) -> None:
        """Fire deadlines as they come, until cancelled."""
        self._loop = asyncio.get_running_loop()
        self.reschedule()
        try:
            await self._loop.create_future()
        finally:
            self._loop = None
            self._set_alarm(None)

    async def quiet(
        self,
        of: Iterable[Participant] = (),
        asleep: Collection[str] = (),
        within: float | None = None,
    ) -> list[Busy]:
        """Returns when nobody, or none of these, has anything to do at this instant, and after `within`
        real seconds with those who still have; ServiceUnavailable when somebody cannot do it. The
        receivers of the messages `asleep` sleep in another process.
        """
        participants, over = [*of] or self.participants, asyncio.Event()
        alarm = (
            None if within is None else asyncio.get_running_loop().call_later(within, self._end, over)
        )
        try:
            while not self._all_idle(participants, asleep):
                if any(participant.trouble() for participant in participants):
                    raise ServiceUnavailable()
                if over.is_set():
                    return self._unsettled(participants, asleep)
                self._stirred.clear()
                await self._stirred.wait()
        finally:
            if alarm is not None:
                alarm.cancel()
        return []

    def _end(self, over: asyncio.Event) -> None:
        over.set()
        self.stir()

    def _all_idle(self, participants: Iterable[Participant], asleep: Collection[str]) -> bool:
        unanswered = self.sleepers.messages().union(asleep)
        return all(participant.idle(unanswered) for participant in participants)

    def _unsettled(self, participants: Iterable[Participant], asleep: Collection[str]) -> list[Busy]:
        unanswered = self.sleepers.messages().union(asleep)
        return [busy for participant in participants for busy in participant.unsettled(unanswered)]

    async def advance(self, seconds: float) -> list[str]:
        """Move virtual time, and wait for nobody outside. Names the effects that still run in real
        time.
        """
        return (await self.move(Move(seconds=seconds))).names

    async def move(self, move: Move, holds: Holds = nobody, patience: Patience | None = None) -> Moved:
        """Move virtual time; returns when all that came due is handled and the stack is quiet, or, where
        it does not come to rest, at the instant at which it does not.

        Calls at the same time are served one after the other; ValueError when the clock cannot be
        moved so far, or is to go back. One that is cancelled leaves the clock where it has come to.
        """
        try:
            async with self.moving:
                self.clock.hold()
                try:
                    patience = patience or Patience()
                    stage = _Here(self, move.until, patience.rest)
                    return await Journey(stage, move, holds, patience).run()
                finally:
                    self.happened("")
                    self.clock.release()
        finally:
            self.reschedule()

    def happened(self, event: str) -> bool:
        """The same as of a participant, of any of them."""
        told = [participant.happened(event) for participant in self.participants]  # all are asked
        return any(told)

    def _set_alarm(self, at: datetime | None) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm, self._alarm_at = None, None
        if at is not None and self._loop is not None and not self.moving.locked():
            self._alarm_at = at
            delay = self.clock.real_seconds_until(at)
            self._alarm = self._loop.call_later(delay, self._look)

    def _sleeps(self, until: datetime) -> None:
        """Somebody does: whoever waits for quiet may wait for one answer less."""
        self.stir()
        self.reschedule(until)

    def _look(self) -> None:
        """A deadline may have come."""
        at = self.next_deadline()
        if at is not None and at <= self.clock.now() and not self.moving.locked():
            self.fire()
        self.reschedule()


class _Here:
    """The stack of this process as a move of the clock sees it."""

    def __init__(self, timekeeper: Timekeeper, until: str, rest: float) -> None:
        self.clock = timekeeper.clock
        self._timekeeper = timekeeper
        self._until, self._rest = until, rest

    async def quiet(self) -> Outlook:
        """Returns when nobody has anything to do at this instant, or there is no patience left."""
        unsettled = await self._timekeeper.quiet(within=self._rest)
        participants = self._timekeeper.participants
        timers = (participant.next_timer() for participant in participants)
        return Outlook(
            next=self._timekeeper.next_deadline(),
            timer=min((at for at in timers if at is not None), default=None),
            happened=bool(self._until) and self._timekeeper.happened(self._until),
            scripts=tuple(name for each in participants for name in each.busy_outside()),
            unsettled=tuple(unsettled),
        )

    async def overdue(self) -> list[Busy]:
        """Those whose timers have come due."""
        now, participants = self.clock.now(), self._timekeeper.participants
        return [busy for participant in participants for busy in participant.overdue(now)]

    async def stand(self, at: datetime) -> None:
        """The clock is held at `at`."""
        self.clock.hold(at)

    async def fire(self) -> None:
        """What is due is taken up."""
        self._timekeeper.fire()
