"""Lengths of time as people write them: `90s`, `10m`, `6h`, `1h30m`, or plain seconds."""

import math
import re
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator

_NUMBER = r"\d+(?:\.\d+)?"
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_UNITS = {"d": 86400, "h": 3600, "m": 60, "s": 1}  # from the longest to the shortest
_WRITTEN = re.compile("".join(f"(?:(?P<{unit}>{_NUMBER}){unit})?" for unit in _UNITS), re.ASCII)


def seconds_of(duration: object) -> float:
    """The seconds of `600`, `"600"`, `"10m"` or `"1h30m"`; ValueError for anything else."""
    if isinstance(duration, timedelta):
        return duration.total_seconds()
    if isinstance(duration, str):
        seconds = _parse(duration.strip())
    elif isinstance(duration, int | float) and not isinstance(duration, bool):
        seconds = _as_float(duration)
    else:
        seconds = math.nan
    if not math.isfinite(seconds):
        raise ValueError(f"{duration!r} is not a length of time: write 90s, 10m, 6h, 1h30m or seconds")
    return seconds


def written(seconds: float) -> str:
    """Whole seconds, cut, as `1h30m`: what `seconds_of` reads."""
    rest, parts = max(0, int(seconds)), []
    for unit, length in _UNITS.items():
        count, rest = divmod(rest, length)
        parts.append(f"{count}{unit}" if count else "")
    return "".join(parts) or "0s"


def _parse(text: str) -> float:
    parts = _WRITTEN.fullmatch(text)
    if text and parts:
        return math.fsum(
            float(number) * _UNITS[unit] for unit, number in parts.groupdict().items() if number
        )
    return _as_float(text) if _PLAIN.fullmatch(text) else math.nan


def _as_float(number: str | float) -> float:
    try:
        return float(number)
    except (ValueError, OverflowError):
        return math.nan


Length = float | str | timedelta  # what `seconds_of` reads
# of a setting, or of a request's body
Duration = Annotated[float, BeforeValidator(seconds_of)]
