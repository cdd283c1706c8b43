"""Virtual time: real time times a speed, and whatever somebody moved it by. The only clock read."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from scalehook.kit.clock.moments import moment


@dataclass(frozen=True, slots=True)
class Anchor:
    """A pair of instants, Unix seconds, that fixes where virtual time stands."""

    real: float
    virtual: float


class Clock:
    """Virtual now. While it is held it stands still, so that many timers can fire at one instant."""

    def __init__(
        self,
        speed: float = 1.0,
        anchor: Anchor | None = None,
        real: Callable[[], float] = time.time,
    ) -> None:
        if speed <= 0:
            raise ValueError("the clock's speed must be above 0")
        self.speed = speed
        self._real = real
        start = real()
        self.anchor = anchor or Anchor(start, start)
        self._held: float | None = None

    def seconds(self) -> float:
        """Virtual now in Unix seconds."""
        if self._held is not None:
            return self._held
        return self.anchor.virtual + (self._real() - self.anchor.real) * self.speed

    def now(self) -> datetime:
        """Virtual now, UTC."""
        return moment(self.seconds())

    def real_now(self) -> datetime:
        """The real time, by which requests' own dates are judged."""
        return moment(self._real())

    def real_seconds_until(self, at: datetime) -> float:
        """How long one has to wait, in real seconds, until virtual time is `at`."""
        return max(0.0, (at.timestamp() - self.seconds()) / self.speed)

    def hold(self, at: datetime | None = None) -> None:
        """Stand still, now or at `at`."""
        self._held = self.seconds() if at is None else at.timestamp()

    def standing(self) -> Anchor:
        """What it goes on from, if it is released now."""
        return Anchor(self._real(), self.seconds())

    def release(self) -> None:
        """Go on from where it stands."""
        self.move_to(self.standing())

    def move_to(self, anchor: Anchor) -> None:
        """Go on from there: somebody else has moved the time."""
        self.anchor = anchor
        self._held = None

    def after(self, seconds: float) -> datetime:
        """Virtual now and some seconds."""
        return self.now() + timedelta(seconds=seconds)


def real_now() -> datetime:
    """The real time, UTC: what clients date their requests by."""
    return moment(time.time())
