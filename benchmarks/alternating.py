"""Two sides measured in turn, so that whatever else the machine does falls on both."""

import statistics
from collections.abc import Awaitable, Callable

Measure = Callable[[], Awaitable[float]]
ROUNDS = 5


async def medians(*sides: Measure, rounds: int = ROUNDS) -> list[float]:
    """The median of each side. A first round, to warm up, does not count."""
    seen: list[list[float]] = [[] for _ in sides]
    for number in range(rounds + 1):
        for side, measured in zip(sides, seen, strict=True):
            value = await side()
            if number:
                measured.append(value)
    return [statistics.median(measured) for measured in seen]
