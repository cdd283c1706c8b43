"""Functions on times: moments as `2024-01-31T12:00:00Z`, or times of day as `12:00`. All are UTC."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from scalehook.template_engine.functions.text import FunctionFailed

DIRECTIVE = re.compile(r"%(.?)", re.DOTALL)
LETTERS = frozenset("aAbBdeFfHIjmMpSTuUwWyYzZ%")
DAY = timedelta(days=1)
NO_DAY = date(2000, 1, 1)


def format_utc_time(arguments: list[Any]) -> str:
    """[time, format]: with `%Y-%m-%d` and the like, as strftime has them."""
    text, wanted = arguments
    moment = _read(str(text))

    def part(found: re.Match[str]) -> str:
        if found[1] not in LETTERS:
            raise FunctionFailed(f"{found[0]} is not simulated")
        return _part(moment, found[0])

    return DIRECTIVE.sub(part, str(wanted))


def add_hour(arguments: list[Any]) -> str:
    """[time, hours]: so many later, or earlier; written as the time is."""
    text, hours = arguments
    return _written(_read(str(text)) + timedelta(hours=float(hours)), like=str(text))


def duration_between(arguments: list[Any]) -> str:
    """[start, end]: an ISO 8601 duration. Where one is a time of day, it is to the next time that it is
    so late; `PT0S` where both are the same.
    """
    start, end = map(str, arguments)
    between = _read(end) - _read(start)
    if _is_time_of_day(start) or _is_time_of_day(end):
        between %= DAY
    if between < timedelta(0):
        raise FunctionFailed("the end is before the start")
    return _duration(int(between.total_seconds()))


def _is_time_of_day(text: str) -> bool:
    return re.match(r"\d{1,2}:", text.strip()) is not None


def _read(text: str) -> datetime:
    """The moment; times of day are those of some day. ValueError when it is none."""
    text = text.strip()
    if not _is_time_of_day(text):
        moment = datetime.fromisoformat(text)
    else:
        moment = datetime.combine(NO_DAY, time.fromisoformat(text.zfill(5)))
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _written(moment: datetime, like: str) -> str:
    if _is_time_of_day(like):
        return moment.strftime("%H:%M:%S" if like.count(":") > 1 else "%H:%M")
    to = "minutes" if like.count(":") == 1 else "seconds"
    return moment.replace(tzinfo=None).isoformat(timespec=to) + "Z"


def _part(moment: datetime, directive: str) -> str:
    """As strftime has it, but a year has four digits: the C library writes those before 1000 shorter."""
    iso = {"%Y": moment.isoformat()[:4], "%F": moment.date().isoformat()}
    return iso.get(directive) or moment.strftime(directive)


def _duration(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    parts = [(hours, "H"), (minutes, "M"), (rest, "S")]
    return "PT" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0S")
