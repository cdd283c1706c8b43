"""Time as a page shows it: from this alone it counts on by itself."""

from datetime import datetime, timedelta
from typing import Any

from scalehook.gateway.control.plane import ControlPlane
from scalehook.kit.clock.clock import real_now
from scalehook.kit.clock.moves import Move

Going = tuple[float, bool, list[Move]]
JUMP = timedelta(seconds=1)  # what a page would be wrong by, before it is told


class ClockView:
    """Remembers what was told last."""

    def __init__(self, plane: ControlPlane) -> None:
        self._plane = plane
        self._told: tuple[datetime, datetime, datetime | None, *Going] | None = None

    def now(self) -> dict[str, Any]:
        """Virtual and real now, the speed, and the next deadline."""
        virtual, real, following = self._plane.now(), real_now(), self._plane.next_deadline()
        self._told = (virtual, real, following, *self._going())
        return {
            "virtual": virtual.isoformat(),
            "real": real.isoformat(),
            "speed": self._plane.speed(),
            "auto": self._plane.jumping.on,
            "moving": self._plane.moving.count,
            "stops": self._plane.moving.stops,
            "line": [_goal(each) for each in self._plane.moving.line],
            "next": None if following is None else following.isoformat(),
        }

    def news(self) -> dict[str, Any] | None:
        """The same, if it is not what follows from what was told last."""
        if self._told is not None:
            virtual, real, following, *going = self._told
            expected = virtual + (real_now() - real) * self._plane.speed()
            astray = abs(self._plane.now() - expected) > JUMP * max(1.0, self._plane.speed())
            same = (following, *going) == (self._plane.next_deadline(), *self._going())
            if same and not astray:
                return None
        return self.now()

    def _going(self) -> Going:
        return self._plane.speed(), self._plane.jumping.on, self._plane.moving.line


def _goal(move: Move) -> dict[str, Any]:
    """Where it is to go, as it was asked for."""
    to = move.to.isoformat() if isinstance(move.to, datetime) else move.to
    return {"seconds": move.seconds, "to": to, "until": move.until}
