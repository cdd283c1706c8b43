"""Calls about rules, in a group with as many of them as there are groups."""

from scalehook_contracts.base import Message
from scalehook_contracts.scaling_controller.adjustments import ScaleWithAdjustment
from scalehook_contracts.scaling_controller.rules import (
    CreateScalingRule,
    DeleteScalingRule,
    DescribeScalingRules,
    ExecuteScalingRule,
    ModifyScalingRule,
)
from support.scaling.cloud import ACCOUNT, REGION
from support.scaling.population import LARGE

ARI = f"ari:acs:ess:{REGION}:{ACCOUNT}:scalingrule/"
HERE = {"region_id": REGION}
QUANTITY = "QuantityChangeInCapacity"


def rule_calls(n: int) -> dict[str, Message]:
    """The rules of the large group are `large-r-7`; the group `g-<n>` is idle."""
    group, one = {"scaling_group_id": LARGE}, f"{LARGE}-r-{n}"
    return {
        "rule": CreateScalingRule(
            **group, scaling_rule_name="new", adjustment_type="TotalCapacity", adjustment_value=1
        ),
        "tracking rule": CreateScalingRule(
            **group,
            scaling_rule_type="TargetTrackingScalingRule",
            metric_name="CpuUtilization",
            target_value=50,
        ),
        "modify rule": ModifyScalingRule(
            scaling_rule_id=one, scaling_rule_name="other", adjustment_value=2
        ),
        "delete rule": DeleteScalingRule(scaling_rule_id=f"{LARGE}-r-{n + 1}"),
        "rules": DescribeScalingRules(**HERE),
        "group's rules": DescribeScalingRules(**HERE, **group),
        "rules by ARI": DescribeScalingRules(**HERE, scaling_rule_aris=[f"{ARI}{LARGE}-r-7"]),
        "rules of a type": DescribeScalingRules(**HERE, scaling_rule_type="SimpleScalingRule"),
        "group's rules of a type": DescribeScalingRules(
            **HERE, **group, scaling_rule_type="SimpleScalingRule"
        ),
        "named rules of a type": DescribeScalingRules(
            **HERE,
            **group,
            scaling_rule_type="SimpleScalingRule",
            scaling_rule_names=[f"{LARGE}-r-7"],
        ),
        "shrink": ExecuteScalingRule(scaling_rule_ari=f"{ARI}{LARGE}-down", client_token="t"),
        "plan": ScaleWithAdjustment(
            scaling_group_id=f"g-{n}",
            adjustment_type=QUANTITY,
            adjustment_value=1,
            execution_mode="PlanOnly",
        ),
        "adjust": ScaleWithAdjustment(
            scaling_group_id=f"g-{n}", adjustment_type=QUANTITY, adjustment_value=1
        ),
    }
