"""A stack as it was at a moment that has passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scalehook.gateway.control.deadlines import Deadline
from scalehook.kit import Requester


@dataclass(frozen=True, eq=False, repr=False)
class Past:
    """`services` answer what they would have answered then: whatever they are told changes nothing that
    is. `deadlines` are the timers that were to come due first.
    """

    at: datetime
    services: Requester
    deadlines: Sequence[Deadline] = ()

    @property
    def next_deadline(self) -> datetime | None:
        """When a timer was to come due first."""
        return self.deadlines[0].at if self.deadlines else None
