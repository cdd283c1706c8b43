"""When a command runs that comes again: `rate(5m)`, `at(2022-06-06 13:15:30 Asia/Shanghai)`, or cron
with seconds first and perhaps a year last, and a time zone behind it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

MOST_LETTERS = 256
SHORTEST, LONGEST = 60, 7 * 86_400  # seconds of a rate
SHORTEST_CRON = 10  # seconds
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
RATE = re.compile(r"rate\(\s*(\d{1,9})\s*([smhd])\s*\)", re.ASCII)
AT = re.compile(r"at\(\s*(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\s+([^\s()]+))?\s*\)", re.ASCII)
FIELD = re.compile(r"[0-9A-Za-z,/*?#-]+", re.ASCII)
LAST_WORKDAY, AS_DAY = "LW", "31W"  # the nearest workday to the 31st is the month's last one
RANDOM = re.compile(r"[RH](?![A-Z])")  # the library's own: no expression of the cloud knows them
LAST_OF_WEEKDAY = re.compile(r"([0-7]|SUN|MON|TUE|WED|THU|FRI|SAT)L")
ONE_TO_ITSELF = re.compile(r"(?<![0-9A-Z-])(\d+)-\1(?![\d/])")  # the library takes it for all
GMT = re.compile(r"GMT([+-])(\d|1[0-4])(?::([0-5]\d))?", re.ASCII)
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){1,2}", re.ASCII)
FIELDS = (6, 7)
CYCLE = 60
YEARS = 200  # an expression may name a year as far away as 2099, and the clock may be moved
LOOKED_AT = 4  # so many of the times to come


class NoFrequency(ValueError):
    """The text says no times, or ones that are too close to each other."""


@dataclass(frozen=True)
class Rate:
    """Every so many seconds from when it was invoked; not at once."""

    seconds: int

    def next_after(self, after: datetime, invoked: datetime, zone: tzinfo) -> datetime:
        """The first of the points in time that come after."""
        past = (after - invoked).total_seconds()
        return invoked + timedelta(seconds=(past // self.seconds + 1) * self.seconds)


@dataclass(frozen=True)
class At:
    """Once."""

    moment: datetime

    def next_after(self, after: datetime, invoked: datetime, zone: tzinfo) -> datetime | None:
        """The moment, if it comes after."""
        return self.moment if self.moment > after else None


@dataclass(frozen=True)
class Cron:
    """When the clock on the wall of its time zone says so; without one, of the instance's."""

    expression: str
    zone: tzinfo | None

    def next_after(self, after: datetime, invoked: datetime, zone: tzinfo) -> datetime | None:
        """The first moment that fits and comes after."""
        from croniter import CroniterBadDateError, croniter  # a tenth of a second, for who needs it

        there = after.astimezone(self.zone or zone)
        try:
            found = croniter(
                self.expression, there, second_at_beginning=True, max_years_between_matches=YEARS
            )
            at: datetime = found.get_next(datetime)
        except (CroniterBadDateError, OverflowError):
            return None
        return at.astimezone(UTC)


Frequency = Rate | At | Cron


def check(text: str, timeout: int, now: datetime) -> None:
    """NoFrequency where it says no time to come, or where a run that takes its whole time-out (seconds)
    would be overtaken by the next one.
    """
    frequency = parse(text)
    if isinstance(frequency, Rate) and frequency.seconds <= timeout:
        raise NoFrequency("the time-out is as long as the time between two runs")
    times = list(islice(_times(frequency, now), LOOKED_AT))
    if not times:
        raise NoFrequency("its time has passed")
    if any((b - a).total_seconds() < timeout for a, b in pairwise(times)):
        raise NoFrequency("the time-out is longer than the time between two runs")


def _times(frequency: Frequency, now: datetime) -> Iterator[datetime]:
    at = frequency.next_after(now, now, UTC)
    while at is not None:
        yield at
        at = frequency.next_after(at, now, UTC)


def zone_named(name: str) -> tzinfo | None:
    """`Asia/Shanghai`, `GMT+8:00` or `UTC`; None for what is no time zone."""
    if name == "UTC":
        return UTC
    offset = GMT.fullmatch(name)
    if offset is not None:
        sign, hours, minutes = offset.groups()
        ahead = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-ahead if sign == "-" else ahead)
    if not NAME.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # not there, or a folder: `America/Argentina`
        return None


@lru_cache(maxsize=256)
def parse(text: str) -> Frequency:
    """The times that it says; NoFrequency where it says none."""
    if len(text) > MOST_LETTERS:
        raise NoFrequency("too long")
    text = text.strip()
    if (rate := RATE.fullmatch(text)) is not None:
        return _rate(int(rate[1]) * UNITS[rate[2]])
    if (at := AT.fullmatch(text)) is not None:
        return _at(at[1], at[2] or "UTC")
    return _cron(text.split())


def _rate(seconds: int) -> Rate:
    if not SHORTEST <= seconds <= LONGEST:
        raise NoFrequency("a rate is of 60 seconds to 7 days")
    return Rate(seconds)


def _at(moment: str, name: str) -> At:
    zone = zone_named(name)
    if zone is None:
        raise NoFrequency(f"{name} is no time zone")
    try:
        return At(datetime.fromisoformat(moment).replace(tzinfo=zone).astimezone(UTC))
    except (ValueError, OverflowError) as problem:
        raise NoFrequency(f"{moment} is no date") from problem


def _cron(words: list[str]) -> Cron:
    zone = None
    if words and len(words) - 1 in FIELDS and (zone := zone_named(words[-1])) is not None:
        words = words[:-1]
    if len(words) not in FIELDS:
        raise NoFrequency("a cron expression has six or seven fields, and a time zone")
    fields = [ONE_TO_ITSELF.sub(r"\1", word.upper()) for word in words]
    if not all(FIELD.fullmatch(field) and not RANDOM.search(field) for field in fields):
        raise NoFrequency("a field of the cron expression cannot be read")
    fields[3] = AS_DAY if fields[3] == LAST_WORKDAY else fields[3]
    fields[5] = LAST_OF_WEEKDAY.sub(r"L\1", fields[5])
    expression = " ".join(fields)
    _check_cron(expression)
    return Cron(expression, zone)


def _check_cron(expression: str) -> None:
    from croniter import CroniterError, croniter

    try:
        expanded, _ = croniter.expand(expression, second_at_beginning=True)
    except (CroniterError, ValueError, IndexError, OverflowError) as problem:
        raise NoFrequency(str(problem)) from problem
    seconds = sorted(range(CYCLE) if expanded[5] == ["*"] else {int(each) for each in expanded[5]})
    following = [*seconds[1:], seconds[0] + CYCLE]
    if any(b - a < SHORTEST_CRON for a, b in zip(seconds, following, strict=True)):
        raise NoFrequency("runs are ten seconds apart at least")
