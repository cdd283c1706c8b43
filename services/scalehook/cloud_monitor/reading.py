"""Reads what was reported of a custom metric."""

from datetime import datetime
from typing import Any

from scalehook.cloud_monitor import naming, times, windows
from scalehook.cloud_monitor.state.events.series import Report
from scalehook.cloud_monitor.state.series import FINEST
from scalehook_contracts.cloud_monitor.custom_metrics import CustomMetric
from scalehook_contracts.errors.cms import ParameterInvalid
from scalehook_contracts.plain import NotPlain, parse_json

FUTURE_SECONDS = 600  # clocks differ
LARGEST = 1e18
VALUE = "value"


def report_of(given: CustomMetric, now: datetime, keep_seconds: float) -> Report:
    """Which series, which window, and what was measured in it; or ParameterInvalid."""
    values, single = _values(given), given.type == "0"
    at = _time(given.time, now.timestamp(), keep_seconds)
    length = FINEST if single else int(given.period)
    window = windows.single(values[VALUE], at) if single else windows.aggregate(values, at)
    return Report(
        group_id=_group_id(given.group_id),
        metric_name=naming.metric_name(given.metric_name),
        dimensions=_dimensions(given.dimensions),
        length=length,
        start=int(at // length * length),
        count=window.count,
        total=window.total,
        minimum=window.minimum,
        maximum=window.maximum,
        last=window.last,
        last_at=at,
        single=single,
    )


def object_of(text: str) -> dict[str, Any]:
    """A JSON object that is given as text; or ParameterInvalid."""
    try:
        found = parse_json(text)
    except NotPlain as problem:
        raise ParameterInvalid() from problem
    if not isinstance(found, dict):
        raise ParameterInvalid()
    return found


def _values(given: CustomMetric) -> dict[str, float]:
    values = object_of(given.values)
    known = {VALUE} if given.type == "0" else set(windows.STATISTICS)
    if not values or not values.keys() <= known or (given.type == "1" and not given.period):
        raise ParameterInvalid()
    numbers = {name: _number(value) for name, value in values.items()}
    if not _counted(numbers):
        raise ParameterInvalid()
    return numbers


def _counted(numbers: dict[str, float]) -> bool:
    """Whether they say more than how many values there were, and that of none, or of one at least."""
    count = numbers.get("SampleCount", 0)
    values = numbers.keys() - windows.COUNTS
    return bool(values) and (count == 0 or count >= 1) and numbers.get("CountPerSecond", 0) >= 0


def _group_id(text: str) -> str:
    try:
        return str(naming.number(text))
    except ValueError as problem:
        raise ParameterInvalid() from problem


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > LARGEST:
        raise ParameterInvalid()
    return float(value)


def _dimensions(text: str) -> dict[str, str]:
    found = object_of(text)
    if not all(key and isinstance(value, str) and value for key, value in found.items()):
        raise ParameterInvalid()
    return {naming.dimension(key): naming.dimension(value) for key, value in found.items()}


def _time(text: str, now: float, keep_seconds: float) -> float:
    """What is older than anything that is kept, or not yet, is no time."""
    try:
        at = times.seconds_of(text) if text else now
    except ValueError as problem:
        raise ParameterInvalid() from problem
    if not now - keep_seconds <= at <= now + FUTURE_SECONDS:
        raise ParameterInvalid()
    return at
