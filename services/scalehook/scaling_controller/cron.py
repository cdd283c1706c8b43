"""Cron expressions as Auto Scaling writes them: five fields, with `L` and `W` among the days."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

FIELD = re.compile(r"[0-9A-Za-z,/*?-]+", re.ASCII)
RANDOM = re.compile(r"[RH](?![A-Z])")  # the library's own: no expression of the cloud knows them
ZONE = re.compile(r"TZ=([+-])(\d{1,2}):?([0-5]\d)?", re.ASCII)
LAST_WORKDAY, AS_DAY = "LW", "31W"  # the nearest workday to the 31st is the month's last one
CHINA = timezone(timedelta(hours=8))
SECONDS_FIRST = 6  # so many fields begin with the seconds


class NoCron(ValueError):
    """The text is no cron expression."""


def next_after(expression: str, after: datetime) -> datetime | None:
    """The first moment later than `after` that fits five fields, in UTC; None when there is none."""
    from croniter import CroniterBadDateError, croniter  # a tenth of a second, for those who need it

    try:
        found: datetime = croniter(expression, after).get_next(datetime)
    except CroniterBadDateError:
        return None
    return found


def check(expression: str) -> str:
    """The five fields as they are evaluated; NoCron when they are none."""
    return _checked(expression, fields=(5,))[0]


def is_effective(window: str, at: datetime) -> bool:
    """Whether a moment fits an alarm's effective time.

    Six fields, seconds first, are read in UTC+8, or in the zone that `TZ=+00` before them names; five
    fields in UTC.
    """
    expression, zone = window_of(window)
    from croniter import croniter

    seconds = len(expression.split()) == SECONDS_FIRST
    return bool(croniter.match(expression, at.astimezone(zone), second_at_beginning=seconds))


@lru_cache(maxsize=256)
def window_of(window: str) -> tuple[str, timezone]:
    """An effective time's fields, and the zone that they are read in; NoCron when they are none."""
    first, _, rest = window.strip().partition(" ")
    given = ZONE.fullmatch(first)
    expression, count = _checked(rest if given else window, fields=(5, SECONDS_FIRST))
    if given is not None:
        return expression, _zone(given)
    return expression, CHINA if count == SECONDS_FIRST else UTC


def _zone(given: re.Match[str]) -> timezone:
    sign, hours, minutes = given.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > timedelta(hours=14):
        raise NoCron("no zone is that far from UTC")
    return timezone(-offset if sign == "-" else offset)


def _checked(expression: str, fields: tuple[int, ...]) -> tuple[str, int]:
    from croniter import CroniterError, croniter

    parts = expression.upper().split()
    if len(parts) not in fields or not all(FIELD.fullmatch(p) and not RANDOM.search(p) for p in parts):
        raise NoCron(expression)
    day = len(parts) - 3
    parts[day] = AS_DAY if parts[day] == LAST_WORKDAY else parts[day]
    usual = " ".join(parts)
    try:
        croniter.expand(usual, second_at_beginning=len(parts) == SECONDS_FIRST)
    except CroniterError as problem:
        raise NoCron(str(problem)) from problem
    return usual, len(parts)
