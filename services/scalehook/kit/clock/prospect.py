"""What tells whether time may jump by itself, and where to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Prospect:
    """The first timer that somebody may have `awaited`; whether an answer is `owed` that is no long
    poll's, or a script runs; how often anything has changed so far: whoever only looks, be it again and
    again, keeps no time from jumping.
    """

    awaited: datetime | None = None
    owed: bool = False
    changes: int = 0

    @classmethod
    def of_all(cls, prospects: Iterable["Prospect"]) -> "Prospect":
        """Of several participants together."""
        each = list(prospects)
        awaited = min((one.awaited for one in each if one.awaited is not None), default=None)
        return cls(awaited, any(one.owed for one in each), sum(one.changes for one in each))
