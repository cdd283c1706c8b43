"""Sides measured in turn, so that whatever else the machine does falls on all of them."""

import statistics
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
Measure = Callable[[], Awaitable[float]]


async def in_turn(rounds: int, *sides: Callable[[], Awaitable[T]]) -> list[list[T]]:
    """What each side gave in each round. A first round, to warm up, does not count."""
    seen: list[list[T]] = [[] for _ in sides]
    for number in range(rounds + 1):
        for side, measured in zip(sides, seen, strict=True):
            value = await side()
            if number:
                measured.append(value)
    return seen


async def medians(rounds: int, *sides: Measure) -> list[float]:
    """The median of each side."""
    return [statistics.median(measured) for measured in await in_turn(rounds, *sides)]


def ratio(ours: Sequence[float], other: Sequence[float]) -> float:
    """The median of the rounds' ratios: a slow round was slow for both."""
    return statistics.median(one / two for one, two in zip(ours, other, strict=True))
