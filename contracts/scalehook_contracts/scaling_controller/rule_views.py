"""Scaling rules, and the event-triggered tasks that execute them, as they are described."""

from pydantic import Field

from scalehook_contracts.base import Listed, Part
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.rule_parts import (
    HybridMetric,
    MetricDimension,
    Statistic,
    StepAdjustment,
)


class AlarmExpressionView(Part):
    """One condition of an event-triggered task that has several."""

    metric_name: str
    comparison_operator: str
    period: Int64
    statistics: str
    threshold: float


class RuleAlarmView(Part):
    """An event-triggered task that executes the rule, as the rule describes it."""

    alarm_task_id: str
    alarm_task_name: str
    name: str = ""
    description: str = ""
    scaling_group_id: str = ""
    metric_name: str
    metric_type: str
    statistics: Statistic
    period: Int64
    comparison_operator: str
    threshold: float
    evaluation_count: Int64
    effective: str = ""
    enable: bool = True
    state: str = ""
    dimensions: list[MetricDimension] = Listed("Dimension")
    alarm_actions: list[str] = Listed("AlarmAction")
    expressions: list[AlarmExpressionView] = Listed("Expression")
    expressions_logic_operator: str = ""
    hybrid_monitor_namespace: str = ""
    hybrid_metrics: list[HybridMetric] = Listed("HybridMetric")
    prom_ql: str | None = Field(None, alias="PromQL")


class ScalingRuleView(Part):
    """A rule, as it is described: what its kind does not have is left out. `alarms` is empty unless
    asked for.
    """

    scaling_rule_id: str
    scaling_rule_ari: str
    scaling_rule_name: str
    scaling_group_id: str
    scaling_rule_type: str
    min_size: Int64 = 0  # this and the next: the group's
    max_size: Int64 = 0
    adjustment_type: str | None = None
    adjustment_value: Int64 | None = None
    min_adjustment_magnitude: Int64 | None = None
    cooldown: Int64 | None = None
    alarms: list[RuleAlarmView] = Listed("Alarm")
    step_adjustments: list[StepAdjustment] = Listed("StepAdjustment")
    metric_name: str | None = None
    metric_type: str | None = None
    target_value: float | None = None
    disable_scale_in: bool | None = None
    estimated_instance_warmup: Int64 | None = None
    scale_in_evaluation_count: Int64 | None = None
    scale_out_evaluation_count: Int64 | None = None
    alarm_dimensions: list[MetricDimension] = Listed("AlarmDimension")
    hybrid_monitor_namespace: str | None = None
    hybrid_metrics: list[HybridMetric] = Listed("HybridMetric")
    predictive_scaling_mode: str | None = None
    predictive_value_behavior: str | None = None
    predictive_value_buffer: Int64 | None = None
    predictive_task_buffer_time: Int64 | None = None
    initial_max_size: Int64 | None = None
