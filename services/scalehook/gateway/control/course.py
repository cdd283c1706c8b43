"""When things have really happened: where virtual time stood, by the real one, whenever it was moved."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scalehook.kit.clock.clock import real_now

MOST_POINTS = 100  # the last ones: what is told of what came before is less exact


@dataclass(eq=False, repr=False)
class Course:
    """Of one stack, since its process has started."""

    began: datetime = field(default_factory=real_now)
    _points: deque[tuple[datetime, datetime, float]] = field(
        default_factory=lambda: deque(maxlen=MOST_POINTS)
    )

    def note(self, virtual: datetime, speed: float) -> None:
        """Virtual time stands there now, and goes on at this speed."""
        self._points.append((virtual, real_now(), speed))

    def told(self) -> dict[str, Any]:
        """As a page gets it: points on either side tell the real time of what lies between."""
        points = [
            {"virtual": virtual.isoformat(), "real": real.isoformat(), "speed": speed}
            for virtual, real, speed in self._points
        ]
        return {"began": self.began.isoformat(), "points": points}
