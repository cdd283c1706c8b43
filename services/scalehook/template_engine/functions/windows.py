"""The function on windows of time in which work may be done."""

import re
from datetime import datetime, timedelta
from typing import Any

from scalehook.kit.clock.moments import iso_seconds
from scalehook.template_engine.functions.text import FunctionFailed

WINDOW = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)Z?\s*-\s*([01]?\d|2[0-3]):([0-5]\d)Z?", re.ASCII)
DAY = timedelta(days=1)


def calculate_time_by_ops_window(arguments: Any, now: str) -> str:
    """`22:00-02:00`, or [begin, end], or several of these: now, if it lies in one of them, else when the
    next of them begins. UTC.
    """
    moment = datetime.fromisoformat(now)
    return iso_seconds(min(_next(window, moment) for window in _windows(arguments)))


def _windows(arguments: Any) -> list[str]:
    given = arguments if isinstance(arguments, list) else [arguments]
    if len(given) == 2 and all(isinstance(each, str) and "-" not in each for each in given):
        given = [f"{given[0]}-{given[1]}"]
    if not given:
        raise FunctionFailed("there is no window")
    return [str(each) for each in given]


def _next(window: str, now: datetime) -> datetime:
    found = WINDOW.fullmatch(window.strip())
    if found is None:
        raise FunctionFailed(f"a window is as 22:00-02:00: {window!r}")
    begins, ends = _at(now, found[1], found[2]), _at(now, found[3], found[4])
    inside = begins <= now < ends if begins < ends else now >= begins or now < ends
    if inside:
        return now
    return begins if begins > now else begins + DAY


def _at(day: datetime, hours: str, minutes: str) -> datetime:
    return day.replace(hour=int(hours), minute=int(minutes), second=0, microsecond=0)
