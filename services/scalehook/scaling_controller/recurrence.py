"""When a scheduled task runs next: worked out from what it says alone."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from scalehook.scaling_controller import cron
from scalehook_contracts.scaling_controller.scheduled_tasks import RecurrenceType

DAY = timedelta(days=1)
WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z", re.ASCII)
NUMBER = re.compile(r"\d{1,2}", re.ASCII)
MOST_MONTHS = 8 * 12  # within so many there is a 29th of February


class NoRecurrence(ValueError):
    """The value does not fit the type."""


@dataclass(frozen=True)
class Recurrence:
    """Once at `start`, or by `kind` and `value` from then on, at its time of day; not after `end`.

    A cron expression has its own time of day, and needs no start.
    """

    start: datetime | None = None
    kind: RecurrenceType | None = None
    value: str = ""
    end: datetime | None = None

    def next_after(self, moment: datetime) -> datetime | None:
        """The first run later than this moment; None when there is none any more."""
        found = self._unended(moment)
        return None if found is None or (self.end is not None and found > self.end) else found

    def _unended(self, moment: datetime) -> datetime | None:
        if self.kind == "Cron":
            return cron.next_after(cron.check(self.value), self._from(moment))
        if self.start is None or (self.start > moment and self.kind in (None, "Daily")):
            return self.start
        if self.kind is None:
            return None
        if self.kind == "Daily":
            step = DAY * _whole(self.value, 1, 31)
            return self.start + step * ((moment - self.start) // step + 1)
        return self._by_days(moment, _DAYS[self.kind](self.value))

    def _from(self, moment: datetime) -> datetime:
        """Nothing runs before the start, but at it."""
        if self.start is None:
            return moment
        return max(moment, self.start - timedelta(seconds=1))

    def _by_days(self, moment: datetime, fits: Callable[[datetime], bool]) -> datetime | None:
        assert self.start is not None
        days = max(0, (moment - self.start) // DAY + 1)
        for further in range(MOST_MONTHS * 31):
            found = self.start + DAY * (days + further)
            if fits(found):
                return found
        return None


def parse_time(text: str) -> datetime:
    """`2026-01-31T08:00Z`; ValueError for any other form."""
    if not WRITTEN.fullmatch(text):
        raise ValueError(f"{text!r} is not written YYYY-MM-DDThh:mmZ")
    return datetime.strptime(text, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)


def check_value(kind: RecurrenceType, value: str) -> None:
    """NoRecurrence when the value is none of this type."""
    try:
        if kind == "Daily":
            _whole(value, 1, 31)
        elif kind == "Cron":
            cron.check(value)
        else:
            _DAYS[kind](value)
    except cron.NoCron as problem:
        raise NoRecurrence(value) from problem


def _weekly(value: str) -> Callable[[datetime], bool]:
    """`0,3`: Sunday and Wednesday."""
    wanted = {_whole(day, 0, 6) for day in value.split(",")}
    return lambda moment: moment.isoweekday() % 7 in wanted


def _monthly(value: str) -> Callable[[datetime], bool]:
    """`5-7`: from the 5th to the 7th of every month."""
    first, dash, last = value.partition("-")
    low, high = _whole(first, 1, 31), _whole(last if dash else "", 1, 31)
    if low > high:
        raise NoRecurrence(value)
    return lambda moment: low <= moment.day <= high


_DAYS = {"Weekly": _weekly, "Monthly": _monthly}


def _whole(text: str, low: int, high: int) -> int:
    if not NUMBER.fullmatch(text) or not low <= int(text) <= high:
        raise NoRecurrence(text)
    return int(text)
