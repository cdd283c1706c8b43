"""A process's part in moving the clock: it is asked, and does as it is told."""

import asyncio
from dataclasses import dataclass
from typing import Any

from scalehook.kit.clock import Anchor
from scalehook.kit.host import Host
from scalehook.kit.moments import moment
from scalehook.kit.timekeeper import Timekeeper


@dataclass
class ClockHand:
    """Answers the coordinator's questions about one service."""

    host: Host
    timekeeper: Timekeeper

    async def __call__(self, question: dict[str, Any]) -> dict[str, Any]:
        """`hold` at an instant, `fire` what is due, `release` to an anchor; in any case wait until
        the service is quiet and tell how it stands.
        """
        clock = self.timekeeper.clock
        if "hold" in question:
            clock.hold(moment(question["hold"]))
        if question.get("fire"):
            self.timekeeper.fire()
        if "release" in question:
            clock.move_to(Anchor(**question["release"]))
            self.timekeeper.reschedule()
        if question.get("quiet", True):
            await self._quiet()
        deadline = self.timekeeper.next_deadline()
        return {
            "now": clock.seconds(),
            "next": deadline.timestamp() if deadline else None,
            "busy": self.host.busy_outside(),
            "turns": self.host.turns,
            "healthy": self.host.failed is None,
        }

    async def _quiet(self) -> None:
        await asyncio.to_thread(lambda: None)  # what arrived with the question is taken up first
        await self.timekeeper.quiet()
