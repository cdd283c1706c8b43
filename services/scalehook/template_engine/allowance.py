"""What one message may cost: users write the expressions and selectors that it evaluates."""

from typing import Any

MOST = 3_000_000  # units; a second's work or less
CHARACTERS = 64  # that are read or made for one unit


class TooMuch(ValueError):
    """What a template asks for is more than one message may cost."""

    def __init__(self) -> None:
        super().__init__("this asks for too much: too many steps, or values that are too large")


class Allowance:
    """Counts down, the same on every machine: no clock decides."""

    def __init__(self, most: int = MOST) -> None:
        self._left = most

    def spend(self, units: int) -> None:
        """Take some; TooMuch when there are not so many left."""
        if units > self._left:
            self._left = 0
            raise TooMuch
        self._left -= units

    def measure(self, value: Any, times: int = 1) -> int:
        """Take what reading or writing the whole value so often costs, before anybody does so; how
        large it is.
        """
        before = self._left
        self._measure(value)
        size = before - self._left
        self.spend(size * (times - 1))
        return size

    def _measure(self, value: Any) -> None:
        waiting, left = [value], self._left
        while waiting:
            item = waiting.pop()
            if isinstance(item, str):
                left -= 1 + len(item) // CHARACTERS
            elif isinstance(item, list):
                left -= 1 + len(item)
                waiting += item if left >= 0 else ()
            elif isinstance(item, dict):
                left -= 1 + 2 * len(item)
                waiting += (*item, *item.values()) if left >= 0 else ()
            else:
                left -= 1
            if left < 0:
                break
        self.spend(self._left - left)
