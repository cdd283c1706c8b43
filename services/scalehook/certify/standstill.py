"""Keeps time from jumping by itself: a participant to whom something is always owed."""

from datetime import datetime

from scalehook.kit.clock.prospect import Prospect


class Standstill:
    """As long as it takes part. Time that somebody moves, moves; and it passes as real time does."""

    def prospect(self) -> Prospect:
        """An answer is owed."""
        return Prospect(owed=True)

    def next_deadline(self) -> datetime | None:
        """None: nothing comes due."""
        return None

    next_timer = next_deadline

    def fire(self, now: datetime) -> None:
        """Nothing is due."""

    def happened(self, event: str) -> bool:
        """Nothing happens here."""
        return False

    def idle(self) -> bool:
        """Always: nobody waits for it to be done."""
        return True

    def trouble(self) -> BaseException | None:
        """None."""
        return None

    def busy_outside(self) -> list[str]:
        """Nobody."""
        return []
