"""What a scaling rule does, as it is asked for."""

from pydantic import Field

from scalehook_contracts.base import Listed, Part
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.rule_parts import (
    AdjustmentType,
    AlarmOptions,
    MetricDimension,
    MetricType,
    MinAdjustmentMagnitude,
    PredictiveScalingMode,
    PredictiveValueBehavior,
    StepAdjustment,
)


class RuleSettings(Part):
    """What a rule does. Each kind of rule has some of these; the others are refused."""

    adjustment_type: AdjustmentType | None = None
    adjustment_value: Int64 | None = None
    min_adjustment_magnitude: MinAdjustmentMagnitude | None = None
    cooldown: int | None = Field(None, ge=0, le=86400)  # seconds; None: the group's
    step_adjustments: list[StepAdjustment] = Listed("StepAdjustment")
    metric_name: str | None = Field(None, max_length=128)
    metric_type: MetricType | None = None
    target_value: float | None = None
    disable_scale_in: bool | None = None
    estimated_instance_warmup: int | None = Field(None, ge=0, le=86400)  # seconds
    scale_in_evaluation_count: int | None = Field(None, ge=1, le=2**31 - 1)
    scale_out_evaluation_count: int | None = Field(None, ge=1, le=2**31 - 1)
    alarm_dimensions: list[MetricDimension] = Listed("AlarmDimension", max_length=5)
    alarm_options: AlarmOptions | None = None
    predictive_scaling_mode: PredictiveScalingMode | None = None
    predictive_value_behavior: PredictiveValueBehavior | None = None
    predictive_value_buffer: int | None = Field(None, ge=0, le=100)  # per cent
    predictive_task_buffer_time: int | None = Field(None, ge=0, le=60)  # minutes
    initial_max_size: int | None = Field(None, ge=0, le=2000)
