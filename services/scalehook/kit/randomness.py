"""Where services have their random numbers from, and with them their ids."""

from collections.abc import Callable
from functools import cache
from random import Random, SystemRandom

Randomness = Callable[[str], Random]  # by the name of the service


def unforeseen(_: str) -> Random:
    """Nobody guesses what comes next."""
    return SystemRandom()


def seeded(seed: int) -> Randomness:
    """The same for the same seed. A service that comes back goes on where it was: no id comes twice."""
    return cache(lambda service: Random(f"{seed}/{service}"))
