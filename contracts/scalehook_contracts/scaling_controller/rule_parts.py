"""What scaling rules are made of: their kinds, their steps, and the metrics that they follow."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from scalehook_contracts.base import Listed, Part
from scalehook_contracts.numbers import Int64

RuleType = Literal[
    "SimpleScalingRule", "StepScalingRule", "TargetTrackingScalingRule", "PredictiveScalingRule"
]
AdjustmentType = Literal["QuantityChangeInCapacity", "PercentChangeInCapacity", "TotalCapacity"]
MinAdjustmentMagnitude = Annotated[int, Field(ge=1, le=1000)]
MetricType = Literal["system", "custom", "hybrid"]
Statistic = Literal["Average", "Minimum", "Maximum"]
PredictiveScalingMode = Literal["PredictAndScale", "PredictOnly"]
PredictiveValueBehavior = Literal[
    "MaxOverridePredictiveValue", "PredictiveValueOverrideMax", "PredictiveValueOverrideMaxWithBuffer"
]

PERIODS = (15, 60, 120, 300, 900)


def _known_period(seconds: int) -> int:
    if seconds not in PERIODS:
        raise ValueError("not one of the documented periods")
    return seconds


Period = Annotated[int, Field(ge=min(PERIODS), le=max(PERIODS)), AfterValidator(_known_period)]


class StepAdjustment(Part):
    """A step: how to scale while the metric is so far from the threshold. A bound that is not given is
    infinite.
    """

    metric_interval_lower_bound: float | None = None
    metric_interval_upper_bound: float | None = None
    scaling_adjustment: Int64


class MetricDimension(Part):
    """One thing that a metric is told apart by."""

    dimension_key: str
    dimension_value: str = ""


class AlarmOptions(Part):
    """How the alarms of a target tracking rule look at their metric: every so many seconds."""

    period: Period | None = None


class HybridMetric(Part):
    """A metric of Hybrid Cloud Monitoring, or an expression over such metrics by their ids."""

    id: str
    metric_name: str = ""
    statistic: Statistic | None = None
    expression: str = ""
    dimensions: list[MetricDimension] = Listed("Dimension")
