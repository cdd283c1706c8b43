"""When a timer trigger fires: by a cron expression, at a rate, or once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from scalehook.template_engine.trigger_properties import TIMER, others

RATE = re.compile(r"(?:rate\()?\s*(\d{1,9})\s*([a-z]+)\s*\)?", re.IGNORECASE | re.ASCII)
UNITS = {"s": 1, "second": 1, "m": 60, "minute": 60, "h": 3600, "hour": 3600, "d": 86400, "day": 86400}
CRON_FIELDS = (6, 7)  # seconds first, a year last
FIELD = re.compile(r"[0-9A-Za-z,/*?#-]+", re.ASCII)
RANDOM = re.compile(r"[RH](?![A-Z])", re.IGNORECASE)  # the library's own
ANY = datetime(2000, 1, 1, tzinfo=UTC)
LONGEST = 200  # characters of an expression


class NoSchedule(ValueError):
    """The properties of the trigger say no time."""


@dataclass(frozen=True)
class Schedule:
    """What the trigger's properties say. `start` and `end` are the first and the last moment."""

    kind: str  # of FINDERS
    expression: str
    zone: tzinfo
    start: datetime | None
    end: datetime | None

    def next_after(self, after: datetime, began: datetime) -> datetime | None:
        """The first moment later than `after`; None when there is none. `began` is when the execution
        did, which a rate counts from where nothing else is said.
        """
        begin = max(began, self.start) if self.start else began
        found = FINDERS[self.kind](self, max(after, begin - timedelta(seconds=1)), begin)
        return found if found is not None and (self.end is None or found <= self.end) else None


def schedule_of(properties: Mapping[str, Any]) -> Schedule:
    """NoSchedule says what is wrong with the properties."""
    if unknown := others(properties, TIMER):
        raise NoSchedule(unknown)
    kind, expression = str(properties.get("Type")), properties.get("Expression")
    if kind not in FINDERS:
        raise NoSchedule(f"Type must be one of {', '.join(FINDERS)}")
    if not isinstance(expression, str) or len(expression) > LONGEST:
        raise NoSchedule(f"Expression must be a text of at most {LONGEST} characters")
    zone = _zone(properties.get("TimeZone"))
    if not properties.get("EndDate") and kind != "at":
        raise NoSchedule("EndDate must be given")
    start, end = _date(properties, "StartDate"), _date(properties, "EndDate")
    found = Schedule(kind, expression.strip(), zone, start, end)
    FINDERS[kind](found, ANY, ANY)  # an expression that is none is refused now
    return found


def _date(properties: Mapping[str, Any], name: str) -> datetime | None:
    """`YYYY-MM-DD`, which is its midnight, or with a time; UTC."""
    text = properties.get(name)
    return _moment(text, UTC, name) if text not in (None, "") else None


def _moment(text: Any, zone: tzinfo, name: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError) as problem:
        raise NoSchedule(f"{name} is no time: {text!r}") from problem


def _zone(name: Any) -> tzinfo:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # reads files: only for those who need it

    if name in (None, "", "UTC"):
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError) as problem:
        raise NoSchedule(f"TimeZone is not known: {name!r}") from problem


def _next_of_cron(schedule: Schedule, after: datetime, begin: datetime) -> datetime | None:
    from croniter import CroniterBadDateError, CroniterError, croniter  # a tenth of a second

    fields = schedule.expression.split()
    fits = len(fields) in CRON_FIELDS and all(FIELD.fullmatch(field) for field in fields)
    if not fits or RANDOM.search(schedule.expression):
        raise NoSchedule(f"a cron expression has six or seven fields: {schedule.expression!r}")
    start = after.astimezone(schedule.zone)
    try:
        cron = croniter(" ".join(fields), start, second_at_beginning=True)
        found: datetime = cron.get_next(datetime)
        return found.astimezone(UTC)
    except CroniterBadDateError:
        return None
    except CroniterError as problem:
        raise NoSchedule(f"{schedule.expression!r} is no cron expression: {problem}") from problem
    except (OverflowError, ValueError):
        return None  # beyond the year 9999


def _next_of_rate(schedule: Schedule, after: datetime, begin: datetime) -> datetime | None:
    found = RATE.fullmatch(schedule.expression)
    unit = (
        UNITS.get(found[2].lower()) or UNITS.get(found[2].lower().removesuffix("s")) if found else None
    )
    if found is None or not unit or not int(found[1]):
        raise NoSchedule(f"a rate is a number and a unit, as 30 minutes: {schedule.expression!r}")
    try:
        step = timedelta(seconds=int(found[1]) * unit)
        return begin + step * max(1, (after - begin) // step + 1)
    except OverflowError:
        return None


def _next_of_once(schedule: Schedule, after: datetime, begin: datetime) -> datetime | None:
    moment = _moment(schedule.expression, schedule.zone, "Expression")
    return moment if moment > after else None


FINDERS = {"cron": _next_of_cron, "rate": _next_of_rate, "at": _next_of_once}
