"""What an event-triggered task says: which metrics it looks at, and when they alarm."""

from typing import Annotated, Literal

from pydantic import Field

from scalehook_contracts.base import Listed, Part
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.rule_parts import MetricDimension, Period, Statistic

MetricType = Literal["system", "custom"]
ComparisonOperator = Literal[">=", "<=", ">", "<"]
LogicOperator = Literal["&&", "||"]
EvaluationCount = Annotated[int, Field(ge=1, le=2**31 - 1)]
Threshold = Annotated[float, Field(ge=-9.999999e18, le=9.999999e18)]
AlarmName = Annotated[str, Field(pattern=r"^[A-Za-z0-9\u4e00-\u9fa5][A-Za-z0-9\u4e00-\u9fa5_.-]{1,63}$")]


class AlarmExpression(Part):
    """One condition: the statistic of a metric over a period, compared with a threshold."""

    metric_name: str
    period: Period = 300
    statistics: Statistic = "Average"
    comparison_operator: ComparisonOperator = ">="
    threshold: Threshold


class AlarmSettings(Part):
    """All that can be said of an alarm. Where there are `expressions`, they are its conditions, and the
    fields of the single metric are not looked at.
    """

    name: AlarmName | None = None
    description: str | None = Field(None, min_length=2, max_length=255)
    metric_type: MetricType = "system"
    metric_name: str = ""
    dimensions: list[MetricDimension] = Listed("Dimension", max_length=5)
    period: Period = 300
    statistics: Statistic = "Average"
    comparison_operator: ComparisonOperator = ">="
    threshold: Threshold | None = None
    evaluation_count: EvaluationCount = 3  # consecutive periods
    alarm_actions: list[str] = Listed("AlarmAction", max_length=5)
    effective: str = Field("", max_length=200)
    expressions: list[AlarmExpression] = Listed("Expression", max_length=10)
    expressions_logic_operator: LogicOperator = "&&"
    group_id: Int64 | None = None  # the application group of a custom metric

    def conditions(self) -> list[AlarmExpression]:
        """What is evaluated: none, when neither is complete."""
        if self.expressions or self.threshold is None or not self.metric_name:
            return list(self.expressions)
        single = AlarmExpression(
            metric_name=self.metric_name,
            period=self.period,
            statistics=self.statistics,
            comparison_operator=self.comparison_operator,
            threshold=self.threshold,
        )
        return [single]
