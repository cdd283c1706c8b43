"""The picture of a stack that runs: begun when somebody looks first, and kept up from then on."""

import asyncio
from collections import deque
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from scalehook.gateway.console.courses.courses import Courses
from scalehook.gateway.console.flow.notified import Notified
from scalehook.gateway.console.flow.picture import Picture
from scalehook.gateway.control.plane import ControlPlane, EventView
from scalehook_contracts.errors.common import InvalidParameter

MOST_EVENTS = 50
STRUCK = "_fault_struck"  # so ends the name of what tells that a fault has hit something
IDS = ("LifecycleActionToken", "ScalingActivityId", "ExecutionId", "InstanceId", "InvokeId")
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Traffic:
    """Of one stack; `live` goes on listening, where another one reads the past alone."""

    def __init__(self, *, live: bool = True) -> None:
        self._live = live
        self._picture = Picture()
        self.courses = Courses()
        self.notified = Notified()
        self._last: deque[EventView] = deque(maxlen=MOST_EVENTS)
        self._struck: deque[EventView] = deque(maxlen=MOST_EVENTS)
        self._task: asyncio.Task[None] | None = None
        self._early: list[EventView] | None = []  # while the past is read

    async def follow(self, plane: ControlPlane) -> None:
        """Know what has happened so far, and hear what comes."""
        if self._task is None:
            self._task = asyncio.create_task(self._listen(plane), name="flow")
            await asyncio.sleep(0)
            await self._read(plane)

    async def view(self, plane: ControlPlane) -> dict[str, Any]:
        """What has gone where so far."""
        await self.follow(plane)
        return self._picture.view()

    async def last(self, plane: ControlPlane) -> list[dict[str, Any]]:
        """The last events of all kinds, the newest first."""
        await self.follow(plane)
        return [_told(event) for event in reversed(self._last)]

    async def struck(self, plane: ControlPlane) -> list[dict[str, Any]]:
        """The last hits of faults, the newest first: what each has hit, as `about`."""
        await self.follow(plane)
        return [
            _told(each) | {"kind": each.body["Kind"], "fault_id": each.body["FaultId"]}
            for each in reversed(self._struck)
        ]

    def close(self) -> None:
        """Listen no more."""
        if self._task is not None:
            self._task.cancel()

    async def _read(self, plane: ControlPlane) -> None:
        """The past, where somebody knows it, and then what has come meanwhile and is none of it."""
        told = set()
        with suppress(InvalidParameter):  # as separate services: from now on
            async for event in plane.events(BEGINNING, follow=False):
                told.add(event.message_id)
                self._add(event)
        early, self._early = self._early or [], None
        for event in early:
            if event.message_id not in told:
                self._add(event)

    async def _listen(self, plane: ControlPlane) -> None:
        if not self._live:
            return
        async for event in plane.events():
            if self._early is None:
                self._add(event)
            else:
                self._early.append(event)

    def _add(self, event: EventView) -> None:
        self._picture.add(event)
        self.courses.add(event)
        self.notified.add(event)
        self._last.append(event)
        if event.type.endswith(STRUCK):
            self._struck.append(event)


def _told(event: EventView) -> dict[str, Any]:
    """With the id that it is looked up by, where it has one."""
    ids = (str(event.body[name]) for name in IDS if event.body.get(name))
    return {
        "id": event.message_id,
        "type": event.type,
        "at": event.at.isoformat(),
        "about": next(ids, ""),
    }
