"""The capacity that a rule asks for, from how the group stands and what its metric says."""

from typing import NamedTuple

from scalehook.scaling_controller import rule_steps, sizing, tracking
from scalehook_contracts.errors.scaling_rules import (
    BreachThresholdBeyondPermitRange,
    MetricValueBeyondPermitRange,
    MissingBreachThreshold,
    MissingMetricValue,
)
from scalehook_contracts.scaling_controller.rules import CreateScalingRule


class Standing(NamedTuple):
    """How many instances a group has, and how many of them do not warm up."""

    total: int
    warm: int


class Measure(NamedTuple):
    """The value of a metric, and the threshold that it has passed; of rules that need them."""

    value: float | None = None
    threshold: float | None = None

    def check(self) -> None:
        """What is given is no larger than documented."""
        if self.value is not None and abs(self.value) > rule_steps.FARTHEST:
            raise MetricValueBeyondPermitRange(name="MetricValue")
        if self.threshold is not None and abs(self.threshold) > rule_steps.FARTHEST:
            raise BreachThresholdBeyondPermitRange(name="BreachThreshold")


def simple(request: CreateScalingRule, standing: Standing) -> int:
    """As its adjustment says."""
    assert request.adjustment_type is not None and request.adjustment_value is not None
    magnitude = request.min_adjustment_magnitude or 0
    return sizing.new_total(request.adjustment_type, request.adjustment_value, magnitude, standing.total)


def by_step(request: CreateScalingRule, standing: Standing, measure: Measure) -> int:
    """As the step says that the metric has come to. What warms up counts as a part of what is added."""
    assert request.adjustment_type is not None
    if measure.value is None:
        raise MissingMetricValue()
    if measure.threshold is None:
        raise MissingBreachThreshold()
    step = rule_steps.find(request.step_adjustments, measure.value, measure.threshold)
    kind, magnitude = request.adjustment_type, request.min_adjustment_magnitude or 0
    if kind == "TotalCapacity":
        return step.scaling_adjustment
    change = sizing.change(kind, step.scaling_adjustment, magnitude, standing.warm)
    if change <= 0:
        return standing.total + change
    return max(standing.warm + change, standing.total)


def by_target(request: CreateScalingRule, standing: Standing, value: float | None) -> int:
    """What brings the metric to its target; nobody is removed while nobody is measured."""
    assert request.target_value is not None
    if value is None:
        raise MissingMetricValue()
    wanted = tracking.wanted(standing.warm, value, request.target_value)
    if value > request.target_value:
        return max(wanted, standing.total)
    if request.disable_scale_in or not standing.warm:
        return standing.total
    return min(wanted, standing.total)
