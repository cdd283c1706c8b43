"""Messages that nobody would send again, and for which the journal has no room now."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from scalehook.kit.journal.journal import JournalUnavailable
from scalehook.kit.machine.delivery import Arrival

PAUSE_SECONDS = 0.5  # of real time


@dataclass
class Postponed:
    """They are handled anew, in their order, after a pause; `back` takes them."""

    back: Callable[[list[Arrival]], None]
    arrivals: list[Arrival] = field(default_factory=list)

    def add(self, arrival: Arrival) -> None:
        """One more. What comes later must not overtake it: it is added, too."""
        if not self.arrivals:
            asyncio.get_running_loop().call_later(PAUSE_SECONDS, self.take)
        self.arrivals.append(arrival)

    def trouble(self) -> JournalUnavailable | None:
        """Why they wait."""
        return JournalUnavailable("no room for new entries") if self.arrivals else None

    def take(self) -> None:
        """The pause is over."""
        arrivals, self.arrivals = self.arrivals, []
        self.back(arrivals)
