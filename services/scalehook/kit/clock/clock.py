"""Virtual time: real time times a speed, and whatever somebody moved it by. The only clock read."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from scalehook.kit.clock.moments import moment

FASTEST = 1_000_000.0  # eleven days a second; the calendar lasts for some days of that
LATEST = datetime(9999, 1, 1, tzinfo=UTC)  # nobody moves it further: deadlines lie ahead of it


class NotMoved(ValueError):
    """The clock cannot be moved like that; the message says why."""


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
        self.speed = _fit(speed)
        self._real = real
        self._held: float | None = None
        start = real()
        self.move_to(anchor or Anchor(start, start))

    def seconds(self) -> float:
        """Virtual now in Unix seconds."""
        return self._running(self.anchor) if self._held is None else self._held

    def now(self) -> datetime:
        """Virtual now, UTC."""
        held, anchor, real = self._held, self.anchor, self._real
        if held is not None:
            return moment(held)
        return moment(anchor.virtual + (real() - anchor.real) * self.speed)

    def real_now(self) -> datetime:
        """The real time, by which requests' own dates are judged."""
        return moment(self._real())

    def real_seconds_until(self, at: datetime) -> float:
        """How long one has to wait, in real seconds, until virtual time is `at`."""
        return max(0.0, (at.timestamp() - self.seconds()) / self.speed)

    def hold(self, at: datetime | None = None) -> None:
        """Stand still, now or at `at`."""
        self._held = _sane(self.seconds() if at is None else at.timestamp())

    def standing(self) -> Anchor:
        """What it goes on from, if it is released now."""
        return Anchor(self._real(), self.seconds())

    def release(self) -> None:
        """Go on from where it stands."""
        self.move_to(self.standing())

    def run_at(self, speed: float) -> None:
        """Go on at this speed from where it stands; ValueError for one that is none."""
        standing = self.standing()
        self.speed = _fit(speed)
        self.move_to(standing)

    def move_to(self, anchor: Anchor) -> None:
        """Go on from there: somebody else has moved the time. ValueError, and nothing changes, when
        that is no time.
        """
        _sane(self._running(anchor))
        self.anchor = anchor
        self._held = None

    def after(self, seconds: float) -> datetime:
        """Virtual now and some seconds; ValueError when that is no time."""
        return moment(self.seconds() + seconds)

    def ahead(self, seconds: float) -> datetime:
        """Where virtual now is moved to by so many seconds: never back, never to the end of time."""
        if not seconds >= 0:  # NaN is neither
            raise NotMoved(f"the clock goes forward, by 0 or more seconds: not by {seconds!r}")
        if not self.seconds() + seconds <= LATEST.timestamp():
            raise NotMoved(f"the clock goes no further than {LATEST:%Y-%m-%d}")
        return self.now() + timedelta(seconds=seconds)

    def _running(self, anchor: Anchor) -> float:
        return anchor.virtual + (self._real() - anchor.real) * self.speed


def _fit(speed: float) -> float:
    if not 0 < speed <= FASTEST:
        raise ValueError(f"the clock's speed must be above 0, and at most {FASTEST:.0f}")
    return speed


def _sane(seconds: float) -> float:
    moment(seconds)
    return seconds


def elapsed_seconds() -> float:
    """Real seconds since the machine has started, those that it has slept through included."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def real_now() -> datetime:
    """The real time, UTC: what clients date their requests by."""
    return moment(real_seconds())


def real_seconds() -> float:
    """The same as a Unix timestamp."""
    return time.time()
