"""Metrics, read back: numbers and lists of these answers are text, as in the documents."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.base import Part, Reply
from scalehook_contracts.cloud_monitor.base import CmsOperation


class MetricQuery(Part):
    """Which series, from when to when, and how finely."""

    namespace: str  # `acs_ess_dashboard`, or `acs_customMetric_<account>`
    metric_name: str
    period: str = Field("", max_length=6)  # seconds, a multiple of 15; empty: 60
    start_time: str = ""  # excluded; Unix milliseconds or ISO 8601; empty: an hour before the end
    end_time: str = ""  # included; empty: now
    dimensions: str = ""  # a JSON object, or an array of them; empty: all series
    length: str = Field("", max_length=4)  # empty: 1000
    region_id: str = ""


class MetricDatapoints(Reply):
    """Some points; `Datapoints` is a JSON array, as text."""

    code: str = "200"
    period: str
    datapoints: str


class MetricPage(MetricDatapoints):
    """One page of points, and the token of the next."""

    success: bool = True
    next_token: str | None = None


class DescribeMetricList(MetricQuery, CmsOperation[MetricPage]):
    """The points of a metric, the earliest first."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"Express"})
    next_token: str = ""


class DescribeMetricLast(MetricQuery, CmsOperation[MetricPage]):
    """The newest point of each series."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"Express"})
    next_token: str = ""


class DescribeMetricData(MetricQuery, CmsOperation[MetricDatapoints]):
    """The points of a metric, without pages."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"Express"})
