"""What was made of texts that come again and again."""

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key", str, tuple[str, str])
Made = TypeVar("Made")

MOST = 1024  # things; most clients need a dozen
LONGEST = 80  # characters: however much a client sends, it fills no memory


class Remembered(dict[Key, Made]):
    """What `make` makes of a text, or of two. It is not kept for long ones, and not where `once` says that
    such a text does not come again. Half as dear as a cache of the library's: it is emptied when it is
    full.
    """

    def __init__(self, make: Callable[[Key], Made], once: Callable[[Key], bool]) -> None:
        self._make: Callable[[Key], Made] = make
        self._once: Callable[[Key], bool] = once

    def __missing__(self, key: Key) -> Made:
        made: Made = self._make(key)
        size = len(key) if isinstance(key, str) else sum(map(len, key))
        if size <= LONGEST and not self._once(key):
            if len(self) >= MOST:
                self.clear()
            self[key] = made
        return made
