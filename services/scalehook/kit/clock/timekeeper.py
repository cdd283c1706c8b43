"""Fires what comes due, in order of deadline over all services; moves the clock on demand."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from scalehook.kit.clock.clock import Clock
from scalehook_contracts.errors.common import ServiceUnavailable


class Participant(Protocol):
    """Somebody with deadlines: a host."""

    def next_deadline(self) -> datetime | None:
        """When something of it comes due first."""

    def fire(self, now: datetime) -> None:
        """Take up everything that is due."""

    def idle(self) -> bool:
        """Whether it has nothing to do at this instant."""

    def trouble(self) -> BaseException | None:
        """Why it may not become idle by itself: it has failed, or its journal has no room."""

    def busy_outside(self) -> list[str]:
        """The effects that run in real time, by name."""


class Timekeeper:
    """Wakes participants at their deadlines, and knows when all are quiet."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.participants: list[Participant] = []
        self._stirred = asyncio.Event()
        self._moving = asyncio.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None  # while it fires by itself
        self._alarm: asyncio.TimerHandle | None = None
        self._alarm_at: datetime | None = None

    def stir(self) -> None:
        """Something was done: whoever waits for quiet looks again."""
        self._stirred.set()

    def reschedule(self, at: datetime | None = None) -> None:
        """There is a new deadline; without one: some may have changed, or the time has."""
        if at is not None and self._alarm_at is not None and at >= self._alarm_at:
            return  # it looks in time
        self._set_alarm(at or self._next())

    def fire(self) -> None:
        """Take up everything that is due at this instant."""
        self._fire()

    def next_deadline(self) -> datetime | None:
        """When something comes due first."""
        return self._next()

    @property
    def moving(self) -> asyncio.Lock:
        """Held by whoever moves the time, or must not have it moved."""
        return self._moving

    async def run(self) -> None:
        """Fire deadlines as they come, until cancelled."""
        self._loop = asyncio.get_running_loop()
        self.reschedule()
        try:
            await self._loop.create_future()
        finally:
            self._loop = None
            self._set_alarm(None)

    async def quiet(self, of: Iterable[Participant] = ()) -> None:
        """Returns when nobody, or none of these, has anything to do at this instant;
        ServiceUnavailable when somebody cannot do it.
        """
        participants = [*of] or self.participants
        while not all(participant.idle() for participant in participants):
            if any(participant.trouble() for participant in participants):
                raise ServiceUnavailable()
            self._stirred.clear()
            await self._stirred.wait()

    async def advance(self, seconds: float) -> list[str]:
        """Move virtual time; returns when all that came due is handled and the stack is quiet.

        The answer names the effects that still run in real time. Calls at the same time are served
        one after the other; ValueError when the clock cannot be moved so far, or is to go back.
        """
        try:
            async with self._moving:
                await self._advance(seconds)
        finally:
            self.reschedule()
        return [name for participant in self.participants for name in participant.busy_outside()]

    async def _advance(self, seconds: float) -> None:
        self.clock.hold()
        try:
            target = self.clock.ahead(seconds)
            await self.quiet()
            while (at := self._next()) is not None and at <= target:
                self.clock.hold(max(at, self.clock.now()))
                self._fire()
                await self.quiet()
            self.clock.hold(target)
        finally:
            self.clock.release()

    def _next(self) -> datetime | None:
        deadlines = (participant.next_deadline() for participant in self.participants)
        return min((at for at in deadlines if at is not None), default=None)

    def _fire(self) -> None:
        now = self.clock.now()
        due = [
            (at, index)
            for index, participant in enumerate(self.participants)
            if (at := participant.next_deadline()) is not None and at <= now
        ]
        for _, index in sorted(due):
            self.participants[index].fire(now)

    def _set_alarm(self, at: datetime | None) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm, self._alarm_at = None, None
        if at is not None and self._loop is not None and not self._moving.locked():
            self._alarm_at = at
            delay = self.clock.real_seconds_until(at)
            self._alarm = self._loop.call_later(delay, self._look)

    def _look(self) -> None:
        """A deadline may have come."""
        at = self._next()
        if at is not None and at <= self.clock.now() and not self._moving.locked():
            self._fire()
        self.reschedule()
