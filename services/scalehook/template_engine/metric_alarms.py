"""What an alarm trigger says: a metric, its bounds, and how long it must be out of them."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from scalehook.template_engine.chosen_tags import NoTags, tags_of
from scalehook.template_engine.comparisons import COMPARISONS, Comparison
from scalehook.template_engine.trigger_properties import ALARM, others
from scalehook_contracts.plain import NotPlain, parse_json

PERIOD, TIMES, SILENCE = 60, 3, 86_400  # where nothing is said; the first and the last in seconds
STATISTICS = (
    "Average", "Maximum", "Minimum", "Sum", "SampleCount", "SumPerSecond", "CountPerSecond", "LastValue",
    "Value", *(f"P{percent}" for percent in (10, 20, 30, 40, 50, 60, 70, 75, 80, 90, 95, 98, 99)),
)  # fmt: skip
ALL = '[{"resource":"_ALL"}]'
INTERVAL = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
CHINA = timezone(timedelta(hours=8))
FINEST, LONGEST = 15, 86_400  # seconds of a period


class NoAlarm(ValueError):
    """The properties of the trigger say no alarm."""


@dataclass(frozen=True)
class MetricAlarm:
    """Each resource has its own count. It is told of again after `silence`, or when it was in bounds."""

    namespace: str
    metric_name: str
    statistics: str
    comparison: str
    threshold: float
    times: int
    period: int
    interval: int
    silence: int
    effective: str
    dimensions: str
    chosen: Mapping[str, Any]  # of the instances that count, as ECS is asked for them; empty for all

    def is_out(self, value: float, earlier: float | None) -> bool:
        """Of bounds. `earlier` is what was measured in the period that it is compared with."""
        return self.compared.holds(value, earlier, self.threshold)

    @property
    def compared(self) -> Comparison:
        """How it is compared, and with what."""
        return COMPARISONS[self.comparison]

    @property
    def looks_back(self) -> int:
        """Seconds to the period that it is compared with; 0 where the threshold says all."""
        return self.compared.looks_back(self.period)

    def is_effective(self, at: datetime) -> bool:
        """Whether this moment's time of day, of UTC+8, is among those that count."""
        found = INTERVAL.fullmatch(self.effective)
        if found is None:
            return True
        begin, end = f"{found[1]}:{found[2]}", f"{found[3]}:{found[4]}"
        now = at.astimezone(CHINA).strftime("%H:%M")
        return begin <= now <= end if begin <= end else now >= begin or now <= end

    def next_look(self, after: datetime) -> datetime:
        """The end of the interval that goes on now; intervals begin at midnight."""
        seconds = after.timestamp()
        return after + timedelta(seconds=(seconds // self.interval + 1) * self.interval - seconds)

    def said(self, resource: str, point: Mapping[str, Any], at: datetime) -> dict[str, Any]:
        """What the child execution is told of a resource that is out of bounds."""
        dimensions = {name: value for name, value in point.items() if isinstance(value, str)}
        return dimensions | {
            "namespace": self.namespace,
            "metricName": self.metric_name,
            "curValue": point[self.statistics],
            "expression": f"${self.statistics}{self.compared.sign}{self.threshold:g}",
            "dimensions": resource,
            "alertState": "ALERT",
            "timestamp": int(at.timestamp() * 1000),
        }


def alarm_of(properties: Mapping[str, Any]) -> MetricAlarm:
    """NoAlarm says what is wrong with the properties."""
    if unknown := others(properties, ALARM):
        raise NoAlarm(unknown)
    comparison = _text(properties, "ComparisonOperator")
    if comparison not in COMPARISONS:
        raise NoAlarm(f"ComparisonOperator must be one of {', '.join(COMPARISONS)}")
    period = _number(properties, "Period", PERIOD, FINEST, LONGEST)
    if period % FINEST:
        raise NoAlarm(f"Period must be a multiple of {FINEST}")
    effective = str(properties.get("EffectiveInterval") or "")
    if effective and not INTERVAL.fullmatch(effective):
        raise NoAlarm("EffectiveInterval must be as 00:00-23:59")
    return MetricAlarm(
        namespace=_text(properties, "Namespace"),
        metric_name=_text(properties, "MetricName"),
        statistics=_statistics(properties.get("Statistics") or "Average"),
        comparison=comparison,
        threshold=_threshold(properties.get("Threshold")),
        times=_number(properties, "Times", TIMES, 1, 1000),
        period=period,
        interval=_number(properties, "Interval", period, FINEST, LONGEST),
        silence=_number(properties, "SilenceTime", SILENCE, 0, 365 * 86_400),
        effective=effective,
        dimensions=_dimensions(properties.get("Resources")),
        chosen=_chosen(properties),
    )


def _text(properties: Mapping[str, Any], name: str) -> str:
    value = properties.get(name)
    if not isinstance(value, str) or not value:
        raise NoAlarm(f"{name} must be given")
    return value


def _statistics(value: Any) -> str:
    if not isinstance(value, str) or value not in STATISTICS:
        raise NoAlarm(f"Statistics must be one of {', '.join(STATISTICS)}")
    return value


def _threshold(value: Any) -> float:
    try:
        found = float(value) if isinstance(value, str | int | float) else math.nan
    except (ValueError, OverflowError):
        found = math.nan
    if isinstance(value, bool) or not math.isfinite(found):
        raise NoAlarm(f"Threshold is no number: {value!r}")
    return found


def _number(properties: Mapping[str, Any], name: str, usual: int, low: int, high: int) -> int:
    value = properties.get(name)
    text = str(usual if value in (None, "") else value)
    if not (text.isascii() and text.isdecimal() and len(text) < 10) or not low <= int(text) <= high:
        raise NoAlarm(f"{name} must be a number from {low} to {high}")
    return int(text)


def _dimensions(value: Any) -> str:
    """As CloudMonitor is asked for them: a list of objects of texts; empty for all resources, which are
    meant where none is named.
    """
    if value in (None, "", []):
        return ""
    try:
        found = parse_json(value) if isinstance(value, str) else value
    except NotPlain as problem:
        raise NoAlarm("Resources is no JSON") from problem
    each = found if isinstance(found, list) else [found]
    if not each or not all(map(_is_resource, each)):
        raise NoAlarm(f"Resources must be a list of objects of texts, or {ALL}")
    if any(one.get("resource") == "_ALL" for one in each):
        return ""
    return json.dumps(each)


def _is_resource(one: Any) -> bool:
    return isinstance(one, dict) and bool(one) and all(isinstance(text, str) for text in one.values())


def _chosen(properties: Mapping[str, Any]) -> dict[str, Any]:
    group = properties.get("ResourceGroup") or ""
    if not isinstance(group, str):
        raise NoAlarm("ResourceGroup must be a text")
    try:
        tags = tags_of(properties.get("Tags") or [])
    except NoTags as problem:
        raise NoAlarm(str(problem)) from problem
    return ({"Tags": tags} if tags else {}) | ({"ResourceGroupId": group} if group else {})
