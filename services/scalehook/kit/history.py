"""History ends: what is over is forgotten after its time, and the oldest of it when there is too much.

A service keeps what is over in order of its end, and forgets a little whenever something new ends: so no
timer is needed, no message pays for a long past, and state and snapshots stay as large as what is kept.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple, Protocol

AT_A_TIME = 20  # more than what one message usually ends: a backlog melts away


class Ended(NamedTuple):
    """What is over, and since when."""

    at: datetime
    id: str


class Keeping(Protocol):
    """How long, and how much: part of every service's settings."""

    @property
    def history_days(self) -> float:
        """Days of virtual time."""

    @property
    def history_most(self) -> int:
        """So many of each kind."""


class InOrder(Protocol):
    """The history of one kind, the oldest first: a deque."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Ended]: ...


def overdue(history: InOrder, now: datetime, keeping: Keeping) -> list[str]:
    """The ids that are to be forgotten now, the oldest first; never many."""
    kept, oldest = _days(keeping.history_days), next(iter(history), None)
    if oldest is None or (now - oldest.at <= kept and len(history) <= keeping.history_most):
        return []
    until = now - kept
    old = takewhile(lambda ended: ended.at < until, islice(history, AT_A_TIME))
    surplus = islice(history, max(0, min(AT_A_TIME, len(history) - keeping.history_most)))
    return max(([ended.id for ended in found] for found in (old, surplus)), key=len)


@lru_cache(maxsize=16)  # to make one takes as long as the rest of the look
def _days(number: float) -> timedelta:
    return timedelta(days=number)


def is_history(ended_at: datetime | None, now: datetime, keeping: Keeping) -> bool:
    """Whether its time has passed: it is not shown any more, though it may not be forgotten yet."""
    return ended_at is not None and ended_at < now - _days(keeping.history_days)


def hidden(history: InOrder, now: datetime, keeping: Keeping) -> set[str]:
    """The ids of those that are not shown any more and not forgotten yet; mostly there are none."""
    return {ended.id for ended in takewhile(lambda ended: is_history(ended.at, now, keeping), history)}
