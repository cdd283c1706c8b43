"""Errors of scaling rules, and of executing them."""

from scalehook_contracts.errors.base import ApiError


class InvalidScalingRuleIdNotFound(ApiError, code="InvalidScalingRuleId.NotFound", status=404):
    """The specified scaling rule does not exist."""


class QuotaExceededScalingRule(ApiError, code="QuotaExceeded.ScalingRule"):
    """Scaling rule quota exceeded in the specified scaling group."""


class StepsBothNull(ApiError, code="InvalidStepAdjustments.BothNull"):
    """Both lower and upper bounds of a StepAdjustment can not be left unspecified."""


class StepsGap(ApiError, code="InvalidStepAdjustments.Gap"):
    """StepAdjustment intervals can not have gaps between them."""


class StepsLowerGtUpper(ApiError, code="InvalidStepAdjustments.LowerGtUpper"):
    """LowerBound must be less than the UpperBound for StepAdjustment :{step}."""


class StepsMaxNum(ApiError, code="InvalidStepAdjustments.MaxNum"):
    """Your scaling rule can have at most {most} StepAdjustments."""


class StepsMultipleNullLowerBound(ApiError, code="InvalidStepAdjustments.MultipleNullLowerBound"):
    """At most one StepAdjustment may have an unspecified lower bound."""


class StepsMultipleNullUpperBound(ApiError, code="InvalidStepAdjustments.MultipleNullUpperBound"):
    """At most one StepAdjustment may have an unspecified upper bound."""


class StepsNoNullLowerBound(ApiError, code="InvalidStepAdjustments.NoNullLowerBound"):
    """There must be a StepAdjustment with an unspecified lower bound when one StepAdjustment has a
    negative lower bound.
    """


class StepsNoNullUpperBound(ApiError, code="InvalidStepAdjustments.NoNullUpperBound"):
    """There must be a StepAdjustment with an unspecified upper bound when one StepAdjustment has a
    positive upper bound.
    """


class StepsOverlap(ApiError, code="InvalidStepAdjustments.Overlap"):
    """StepAdjustment intervals can not overlap."""


class NoStepFound(ApiError, code="InvalidStepAdjustments.NoStepFound"):
    """No adjustment step found for a metric value of: {value}."""


class StepBeyondPermitRange(ApiError):
    """Specific parameter "{name}" beyond permit range."""


class BreachThresholdBeyondPermitRange(ApiError):
    """Specific parameter "{name}" beyond permit range."""


class MetricValueBeyondPermitRange(ApiError):
    """Specific parameter "{name}" beyond permit range."""


class MissingBreachThreshold(ApiError, code="MissingParameter.BreachThreshold"):
    """Breach threshold must be specified for StepScalingRule."""


class MissingMetricValue(ApiError, code="MissingParameter.MetricValue"):
    """Metric value must be specified for StepScalingRule."""


class InvalidScalingRuleType(ApiError, code="ScalingRule.InvalidScalingRuleType"):
    """Specific scaling rule type: {kind} can not be executed."""


class DuplicateTrackingMetric(ApiError, code="TargetTrackingScalingRule.DumplicateMetric"):
    """Only one TargetTrackingScaling rule for a given metric specification is allowed."""


class UnsupportedTrackingMetric(ApiError, code="TargetTrackingScalingRule.UnsupportedMetric"):
    """Specific metric is not supported for target tracking scaling rule."""


class ScalingGroupInCooldown(ApiError, code="ScalingActivityInCooldown"):
    """The scaling group is in its cooldown time: event-triggered tasks do not scale it."""
