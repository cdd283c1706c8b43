"""Where services have their random numbers from, and with them their ids."""

import os
from collections.abc import Callable
from functools import cache
from random import Random, SystemRandom
from weakref import WeakSet

BLOCK = 4096  # random bytes that the system is asked for at once
Randomness = Callable[[str], Random]  # by the name of the service
_ALL: "WeakSet[RandomBytes]" = WeakSet()


class RandomBytes:
    """The system's, fetched in blocks: asking for every few of them costs more than using them."""

    def __init__(self) -> None:
        self._block, self._at = b"", 0
        _ALL.add(self)

    def take(self, count: int) -> bytes:
        """That many, given out once."""
        start, self._at = self._at, self._at + count
        if self._at > len(self._block):
            self._block, start, self._at = os.urandom(max(count, BLOCK)), 0, count
        return self._block[start : self._at]

    def forget(self) -> None:
        """What was fetched is not given out."""
        self._at = len(self._block)


class Unforeseen(SystemRandom):
    """Nobody guesses what comes next."""

    def __init__(self) -> None:
        super().__init__()
        self._bytes = RandomBytes()

    def randbytes(self, n: int) -> bytes:
        """So many."""
        return self._bytes.take(n)

    def getrandbits(self, k: int, /) -> int:
        """A number of at most so many bits; ValueError for less than none."""
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        count = (k + 7) // 8
        return int.from_bytes(self._bytes.take(count), "big") >> (8 * count - k)


def unforeseen(_: str) -> Random:
    """Of each service its own."""
    return Unforeseen()


def seeded(seed: int) -> Randomness:
    """The same for the same seed. A service that comes back goes on where it was: no id comes twice."""
    return cache(lambda service: Random(f"{seed}/{service}"))


def _forget_all() -> None:
    """A process that was forked gives out nothing that its parent gives out."""
    for each in _ALL:
        each.forget()


os.register_at_fork(after_in_child=_forget_all)
