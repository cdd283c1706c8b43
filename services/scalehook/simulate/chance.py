"""Draws by name: the same seed and names give the same number, whatever else is drawn."""

from hashlib import blake2b
from random import Random

ONE = 2.0**-53
BETWEEN = "\x1f"  # in no name


class Chance:
    """Every number of a run. A name is of its subject (a message, an action), never of a moment: what
    changes elsewhere moves no draw.
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._key = blake2b(b"%d" % seed, digest_size=32).digest()

    def number(self, *names: str) -> int:
        """64 bits."""
        return int.from_bytes(self._digest(names, 8), "big")

    def unit(self, *names: str) -> float:
        """From 0 to 1, never either of them."""
        return ((self.number(*names) >> 12) * 2 + 1) * ONE

    def stream(self, *names: str) -> Random:
        """As many as are wanted."""
        return Random(int.from_bytes(self._digest(names, 16), "big"))

    def happens(self, share: float, *names: str) -> bool:
        """Whether it is one of that share."""
        return share > 0 and self.unit(*names) < share

    def _digest(self, names: tuple[str, ...], size: int) -> bytes:
        return blake2b(BETWEEN.join(names).encode(), digest_size=size, key=self._key).digest()
