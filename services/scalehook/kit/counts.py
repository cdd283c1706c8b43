"""Counts by what is counted, kept by increment."""

from typing import TypeVar

K = TypeVar("K")


class Counts(dict[K, int]):
    """What was never counted is 0, as the library's `Counter` says. That one deletes in a way of its
    own, so that each write is a call of Python's, and takes five times as long.
    """

    def __missing__(self, key: K) -> int:
        return 0
