"""The points of series, as they are read back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from scalehook.cloud_monitor import naming
from scalehook.cloud_monitor.state import Group, Series
from scalehook.cloud_monitor.state.series import FINEST
from scalehook_contracts.cloud_monitor.datapoints import MetricQuery

Point = dict[str, Any]


class Readable(Protocol):
    """A series of either kind."""

    def point(self, start: int, period: int) -> Point | None:
        """The statistics of the period that begins then; None without data."""


@dataclass(frozen=True)
class Reported:
    """A custom metric."""

    series: Series
    account: str

    def point(self, start: int, period: int) -> Point | None:
        """With its dimensions, and all statistics."""
        window = self.series.between(start, start + period)
        if window is None:
            return None
        owner = {"userId": self.account, "groupId": self.series.group_id}
        return {**owner, **self.series.dimensions, **window.statistics(period)}


@dataclass(frozen=True)
class Shown:
    """A load of a scaling group: all its instances show the same."""

    group: Group
    group_id: str
    metric_name: str
    account: str

    def point(self, start: int, period: int) -> Point | None:
        """What was shown when the period began."""
        value = self.group.value(self.metric_name, start)
        if value is None:
            return None
        owner = {"userId": self.account, "scalingGroupId": self.group_id}
        return {**owner, "Average": value, "Minimum": value, "Maximum": value}


@dataclass(frozen=True)
class Span:
    """The beginnings of whole periods that lie after `after`, up to `until`."""

    after: int
    until: int
    period: int

    def starts(self) -> range:
        """The earliest first."""
        return range((self.after // self.period + 1) * self.period, self.until + 1, self.period)


def points(readable: Readable, span: Span, *, newest_first: bool = False) -> Iterator[Point]:
    """All that there are of one series."""
    starts = span.starts()
    for start in reversed(starts) if newest_first else starts:
        point = readable.point(start, span.period)
        if point is not None:
            yield {"timestamp": start * 1000, **point}


def written(found: list[Point]) -> str:
    """As the JSON text that answers carry."""
    return json.dumps(found, separators=(",", ":"))


def period_of(query: MetricQuery) -> int:
    """In seconds; ValueError when no values are kept so finely."""
    period = naming.number(query.period or "60")
    if period <= 0 or period % FINEST:
        raise ValueError(f"no period: {period}")
    return period
