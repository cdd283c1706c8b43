"""What predictive rules expect of the hours to come, and from which hours they know it."""

from typing import ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Bare, Command, Done, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.base import EssOperation

PredictedMetric = Literal["CpuUtilization", "IntranetRx", "IntranetTx"]


class HourOfMetric(Part):
    """What a metric is in an hour; the value is text in the official models."""

    time: str  # the hour's beginning, to the second
    metric_value: str


class HourOfTask(Part):
    """The limits that a group gets for an hour."""

    time: str
    min_value: Int64
    max_value: Int64


class HourOfCapacity(Part):
    """How many instances an hour needs."""

    time: str
    value: Int64


class HistoricalMetricList(Part):
    """Hours that are over. Newer answers have this structure, too."""

    historical_metric: list[HourOfMetric] = Bare("HistoricalMetric")


class HistoricalMetrics(Reply):
    """Hours that are over."""

    historical_metrics: HistoricalMetricList


class PredictiveMetricList(Part):
    """Hours to come. Newer answers have this structure, too."""

    predictive_metric: list[HourOfMetric] = Bare("PredictiveMetric")


class PredictiveMetrics(Reply):
    """Hours to come."""

    predictive_metrics: PredictiveMetricList


class TaskInfoList(Part):
    """Tasks to come. Newer answers have this structure, too."""

    task_info: list[HourOfTask] = Bare("TaskInfo")


class PredictiveTaskInfos(Reply):
    """Tasks to come."""

    task_infos: TaskInfoList


class PredictiveValueList(Part):
    """Hours to come. Newer answers have this structure, too."""

    predictive_value: list[HourOfCapacity] = Bare("PredictiveValue")


class PredictiveValues(Reply):
    """Hours to come."""

    predictive_values: PredictiveValueList


class Span(Part):
    """From when to when, both included: `2026-01-31T08:00:00Z`, or without the seconds."""

    region_id: str
    start_time: str
    end_time: str


class GroupSpan(Span):
    """A metric of a group, from when to when."""

    scaling_group_id: str
    metric_name: PredictedMetric


class QueryHistoricalMetric(GroupSpan, EssOperation[HistoricalMetrics]):
    """Tells what a metric was, hour by hour, since a predictive rule looks at it."""


class QueryPredictiveMetric(GroupSpan, EssOperation[PredictiveMetrics]):
    """Tells what a metric will be, in the next two days."""


class QueryPredictiveValue(GroupSpan, EssOperation[PredictiveValues]):
    """Tells how many instances will keep a metric at a target, in the next two days."""

    target_value: float = Field(gt=0, le=9.999999e18)


class QueryPredictiveTaskInfo(Span, EssOperation[PredictiveTaskInfos]):
    """Tells which limits a predictive rule will give its group, in the next two days."""

    scaling_rule_id: str


class TakePredictiveSample(Command[Done]):
    """An hour is over: a predictive rule looks at its metric."""

    housekeeping: ClassVar[bool] = True

    scaling_rule_id: str
    hour: float  # Unix seconds, virtual: the end of the hour


class RunPredictiveTask(Command[Done]):
    """An hour is near: a predictive rule gives its group the limits for it."""

    housekeeping: ClassVar[bool] = True

    scaling_rule_id: str
    hour: float  # its beginning
