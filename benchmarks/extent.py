"""How much is measured: everything several times, or a little of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Extent:
    """Rounds that count, and the share of the usual number of requests in each."""

    rounds: int = 5
    share: float = 1

    def count(self, usual: int) -> int:
        """So many in place of the usual ones."""
        return max(1, round(usual * self.share))


FULL, QUICK = Extent(), Extent(rounds=3, share=0.2)
