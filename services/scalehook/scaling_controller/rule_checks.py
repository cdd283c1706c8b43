"""Checks scaling rules before they are made or changed."""

from scalehook.kit import Work
from scalehook.kit.shelves import Mark
from scalehook.scaling_controller import rule_steps, sizing, tracking
from scalehook.scaling_controller.rule_kinds import KINDS, is_given, setting
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, Rule, State
from scalehook.scaling_controller.state.rules import metric_of
from scalehook_contracts.errors.common import InvalidParameter, MissingParameter
from scalehook_contracts.errors.scaling import (
    InvalidMinAdjustmentMagnitudeMismatchAdjustmentType,
    InvalidScalingRuleNameDuplicate,
)
from scalehook_contracts.errors.scaling_rules import (
    DuplicateTrackingMetric,
    QuotaExceededScalingRule,
    StepBeyondPermitRange,
)
from scalehook_contracts.scaling_controller.rule_parts import AdjustmentType
from scalehook_contracts.scaling_controller.rule_settings import RuleSettings
from scalehook_contracts.scaling_controller.rules import CreateScalingRule

PREDICTED = ("CpuUtilization", "IntranetRx", "IntranetTx")
BUFFERED = "PredictiveValueOverrideMaxWithBuffer"


def check(request: CreateScalingRule, work: Work[State, Settings], rule: Rule | None = None) -> None:
    """The settings are those of its kind, and fit; `rule` is the one that is changed to this."""
    _check_settings(request)
    group = request.scaling_group_id
    match request.scaling_rule_type:
        case "SimpleScalingRule":
            _check_simple(request)
        case "StepScalingRule":
            _check_step(request)
        case "TargetTrackingScalingRule":
            tracking.check(request)
            if _others(("metric", group, metric_of(request)), rule, work):
                raise DuplicateTrackingMetric()
        case "PredictiveScalingRule":
            _check_predictive(request)
            if _others(("type", group, "PredictiveScalingRule"), rule, work):
                raise QuotaExceededScalingRule()


def check_magnitude(kind: AdjustmentType, magnitude: int | None) -> None:
    """A smallest change is for changes by per cent."""
    if magnitude is not None and kind != "PercentChangeInCapacity":
        raise InvalidMinAdjustmentMagnitudeMismatchAdjustmentType()


def check_name(name: str, group: Group, work: Work[State, Settings], rule: Rule | None = None) -> None:
    """No other rule of the group has it."""
    if _others(("name", group.group_id, name), rule, work):
        raise InvalidScalingRuleNameDuplicate()


def check_quota(group: Group, work: Work[State, Settings]) -> None:
    """The group may have one more."""
    if len(group.rules) >= work.settings.max_scaling_rules:
        raise QuotaExceededScalingRule()


def documented(name: str) -> str:
    """The documented name of a setting."""
    return RuleSettings.model_fields[name].alias or name


def _check_settings(request: CreateScalingRule) -> None:
    kind = KINDS[request.scaling_rule_type]
    given = [name for name in RuleSettings.model_fields if is_given(getattr(request, name))]
    for name in kind.needed:
        if name not in given:
            raise MissingParameter(name=documented(name))
    for name in given:
        if not kind.has(name):
            raise InvalidParameter(name=documented(name))


def _check_simple(request: CreateScalingRule) -> None:
    assert request.adjustment_type is not None and request.adjustment_value is not None
    sizing.check_adjustment(request.adjustment_type, request.adjustment_value)
    check_magnitude(request.adjustment_type, request.min_adjustment_magnitude)


def _check_step(request: CreateScalingRule) -> None:
    assert request.adjustment_type is not None
    low, high = sizing.RANGES[request.adjustment_type]
    rule_steps.check(request.step_adjustments)
    if not all(low <= step.scaling_adjustment <= high for step in request.step_adjustments):
        raise StepBeyondPermitRange(name="ScalingAdjustment")
    check_magnitude(request.adjustment_type, request.min_adjustment_magnitude)


def _check_predictive(request: CreateScalingRule) -> None:
    assert request.target_value is not None
    tracking.check_target(request.target_value)
    if request.metric_name not in PREDICTED:
        raise InvalidParameter(name="MetricName")
    if setting(request, "PredictiveScalingRule", "metric_type") != "system":
        raise InvalidParameter(name="MetricType")
    if request.initial_max_size is not None and request.predictive_value_behavior is None:
        raise MissingParameter(name="PredictiveValueBehavior")
    if request.predictive_value_buffer and request.predictive_value_behavior != BUFFERED:
        raise InvalidParameter(name="PredictiveValueBuffer")


def _others(mark: Mark, rule: Rule | None, work: Work[State, Settings]) -> bool:
    """Whether another rule has the mark."""
    return any(other is not rule for other in work.state.catalogue.rules.find([mark]))
