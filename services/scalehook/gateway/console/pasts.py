"""The desk as it was at past moments: read only, and at most a few of them at a time."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, cast

from scalehook.gateway.console.flow.traffic import Traffic
from scalehook.gateway.console.warnings.noticed import Noticed
from scalehook.gateway.control.course import Course
from scalehook.gateway.control.deadlines import Deadline
from scalehook.gateway.control.jumping import Jumping
from scalehook.gateway.control.moving import Moving
from scalehook.gateway.control.past import Past
from scalehook.gateway.control.plane import ControlPlane, DeadLetterView, EventView
from scalehook.gateway.faults.own import OwnFaults
from scalehook.kit.clock.holds import Hold
from scalehook_contracts.errors.common import InvalidParameter

if TYPE_CHECKING:
    from scalehook.gateway.console.desk import Desk

MOST = 2  # each is a whole stack in memory


@dataclass(frozen=True)
class PastPlane:
    """What views ask a plane for, as it was."""

    plane: ControlPlane
    then: Past

    def now(self) -> datetime:
        """That moment."""
        return self.then.at

    def speed(self) -> float:
        """Time stands."""
        return 0

    def next_deadline(self) -> datetime | None:
        """What was to come first."""
        return self.then.next_deadline

    def deadlines(self) -> Sequence[Deadline]:
        """Those that were to come."""
        return self.then.deadlines

    async def holds(self) -> Sequence[Hold]:
        """Nobody has anything in hand any more."""
        return ()

    @property
    def moving(self) -> Moving:
        """Those of now."""
        return self.plane.moving

    @property
    def course(self) -> Course:
        """As it is now."""
        return self.plane.course

    @property
    def jumping(self) -> Jumping:
        """As it is now."""
        return self.plane.jumping

    def ready(self) -> dict[str, bool]:
        """Nobody has kept who ran."""
        return self.plane.ready()

    async def dead_letters(self) -> list[DeadLetterView]:
        """Of those that are still there, the ones that had been given up."""
        return [each for each in await self.plane.dead_letters() if each.at <= self.then.at]

    async def events(
        self, since: datetime | None = None, follow: bool = True
    ) -> AsyncIterator[EventView]:
        """Those of the past; what has happened later is passed over."""
        async for event in self.plane.events(since, follow):
            if event.at <= self.then.at:
                yield event


class Pasts:
    """Those of one stack, the latest used last."""

    def __init__(self) -> None:
        self._kept: dict[datetime, asyncio.Task[Past]] = {}

    async def desk(self, now: "Desk", at: datetime) -> "Desk":
        """The desk as it was; of a moment that is still to come, InvalidParameter."""
        if at > now.plane.now():
            raise InvalidParameter("at: it has not come yet")
        then = await asyncio.shield(self._past(now.plane, at))
        plane = cast(ControlPlane, PastPlane(now.plane, then))  # views change nothing
        return replace(
            now,
            bus=then.services,
            plane=plane,
            faults=OwnFaults(plane.now),
            traffic=Traffic(live=False),
            noticed=Noticed(),
        )

    def _past(self, plane: ControlPlane, at: datetime) -> "asyncio.Task[Past]":
        found = self._kept.pop(at, None)
        if found is None or (found.done() and found.exception() is not None):
            found = asyncio.ensure_future(plane.past(at))
        self._kept[at] = found
        while len(self._kept) > MOST:
            self._kept.pop(next(iter(self._kept)))
        return found
