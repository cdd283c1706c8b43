"""The kinds of scaling rules: which settings each has, which it needs, and what holds without them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from scalehook_contracts.scaling_controller.rule_parts import RuleType
from scalehook_contracts.scaling_controller.rule_settings import RuleSettings
from scalehook_contracts.scaling_controller.rules import CreateScalingRule

WARMUP_SECONDS = 300


@dataclass(frozen=True)
class Kind:
    """One kind: the settings that it needs, those that it may have, and documented defaults."""

    needed: tuple[str, ...]
    optional: frozenset[str]
    defaults: Mapping[str, Any] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether a rule of this kind has this setting."""
        return name in self.needed or name in self.optional


KINDS: dict[RuleType, Kind] = {
    "SimpleScalingRule": Kind(
        needed=("adjustment_type", "adjustment_value"),
        optional=frozenset({"min_adjustment_magnitude", "cooldown"}),
    ),
    "StepScalingRule": Kind(
        needed=("adjustment_type", "step_adjustments"),
        optional=frozenset({"min_adjustment_magnitude", "estimated_instance_warmup"}),
        defaults={"estimated_instance_warmup": WARMUP_SECONDS},
    ),
    "TargetTrackingScalingRule": Kind(
        needed=("metric_name", "target_value"),
        optional=frozenset(
            {
                "metric_type",
                "disable_scale_in",
                "estimated_instance_warmup",
                "scale_in_evaluation_count",
                "scale_out_evaluation_count",
                "alarm_dimensions",
                "alarm_options",
            }
        ),
        defaults={
            "metric_type": "system",
            "disable_scale_in": False,
            "estimated_instance_warmup": WARMUP_SECONDS,
            "scale_in_evaluation_count": 15,
            "scale_out_evaluation_count": 3,
        },
    ),
    "PredictiveScalingRule": Kind(
        needed=("metric_name", "target_value"),
        optional=frozenset(
            {
                "metric_type",
                "estimated_instance_warmup",
                "predictive_scaling_mode",
                "predictive_value_behavior",
                "predictive_value_buffer",
                "predictive_task_buffer_time",
                "initial_max_size",
            }
        ),
        defaults={
            "metric_type": "system",
            "estimated_instance_warmup": WARMUP_SECONDS,
            "predictive_scaling_mode": "PredictAndScale",
            "predictive_value_behavior": "MaxOverridePredictiveValue",
            "predictive_value_buffer": 0,
            "predictive_task_buffer_time": 0,
        },
    ),
}


def filled(request: CreateScalingRule, limits: CreateScalingGroup) -> CreateScalingRule:
    """A predictive rule changes the limits of its group: what they are at first, it keeps."""
    if request.scaling_rule_type != "PredictiveScalingRule" or request.initial_max_size is not None:
        return request
    behavior = setting(request, request.scaling_rule_type, "predictive_value_behavior")
    return request.model_copy(
        update={"initial_max_size": limits.max_size, "predictive_value_behavior": behavior}
    )


def setting(request: RuleSettings, kind: RuleType, name: str) -> Any:
    """What holds: the value that was given, or else the documented default; None where there is none."""
    value = getattr(request, name)
    return value if is_given(value) else KINDS[kind].defaults.get(name, value)


def is_given(value: object) -> bool:
    """Whether a request has said so; an empty list says nothing."""
    return value is not None and value != []
