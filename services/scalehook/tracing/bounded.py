"""A dictionary that forgets the oldest."""

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Bounded(dict[K, V]):
    """Has no more than `most` keys; the oldest goes, and `forgotten` is told."""

    def __init__(self, most: int, forgotten: Callable[[K, V], None] | None = None) -> None:
        super().__init__()
        self._most = most
        self._forgotten = forgotten

    def __setitem__(self, key: K, value: V) -> None:
        super().__setitem__(key, value)
        if len(self) > self._most:
            oldest = next(iter(self))
            left = self.pop(oldest)
            if self._forgotten is not None:
                self._forgotten(oldest, left)
