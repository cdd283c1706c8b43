"""What somebody asks of the clock: how far, until what happens, and with how much patience."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from scalehook.kit.clock.clock import LATEST, Clock, NotMoved
from scalehook.kit.clock.moved import Busy

LONGEST_SECONDS = 10 * 365 * 86400
UNTIL_SECONDS = 86_400  # so far an event is waited for when nobody says how far

Instant = datetime | Literal["next"]


@dataclass(frozen=True)
class Move:
    """`seconds` from now, or to the instant `to` (or to now, where that has come already and it is
    `or_now`), which is that of the `next` timer where it says so; at most so far when `until` names an
    event (by its name on the wire): then it ends at the instant at which that happens.

    `patience` takes the place of the settings' for every kind of hold, in real seconds; 0 waits for
    nobody. `strict` lets every hold guard every deadline, `hold_scripts` those that run in real time
    too. `settles`: it also waits for holders where no deadline of theirs comes.
    """

    seconds: float | None = None
    to: Instant | None = None
    until: str = ""
    patience: float | None = None
    hold_scripts: bool = False
    strict: bool = False
    settles: bool = False
    or_now: bool = False

    def __post_init__(self) -> None:
        if self.seconds is not None and self.to is not None:
            raise NotMoved("the clock goes by some seconds or to an instant: not both")
        if self.seconds is None and self.to is None and not self.until:
            raise NotMoved("the clock goes nowhere without seconds, an instant or an event")
        if self.patience is not None and not (0 <= self.patience < math.inf):
            raise NotMoved(f"patience is 0 or more seconds: not {self.patience!r}")

    def target(self, clock: Clock) -> datetime | None:
        """Where it ends at the latest; None: at the next timer, which is known when the stack is quiet.
        ValueError for the past, and for what is too far away.
        """
        if self.to is None:
            return clock.ahead(UNTIL_SECONDS if self.seconds is None else self.seconds)
        if self.to == "next":
            return None
        if self.to.tzinfo is None:
            raise NotMoved(f"{self.to!r} says no time zone")
        to, now = _in_utc(self.to), clock.now()
        if self.or_now:
            to = max(now, to)
        if not now <= to <= LATEST:
            raise NotMoved(f"the clock goes forward, to {LATEST:%Y-%m-%d} at most: not to {to}")
        return to


def _in_utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:  # the first and the last day of the calendar, elsewhere on Earth
        raise NotMoved(f"the clock goes to no such day: {at}") from None


@dataclass(frozen=True)
class Outlook:
    """A stack that is quiet: when something comes due next; when a timer does (the ends of long polls
    are none); whether the event that is waited for has happened; what runs in real time. Or one that
    does not come to rest: who has something to do at this instant.
    """

    next: datetime | None = None
    timer: datetime | None = None
    happened: bool = False
    scripts: tuple[str, ...] = ()
    unsettled: tuple[Busy, ...] = ()


# so much before a deadline the clock waits for its holders: who completes the action in time has that
# much to delete the message, too
JUST = timedelta(seconds=1)
