"""One number over time, in so many points at most: the longer it goes on, the coarser they are."""

from array import array
from collections.abc import Iterator

MOST_POINTS = 600
FINEST = 1.0  # virtual seconds that are one point at first


class Course:
    """Only its changes are known; where it stands is told by whoever asks for its points."""

    def __init__(self) -> None:
        self._step = FINEST
        self._at = array("d")  # Unix seconds, one of each step
        self._last = array("q")  # after all that has happened in the step
        self._high = array("q")  # the most that there was in it

    def add(self, at: float, change: int) -> None:
        """It is so much more from now on. What is told late counts for the last moment that is known."""
        value = self.last + change
        if self._at and at // self._step <= self._at[-1] // self._step:
            self._last[-1] = value
            self._high[-1] = max(self._high[-1], value)
            return
        self._put(at, value, value)
        while len(self._at) > MOST_POINTS:
            self._coarsen()

    @property
    def last(self) -> int:
        """All changes together."""
        return self._last[-1] if self._last else 0

    def before(self, now: int | None = None) -> int:
        """How much there was before all that is known, if it is `now` so much; without that, nothing or
        what is needed so that it was never less.
        """
        return max(0, self._base(now))

    def points(self, now: int | None = None) -> Iterator[tuple[float, int, int]]:
        """When, how much then, and the most of that step."""
        base = self._base(now)
        for at, last, high in zip(self._at, self._last, self._high, strict=True):
            yield at, max(0, last + base), max(0, high + base)

    def _base(self, now: int | None) -> int:
        if not self._at:
            return now or 0
        return now - self.last if now is not None else -min(0, *self._last)

    def _put(self, at: float, last: int, high: int) -> None:
        self._at.append(at)
        self._last.append(last)
        self._high.append(high)

    def _coarsen(self) -> None:
        self._step *= 2
        old = list(zip(self._at, self._last, self._high, strict=True))
        for each in (self._at, self._last, self._high):
            del each[:]
        for at, last, high in old:
            if self._at and at // self._step == self._at[-1] // self._step:
                self._last[-1], self._high[-1] = last, max(self._high[-1], high)
            else:
                self._put(at, last, high)
