"""When a service that fails again and again is given up."""

from dataclasses import dataclass

STEADY_SECONDS = 10  # what runs so long has come back for good
MOST = 3


class Killed(Exception):
    """Somebody has it fail on purpose: it is no failure of its own."""


@dataclass(eq=False, repr=False)
class Failures:
    """One after the other, each soon after the start."""

    count: int = 0

    def is_last(self, lasted: float) -> bool:
        """One more, after so many seconds: whether it is one too many."""
        self.count = 1 if lasted >= STEADY_SECONDS else self.count + 1
        return self.count >= MOST
