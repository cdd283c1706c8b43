"""Which of the things that a fault fits it strikes: counted, so that it comes out the same again."""

from typing import Protocol


class Turns(Protocol):
    """Of those that fit, the first `skip` go by; then every `every`-th is struck, `times` in all."""

    @property
    def times(self) -> int | None:
        """None: as long as the fault is there."""

    @property
    def skip(self) -> int:
        """So many go by at first."""

    @property
    def every(self) -> int:
        """1: each; 2: every second, beginning with the first."""


def strikes(turns: Turns, seen: int, fired: int) -> bool:
    """Whether the next one is struck, when `seen` have come and `fired` of them were."""
    if turns.times is not None and fired >= turns.times:
        return False
    past = seen - turns.skip
    return past >= 0 and past % turns.every == 0
