"""A stack as it was at a moment that has passed."""

from dataclasses import dataclass
from datetime import datetime

from scalehook.kit import Requester


@dataclass(frozen=True)
class Past:
    """`services` answer what they would have answered then: whatever they are told changes nothing that
    is. `next_deadline` is when a timer was to come due first.
    """

    at: datetime
    services: Requester
    next_deadline: datetime | None
