"""Rules of all kinds, made, changed and described."""

from typing import Any

from scalehook_contracts.scaling_controller.rule_parts import StepAdjustment
from scalehook_contracts.scaling_controller.rule_views import ScalingRuleView
from scalehook_contracts.scaling_controller.rules import (
    CreateScalingRule,
    DescribeScalingRules,
    ModifyScalingRule,
)
from support.scaling.cloud import REGION, Cloud

STEPS = [
    StepAdjustment(metric_interval_upper_bound=0, scaling_adjustment=-1),
    StepAdjustment(metric_interval_lower_bound=0, scaling_adjustment=2),
]
MISMATCH = "InvalidMinAdjustmentMagnitudeMismatchAdjustmentType"
SIMPLE = {"adjustment_type": "QuantityChangeInCapacity", "adjustment_value": 1}
PERCENT = {"adjustment_type": "PercentChangeInCapacity", "adjustment_value": 10}
STEP = {"scaling_rule_type": "StepScalingRule", "adjustment_type": "QuantityChangeInCapacity"}
TRACKING = {
    "scaling_rule_type": "TargetTrackingScalingRule",
    "metric_name": "CpuUtilization",
    "target_value": 50.5,
}
PREDICTIVE = {**TRACKING, "scaling_rule_type": "PredictiveScalingRule"}


def create(cloud: Cloud, **settings: Any) -> str:
    command = CreateScalingRule(scaling_group_id=cloud.group, **settings)
    return str(cloud.ask(command).scaling_rule_id)


def modify(cloud: Cloud, rule: str, **settings: Any) -> None:
    cloud.ask(ModifyScalingRule(scaling_rule_id=rule, **settings))


def describe(cloud: Cloud, **filters: Any) -> list[ScalingRuleView]:
    return list(cloud.ask(DescribeScalingRules(region_id=REGION, **filters)).scaling_rules)


def described(cloud: Cloud, rule: str) -> dict[str, Any]:
    """The only rule with this id, without what it does not have."""
    [view] = describe(cloud, scaling_rule_ids=[rule])
    return {name: value for name, value in view.model_dump().items() if value not in (None, [])}
