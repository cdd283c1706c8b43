"""Custom metrics: values that programs report."""

from typing import Literal

from pydantic import Field

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.cloud_monitor.base import CmsOperation


class CustomMetric(Part):
    """One value, or an aggregate of several; every member is text, as in the documents."""

    group_id: str = Field(max_length=18)  # an application group's id, a decimal number; 0: none
    metric_name: str = Field(min_length=1)
    dimensions: str  # a JSON object of texts
    type: Literal["0", "1"]  # 0: a value; 1: an aggregate
    values: str  # a JSON object: `{"value": 1.5}`, or by the names of aggregations
    time: str = ""  # Unix milliseconds, or ISO 8601; empty: now
    period: Literal["", "60", "300"] = ""  # seconds; needed with an aggregate


class PutCustomMetricAnswer(Reply):
    """That it was taken; the code is text."""

    code: str = "200"
    message: str = "success"


class PutCustomMetric(CmsOperation[PutCustomMetricAnswer]):
    """Reports values of custom metrics."""

    metric_list: list[CustomMetric] = Listed(
        "MetricList", default_factory=None, min_length=1, max_length=100
    )
    region_id: str = ""
